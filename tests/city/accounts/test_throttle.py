"""How long an account waits after failures, as arithmetic."""

from datetime import UTC, datetime, timedelta

import pytest

from registry.city.accounts.throttle import wait_ends

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
FIVE = timedelta(minutes=5)


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [
        (0, None),
        (9, None),  # the tenth is still allowed
        (10, 5),
        (19, None),  # the wait after the tenth is long over, and the second round is not full
        (20, 10),  # twice as long
        (30, 20),
        (40, 20),  # never longer: nobody is locked out for good
        (500, 20),
    ],
)
def test_every_tenth_failure_starts_a_longer_wait(failures, minutes):
    times = [NOON - timedelta(minutes=failures - number) for number in range(1, failures + 1)]
    ends = wait_ends(times, 10, FIVE)
    if minutes is None:
        assert ends is None or ends <= NOON
    else:
        assert ends == NOON + timedelta(minutes=minutes)


def test_wait_is_counted_from_the_failure_that_filled_the_round():
    times = [NOON] * 10 + [NOON + timedelta(minutes=2)]
    assert wait_ends(times, 10, FIVE) == NOON + FIVE


def test_window_longer_than_the_longest_wait_is_kept():
    assert wait_ends([NOON] * 10, 10, timedelta(hours=1)) == NOON + timedelta(hours=1)
