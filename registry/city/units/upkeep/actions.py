"""What changes which units there are. Everything lands in the unit's own history."""

from dataclasses import replace
from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import hanging, watchers
from registry.city.accounts.hanging import Closure
from registry.city.units import queries
from registry.city.units.models import Unit
from registry.city.units.structure import UnitValue, part_of
from registry.city.units.upkeep import rules
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _


def add(part: UnitValue, *, actor: Actor, at: datetime) -> Unit:
    """Add a unit to the organisation. Raises DomainError at `code`, `parent` or `starts_on`."""
    refuse(rules.addition_problems(part, queries.structure()))
    unit = Unit(
        id=new_id(), code=part.code, kind=part.kind, parent_id=part.parent_id, name=part.name,
        cost_centre=part.cost_centre, starts_on=part.starts_on, note=part.note,
    )  # fmt: skip
    session.add(unit)
    audit.record(unit, Tag.UNIT_ADDED, actor=actor, at=at)
    return unit


def change(
    unit: Unit, *, name: str, cost_centre: str | None, starts_on: date | None, note: str | None,
    seen: int, actor: Actor, at: datetime,
) -> None:  # fmt: skip
    """Rename a unit or change its facts, never its level or place. Raises Stale, or DomainError at the field."""
    check_version(unit, seen)
    refuse(rules.change_problems(replace(part_of(unit), starts_on=starts_on), queries.structure()))
    unit.name, unit.cost_centre, unit.starts_on, unit.note = name, cost_centre, starts_on, note
    audit.record(unit, Tag.UNIT_CHANGED, actor=actor, at=at)


def check_closing(unit: Unit, ending: Closure) -> None:
    """Return when the unit can end so. Raises DomainError at `ends_on` or `successor`."""
    if ending.last_on is None:
        raise DomainError(Problem(_("Fyll i sista dagen."), "ends_on"))
    refuse(rules.closing_problems(part_of(unit), ending.last_on, queries.structure(), ending.successor_id))


def close(unit: Unit, ending: Closure, *, seen: int, actor: Actor, at: datetime) -> None:
    """Give a unit its last day, and the unit that takes over from the day after; it stays as history.

    What waits there for decision is then its successor's, and without one goes the way up. Raises Stale, DomainError at
    `ends_on` or `successor`, and for whoever would choose by it who decides what that person prepared.
    """
    check_version(unit, seen)
    check_closing(unit, ending)
    refuse(hanging.problems(actor, ending, clock.local(at).date()))
    unit.ends_on, unit.successor_id = ending.last_on, ending.successor_id
    audit.record(unit, Tag.UNIT_CLOSED, actor=actor, at=at)
    watchers.tell(at)
