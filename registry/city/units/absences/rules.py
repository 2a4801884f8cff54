"""When an absence can be registered, and what ending it means."""

from collections.abc import Iterable
from datetime import date

from registry.core.dates import overlap, too_long
from registry.core.errors import Problem
from registry.core.i18n import _

MOST_YEARS = 2
Period = tuple[date, date]


def absence_problems(
    starts_on: date | None, ends_on: date | None, *, on: date, known: Iterable[Period] = ()
) -> list[Problem]:
    """Return what is wrong with an absence: it runs from today at the earliest, since what was decided then stands.

    `known` are the person's other absences. A day is in one of them at most.
    """
    if starts_on is None or ends_on is None:
        return [Problem(_("Fyll i första och sista dagen."), "ends_on")]
    if starts_on < on:
        return [Problem(_("Frånvaro registreras från och med i dag."), "starts_on")]
    if ends_on < starts_on:
        return [Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")]
    if too_long(starts_on, ends_on, MOST_YEARS):
        words = _("Frånvaro registreras för högst %(n)s år i taget. Kontrollera året.", n=MOST_YEARS)
        return [Problem(words, "ends_on")]
    for first, last in known:
        if overlap((starts_on, ends_on), (first, last)):
            words = _(
                "Det finns redan frånvaro från %(first)s till %(last)s. Välj andra dagar, eller ta bort den först.",
                first=first, last=last,
            )  # fmt: skip
            return [Problem(words, "starts_on")]
    return []
