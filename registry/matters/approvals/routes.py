"""Pages of the delegation order: what it says, and who may decide a matter."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.matters.approvals import views
from registry.matters.approvals.forms import WhoForm
from registry.web.guard import current_actor, requires

bp = Blueprint("approvals", __name__, url_prefix="/delegation")


@bp.get("/who")
@requires(Permission.DELEGATION_READ)
def who() -> Answer:
    """Answer who may decide a matter of a kind, at a unit, of an amount, on a date. Nothing is stored."""
    form, actor = WhoForm(request.args, on=clock.today()), current_actor()
    views.fill(form, actor, form.on.data or clock.today())
    found = views.answer(form, actor) if request.args else None
    return render_template("approvals/who.html", form=form, found=found)
