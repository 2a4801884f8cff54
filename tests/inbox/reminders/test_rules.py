"""When who is told: days in a table, each once, and who is above."""

from datetime import date
from uuid import UUID

import pytest

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Post
from registry.access.waiting import Door, Reader, Who
from registry.city.deadlines.models import Stage
from registry.city.deadlines.rules import Times
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitStructure, UnitValue
from registry.inbox.reminders import rules
from registry.inbox.reminders.models import ReminderKind as Kind
from registry.inbox.reminders.rules import ReminderCase

DUE = date(2026, 11, 27)  # a Friday
TIMES = Times(days=5, remind_before=1, remind_after=1, escalate_after=5)


@pytest.mark.parametrize(
    ("on", "kinds"),
    [
        (date(2026, 11, 25), ()),  # two working days left
        (date(2026, 11, 26), (Kind.SOON,)),
        (DUE, (Kind.SOON,)),  # the worker did not run the day before
        (date(2026, 11, 28), ()),  # a Saturday
        (date(2026, 11, 30), (Kind.LATE,)),  # the first working day after
        (date(2026, 12, 3), (Kind.LATE,)),
        (date(2026, 12, 4), (Kind.LATE, Kind.ESCALATED)),  # the fifth
        (date(2026, 12, 24), ()),  # Christmas Eve
    ],
)
def test_what_is_told_when(on, kinds):
    assert rules.kinds_due(DUE, TIMES, on) == kinds


def test_without_days_before_the_reminder_comes_on_the_due_day():
    on_the_day = Times(5, 0, 0, 5)
    assert rules.kinds_due(DUE, on_the_day, date(2026, 11, 26)) == ()
    assert rules.kinds_due(DUE, on_the_day, DUE) == (Kind.SOON,)
    assert rules.kinds_due(DUE, on_the_day, date(2026, 11, 30)) == (Kind.LATE,)


STEP, HEAD, STAND_IN, CHIEF, DIRECTOR = (UUID(int=number) for number in range(1, 6))
WAITS = Reader(DUE).waiting(
    WaitingKind.DECIDE, "Språkkafé", due_on=DUE, subject_id=STEP, who=Who("Chefen"), since=DUE, door=Door("inbox.index")
)  # fmt: skip
ONE = ReminderCase(WAITS, Stage.DECIDE, (HEAD, STAND_IN), (CHIEF, HEAD))


def test_each_is_told_once_and_nobody_both_as_holder_and_above():
    every = (Kind.LATE, Kind.ESCALATED)
    assert list(rules.to_tell(ONE, every, frozenset())) == [
        (Kind.LATE, HEAD),
        (Kind.LATE, STAND_IN),
        (Kind.ESCALATED, CHIEF),
    ]
    told = frozenset({(STEP, HEAD, Kind.LATE), (STEP, CHIEF, Kind.ESCALATED)})
    assert list(rules.to_tell(ONE, every, told)) == [(Kind.LATE, STAND_IN)]
    assert list(rules.to_tell(ONE, (Kind.SOON,), told)) == [(Kind.SOON, HEAD), (Kind.SOON, STAND_IN)]


TOP, DIVISION, UNIT = (UUID(int=number) for number in range(11, 14))
PARTS = (
    UnitValue(TOP, None, "F", UnitKind.ADMINISTRATION, "Förvaltningen"),
    UnitValue(DIVISION, TOP, "A", UnitKind.DIVISION, "Avdelningen"),
    UnitValue(UNIT, DIVISION, "E", UnitKind.UNIT, "Enheten"),
)


def held(person, post, unit):
    return Holder(person, "N", None, post, unit, date(2026, 1, 1))


def test_above_is_the_nearest_post_where_somebody_is_left():
    everybody = UnitStructure(
        PARTS,
        (
            held(HEAD, Post.UNIT_HEAD, UNIT),
            held(CHIEF, Post.DIVISION_HEAD, DIVISION),
            held(DIRECTOR, Post.DIRECTOR, TOP),
        ),
    )
    nobody = frozenset()
    assert rules.next_above(everybody, Post.UNIT_HEAD, UNIT, DUE, nobody) == (CHIEF,)
    assert rules.next_above(everybody, Post.UNIT_HEAD, UNIT, DUE, frozenset({CHIEF})) == (DIRECTOR,)
    assert rules.next_above(everybody, Post.DIRECTOR, TOP, DUE, nobody) == ()
    assert rules.next_above(everybody, None, UNIT, DUE, nobody) == (HEAD,)  # above whoever prepares
