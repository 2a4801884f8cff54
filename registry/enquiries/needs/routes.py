"""The page of a need: paste a text or choose a file, take or leave the terms, see what exists and what is missing."""

from flask import Blueprint
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.database import reading
from registry.enquiries.needs import views, vocabulary
from registry.enquiries.needs.forms import NeedForm
from registry.web.forms import page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt, let_go

bp = Blueprint("needs", __name__, url_prefix="/enquiries/needs")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.NEED_ASSESS)
@slow("POST")
def assess() -> Answer:
    """Show what is known of a need. Nothing is stored: the answer is read anew each time it is asked for."""
    actor, form = current_actor(), NeedForm(on=clock.today())
    let_go()
    with reading():
        known = vocabulary.load()
        form.offer(known)
        found = None
        if form.validate_on_submit():
            with attempt(form):
                found = views.findings(form, views.text_of(form, form.content()), known, actor=actor)
        return page("needs/assess.html", form=form, found=found, door=views.door, notes=views.notes)
