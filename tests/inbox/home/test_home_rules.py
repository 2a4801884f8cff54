"""When something is to be done, how the frames are drawn, and since when what has changed is told."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from registry.city.budgets.queries import PurseLine
from registry.city.budgets.rules import Purse
from registry.core.money import ZERO, Money
from registry.inbox.home.rules import Horizon, frame_bars, horizon, last_notice_day, told_from

TUESDAY, SATURDAY = date(2026, 12, 1), date(2026, 12, 5)
MINE, OTHERS = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    ("due", "on", "group"),
    [
        (date(2026, 11, 30), TUESDAY, Horizon.LATE),
        (TUESDAY, TUESDAY, Horizon.THIS_WEEK),  # its last day is no delay
        (date(2026, 12, 6), TUESDAY, Horizon.THIS_WEEK),  # the Sunday
        (date(2026, 12, 7), TUESDAY, Horizon.LATER),
        (date(2026, 12, 11), SATURDAY, Horizon.THIS_WEEK),  # on a Saturday the week to come counts
        (date(2026, 12, 14), SATURDAY, Horizon.LATER),
        (None, TUESDAY, Horizon.LATER),
    ],
)
def test_what_waits_is_late_for_this_week_or_for_later(due, on, group):
    assert horizon(due, on) is group


def kronor(number):
    return Money(100 * number)


def line(unit, year, frame, committed=0, waiting=0, source=None):
    amount = None if frame is None else kronor(frame)
    return PurseLine(Purse(unit, source, year), "", "", amount, kronor(committed), kronor(waiting))


def test_the_frames_of_ones_units_are_one_bar_a_year_and_what_has_no_frame_is_told_apart():
    lines = [
        line(MINE, 2026, 400, 30), line(MINE, 2026, 200, 20, 10, source=UUID(int=9)),
        line(MINE, 2026, None, 5, 2, source=UUID(int=8)), line(OTHERS, 2026, 900, 1), line(MINE, 2027, 600, 180, 500),
    ]  # fmt: skip
    this, following = frame_bars(lines, {MINE})
    assert (this.year, this.frame, this.committed, this.waiting) == (
        2026,
        kronor(600),
        kronor(50),
        kronor(10),
    )
    assert (this.remaining, this.unframed, this.holds, this.excess) == (kronor(540), kronor(7), True, ZERO)
    assert (following.holds, following.excess) == (False, kronor(80))
    assert following.width(following.committed) == 30.0
    assert frame_bars(lines, None)[0].frame == kronor(1500)  # the controller's: every unit's
    assert frame_bars(lines, set()) == []


def test_what_has_changed_is_told_since_the_last_visit_and_of_a_month_at_most():
    at = datetime(2026, 12, 1, 9, tzinfo=UTC)
    yesterday, spring = datetime(2026, 11, 30, 16, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
    assert told_from(yesterday, at) == yesterday
    assert told_from(spring, at) == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert told_from(None, at) is None


@pytest.mark.parametrize(
    ("months", "day"),
    [(3, date(2026, 12, 31)), (4, None), (None, None)],  # four months before it is over already
)
def test_the_day_of_notice_is_told_while_it_is_to_come(months, day):
    assert last_notice_day(date(2027, 3, 31), months, TUESDAY) == day
