"""What can be stated of the work on a priority (`domain.md` 10.5, row 17). Values in, Swedish sentences out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry.city.priorities.models import GroundStatus
from registry.city.priorities.progress.models import ProgressState
from registry.core import personal
from registry.core.errors import Problem
from registry.core.i18n import _


@dataclass(frozen=True, slots=True)
class StatedProgress:
    """What somebody states of the work: how far it has come, the day that it speaks of, and why."""

    state: ProgressState
    stated_on: date
    motive: str


def obstacle(status: GroundStatus, year: int | None) -> str | None:
    """Return why nothing can be stated of a priority of that status in a document of that year; None when it can."""
    if status is GroundStatus.PENDING:
        return _("Prioriteringen är inte beslutad än. Läget i arbetet kan anges när den är det.")
    if year is None:
        return _("Det här gäller tills vidare och är inget arbete för ett år, så det har inget läge.")
    return None


def problems(
    stated: StatedProgress, *, year: int, latest: StatedProgress | None, today: date
) -> Iterable[Problem]:
    """Yield what is wrong: a day to come or before the year of the programme, a person's number, nothing new."""
    if stated.stated_on > today:
        yield Problem(_("Dagen ligger i framtiden. Ange läget som det är eller har varit."), "stated_on")
    elif stated.stated_on.year < year:
        words = _("Dagen ligger före %(year)s, som är det år prioriteringen gäller.", year=year)
        yield Problem(words, "stated_on")
    if personal.has_personal(stated.motive):
        yield Problem(_("Här står ett personnummer. Skriv om arbetet, inte om någon person."), "motive")
    if stated == latest:
        yield Problem(_("Precis det här är redan angivet."), "motive")
