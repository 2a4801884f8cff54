"""Of when it was known: a day means its end, a time is Swedish unless it says its offset."""

from datetime import UTC, date, datetime

import pytest

from registry.core.i18n import swedish
from registry.mapping import known_moments


@pytest.mark.parametrize(
    ("typed", "moment", "day"),
    [
        ("2025-03-25", datetime(2025, 3, 25, 23, tzinfo=UTC), date(2025, 3, 25)),
        ("2025-07-01", datetime(2025, 7, 1, 22, tzinfo=UTC), date(2025, 7, 1)),  # summer time
        ("2025-03-25T14:30", datetime(2025, 3, 25, 13, 30, tzinfo=UTC), date(2025, 3, 25)),
        ("2025-03-25 14:30", datetime(2025, 3, 25, 13, 30, tzinfo=UTC), date(2025, 3, 25)),
        ("2025-03-25T23:30+00:00", datetime(2025, 3, 25, 23, 30, tzinfo=UTC), date(2025, 3, 26)),
        ("2025-03-25T23:30:05Z", datetime(2025, 3, 25, 23, 30, 5, tzinfo=UTC), date(2025, 3, 26)),
    ],
)
def test_what_was_typed_is_a_moment_of_a_day_in_stockholm(typed, moment, day):
    known = known_moments.read(typed)
    assert known_moments.end_of(known) == moment
    assert known_moments.day_of(known) == day


@pytest.mark.parametrize(
    "typed",
    ["igår", "2025-02-30", "2025-03-25T25:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00", "1" * 300],
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValueError, match=r"."):
        known_moments.read(typed)


def test_a_day_is_said_without_and_a_moment_with_its_time():
    with swedish():
        assert known_moments.words(date(2025, 3, 25)) == "den 25 mars 2025"
        said = known_moments.words(datetime(2025, 3, 25, 13, 5, tzinfo=UTC))
    assert said == "den 25 mars 2025 klockan 14.05"
