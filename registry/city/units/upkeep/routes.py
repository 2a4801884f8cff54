"""Pages where the administrator keeps the organisation up to date."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.audit.past import views as past
from registry.city.accounts import hanging
from registry.city.accounts.hanging import Closure
from registry.city.units import queries
from registry.city.units.models import Unit
from registry.city.units.upkeep import actions
from registry.city.units.upkeep.forms import CloseForm, NewUnitForm, UnitForm
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("upkeep", __name__, url_prefix="/units")


@bp.route("/add", methods=["GET", "POST"])
@requires(Permission.UNIT_WRITE)
def add() -> Answer:
    """Add a unit."""
    form = NewUnitForm(starts_on=clock.today())
    form.offer(
        (part.id, part.name) for _depth, part in queries.structure().walk() if part.is_valid(clock.today())
    )
    if form.validate_on_submit():
        with attempt(form):
            unit = actions.add(form.part(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("units.show", unit_id=unit.id, message=_("Enheten är skapad."))
    return page("units/add.html", form=form)


@bp.route("/<uuid:unit_id>/edit", methods=["GET", "POST"])
@requires(Permission.UNIT_WRITE, load=queries.unit)
def edit(unit: Unit) -> Answer:
    """Rename a unit or change its facts."""
    form = UnitForm(obj=unit)
    if form.validate_on_submit():
        with attempt(form):
            actions.change(
                unit, name=form.name.data or "", cost_centre=form.cost_centre.data, starts_on=form.starts_on.data,
                note=form.note.data, seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("units.show", unit_id=unit.id, message=_("Uppgifterna är sparade."))
    form.renew(unit)
    return page("units/edit.html", form=form, unit=unit)


@bp.route("/<uuid:unit_id>/close", methods=["GET", "POST"])
@requires(Permission.UNIT_WRITE, load=queries.unit)
def close(unit: Unit) -> Answer:
    """Give a unit its last day and a successor, when it has been said who gets what."""
    form = CloseForm(obj=unit, successor=unit.successor_id)
    form.offer(queries.successors(unit, clock.today()))
    ending = Closure(unit_id=unit.id)
    if form.validate_on_submit():
        last_on = form.ends_on.data or clock.today()
        ending = replace(ending, last_on=last_on, successor_id=form.successor_id)
        with attempt(form):
            actions.check_closing(unit, ending)
            if form.is_shown:
                actions.close(unit, ending, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if form.ok and form.is_shown:
            return redirect_to("units.show", unit_id=unit.id, message=_("Enheten har fått en sista dag."))
        form.shown.data = form.answer if form.ok else ""
    form.renew(unit, successor=unit.successor_id)
    hangs = hanging.on(current_actor(), ending, clock.today())
    return page("units/close.html", form=form, unit=unit, hangs=hangs, is_planned=bool(ending.last_on))


@bp.get("/<uuid:unit_id>/history")
@requires(Permission.UNIT_READ, load=queries.unit)
def history(unit: Unit) -> Answer:
    """Show everything that has been done with a unit."""
    steps = audit.history(current_actor(), unit.id, cursor=cursor())
    said = past.then(current_actor(), "unit", unit.id, request.args)
    return render_template("units/history.html", unit=unit, page=steps, said=said)
