"""The organisation as a value: the way up, what lies within what, who holds a post when. No database."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from registry.access.roles import Post
from registry.city.units.models import Unit, UnitKind
from registry.city.units.structure import Away, Holder, UnitStructure, UnitValue, part_of

DAY = date(2026, 11, 21)
COMMITTEE, ADMINISTRATION, DIVISION, UNIT, OTHER = (UUID(int=n) for n in range(1, 6))
UNKNOWN = UUID(int=99)

PARTS = (
    UnitValue(COMMITTEE, None, "amn", UnitKind.COMMITTEE, "Arbetsmarknadsnämnden"),
    UnitValue(ADMINISTRATION, COMMITTEE, "amf", UnitKind.ADMINISTRATION, "Arbetsmarknadsförvaltningen"),
    UnitValue(DIVISION, ADMINISTRATION, "jobbtorg", UnitKind.DIVISION, "Jobbtorg Stockholm"),
    UnitValue(UNIT, DIVISION, "farsta", UnitKind.UNIT, "Jobbtorg Farsta", ends_on=DAY),
    UnitValue(OTHER, ADMINISTRATION, "vux", UnitKind.DIVISION, "Vuxenutbildning Stockholm", starts_on=DAY),
)


def holder(number, post, unit_id, starts_on=date(2020, 1, 1), ends_on=None, substitute_for=None):
    return Holder(
        UUID(int=1000 + number), f"Person {number}", None, post, unit_id, starts_on, ends_on, substitute_for
    )


def structure(*appointments):
    return UnitStructure(PARTS, appointments)


def names(parts):
    return [part.code for part in parts]


@pytest.mark.parametrize(
    ("unit_id", "codes"),
    [
        (UNIT, ["farsta", "jobbtorg", "amf", "amn"]),
        (OTHER, ["vux", "amf", "amn"]),
        (COMMITTEE, ["amn"]),
        (UNKNOWN, []),
    ],
)
def test_path_up_ends_at_the_committee(unit_id, codes):
    assert names(structure().path_up(unit_id)) == codes


def test_a_loop_in_the_data_ends():
    looped = UnitStructure(
        (
            UnitValue(UNIT, DIVISION, "a", UnitKind.UNIT, "A"),
            UnitValue(DIVISION, UNIT, "b", UnitKind.UNIT, "B"),
        )
    )
    assert names(looped.path_up(UNIT)) == ["a", "b"]
    assert not looped.is_within(UNIT, COMMITTEE)


@pytest.mark.parametrize(
    ("unit_id", "scope_id", "within"),
    [
        (UNIT, UNIT, True),  # a unit lies within itself
        (UNIT, DIVISION, True),
        (UNIT, COMMITTEE, True),
        (DIVISION, UNIT, False),  # not the other way
        (UNIT, OTHER, False),  # beside
        (UNKNOWN, COMMITTEE, False),
    ],
)
def test_is_within(unit_id, scope_id, within):
    assert structure().is_within(unit_id, scope_id) is within


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (DAY, None, True),  # from the first day
        (DAY - timedelta(days=1), DAY, True),  # to the last day
        (DAY, DAY, True),
        (DAY + timedelta(days=1), None, False),
        (date(2020, 1, 1), DAY - timedelta(days=1), False),
    ],
)
def test_holders_by_date(starts_on, ends_on, holds):
    found = structure(holder(1, Post.UNIT_HEAD, UNIT, starts_on, ends_on)).holders(Post.UNIT_HEAD, UNIT, DAY)
    assert bool(found) is holds


def test_holders_are_over_exactly_the_unit_and_the_post():
    city = structure(holder(1, Post.DIVISION_HEAD, DIVISION), holder(2, Post.UNIT_HEAD, UNIT))
    assert city.holders(Post.DIVISION_HEAD, UNIT, DAY) == ()
    assert city.holders(Post.UNIT_HEAD, DIVISION, DAY) == ()
    assert [h.name for h in city.heads(UNIT, DAY)] == ["Person 2"]
    assert city.heads(UNKNOWN, DAY) == ()


def test_ordinary_holder_comes_before_the_substitute():
    substitute = holder(1, Post.UNIT_HEAD, UNIT, date(2019, 1, 1), substitute_for="Person 2")
    city = structure(substitute, holder(2, Post.UNIT_HEAD, UNIT))
    assert [h.name for h in city.holders(Post.UNIT_HEAD, UNIT, DAY)] == ["Person 2", "Person 1"]


def test_responsible_is_the_closest_above():
    low, high = holder(1, Post.DIVISION_HEAD, DIVISION), holder(2, Post.DIVISION_HEAD, ADMINISTRATION)
    assert structure(low, high).responsible(Post.DIVISION_HEAD, UNIT, DAY) == (low,)
    assert structure(high).responsible(Post.DIVISION_HEAD, UNIT, DAY) == (high,)
    assert (
        structure(low).responsible(Post.DIVISION_HEAD, OTHER, DAY) == ()
    )  # another division's head decides nothing here
    assert structure().responsible(Post.DIRECTOR, UNIT, DAY) == ()


def test_history_is_latest_first_and_forgets_nobody():
    old = holder(1, Post.UNIT_HEAD, UNIT, date(2010, 1, 1), date(2012, 1, 1))
    now = holder(2, Post.UNIT_HEAD, UNIT)
    assert structure(old, now).history(UNIT) == (now, old)


def test_tree_goes_down_before_it_goes_on_and_marks_what_is_past():
    head = holder(1, Post.UNIT_HEAD, UNIT)
    tree = structure(head).tree(DAY + timedelta(days=1))
    assert [(branch.depth, branch.part.code) for branch in tree] == [
        (0, "amn"),
        (1, "amf"),
        (2, "jobbtorg"),
        (3, "farsta"),
        (2, "vux"),
    ]
    assert [branch.part.code for branch in tree if not branch.is_valid] == ["farsta"]
    assert [branch.heads for branch in tree if branch.part.id == UNIT] == [(head,)]


def test_a_unit_whose_parent_is_gone_is_shown_at_the_top():
    orphan = UnitStructure((UnitValue(UNIT, UNKNOWN, "a", UnitKind.UNIT, "A"),))
    assert names(orphan.children(None)) == ["a"]


@pytest.mark.parametrize(
    ("unit_id", "on", "valid"), [(UNIT, DAY, True), (OTHER, DAY, True), (OTHER, date(2020, 1, 1), False)]
)
def test_validity_includes_first_and_last_day(unit_id, on, valid):
    assert structure().by_id[unit_id].is_valid(on) is valid


def test_stored_unit_and_its_value_agree():
    unit = Unit(
        id=UNIT, parent_id=DIVISION, code="farsta", kind=UnitKind.UNIT, name="Jobbtorg Farsta", ends_on=DAY
    )
    assert part_of(unit) == PARTS[3]
    assert unit.is_valid(DAY)
    assert not unit.is_valid(DAY + timedelta(days=1))


def test_a_substitute_has_the_post_while_the_other_one_has_or_nobody_after_that():
    unit, first, second, third = uuid4(), uuid4(), uuid4(), uuid4()
    part = UnitValue(unit, None, "EC", UnitKind.UNIT, "Etableringscentrum")

    def holds(person, instead_of=None, ends_on=None, post=Post.UNIT_HEAD):
        name = "Någon" if instead_of else None
        return Holder(person, "Namn", None, post, unit, date(2026, 1, 1), ends_on, name, None, instead_of)

    def heads(*holders, on=date(2026, 6, 1)):
        return {one.user_id for one in UnitStructure((part,), holders).heads(unit, on)}

    chain = (holds(second, first), holds(third, second))
    assert heads(holds(first), *chain) == {first, second, third}
    left = holds(first, ends_on=date(2026, 5, 31))
    assert heads(left, *chain) == {second}, "vacant; a substitute's substitute rests on nobody"
    assert heads(left, holds(uuid4(), ends_on=date(2026, 5, 1)), *chain) == {second}
    new = holds(uuid4())
    assert heads(left, new, *chain) == {new.user_id}, "not in the new holder's place"
    assert heads(holds(first, ends_on=date(2026, 6, 1)), *chain) == {first, second, third}
    assert heads(holds(first, post=Post.DIVISION_HEAD), *chain) == {first}, "another post"
    assert heads(holds(second, third), holds(third, second)) == set(), (
        "two who act for each other rest on nobody"
    )


def test_a_substitute_acts_in_absence_or_vacancy_unless_the_appointment_says_that_both_do():
    unit, first, second, third = uuid4(), uuid4(), uuid4(), uuid4()
    part, on = UnitValue(unit, None, "EC", UnitKind.UNIT, "Etableringscentrum"), date(2026, 6, 1)

    def holds(person, instead_of=None, ends_on=None, *, beside=False):
        return Holder(
            person, "Namn", None, Post.UNIT_HEAD, unit, date(2026, 1, 1), ends_on, "Någon" if instead_of else None,
            None, instead_of, acts_beside=beside,
        )  # fmt: skip

    def acting(*holders, away=(), closed=()):
        absences = tuple(Away(person, on, on) for person in away)
        city = UnitStructure((part,), holders, absences, frozenset(closed))
        return {one.user_id for one in city.acting(Post.UNIT_HEAD, unit, on)}

    head, substitute, their_own = holds(first), holds(second, first), holds(third, second)
    for held, told, who in (
        ((head, substitute), {}, {first}),  # at work
        ((head, substitute), {"away": [first]}, {second}),
        ((head, substitute), {"closed": [first]}, {second}),
        ((head, substitute), {"away": [first, second]}, set()),
        ((holds(first, ends_on=date(2026, 5, 31)), substitute), {}, {second}),  # vacant
        ((head, holds(second, first, beside=True)), {}, {first, second}),
        ((head, substitute, their_own), {"away": [second]}, {first}),
        ((head, substitute, their_own), {"away": [first]}, {second}),
        ((head, substitute, their_own), {"away": [first, second]}, {third}),
    ):
        assert acting(*held, **told) == who, (held, told)
