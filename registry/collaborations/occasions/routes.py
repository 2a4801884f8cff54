"""Pages of occasions: log one in two taps, take a wrong one away."""

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue as Answer
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.collaborations import queries as collaborations
from registry.collaborations.choices import Category
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions import actions, queries
from registry.collaborations.occasions.forms import OccasionForm
from registry.collaborations.occasions.models import Occasion
from registry.core import clock
from registry.core.i18n import _, ngettext
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("occasions", __name__, url_prefix="/collaborations/<uuid:collaboration_id>/occasions")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=collaborations.collaboration)
def add(collaboration: Collaboration) -> Answer:
    """Log an occasion: today, and what the last one was, unless somebody says otherwise."""
    form = OccasionForm(happened_on=clock.today(), **_usual(collaboration))
    if form.validate_on_submit():
        with attempt(form):
            message = _log(form, collaboration)
        if form.ok:
            return _shown(collaboration, message)
    return page("occasions/add.html", form=form, collaboration=collaboration)


@bp.post("/<uuid:occasion_id>/remove")
@requires(Permission.COLLABORATION_WRITE, load=queries.one)
def remove(found: tuple[Collaboration, Occasion]) -> Answer:
    """Take away an occasion that was logged wrongly."""
    pressed()
    collaboration, occasion = found
    actions.take_away(collaboration, occasion, actor=current_actor(), at=clock.now())
    return _shown(collaboration, _("Tillfället är borttaget."))


def _usual(collaboration: Collaboration) -> dict[str, Any]:
    """What an occasion is taken to be: as the one that is copied, otherwise of the same kind as the last."""
    found = queries.of(collaboration)
    asked = request.args.get("copy", type=UUID)
    if copied := next((one for one in found if one.id == asked), None):
        return {"category": copied.category, "attendance": copied.attendance, "note": copied.note}
    return {"category": found[0].category if found else collaboration.category or Category.OTHER}


def _log(form: OccasionForm, collaboration: Collaboration) -> str:
    told, repetition = form.happened(), form.repetition()
    by: dict[str, Any] = {"actor": current_actor(), "at": clock.now()}
    if repetition is None:
        actions.log(collaboration, told, **by)
        return _("Tillfället är antecknat.")
    made = len(actions.repeat(collaboration, told, repetition, **by))
    return ngettext("%(num)s tillfälle är antecknat.", "%(num)s tillfällen är antecknade.", made)


def _shown(collaboration: Collaboration, message: str) -> Response:
    return redirect_to("collaborations.show", message, collaboration_id=collaboration.id)
