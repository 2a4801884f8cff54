"""Pages of occasions: log one in two taps, take a wrong one away."""

from flask import Blueprint
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
from registry.core.i18n import _
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("occasions", __name__, url_prefix="/collaborations/<uuid:collaboration_id>/occasions")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.COLLABORATION_WRITE, load=collaborations.collaboration)
def add(collaboration: Collaboration) -> Answer:
    """Log an occasion: today, and what the last one was, unless somebody says otherwise."""
    last = next(iter(queries.of(collaboration)), None)
    usual = last.category if last else collaboration.category or Category.OTHER
    form = OccasionForm(happened_on=clock.today(), category=usual)
    if form.validate_on_submit():
        with attempt(form):
            actions.log(collaboration, form.happened(), actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _("Tillfället är antecknat."))
    return page("occasions/add.html", form=form, collaboration=collaboration)


@bp.post("/<uuid:occasion_id>/remove")
@requires(Permission.COLLABORATION_WRITE, load=queries.one)
def remove(found: tuple[Collaboration, Occasion]) -> Answer:
    """Take away an occasion that was logged wrongly."""
    pressed()
    collaboration, occasion = found
    actions.take_away(collaboration, occasion, actor=current_actor(), at=clock.now())
    return _shown(collaboration, _("Tillfället är borttaget."))


def _shown(collaboration: Collaboration, message: str) -> Response:
    return redirect_to("collaborations.show", message, collaboration_id=collaboration.id)
