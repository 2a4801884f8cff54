"""The home page of everybody inside the house: what waits for me, and in short who we work with for whom."""

from flask import Blueprint, render_template
from flask_login import current_user

from registry.access.permissions import Permission
from registry.core import clock
from registry.inbox.home import page
from registry.mapping import queries
from registry.settings import current
from registry.web.guard import current_actor, requires

bp = Blueprint("reports", __name__, url_prefix="/overview")


@bp.get("/")
@requires(Permission.REPORT_READ)
def home() -> str:
    """Show what waits, what bears on it for the reader's role, and the groups that most is done for."""
    actor, at, months = current_actor(), clock.now(), current().confirm_months
    on = clock.local(at).date()
    return render_template(
        "reports/home.html",
        **page.home(actor, current_user.here_before, at),
        totals=queries.totals(actor, on, months=months),
        reached=queries.groups_reached(actor, on, months=months),
    )
