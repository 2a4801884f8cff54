"""The page of a need: paste a text or choose a file, take or leave the terms, see what exists and what is missing."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries.assessments import actions
from registry.enquiries.needs import views
from registry.enquiries.needs.forms import NeedForm
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("needs", __name__, url_prefix="/enquiries/needs")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.NEED_ASSESS)
@slow("POST")
def assess() -> Answer:
    """Show what is known of a need. Nothing is stored until a person keeps it: the answer is read anew each time."""
    actor = current_actor()
    form = NeedForm(on=clock.today(), **views.asked(actor, request.args.get("question", type=UUID)))
    answer = views.answer(form, actor=actor)
    if answer and form.keep.data:
        with attempt(form):
            made = actions.keep(views.assessed(form, answer), actor=actor, at=clock.now())
        if form.ok:
            message = _("Bedömningen är sparad. Skriv slutsatsen när du är klar.")
            return redirect_to("enquiries.assessment", message, assessment_id=made.id)
    return views.shown(form, answer)
