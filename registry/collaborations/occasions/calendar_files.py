"""From an e-mail: what a calendar file tells of days on which something took place."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.core.dates import months_after
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.documents import limited

SECONDS = 20  # of a processor: ten thousand events take eight
MOST_SIZE = 5 << 20  # bytes; ten thousand events are some three million
MOST_DAYS = 200  # what one can look over; the latest are taken
MONTHS = 24  # so far back
_READER = "registry.collaborations.occasions.calendar_reader"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """Something that took place on a day, by the title that the calendar gives it."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """The latest days of a calendar file, the first first, and how many earlier ones were left out."""

    days: list[CalendarDay]
    left_out: int


def read(content: bytes, *, today: date) -> CalendarDays:
    """Return what took place in the last `MONTHS` months. Raises DomainError at `file`: no calendar, too much."""
    if len(content) > MOST_SIZE:
        raise _refused(_("Filen är för stor. Den får vara högst %(n)s MB.", n=MOST_SIZE >> 20))
    first = months_after(today, -MONTHS)
    told = (first.isoformat(), today.isoformat(), str(SECONDS))
    said = limited.read(_READER, content, *told, seconds=SECONDS)
    answer: dict[str, Any] = json.loads(said) if said else {"refused": "limit"}
    if "refused" in answer:
        raise _refused(_why(answer["refused"]))
    events: list[tuple[str, str]] = answer["events"]
    found = [CalendarDay(date.fromisoformat(day), title) for day, title in events]
    if not found:
        words = _(
            "Kalendern har inget som har hänt mellan %(first)s och %(last)s. Det som ännu inte har hänt tas inte med.",
            first=first, last=today,
        )  # fmt: skip
        raise _refused(words)
    return CalendarDays(found[-MOST_DAYS:], max(0, len(found) - MOST_DAYS))


def _why(code: str) -> str:
    match code:
        case "no_calendar":
            return _("Filen är ingen kalenderfil. Spara inbjudan ur e-posten som .ics och välj den.")
        case "limit":
            return _(
                "Kalendern är för stor eller upprepas för tätt. Exportera en kortare tid och försök igen."
            )
        case _:
            return _("Kalenderfilen går inte att läsa. Exportera den på nytt och försök igen.")


def _refused(words: str) -> DomainError:
    return DomainError(Problem(words, "file"))
