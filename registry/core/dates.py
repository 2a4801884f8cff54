"""Counting with dates, as agreements and deadlines do, and a date as a sentence has it. Pure."""

from calendar import monthrange
from collections.abc import Container
from datetime import date, timedelta
from functools import cache

from registry.core.i18n import _, lazy

SATURDAY = 5
MONTHS = (
    lazy("januari"), lazy("februari"), lazy("mars"), lazy("april"), lazy("maj"), lazy("juni"),
    lazy("juli"), lazy("augusti"), lazy("september"), lazy("oktober"), lazy("november"), lazy("december"),
)  # fmt: skip


def in_words(day: date) -> str:
    """Return the day as a sentence has it, `den 15 december 2026`: numbers alone are for tables and lists."""
    return _("den %(day)s %(month)s %(year)s", day=day.day, month=MONTHS[day.month - 1], year=day.year)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later (earlier when negative), or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def overlap(first: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Return whether two periods share a day. Both days included; None is open at that end."""
    (starts, ends), (others_start, others_end) = first, other
    return (starts or date.min) <= (others_end or date.max) and (others_start or date.min) <= (
        ends or date.max
    )


def too_long(starts_on: date, ends_on: date | None, years: int) -> bool:
    """Return whether a period ends more than so many years after it starts: then the year is most likely mistyped."""
    return ends_on is not None and (ends_on.year - starts_on.year) > years


def is_working_day(day: date) -> bool:
    """Return whether offices are open: no Saturday, Sunday or public holiday, nor one of the three eves.

    Midsummer's, Christmas and New Year's Eve count as holidays, as when a period set by law ends (lag 1930:173, 2 §).
    """
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def next_working_day(day: date) -> date:
    """Return the day itself when it is a working day, otherwise the first one after it (lag 1930:173, 2 §)."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, days: int) -> date:
    """Return the working day so many working days after the day (before it when negative); 0 is the day itself."""
    one = timedelta(days=1 if days >= 0 else -1)
    left = abs(days)
    while left:
        day += one
        left -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return how many working days come after the start up to and with the end; negative when it came before."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@cache
def _holidays(year: int) -> Container[date]:
    """The public holidays of lag 1989:253, and the eves on which hardly anybody works."""
    from holidays import country_holidays  # with the calendars of all religions

    return frozenset(country_holidays("SE", years=year, categories=("public", "de_facto")))
