"""When somebody can be appointed over a unit."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from registry.access.roles import Post
from registry.city.units.absences.rules import absence_problems
from registry.city.units.models import UnitKind
from registry.city.units.rules import Planned, appointment_problems
from registry.city.units.structure import UnitValue

PART = UnitValue(
    UUID(int=1), None, "a", UnitKind.UNIT, "A", starts_on=date(2020, 1, 1), ends_on=date(2026, 12, 31)
)
ONE, TWO = UUID(int=10), UUID(int=11)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "substitute_for", "fields"),
    [
        (date(2026, 1, 1), None, None, []),
        (date(2026, 1, 1), date(2026, 1, 1), None, []),  # one day
        (date(2020, 1, 1), date(2026, 12, 31), TWO, []),  # exactly the unit's own time, for somebody else
        (date(2026, 1, 2), date(2026, 1, 1), None, ["ends_on"]),  # backwards
        (date(2019, 12, 31), None, None, ["starts_on"]),  # before the unit
        (date(2027, 1, 1), None, None, ["starts_on"]),  # after the unit
        (date(2026, 1, 1), date(2027, 1, 1), None, ["ends_on"]),  # longer than the unit
        (date(2026, 1, 1), None, ONE, ["substitute_for"]),  # for oneself
    ],
)
def test_appointment_problems(starts_on, ends_on, substitute_for, fields):
    plan = Planned(ONE, starts_on, ends_on, substitute_for)
    principal = [Planned(TWO, date(2000, 1, 1))]
    found = appointment_problems(plan, PART, principal=principal, today=date(2019, 1, 1))
    assert [problem.field for problem in found] == fields


MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("principal", "may"),
    [
        ([Planned(TWO, *MARCH, None, Post.UNIT_HEAD)], True),  # the whole time, to the day
        ([Planned(TWO, date(2020, 1, 1), None, None, Post.UNIT_HEAD)], True),  # until further notice
        ([], False),  # somebody who leads nothing here
        ([Planned(TWO, *MARCH, None, Post.DIVISION_HEAD)], False),  # another post
        ([Planned(TWO, date(2026, 3, 2), None, None, Post.UNIT_HEAD)], False),  # a day too late
        ([Planned(TWO, date(2020, 1, 1), date(2026, 3, 30), None, Post.UNIT_HEAD)], False),  # a day too short
    ],
)
def test_a_substitute_acts_for_somebody_who_has_the_post_all_the_time(principal, may):
    plan = Planned(ONE, *MARCH, TWO, Post.UNIT_HEAD)
    found = [one.field for one in appointment_problems(plan, PART, principal=principal, today=MARCH[0])]
    assert found == ([] if may else ["substitute_for"])
    endless = replace(plan, ends_on=None)
    ends = [one for one in principal if one.ends_on]
    found = appointment_problems(endless, replace(PART, ends_on=None), principal=ends, today=MARCH[0])
    assert [one.field for one in found] == ["substitute_for"], "nor longer than that person"


@pytest.mark.parametrize(
    ("starts_on", "number", "fields"),
    [
        (date(2026, 3, 2), None, []),  # today
        (date(2026, 3, 1), None, ["case_number"]),
        (date(2026, 3, 1), "  ", ["case_number"]),
        (date(2026, 3, 1), "AMF 2026/1", []),
    ],
)
def test_a_backdated_post_names_its_paper(starts_on, number, fields):
    plan = Planned(ONE, starts_on, case_number=number)
    found = appointment_problems(plan, PART, today=date(2026, 3, 2))
    assert [one.field for one in found] == fields


def _of(plan):
    principal = [Planned(TWO, date(2020, 1, 1), None, None, Post.UNIT_HEAD)]
    return appointment_problems(plan, PART, [HEAD], principal, today=date(2026, 1, 1))


HEAD = Planned(ONE, date(2026, 3, 1), date(2026, 3, 31), None, Post.UNIT_HEAD)


@pytest.mark.parametrize(
    ("plan", "fields"),
    [
        (HEAD, ["starts_on"]),  # the very same, sent twice
        (replace(HEAD, starts_on=date(2026, 3, 31), ends_on=None), ["starts_on"]),  # the last day is shared
        (replace(HEAD, starts_on=date(2026, 4, 1), ends_on=None), []),  # the day after
        (replace(HEAD, post=Post.DIVISION_HEAD), []),  # another post
        (replace(HEAD, substitute_for_id=TWO), []),  # in somebody's place
        (replace(HEAD, user_id=TWO), []),  # somebody else
    ],
)
def test_nobody_holds_one_post_twice_on_one_day(plan, fields):
    assert [problem.field for problem in _of(plan)] == fields


def test_an_absurd_length_is_asked_about():
    open_part = replace(PART, ends_on=None)
    plan = Planned(ONE, date(2026, 1, 1), date(9999, 12, 31))
    assert [problem.field for problem in appointment_problems(plan, open_part, today=date(2026, 1, 1))] == [
        "ends_on"
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fields"),
    [
        (date(2026, 5, 10), date(2026, 5, 20), ["starts_on"]),  # the very same
        (date(2026, 5, 20), date(2026, 5, 30), ["starts_on"]),  # one day is shared
        (date(2026, 5, 1), date(2026, 6, 30), ["starts_on"]),  # around it
        (date(2026, 5, 21), date(2026, 5, 30), []),  # the day after
        (date(2026, 5, 1), date(9999, 12, 31), ["ends_on"]),
        (date(2026, 5, 21), date(2028, 12, 31), []),
        (date(2026, 5, 21), date(2029, 1, 1), ["ends_on"]),
    ],
)
def test_a_day_is_in_one_absence(starts_on, ends_on, fields):
    known = [(date(2026, 5, 10), date(2026, 5, 20))]
    problems = absence_problems(starts_on, ends_on, on=date(2026, 1, 1), known=known)
    assert [problem.field for problem in problems] == fields
