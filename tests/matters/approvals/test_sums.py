"""The sum that a limit is held against: all that the city gives is in it, and cutting in parts lowers no level."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.city.delegation.models import LimitBasis, LimitKind
from registry.city.guidelines.choices import Kind
from registry.core.money import ZERO, Money
from registry.matters.approvals.facts import Linked, RoutingFacts
from registry.matters.approvals.routing import route
from tests.matters.approvals.values import RULES, facts, order, rule, structure

kronor = st.integers(0, 4_000_000).map(Money.kronor)
in_kind = st.one_of(st.none(), kronor)
bases = st.sampled_from(LimitBasis)
TOP = LEVEL[Post.DIRECTOR] + 1


def counting(basis: LimitBasis = LimitBasis.CONTRACT, **values):
    return order(*(replace(one, basis=basis, counts_in_kind=True, **values) for one in RULES))


def level(matter: RoutingFacts, orders) -> int:
    """How high it is decided: the nämnd is above every manager."""
    (step,) = route(matter, orders, structure()).steps
    return LEVEL[step.post] if step.post in MANAGERS else TOP


def other(amount: Money, number: int = 1, **values) -> Linked:
    return Linked(
        UUID(int=number), f"AMF 2026/{number}", Kind.IOP, ((2026, amount),), same_purpose=False, **values
    )


@given(money=kronor, brought=kronor, others=st.lists(st.tuples(kronor, kronor), max_size=3), basis=bases)
def test_the_sum_is_never_below_what_is_shown_as_given(money, brought, others, basis):
    linked = tuple(other(pays, n, in_kind=gives, belongs=True) for n, (pays, gives) in enumerate(others))
    matter = facts(yearly=((2026, money),), in_kind=brought, linked=linked)
    point = rule("2.1", Post.UNIT_HEAD, basis=basis, counts_in_kind=True)
    shown = [money, brought, *(amount for pair in others for amount in pair)]
    assert matter.amount(point) == sum(shown, ZERO)


@given(money=kronor, brought=kronor)
def test_what_the_city_brings_counts_where_the_point_says_so_and_only_there(money, brought):
    matter = facts(yearly=((2026, money),), in_kind=brought)
    whole = replace(matter, yearly=((2026, money + brought),), in_kind=ZERO)
    assert level(matter, counting()) == level(whole, counting())
    assert level(matter, order()) == level(replace(matter, in_kind=ZERO), order())


@given(money=kronor, basis=bases)
def test_unknown_is_never_nought(money, basis):
    """Without a value only a point without limit reaches; where there is none, the nämnd decides."""
    matter = facts(yearly=((2026, money),), in_kind=None)
    assert level(matter, counting(basis)) == TOP
    endless = replace(RULES[1], limit_kind=LimitKind.NONE)
    assert level(matter, order(RULES[0], endless, RULES[2])) == LEVEL[Post.DIVISION_HEAD]
    known = facts(yearly=((2026, money),), linked=(other(money, belongs=True, amount_unknown=True),))
    assert level(known, counting(basis)) == TOP


@given(parts=st.lists(st.tuples(kronor, kronor), min_size=2, max_size=4), basis=bases)
def test_cutting_in_parts_lowers_no_level_unless_somebody_says_that_they_stand_apart(parts, basis):
    orders = counting(basis)
    money, brought = (sum((pair[n] for pair in parts), ZERO) for n in (0, 1))
    whole = facts(yearly=((2026, money),), in_kind=brought)
    (pays, gives), *rest = parts
    others = tuple(other(amount, n, in_kind=value, belongs=True) for n, (amount, value) in enumerate(rest, 1))
    last = facts(yearly=((2026, pays),), in_kind=gives, linked=others)
    assert level(last, orders) == level(whole, orders)
    for answer in (False, None):  # a point per counterparty counts them whatever anybody says
        said = replace(last, linked=tuple(replace(one, belongs=answer) for one in others))
        if basis is LimitBasis.COUNTERPARTY:
            assert level(said, orders) == level(whole, orders)
        else:
            assert level(said, orders) == level(replace(last, linked=()), orders)


def test_a_record_that_may_be_the_same_counts_when_somebody_says_so():
    by_counterparty = order(rule("2.1", Post.UNIT_HEAD, basis=LimitBasis.COUNTERPARTY), *RULES[1:])
    one = other(Money.kronor(150_000), likely="Grannarna i samtal")
    asked = facts(150_000, linked=(one,))
    assert level(asked, by_counterparty) == LEVEL[Post.UNIT_HEAD]
    told = replace(asked, linked=(replace(one, belongs=True),))
    assert level(told, by_counterparty) == LEVEL[Post.DIVISION_HEAD]


def test_what_is_told_names_the_whole_contribution_or_that_it_is_unknown():
    said = route(facts(100_000, in_kind=Money.kronor(3_200_000)), counting(), structure()).explanation
    assert "den samlade insatsen 3 300 000 kr" in said[0].replace("\u00a0", " ")
    assert "inget känt värde" in route(facts(1, in_kind=None), counting(), structure()).explanation[-1]


def test_the_answers_and_values_are_kept_with_the_round():
    one = other(Money.kronor(1), belongs=False, likely="Grannarna", amount_unknown=True, in_kind=None)
    for matter in (facts(1, linked=(one,), in_kind=None), facts(1, in_kind=Money.kronor(5))):
        assert RoutingFacts.restored(matter.stored()) == matter
    before = {key: value for key, value in facts(1).stored().items() if key != "in_kind"}
    assert RoutingFacts.restored(before).in_kind == ZERO, "what was sent before was not asked about it"
    assert not facts(1).is_unknown(rule("2.1", Post.UNIT_HEAD, limit_multiple=Decimal(1)))
