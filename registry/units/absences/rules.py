"""When an absence can be registered, and what ending it means."""

from datetime import date

from registry.core.errors import Problem
from registry.core.i18n import _


def absence_problems(starts_on: date | None, ends_on: date | None, *, on: date) -> list[Problem]:
    """Return what is wrong with an absence: it runs from today at the earliest, since what was decided then stands."""
    if starts_on is None or ends_on is None:
        return [Problem(_("Fyll i första och sista dagen."), "ends_on")]
    if starts_on < on:
        return [Problem(_("Frånvaro registreras från och med i dag."), "starts_on")]
    if ends_on < starts_on:
        return [Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")]
    return []
