"""A small organisation and a delegation order as values, for tests without a database."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from registry.access.roles import Post
from registry.city.delegation.models import DecisionType, LimitKind
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.guidelines.choices import Kind
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitStructure, UnitValue
from registry.core.money import Money
from registry.matters.approvals.routing import RoutingFacts

DAY = date(2026, 11, 21)
LONG_AGO = date(2020, 1, 1)

COMMITTEE, ADMINISTRATION, DIVISION, UNIT, OTHER_UNIT, OTHER_DIVISION = (UUID(int=n) for n in range(1, 7))
UNIT_HEAD, DIVISION_HEAD, DIRECTOR, SUBSTITUTE, PREPARER, OTHER_HEAD = (UUID(int=100 + n) for n in range(6))

PARTS = (
    UnitValue(COMMITTEE, None, "AMN", UnitKind.COMMITTEE, "Arbetsmarknadsnämnden"),
    UnitValue(ADMINISTRATION, COMMITTEE, "AMF", UnitKind.ADMINISTRATION, "Arbetsmarknadsförvaltningen"),
    UnitValue(DIVISION, ADMINISTRATION, "JT", UnitKind.DIVISION, "Jobbtorg Stockholm"),
    UnitValue(UNIT, DIVISION, "EC", UnitKind.UNIT, "Etableringscentrum"),
    UnitValue(OTHER_UNIT, DIVISION, "FARSTA", UnitKind.UNIT, "Jobbtorg Farsta"),
    UnitValue(OTHER_DIVISION, ADMINISTRATION, "VUX", UnitKind.DIVISION, "Vuxenutbildning Stockholm"),
)


def holder(person, post, unit_id, starts_on=LONG_AGO, ends_on=None, substitute_for=None):
    return Holder(person, f"Person {person.int}", None, post, unit_id, starts_on, ends_on, substitute_for)


HOLDERS = (
    holder(UNIT_HEAD, Post.UNIT_HEAD, UNIT),
    holder(OTHER_HEAD, Post.UNIT_HEAD, OTHER_UNIT),
    holder(DIVISION_HEAD, Post.DIVISION_HEAD, DIVISION),
    holder(DIRECTOR, Post.DIRECTOR, ADMINISTRATION),
)


def rule(number, post, **values):
    """A point about entering into an IOP: up to n price base amounts, unless said otherwise."""
    given = {
        "decision_type": DecisionType.ENTER,
        "kind": Kind.IOP,
        "limit_kind": LimitKind.BASE_AMOUNTS,
        "limit_multiple": Decimal(3),
    } | values
    key = UUID(int=1000 + int(number.replace(".", "")))
    return Rule(id=key, number=number, text=f"Punkt {number}", post=post, **given)


RULES = (
    rule("2.1", Post.UNIT_HEAD, limit_multiple=Decimal(3)),
    rule("2.2", Post.DIVISION_HEAD, limit_multiple=Decimal(10)),
    rule("2.3", Post.DIRECTOR, limit_multiple=Decimal(50)),
)
BASE_AMOUNTS = {2025: Money.kronor(58_800), 2026: Money.kronor(59_200)}


def order(*rules, base_amounts=BASE_AMOUNTS):
    return OrderInForce(rules=rules or RULES, base_amounts=base_amounts, id=UUID(int=2000), is_example=True)


def structure(*holders):
    return UnitStructure(PARTS, holders or HOLDERS)


def facts(kronor=150_000, **values):
    """An IOP at Etableringscentrum, all in one year."""
    given = {
        "kind": Kind.IOP,
        "decision_type": DecisionType.ENTER,
        "unit_id": UNIT,
        "yearly": ((2026, Money.kronor(kronor)),),
        "on": DAY,
    } | values
    return RoutingFacts(**given)
