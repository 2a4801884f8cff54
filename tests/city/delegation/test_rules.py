"""When points, editions, sub-delegations and base amounts make sense: each row is one case, with its source."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.access.roles import Post
from registry.city.delegation import rules
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind
from registry.city.delegation.order import Head, OrderInForce, Rule, valid_points
from registry.city.delegation.rules import PointReferences
from registry.city.guidelines.choices import Kind
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitStructure, UnitValue
from registry.core.money import Money
from tests.matters.approvals.values import (
    ADMINISTRATION,
    BASE_AMOUNTS,
    DIVISION,
    OTHER_DIVISION,
    PARTS,
    UNIT,
    rule,
)

TODAY = date(2026, 11, 21)
CLOSED, FUNDS, OTHER_FUNDS = UUID(int=50), UUID(int=60), UUID(int=61)
GONE = UnitValue(CLOSED, DIVISION, "KISTA", UnitKind.UNIT, "Jobbtorg Kista", ends_on=date(2017, 12, 31))
DIRECTOR = Holder(UUID(int=70), "Direktören", None, Post.DIRECTOR, ADMINISTRATION, date(2020, 1, 1))
KNOWN = PointReferences(
    UnitStructure((*PARTS, GONE), (DIRECTOR,)), {FUNDS: "Föreningsmedel", OTHER_FUNDS: "EU-medel"}
)
HEAD = Head(
    "Delegationsordning", "Arbetsmarknadsnämnden", date(2026, 11, 10), "7", "AMN 2026/9", date(2026, 12, 1)
)
POINT = rule("2.1", Post.UNIT_HEAD)
PARENT = rule("2.3", Post.DIRECTOR, limit_multiple=Decimal(50), may_sub_delegate=True)
SUB = Rule(
    id=UUID(int=9000), number="2.3 a", text="Ingå IOP", decision_type=DecisionType.RECLAIM, kind=None,
    post=Post.DIVISION_HEAD, limit_kind=LimitKind.BASE_AMOUNTS, limit_multiple=Decimal(20),
    valid_from=TODAY, case_number="AMF 2026/44",
)  # fmt: skip
IN_FORCE = replace(HEAD, valid_from=date(2025, 1, 1), adopted_on=date(2024, 12, 1))


def fields(problems):
    return [problem.field for problem in problems]


POINTS = (
    ({}, []),
    ({"number": "2.2"}, ["number"]),  # another point has it
    ({"limit_multiple": None}, ["limit_multiple"]),  # so many base amounts, but how many
    ({"limit_multiple": Decimal(0)}, ["limit_multiple"]),
    ({"limit_multiple": Decimal(10_001)}, ["limit_multiple"]),
    ({"limit_kind": LimitKind.KRONOR}, ["limit_amount"]),
    ({"limit_kind": LimitKind.KRONOR, "limit_amount": Money(-1)}, ["limit_amount"]),
    ({"limit_kind": LimitKind.KRONOR, "limit_amount": Money.kronor(5)}, []),
    ({"limit_kind": LimitKind.NONE, "limit_multiple": None}, []),
    ({"second_post": Post.UNIT_HEAD}, ["second_post"]),  # nobody decides twice
    ({"second_post": Post.DIRECTOR}, []),
    ({"may_sub_delegate": True}, ["may_sub_delegate"]),  # KL 7:6: only the head of administration
    ({"post": Post.DIRECTOR, "may_sub_delegate": True}, []),
    ({"scope_unit_id": UNIT, "funding_source_id": FUNDS}, []),
    ({"scope_unit_id": UUID(int=404)}, ["scope_unit"]),
    ({"scope_unit_id": CLOSED}, ["scope_unit"]),
    ({"funding_source_id": UUID(int=404)}, ["funding_source"]),
)


@pytest.mark.parametrize(("values", "wrong"), POINTS)
def test_a_point(values, wrong):
    others = [POINT, rule("2.2", Post.DIVISION_HEAD)]
    assert fields(rules.point_problems(replace(POINT, **values), others, KNOWN, TODAY)) == wrong


ADOPTIONS = (
    ({}, []),
    ({"adopted_by": "", "adopted_on": None}, ["adopted_by", "adopted_on"]),
    ({"paragraph": None, "case_number": None}, ["paragraph", "case_number"]),
    ({"valid_from": None}, ["valid_from"]),
    ({"adopted_on": date(2026, 11, 22), "valid_from": date(2026, 12, 1)}, ["adopted_on"]),  # not decided yet
    ({"valid_from": date(2026, 11, 9)}, ["valid_from"]),  # a right to decide is not given afterwards
    ({"valid_to": date(2026, 11, 30)}, ["valid_to"]),
)


@pytest.mark.parametrize(("values", "wrong"), ADOPTIONS)
def test_an_adoption(values, wrong):
    assert fields(rules.adoption_problems(replace(HEAD, **values), [POINT], KNOWN, today=TODAY)) == wrong


def test_an_adoption_needs_points_that_hold():
    assert fields(rules.adoption_problems(HEAD, [], KNOWN, today=TODAY)) == [None]
    (problem,) = rules.adoption_problems(HEAD, [replace(POINT, scope_unit_id=CLOSED)], KNOWN, today=TODAY)
    assert problem.message == "Punkt 2.1: Jobbtorg Kista finns inte den 2026-12-01."


def test_a_higher_post_with_a_narrower_limit_is_told_in_words():
    low = rule("2.1", Post.UNIT_HEAD, limit_multiple=Decimal(10))
    high = rule("2.2", Post.DIVISION_HEAD, limit_kind=LimitKind.KRONOR, limit_amount=Money.kronor(500_000))
    said = rules.warnings([low, high], BASE_AMOUNTS, TODAY)
    assert said[0].startswith("Punkt 2.2 (Avdelningschef) har en lägre gräns än punkt 2.1 (Enhetschef)")
    endless = replace(high, limit_kind=LimitKind.NONE)
    elsewhere = replace(high, kind=Kind.GRANT)
    for other in (endless, elsewhere, replace(high, limit_amount=Money.kronor(592_000))):
        assert not [line for line in rules.warnings([low, other], BASE_AMOUNTS, TODAY) if "lägre" in line]
    assert (
        said[-1]
        == "Ingen punkt handlar om att ändra, förlänga, avsluta i förtid, återkräva. Då beslutar nämnden."
    )


ENDINGS = (
    (date(2026, 11, 20), []),  # yesterday was its last day
    (date(2026, 11, 19), ["valid_to"]),  # what applied then stays so
    (date(2024, 12, 31), ["valid_to"]),  # before it began
    (date(2028, 1, 1), ["valid_to"]),  # it ends before that already
)


@pytest.mark.parametrize(("last_on", "wrong"), ENDINGS)
def test_an_ending(last_on, wrong):
    edition = replace(IN_FORCE, valid_to=date(2027, 12, 31))
    assert fields(rules.ending_problems(edition, last_on, today=TODAY)) == wrong


def test_which_editions_overlap_and_which_end():
    later = replace(HEAD, valid_to=date(2027, 12, 31))
    assert rules.overlaps(later, IN_FORCE)
    assert rules.is_ended_by(IN_FORCE, date(2026, 12, 1))
    before = replace(IN_FORCE, valid_to=date(2026, 11, 30))
    assert not rules.overlaps(later, before)
    assert not rules.is_ended_by(before, date(2026, 12, 1))
    coming = replace(IN_FORCE, valid_from=date(2028, 1, 1))
    assert not rules.overlaps(later, coming)
    assert not rules.is_ended_by(coming, date(2026, 12, 1))


SUBS = (
    ({}, {}, []),
    ({"limit_multiple": Decimal(50), "scope_unit_id": UNIT}, {}, []),
    ({}, {"may_sub_delegate": False}, [None]),  # KL 7:6: only if the nämnd allows it
    ({}, {"post": Post.DIVISION_HEAD}, [None, "post"]),  # only the head of administration
    ({}, {"parent_id": UUID(int=1)}, [None]),  # one step
    ({"number": "2.3"}, {}, ["number"]),
    ({"post": Post.DIRECTOR}, {}, ["post"]),
    ({}, {"second_post": Post.DIVISION_HEAD}, ["post"]),  # would decide together with itself
    ({"case_number": None}, {}, ["case_number"]),
    ({"limit_multiple": Decimal("50.5")}, {}, ["limit_multiple"]),
    ({"limit_kind": LimitKind.NONE}, {}, ["limit_kind"]),
    ({"limit_kind": LimitKind.KRONOR, "limit_amount": Money.kronor(1)}, {}, ["limit_kind"]),
    ({"limit_kind": LimitKind.KRONOR, "limit_amount": Money.kronor(1)}, {"limit_kind": LimitKind.NONE}, []),
    ({"scope_unit_id": UNIT}, {"scope_unit_id": DIVISION}, []),
    ({}, {"scope_unit_id": DIVISION}, ["scope_unit"]),  # wider than what was given
    ({"scope_unit_id": OTHER_DIVISION}, {"scope_unit_id": DIVISION}, ["scope_unit"]),
    ({"scope_unit_id": CLOSED}, {"scope_unit_id": ADMINISTRATION}, ["scope_unit"]),
    ({"funding_source_id": FUNDS}, {}, []),
    ({"funding_source_id": OTHER_FUNDS}, {"funding_source_id": FUNDS}, ["funding_source"]),
    ({"valid_from": None}, {}, ["valid_from"]),
    ({"valid_from": date(2026, 11, 20)}, {}, ["valid_from"]),  # not afterwards
    ({"valid_from": date(2027, 1, 1)}, {}, ["valid_from"]),  # the order has ended then
    ({"valid_to": date(2026, 11, 20)}, {}, ["valid_to"]),
    ({"valid_to": date(2027, 1, 1)}, {}, ["valid_to"]),
)


@pytest.mark.parametrize(("values", "of_parent", "wrong"), SUBS)
def test_a_sub_delegation(values, of_parent, wrong):
    parent = replace(PARENT, **of_parent)
    sub = rules.sub_delegated(parent, replace(SUB, **values))
    edition = replace(IN_FORCE, valid_to=date(2026, 12, 31))
    found = rules.sub_delegation_problems(sub, parent, edition, {"2.1", "2.3"}, KNOWN, today=TODAY)
    assert fields(found) == wrong


def test_nobody_passes_on_what_nobody_has():
    nobody = replace(KNOWN, structure=UnitStructure((*PARTS, GONE)))
    gone = replace(DIRECTOR, ends_on=TODAY - timedelta(days=1))
    sub = rules.sub_delegated(PARENT, SUB)
    for known in (nobody, replace(KNOWN, structure=UnitStructure(PARTS, (gone,)))):
        found = rules.sub_delegation_problems(sub, PARENT, IN_FORCE, (), known, today=TODAY)
        assert fields(found) == ["valid_from"]


@pytest.mark.parametrize(
    ("begins", "other", "wrong"),
    [
        (date(2026, 11, 21), IN_FORCE, []),  # today: yesterday stays as it was
        (date(2026, 11, 20), IN_FORCE, ["valid_from"]),
        (date(2025, 1, 15), IN_FORCE, ["valid_from"]),
        (date(2024, 1, 1), IN_FORCE, ["valid_from"]),  # from before the other one, but into its time
        (date(2025, 1, 15), None, []),  # the first order of all
        (date(2025, 1, 15), replace(IN_FORCE, valid_to=date(2025, 1, 14)), []),  # nothing applied since
        (date(2025, 1, 15), replace(IN_FORCE, valid_to=date(2025, 1, 15)), ["valid_from"]),
        (date(2025, 1, 15), replace(IN_FORCE, valid_from=date(2026, 12, 1)), []),  # one that is to come
    ],
)
def test_what_applied_on_past_days_is_never_rewritten(begins, other, wrong):
    head = replace(HEAD, valid_from=begins)
    assert fields(rules.rewriting_problems(head, [other] if other else [], today=TODAY)) == wrong


def test_what_follows_from_the_point_it_comes_from():
    parent = replace(PARENT, second_post=Post.UNIT_HEAD, basis=LimitBasis.CONTRACT, reported=False)
    sub = rules.sub_delegated(parent, replace(SUB, may_sub_delegate=True, basis=LimitBasis.YEAR))
    assert (sub.decision_type, sub.kind, sub.parent_id) == (parent.decision_type, parent.kind, parent.id)
    assert (sub.basis, sub.reported, sub.second_post) == (LimitBasis.CONTRACT, False, Post.UNIT_HEAD)
    assert not sub.may_sub_delegate


def test_a_sub_delegation_holds_in_its_time_and_only_with_a_point_that_allows_it():
    sub = replace(rules.sub_delegated(PARENT, SUB), valid_to=date(2026, 11, 30))
    assert valid_points([PARENT, sub], date(2026, 11, 20)) == (PARENT,)
    assert valid_points([PARENT, sub], date(2026, 11, 30)) == (PARENT, sub)
    assert valid_points([PARENT, sub], date(2026, 12, 1)) == (PARENT,)
    forbidding = replace(PARENT, may_sub_delegate=False)
    assert valid_points([forbidding, sub], TODAY) == (forbidding,)
    further = replace(sub, id=UUID(int=9001), parent_id=sub.id)
    assert valid_points([PARENT, sub, further], TODAY) == (PARENT, sub)  # one step
    assert valid_points([sub], TODAY) == ()


def test_a_withdrawal():
    sub = rules.sub_delegated(PARENT, replace(SUB, valid_to=date(2026, 12, 1)))
    assert fields(rules.withdrawal_problems(sub, date(2026, 11, 20), today=TODAY)) == []
    assert fields(rules.withdrawal_problems(sub, date(2026, 11, 19), today=TODAY)) == ["valid_to"]
    assert fields(rules.withdrawal_problems(sub, date(2026, 12, 2), today=TODAY)) == ["valid_to"]
    assert fields(rules.withdrawal_problems(PARENT, TODAY, today=TODAY)) == [None]


def test_numbers_of_sub_delegated_points():
    assert rules.free_number(PARENT, {"2.3"}) == "2.3 a"
    assert rules.free_number(PARENT, {"2.3", "2.3 A"}) == "2.3 b"


MISSING = (
    ({2026}, date(2026, 9, 30), None),
    ({2026}, date(2026, 10, 1), 2027),  # decided in September, as a rule
    ({2026, 2027}, date(2026, 12, 31), None),
    ({2025}, date(2026, 1, 1), 2026),
)


@pytest.mark.parametrize(("known", "on", "year"), MISSING)
def test_which_base_amount_is_missing(known, on, year):
    assert rules.missing_year(known, on) == year


def test_an_amount_that_cannot_be_one():
    assert fields(rules.amount_problems(Money.kronor(592_000))) == ["amount"]  # a nought too many
    assert fields(rules.amount_problems(Money.kronor(59_200))) == []


reaches = st.fixed_dictionaries(
    {
        "limit_kind": st.sampled_from(LimitKind),
        "limit_amount": st.none() | st.integers(1, 10**9).map(Money),
        "limit_multiple": st.none() | st.integers(1, 6000).map(lambda hundredths: Decimal(hundredths) / 100),
        "scope_unit_id": st.sampled_from([None, ADMINISTRATION, DIVISION, UNIT, OTHER_DIVISION]),
    }
)


@given(reaches, reaches, st.integers(1, 10**10).map(Money))
def test_nobody_is_given_more_than_the_head_of_administration_has(held, passed_on, asked):
    """Whatever is passed on without a problem reaches nothing that the point it comes from does not, in any year."""
    parent = replace(PARENT, **held)
    sub = rules.sub_delegated(parent, replace(SUB, **passed_on))
    if list(rules.sub_delegation_problems(sub, parent, IN_FORCE, (), KNOWN, today=TODAY)):
        return
    order = OrderInForce(rules=(parent, sub), base_amounts=BASE_AMOUNTS)
    for on in (date(2025, 5, 1), TODAY, date(2040, 1, 1)):
        assert order.limit(parent, on).covers(asked) or not order.limit(sub, on).covers(asked)
    assert parent.scope_unit_id is None or KNOWN.structure.is_within(sub.scope_unit_id, parent.scope_unit_id)
