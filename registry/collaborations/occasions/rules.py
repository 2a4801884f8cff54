"""What holds for an occasion. Values in, Swedish sentences out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from registry.collaborations.choices import Category, Repeat
from registry.core.dates import months_after, too_long
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.partners.organisations.personal_numbers import text_problems

MOST_YEARS_BACK = 10  # to the day of an occasion: what is older is most likely mistyped
MOST_AT_ONCE = 60  # a year of weeks, with room; what is more is told in two times


@dataclass(frozen=True, slots=True)
class Happened:
    """What a person states about an occasion: the day, what it was, for how many, and a word about it."""

    happened_on: date
    category: Category
    attendance: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Repetition:
    """How often the same happened again, and to which day, that day included."""

    every: Repeat
    until: date | None


def problems(happened: Happened, *, today: date, is_known: bool) -> list[Problem]:
    """An occasion has been, not long ago, and is logged once. What is to come stands in the period."""
    if happened.happened_on > today:
        return [
            Problem(_("Dagen ligger i framtiden. Anteckna tillfället när det har ägt rum."), "happened_on")
        ]
    found = text_problems(note=happened.note)
    if too_long(happened.happened_on, today, MOST_YEARS_BACK):
        words = _("Dagen ligger mer än %(years)s år bakåt. Kontrollera året.", years=MOST_YEARS_BACK)
        found.append(Problem(words, "happened_on"))
    if is_known:
        found.append(Problem(_("Det här tillfället är redan antecknat den dagen."), "happened_on"))
    return found


def many_problems(told: Iterable[Happened], *, today: date) -> list[Problem]:
    """The same as of one, of each that a calendar tells, said with its day; at least one is chosen."""
    told = list(told)
    if not told:
        return [Problem(_("Välj minst en dag."), "days")]
    return [
        Problem(_("%(day)s: %(why)s", day=one.happened_on, why=found.message), "days")
        for one in told
        for found in problems(one, today=today, is_known=False)
    ]


def repetition_problems(first: date, repetition: Repetition, *, today: date) -> list[Problem]:
    """A repetition has a last day, which has been and comes after the first, and no more days than one looks over."""
    until = repetition.until
    if until is None:
        return [Problem(_("Ange den sista dagen."), "until")]
    if until > today:
        return [Problem(_("Dagen ligger i framtiden. Anteckna tillfällena när de har ägt rum."), "until")]
    if until < first:
        return [Problem(_("Den sista dagen är före den första."), "until")]
    if len(days_of(first, repetition)) > MOST_AT_ONCE:
        words = _("Det blir fler än %(n)s tillfällen. Anteckna dem i flera omgångar.", n=MOST_AT_ONCE)
        return [Problem(words, "until")]
    return []


def days_of(first: date, repetition: Repetition) -> list[date]:
    """Return the days, one more than the most at once at the most; a month without the day has its last instead."""
    found: list[date] = []
    while len(found) <= MOST_AT_ONCE:
        steps = len(found)
        monthly = repetition.every is Repeat.MONTHLY
        day = (
            months_after(first, steps)
            if monthly
            else first + timedelta(weeks=steps * _WEEKS[repetition.every])
        )
        if repetition.until is None or day > repetition.until:
            break
        found.append(day)
    return found


def on_each(happened: Happened, days: Iterable[date]) -> list[Happened]:
    """Return the same on each of the days."""
    return [replace(happened, happened_on=day) for day in days]


_WEEKS = {Repeat.WEEKLY: 1, Repeat.FORTNIGHTLY: 2}
