"""Due days around weekends, holidays and freeze periods; what the administration may set."""

from dataclasses import dataclass
from datetime import date

import pytest

from registry.city.deadlines import rules
from registry.city.deadlines.models import Stage
from registry.city.deadlines.rules import DEFAULTS, Times


@dataclass(frozen=True)
class Days:
    starts_on: date
    ends_on: date


CLOSING = Days(date(2026, 12, 14), date(2027, 1, 10))
SPRING = Days(date(2027, 1, 11), date(2027, 1, 12))


@pytest.mark.parametrize(
    ("days", "on", "freezes", "due"),
    [
        (5, date(2026, 11, 23), (), date(2026, 11, 30)),  # a week of work
        (
            5,
            date(2026, 11, 21),
            (),
            date(2026, 11, 27),
        ),  # what comes on a Saturday is there on Monday morning
        (3, date(2026, 12, 22), (), date(2026, 12, 29)),  # over Christmas
        (5, date(2026, 12, 10), (CLOSING,), date(2027, 1, 11)),  # the first working day after the closing
        (5, date(2026, 12, 10), (SPRING, CLOSING), date(2027, 1, 13)),  # one period right after the other
        (1, date(2026, 12, 10), (CLOSING,), date(2026, 12, 11)),  # before it begins
    ],
)
def test_a_due_day_is_a_working_day_outside_every_freeze(days, on, freezes, due):
    assert rules.due_on(days, on, freezes) == due


def test_every_stage_has_a_default_that_the_rules_accept():
    assert set(DEFAULTS) == set(Stage)
    assert not [problem for times in DEFAULTS.values() for problem in rules.times_problems(times)]


@pytest.mark.parametrize(
    ("times", "field"),
    [
        (Times(-1, 0, 0, 0), "days"),
        (Times(5, 1, 1, 251), "escalate_after"),
        (Times(5, 6, 1, 5), "remind_before"),  # reminded before it came
        (Times(5, 1, 3, 2), "escalate_after"),  # the manager's manager would know first
    ],
)
def test_times_that_cannot_be_meant_are_refused_at_their_field(times, field):
    assert [problem.field for problem in rules.times_problems(times)] == [field]


def test_a_period_neither_ends_before_it_begins_nor_overlaps_another():
    backwards = Days(CLOSING.ends_on, CLOSING.starts_on)
    touching = Days(CLOSING.ends_on, date(2027, 2, 1))
    assert rules.period_problems(CLOSING, []) == []
    assert [one.field for one in rules.period_problems(backwards, [])] == ["ends_on"]
    assert [one.field for one in rules.period_problems(touching, [CLOSING])] == ["starts_on"]
    assert rules.period_problems(SPRING, [CLOSING]) == []
