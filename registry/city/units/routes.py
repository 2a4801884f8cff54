"""The organisation as a tree, and the page of each unit."""

from typing import cast
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.access.roles import Role
from registry.city.accounts import hanging
from registry.city.accounts import queries as accounts
from registry.city.accounts.hanging import Closure
from registry.city.accounts.powers.views import proposed_words
from registry.city.units import actions, appointing, queries
from registry.city.units.forms import AppointmentForm
from registry.city.units.models import Appointment, Unit
from registry.city.units.structure import UnitValue
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import Form, page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("units", __name__, url_prefix="/units")


@bp.get("/")
@requires(Permission.UNIT_READ)
def index() -> Answer:
    """Show all units from the top, with who leads each today."""
    return render_template("units/index.html", rows=queries.tree(current_actor(), clock.today()))


@bp.get("/<uuid:unit_id>")
@requires(Permission.UNIT_READ, load=queries.unit)
def show(unit: Unit) -> Answer:
    """Show a unit: where it belongs, when it exists, who leads and has led it."""
    structure = queries.structure()
    above = [_link(part) for part in reversed(structure.path_up(unit.id)[1:])]
    return render_template(
        "units/show.html",
        unit=unit,
        crumbs=[(_("Enheter"), url_for("units.index")), *above],
        below=[{"label": name, "url": url} for name, url in map(_link, structure.children(unit.id))],
        appointments=structure.history(unit.id),
        away=structure.absent(clock.today()),
        closed=structure.closed,
        on=clock.today(),
    )


@bp.route("/<uuid:unit_id>/appoint", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN, load=queries.unit)
def appoint(unit: Unit) -> Answer:
    """Propose that somebody is appointed over the unit."""
    form = AppointmentForm()
    people = accounts.people(but=Role.PARTNER, on=clock.today())
    form.offer((person.id, f"{person.name}, {person.email}") for person in people)
    if form.validate_on_submit():
        with attempt(form):
            appointing.propose(_filled(form, unit), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("units.show", unit_id=unit.id, message=proposed_words())
    return page("units/appoint.html", form=form, unit=unit)


@bp.route("/<uuid:unit_id>/appointments/<uuid:appointment_id>/end", methods=["GET", "POST"])
@requires(Permission.ACCOUNT_ADMIN, load=queries.appointment)
def end(found: tuple[Unit, Appointment]) -> Answer:
    """End an appointment, when it has been said what waits there and who decides it from then on."""
    form, (unit, appointment), actor = Form(), found, current_actor()
    if form.validate_on_submit():
        with attempt(form):
            actions.end_appointment(appointment, actor=actor, at=clock.now())
        if form.ok:
            return redirect_to("units.show", unit_id=unit.id, message=_("Uppdraget är avslutat."))
    hangs = hanging.on(actor, Closure(appointment_id=appointment.id), clock.today())
    person = accounts.user(appointment.user_id)
    return page("units/end.html", form=form, unit=unit, appointment=appointment, person=person, hangs=hangs)


def _link(part: UnitValue) -> tuple[str, str]:
    return part.name, url_for("units.show", unit_id=part.id)


def _filled(form: AppointmentForm, unit: Unit) -> appointing.PostForPerson:
    return appointing.PostForPerson(
        user_id=cast(UUID, form.user.chosen),
        unit_id=unit.id,
        post=form.post.data,
        starts_on=form.starts_on.data or clock.today(),
        ends_on=form.ends_on.data,
        substitute_for_id=form.substitute_for.chosen,
        case_number=form.case_number.data or None,
        acts_beside=form.acts_beside.data,
    )
