"""Laws of routing that hold for every order, organisation and matter. No database."""

import os
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind, OverFrame
from registry.city.delegation.order import OrderInForce
from registry.city.guidelines.choices import Kind
from registry.city.units.models import UnitKind
from registry.city.units.structure import Away, UnitStructure, UnitValue
from registry.core.money import ZERO, Money
from registry.matters.approvals.models import StepPart
from registry.matters.approvals.points import areas_paying
from registry.matters.approvals.routing import (
    Linked,
    Remaining,
    RoutingCase,
    RoutingFacts,
    Share,
    covers,
    route,
)
from tests.matters.approvals.values import BASE_AMOUNTS, holder, rule

UNITS = [UUID(int=n) for n in range(1, 7)]
PEOPLE = [UUID(int=500 + n) for n in range(5)]
FUNDS = [UUID(int=70), UUID(int=71)]
amounts = st.integers(0, 5_000_000).map(Money.kronor)
dates = st.sampled_from([date(year, month, 15) for year in range(2024, 2029) for month in (1, 7)])
yearly = st.lists(st.tuples(st.integers(2024, 2028), amounts), max_size=4).map(tuple)
# Inventing a city takes twenty times as long as asking it the question. The suite asks the same 25 every time, `make
# long` others, and more of them.
laws = settings(
    deadline=None,
    max_examples=int(os.environ.get("STEPS", "250")) // 10,
    derandomize="STEPS" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def organisations(draw):
    """A tree of six units of any kind and depth, appointments with and without ends, and absences."""
    parts = []
    for number, key in enumerate(UNITS):
        parent = draw(st.sampled_from(UNITS[:number])) if number else None
        kind = draw(st.sampled_from(list(UnitKind)))
        parts.append(UnitValue(key, parent, f"u{number}", kind, f"Enhet {number}"))
    held = st.builds(
        holder, st.sampled_from(PEOPLE), st.sampled_from(MANAGERS), st.sampled_from(UNITS), dates,
        st.none() | dates, st.none() | st.just("Person"),
    )  # fmt: skip
    away = st.builds(Away, st.sampled_from(PEOPLE), dates, dates)
    return UnitStructure(
        tuple(parts), tuple(draw(st.lists(held, max_size=8))), tuple(draw(st.lists(away, max_size=3)))
    )


@st.composite
def orders(draw):
    """Points with every kind of limit, basis, scope, funding and second signature, and some that are sub-delegated."""
    rules = []
    for number in range(draw(st.integers(0, 6))):
        post = draw(st.sampled_from([*MANAGERS, *Post]))  # the elected less often
        sources = [one.id for one in rules if one.parent_id is None]
        is_manager = post in MANAGERS
        parent = draw(st.none() | st.sampled_from(sources)) if sources and is_manager else None
        seconds = st.sampled_from(MANAGERS) if is_manager else st.none()
        rules.append(
            rule(
                f"2.{number}",
                post,
                kind=draw(st.none() | st.sampled_from(list(Kind))),
                decision_type=draw(st.sampled_from([DecisionType.ENTER, DecisionType.AMEND])),
                scope_unit_id=draw(st.none() | st.sampled_from(UNITS)),
                limit_kind=draw(st.sampled_from(list(LimitKind))),
                limit_amount=draw(st.none() | amounts),
                limit_multiple=draw(
                    st.none() | st.sampled_from([Decimal(0), Decimal("2.5"), Decimal(3), Decimal(50)])
                ),
                basis=draw(st.sampled_from(list(LimitBasis))),
                funding_source_id=draw(st.none() | st.none() | st.sampled_from(FUNDS)),
                second_post=draw(st.none() | st.none() | seconds),
                may_sub_delegate=draw(st.booleans()),
                parent_id=parent,
                valid_from=draw(st.none() | dates) if parent else None,
                valid_to=draw(st.none() | dates) if parent else None,
            )
        )
    return OrderInForce(
        rules=tuple(rules),
        base_amounts=draw(st.sampled_from([{}, BASE_AMOUNTS])),
        id=UUID(int=1),
        over_frame=draw(st.sampled_from(list(OverFrame))),
    )


shares = st.builds(Share, st.sampled_from(UNITS), yearly, st.none() | st.sampled_from(FUNDS))
linked = st.builds(
    Linked,
    st.uuids(),
    st.just("Annat"),
    st.sampled_from(list(Kind)),
    yearly,
    st.booleans(),
    st.just(ZERO) | amounts,
)
matters = st.builds(
    RoutingFacts,
    kind=st.sampled_from(list(Kind)),
    decision_type=st.sampled_from([DecisionType.ENTER, DecisionType.AMEND]),
    unit_id=st.sampled_from([*UNITS, UUID(int=99)]),
    yearly=yearly,
    on=dates,
    excluded=st.frozensets(st.sampled_from(PEOPLE), max_size=3),
    conflicted=st.frozensets(st.sampled_from(PEOPLE), max_size=2),
    above=st.none() | st.sampled_from(MANAGERS),
    earlier=st.just(ZERO) | amounts,
    linked=st.lists(linked, max_size=2).map(tuple),
    shares=st.lists(shares, max_size=3).map(tuple),
    options=st.just(ZERO) | amounts,
    over_frame=st.frozensets(st.sampled_from(UNITS), max_size=2),
)


def height(step):
    """The level that decides: a manager's, that of a body to which the nämnd delegates, or the nämnd's own."""
    post = step.post or (step.rule.post if step.rule and step.part is StepPart.DECISION else None)
    return len(Post) if post is None else LEVEL[post]


def areas(matter, points, tree):
    return RoutingCase(matter, points, tree).areas()


def alone(matter, points, tree, area):
    """The level that decides for the area when nobody is needed elsewhere in the matter."""
    if points is None:
        return len(Post)
    found = route(matter, points, tree, Remaining((area,)))
    return height(found.steps[0])


def levels(matter, points, tree):
    """The level that decides for each area that pays, by the area."""
    found = route(matter, points, tree)
    return {way.area: height(way.step) for way in found.ways if way.part is StepPart.DECISION}


@laws
@given(matters, orders(), organisations(), st.integers(0, 3), amounts, amounts)
def test_raising_the_amount_never_lowers_the_level(matter, points, tree, position, more, option):
    rows = list(matter.yearly) or [(2026, ZERO)]
    year, amount = rows[position % len(rows)]
    rows[position % len(rows)] = (year, amount + more)
    raised = replace(matter, yearly=tuple(rows), options=matter.options + option)
    for area in areas(matter, points, tree):
        assert alone(raised, points, tree, area) >= alone(matter, points, tree, area)


@laws
@given(matters, orders(), organisations(), st.lists(st.integers(0, 3), max_size=4))
def test_splitting_over_matters_never_lowers_the_level(matter, points, tree, parts):
    """The last part of a matter sent in parts, option and all, is decided no lower than the whole would have been."""
    part_of, with_option = dict(enumerate(parts)), parts[0] if parts else 0
    rows = [(part_of.get(number, 0), row) for number, row in enumerate(matter.yearly)]
    earlier = tuple(
        Linked(
            UUID(int=part),
            "Del",
            matter.kind,
            tuple(row for of, row in rows if of == part),
            same_purpose=True,
            options=matter.options if part == with_option else ZERO,
        )
        for part in range(1, 4)
    )
    last = replace(
        matter,
        yearly=tuple(row for of, row in rows if of == 0),
        linked=(*matter.linked, *earlier),
        options=ZERO if with_option else matter.options,
    )
    for area in areas(matter, points, tree):
        assert alone(last, points, tree, area) >= alone(matter, points, tree, area)


@laws
@given(matters, orders(), organisations(), shares)
def test_splitting_over_areas_never_lowers_the_level(matter, points, tree, another):
    """An area that lets others pay a part is decided no lower than when it pays all, and so is every other."""
    for area, level in levels(matter, points, tree).items():
        assert level >= alone(matter, points, tree, area)
    more = replace(matter, shares=(*matter.shares, another))
    for area, level in levels(more, points, tree).items():
        assert level >= alone(more, points, tree, area)
        assert alone(more, points, tree, area) == alone(matter, points, tree, area)


@laws
@given(matters, orders(), organisations())
def test_what_is_of_greater_weight_is_the_committees_alone(matter, points, tree):
    """KL 6:38: no order, amount or person changes that; and the answer that it is not changes nothing."""
    weighty = replace(matter, weight="Första avtalet av sitt slag.")
    (step,) = route(weighty, points, tree).steps
    assert (step.post, step.rule) == (None, None)
    assert "Första avtalet av sitt slag." in step.reason
    assert RoutingFacts.restored(weighty.stored()) == weighty
    assert route(replace(matter, weight=""), points, tree) == route(matter, points, tree)


@laws
@given(matters, orders(), organisations())
def test_nobody_decides_outside_the_order(matter, points, tree):
    case = RoutingCase(matter, points, tree)
    found = route(matter, points, tree)
    for way in found.ways:
        step = way.step
        if step.post is None:
            assert step.holders == ()
            if step.rule and step.part is StepPart.DECISION:
                assert step.rule.post in (
                    Post.MEMBER,
                    Post.PANEL,
                    Post.PRESIDIUM,
                )  # the chair decides only what cannot wait
                assert covers(step.rule, case, way.area)
            continue
        assert step.rule in points.rules
        assert step.holders
        if step.part is StepPart.SECOND:
            assert LEVEL[step.post] >= LEVEL[step.rule.second_post]
        else:
            assert step.rule.post is step.post
            assert covers(step.rule, case, way.area)
        for one in step.holders:
            assert (one.post, one.unit_id) == (step.post, step.unit_id)
            assert one.is_valid(matter.on)
            assert one.user_id not in tree.absent(matter.on) | matter.barred
            assert tree.is_within(way.area.unit_id, one.unit_id)


@laws
@given(matters, orders(), organisations())
def test_every_area_and_every_second_signature_is_there_and_nobody_is_needed_twice(matter, points, tree):
    found = route(matter, points, tree)
    assert {unit for step in found.steps for unit in step.areas} == {
        unit for area in areas(matter, points, tree) for unit in area.unit_ids
    }
    alone_in = [step.holders[0].user_id for step in found.steps if len(step.holders) == 1]
    assert len(alone_in) == len(set(alone_in))
    for step in found.steps:
        if step.part is StepPart.DECISION and step.rule and step.rule.second_post:
            seconds = [one for one in found.steps if one.part is StepPart.SECOND and one.rule == step.rule]
            seconds += [one for one in found.steps if one.part is StepPart.SECOND and one.post is None]
            first = {one.user_id for one in step.holders}
            about = [one for one in seconds if set(step.areas) <= set(one.areas)]
            assert any(first.isdisjoint(holding.user_id for holding in one.holders) for one in about)


@laws
@given(matters, orders(), organisations(), st.sampled_from(PEOPLE), dates)
def test_barring_or_missing_somebody_never_lowers_the_level(matter, points, tree, person, day):
    barred = replace(matter, excluded=matter.excluded | {person})
    conflicted = replace(matter, conflicted=matter.conflicted | {person})
    fewer = UnitStructure(tree.parts, tree.appointments, (*tree.absences, Away(person, matter.on, matter.on)))
    for area in areas(matter, points, tree):
        before = alone(matter, points, tree, area)
        assert alone(barred, points, tree, area) >= before
        assert alone(conflicted, points, tree, area) >= before
        assert alone(matter, points, fewer, area) >= before


@laws
@given(matters, orders(), organisations(), st.frozensets(st.sampled_from(PEOPLE), max_size=2))
def test_what_has_gone_past_a_level_goes_up(matter, points, tree, taken):
    """A referral moves a step past its level for good, and never to who has decided."""
    for way in route(matter, points, tree).ways:
        step = way.step
        if step.post is None:
            continue
        about = tuple(replace(one, past=step.post) for one in step.about)
        if step.part is StepPart.SECOND:
            left = Remaining((), ((about, step.rule),), taken=taken)
        else:
            left = Remaining(about, taken=taken)
        moved = route(matter, points, tree, left)
        assert height(moved.steps[0]) > LEVEL[step.post]
        assert moved.steps[0].part is step.part
        for one in moved.steps:
            assert taken.isdisjoint(holding.user_id for holding in one.holders)


@laws
@given(matters, orders(), organisations())
def test_a_round_in_which_nothing_has_happened_is_where_it_was_sent(matter, points, tree):
    """Looked at anew with the same order, people and day, each decision is with the same post."""
    found = route(matter, points, tree)
    about = {one.key: one for step in found.steps if step.part is StepPart.DECISION for one in step.about}
    order = [area.key for area in areas_paying(matter)]
    left = Remaining(tuple(sorted(about.values(), key=lambda one: order.index(one.key))))
    assert [one.identity for one in route(matter, points, tree, left).steps] == [
        one.identity for one in found.steps
    ]


@laws
@given(matters, orders(), orders(), organisations(), dates)
def test_what_begins_later_changes_no_earlier_answer(matter, points, newer, tree, later):
    """Appointments, absences and an edition of the order from a later day on leave the answer as it was."""
    starts_on = max(later, matter.on + timedelta(1))
    newcomer = holder(UUID(int=900), Post.UNIT_HEAD, matter.unit_id, starts_on)
    away = tuple(Away(person, starts_on, starts_on) for person in PEOPLE)
    grown = UnitStructure(tree.parts, (*tree.appointments, newcomer), (*tree.absences, *away))
    editions = [(date(2020, 1, 1), points), (starts_on, newer)]
    in_force = [edition for since, edition in editions if since <= matter.on][-1]
    assert route(matter, in_force, grown) == route(matter, points, tree)


@laws
@given(matters, orders(), organisations())
def test_every_answer_is_told(matter, points, tree):
    found = route(matter, points, tree)
    for step in found.steps:
        assert step.reason in found.explanation
    for way in found.ways:
        assert way.levels[-1].step is not None
        assert all(level.step is None and level.words in found.explanation for level in way.levels[:-1])
    assert all(sentence.endswith(".") and "%(" not in sentence for sentence in found.explanation)
