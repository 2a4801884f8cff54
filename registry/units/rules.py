"""When somebody can be appointed over a unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.units.structure import Part


@dataclass(frozen=True, slots=True)
class Planned:
    """An appointment about to be made: who, between which days, perhaps in whose place."""

    user_id: UUID
    starts_on: date
    ends_on: date | None = None
    substitute_for_id: UUID | None = None


def appointment_problems(plan: Planned, part: Part) -> Iterator[Problem]:
    """Yield why the appointment cannot be made: dates out of order, outside the unit's own time, in one's own place."""
    if plan.ends_on and plan.ends_on < plan.starts_on:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")
    if not part.is_valid(plan.starts_on):
        yield Problem(_("Enheten finns inte det datumet."), "starts_on")
    if plan.ends_on and part.ends_on and plan.ends_on > part.ends_on:
        yield Problem(
            _("Enheten upphör %(day)s. Välj det datumet eller ett tidigare.", day=part.ends_on), "ends_on"
        )
    if plan.substitute_for_id == plan.user_id:
        yield Problem(_("Ingen kan ersätta sig själv."), "substitute_for")
