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
from registry.collaborations.occasions import actions, calendar_files, queries
from registry.collaborations.occasions.calendar_files import CalendarDays
from registry.collaborations.occasions.forms import CalendarForm, DaysForm, OccasionForm
from registry.collaborations.occasions.models import Occasion
from registry.core import clock
from registry.core.errors import DomainError
from registry.core.i18n import _, ngettext
from registry.web.forms import page, pressed
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt, let_go

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


@bp.route("/calendar", methods=["GET", "POST"])
@slow("POST")
@requires(Permission.COLLABORATION_WRITE, load=collaborations.collaboration)
def calendar(collaboration: Collaboration) -> Answer:
    """Read a calendar file, and show the days it tells of: none is logged yet."""
    form, found = CalendarForm(), None
    shown: dict[str, Any] = {"collaboration": collaboration}
    category = _usual(collaboration)["category"]
    if form.validate_on_submit() and (found := _read(form)):
        days = DaysForm(formdata=None, category=category, with_titles=True)
        told = [f"{one.day} {one.title}" for one in found.days]
        days.offer(told)
        days.days.data = told
        shown["collaboration"] = collaborations.collaboration(current_actor(), shown["collaboration"].id)
        return page("occasions/days.html", form=days, left_out=found.left_out, **shown)
    return page("occasions/calendar.html", form=form, **shown)


@bp.post("/days")
@requires(Permission.COLLABORATION_WRITE, load=collaborations.collaboration)
def take_in(collaboration: Collaboration) -> Answer:
    """Log the days of a calendar that were chosen."""
    form = DaysForm()
    form.offer(request.form.getlist("found"))
    if form.validate_on_submit():
        with attempt(form):
            made = actions.take_in(collaboration, form.told(), actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(collaboration, _noted(len(made)))
    return page("occasions/days.html", form=form, collaboration=collaboration, left_out=0)


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
    return _noted(len(actions.repeat(collaboration, told, repetition, **by)))


def _noted(made: int) -> str:
    return ngettext("%(num)s tillfälle är antecknat.", "%(num)s tillfällen är antecknade.", made)


def _read(form: CalendarForm) -> CalendarDays | None:
    """What the file tells; None, with the reason on the form, when it is refused."""
    content = form.file.data.read(calendar_files.MOST_SIZE + 1)
    let_go()  # nobody waits for the database while a file is read
    try:
        return calendar_files.read(content, today=clock.today())
    except DomainError as error:
        form.refuse(error)
        return None


def _shown(collaboration: Collaboration, message: str) -> Response:
    return redirect_to("collaborations.show", message, collaboration_id=collaboration.id)
