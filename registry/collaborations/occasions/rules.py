"""What holds for an occasion. Values in, Swedish sentences out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from registry.collaborations.choices import Category, CollaborationStatus, Form
from registry.core.dates import months_after
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.partners.organisations.personal_numbers import text_problems


@dataclass(frozen=True, slots=True)
class Happened:
    """What a person states about an occasion: the day, what it was, for how many, and a word about it."""

    happened_on: date
    category: Category
    attendance: int | None = None
    note: str | None = None


def problems(happened: Happened, *, today: date, known: Iterable[Happened]) -> list[Problem]:
    """An occasion has been, and is logged once. What is yet to come is told in the collaboration's own period."""
    if happened.happened_on > today:
        return [Problem(_("Dagen ligger i framtiden. Anteckna tillfället när det har varit."), "happened_on")]
    found = text_problems(note=happened.note)
    if happened in known:
        found.append(Problem(_("Det här tillfället är redan antecknat den dagen."), "happened_on"))
    return found


def latest(*, last_on: date | None, confirmed_on: date | None) -> date | None:
    """Return the last day that it was known to be alive: something happened, or somebody said that it holds."""
    return max((day for day in (last_on, confirmed_on) if day), default=None)


def is_quiet(
    *, form: Form, status: CollaborationStatus, latest: date | None, today: date, months: int
) -> bool:
    """Return whether an informal collaboration may have ended: it is said to run, and nothing has for so many months.

    It only asks; a person decides. A formal one ends with its agreement.
    """
    runs = form is Form.INFORMAL and status is CollaborationStatus.RUNNING
    return runs and latest is not None and months_after(latest, months) < today
