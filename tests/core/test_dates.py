"""Counting months, also where a month is too short and across years; and working days around the holidays."""

from datetime import date

import pytest

from registry.core.dates import (
    is_working_day,
    months_after,
    next_working_day,
    overlap,
    working_days_after,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 1), 14, date(2028, 1, 1)),  # over two turns of the year
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),  # the last day of a shorter month, in a leap year
        (date(2028, 2, 29), -12, date(2027, 2, 28)),  # backwards
    ],
)
def test_months_after(day, months, later):
    assert months_after(day, months) == later


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 11, 20), True),  # a Friday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 11, 22), False),  # a Sunday
        (date(2026, 1, 6), False),  # Epiphany, a Tuesday
        (date(2026, 1, 5), True),  # the day before it is a Monday like others
        (date(2026, 4, 2), True),  # Maundy Thursday
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2025, 6, 6), False),  # the National Day, a Friday
        (date(2026, 6, 19), False),  # Midsummer's Eve, always a Friday
        (date(2026, 12, 24), False),  # Christmas Eve, a Thursday
        (date(2026, 12, 31), False),  # New Year's Eve, a Thursday
        (date(2026, 12, 30), True),  # between the holidays
    ],
)
def test_working_days(day, open_):
    assert is_working_day(day) is open_


def test_the_next_working_day_is_the_day_itself_when_offices_are_open():
    assert next_working_day(date(2026, 11, 20)) == date(2026, 11, 20)
    assert next_working_day(date(2026, 12, 24)) == date(2026, 12, 28)  # eve, two holidays, a Sunday
    assert next_working_day(date(2026, 4, 3)) == date(2026, 4, 7)  # the whole of Easter


@pytest.mark.parametrize(
    ("day", "days", "then"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 22), 1, date(2026, 11, 23)),  # counted from a Sunday
        (date(2026, 12, 23), 3, date(2026, 12, 30)),  # over Christmas
        (date(2026, 12, 30), 1, date(2027, 1, 4)),  # into the next year
        (date(2026, 11, 23), -1, date(2026, 11, 20)),  # backwards
        (date(2026, 11, 21), 0, date(2026, 11, 21)),  # none is the day itself, whatever day it is
    ],
)
def test_working_days_after(day, days, then):
    assert working_days_after(day, days) == then


def test_working_days_between_is_how_many_lie_after_the_first_day():
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 20)) == 0
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert working_days_between(date(2026, 12, 23), date(2027, 1, 4)) == 4
    assert working_days_between(date(2026, 11, 23), date(2026, 11, 20)) == -1


@pytest.mark.parametrize(
    ("first", "other", "shared"),
    [
        ((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 1, 31), date(2026, 2, 1)), True),  # one day
        ((date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), None), False),  # the day after
        ((None, None), (date(2026, 2, 1), date(2026, 2, 1)), True),  # always
        ((date(2026, 2, 2), None), (None, date(2026, 2, 1)), False),
    ],
)
def test_periods_overlap_when_they_share_a_day(first, other, shared):
    assert overlap(first, other) is overlap(other, first) is shared
