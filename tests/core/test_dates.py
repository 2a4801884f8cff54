"""Counting months, also where a month is too short and across years."""

from datetime import date

import pytest

from registry.core.dates import months_after


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
