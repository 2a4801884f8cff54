"""Days and amounts of the examples, whatever day the demo is loaded."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.cli.examples.calendar import by_year, first_of_month, working_moment
from registry.core.money import Money


@pytest.mark.parametrize(
    ("today", "days", "hour", "moment"),
    [
        (date(2026, 11, 20), 1, 0, datetime(2026, 11, 19, 7, tzinfo=UTC)),  # a Thursday in winter time
        (date(2026, 11, 23), 1, 2, datetime(2026, 11, 20, 9, tzinfo=UTC)),  # a Sunday: the Friday before
        (date(2026, 7, 2), 0, 0, datetime(2026, 7, 2, 6, tzinfo=UTC)),  # summer time
    ],
)
def test_a_step_happens_in_working_hours(today, days, hour, moment):
    assert working_moment(today, days, hour) == moment


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 11, 1), date(2026, 11, 1)),
        (date(2026, 11, 2), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_an_agreement_begins_with_a_month(on, first):
    assert first_of_month(on) == first


def test_a_period_over_three_calendar_years():
    amounts = by_year(date(2026, 7, 1), 24, 6000)
    assert amounts == {2026: Money.kronor(36000), 2027: Money.kronor(72000), 2028: Money.kronor(36000)}


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60), st.integers(1, 10**6))
def test_the_years_add_up_to_the_whole(on, months, monthly):
    assert (
        sum(amount.ore for amount in by_year(first_of_month(on), months, monthly).values())
        == months * monthly * 100
    )
