"""When somebody can be appointed over a unit."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.units.structure import Part


class Appointed(Protocol):
    """An appointment, stored or about to be."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def substitute_for_id(self) -> UUID | None: ...


def appointment_problems(row: Appointed, part: Part) -> Iterator[Problem]:
    """Yield why the appointment cannot be made: dates out of order, outside the unit's own time, in one's own place."""
    if row.ends_on and row.ends_on < row.starts_on:
        yield Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")
    if not part.is_valid(row.starts_on):
        yield Problem(_("Enheten finns inte det datumet."), "starts_on")
    if row.ends_on and part.ends_on and row.ends_on > part.ends_on:
        yield Problem(
            _("Enheten upphör %(day)s. Välj det datumet eller ett tidigare.", day=part.ends_on), "ends_on"
        )
    if row.substitute_for_id == row.user_id:
        yield Problem(_("Ingen kan ersätta sig själv."), "substitute_for")
