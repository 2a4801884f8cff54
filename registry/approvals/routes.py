"""Pages of the delegation order: what it says, and who may decide a matter."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.approvals import views
from registry.approvals.forms import WhoForm
from registry.core import clock
from registry.web.guard import requires

bp = Blueprint("approvals", __name__, url_prefix="/delegation")


@bp.get("/who")
@requires(Permission.DELEGATION_READ)
def who() -> Answer:
    """Answer who may decide a matter of a kind, at a unit, of an amount, on a date. Nothing is stored."""
    form = WhoForm(request.args, on=clock.today())
    views.fill_units(form, form.on.data or clock.today())
    return render_template(
        "approvals/who.html", form=form, found=views.answer(form) if request.args else None
    )
