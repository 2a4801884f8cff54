"""Pages of the delegation order: what it says."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.delegation import views
from registry.web.guard import requires

bp = Blueprint("delegation", __name__, url_prefix="/delegation")


@bp.get("")
@requires(Permission.DELEGATION_READ)
def index() -> Answer:
    """Show the delegation order in force, with this year's limits in kronor."""
    return render_template("delegation/index.html", **views.order_page(clock.today()))
