"""Reads over the delegation orders and the price base amounts."""

from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, bindparam, or_, select
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.city.delegation.models import BaseAmount, DelegationOrder, DelegationRule, OrderStatus
from registry.city.delegation.order import Head, OrderInForce, Rule, valid_points
from registry.city.delegation.reading import Codes
from registry.city.delegation.rules import PointReferences
from registry.city.delegation.wording import Names
from registry.city.priorities.models import FundingSource
from registry.city.units import queries as units
from registry.core.database import session
from registry.core.fields import value_of
from registry.core.money import Money
from registry.core.read_once import read_once
from registry.core.rows_together import BoundedRows, read_together

MOST_RULES = 1000
MOST_ORDERS = 1000
MOST_SOURCES = 5000
MOST_YEARS = 200
LATEST_FIRST = (
    DelegationOrder.valid_from.desc(),
    DelegationOrder.adopted_on.desc(),
    DelegationOrder.id.desc(),
)


@read_once(DelegationOrder, DelegationRule, BaseAmount)
def order_in_force(on: date) -> OrderInForce | None:
    """Return the order that applies on the date, the latest adopted when several do; None when nothing is delegated.

    Of its points those that hold on the date: a sub-delegated one within its own time (KL 7:6). One statement.
    """
    orders, points, amounts = read_together(*_in_force(), on=on)
    if not orders:
        return None
    rules = valid_points(map(rule_of, points), on)
    known = {row.year: row.amount for row in amounts}
    return value_of(OrderInForce, orders[0], rules=rules, base_amounts=known)


@cache
def _in_force() -> tuple[BoundedRows, ...]:
    applies = _applies(bindparam("on", type_=Date))
    orders = select(*DelegationOrder.__table__.columns).where(applies)
    latest = select(DelegationOrder.id).where(applies).order_by(*LATEST_FIRST).limit(1).scalar_subquery()
    points = select(*DelegationRule.__table__.columns).where(DelegationRule.order_id == latest)
    return (
        BoundedRows(orders, LATEST_FIRST, 1),
        BoundedRows(points, (DelegationRule.position, DelegationRule.number), MOST_RULES),
        BoundedRows(select(BaseAmount.year, BaseAmount.amount), (BaseAmount.year.desc(),), MOST_YEARS),
    )


def id_in_force(on: date) -> UUID | None:
    """Return which edition applies on the date."""
    return session.scalar(select(DelegationOrder.id).where(_applies(on)).order_by(*LATEST_FIRST).limit(1))


def _applies(on: Any) -> ColumnElement[bool]:
    return and_(
        DelegationOrder.status == OrderStatus.ADOPTED,
        DelegationOrder.valid_from <= on,
        or_(DelegationOrder.valid_to.is_(None), DelegationOrder.valid_to >= on),
    )


def has_draft(title: str, based_on_id: UUID | None = None) -> bool:
    """Return whether a draft that began in the same way is called so."""
    named = (
        DelegationOrder.status == OrderStatus.DRAFT,
        DelegationOrder.title == title,
        DelegationOrder.based_on_id.is_not_distinct_from(based_on_id),
    )
    return session.scalar(select(DelegationOrder.id).where(*named).limit(1)) is not None


def orders(actor: Actor) -> list[DelegationOrder]:
    """Return all editions: drafts first, then those adopted, the latest first. Nothing for a partner."""
    if actor.is_partner:
        return []
    drafts_first = (DelegationOrder.status == OrderStatus.ADOPTED).asc()
    rows = select(DelegationOrder).order_by(drafts_first, *LATEST_FIRST).limit(MOST_ORDERS)
    return list(session.scalars(rows))


def adopted() -> list[DelegationOrder]:
    """Return all adopted editions, the latest first."""
    rows = select(DelegationOrder).where(DelegationOrder.status == OrderStatus.ADOPTED)
    return list(session.scalars(rows.order_by(*LATEST_FIRST).limit(MOST_ORDERS)))


def order(actor: Actor, order_id: UUID) -> DelegationOrder | None:
    """Return an edition with its points; None for a partner."""
    return None if actor.is_partner else edition(DelegationOrder.id == order_id)


def edition(where: ColumnElement[bool]) -> DelegationOrder | None:
    """Return the edition with its points."""
    rows = select(DelegationOrder).where(where).options(selectinload(DelegationOrder.rules))
    return session.scalar(rows.execution_options(populate_existing=True))


def point(actor: Actor, order_id: UUID, point_id: UUID) -> tuple[DelegationOrder, DelegationRule] | None:
    """Return an edition with one of its points."""
    found = order(actor, order_id)
    rule = next((one for one in found.rules if one.id == point_id), None) if found else None
    return (found, rule) if found and rule else None


def points(order: DelegationOrder) -> tuple[Rule, ...]:
    """Return the points of a loaded edition as values, each sub-delegated one after the point it comes from."""
    in_order = sorted(order.rules, key=lambda row: (row.position, row.parent_id is not None, row.number))
    return tuple(map(rule_of, in_order))


def known() -> PointReferences:
    """Return what a point may refer to."""
    sources = select(FundingSource.id, FundingSource.name).order_by(FundingSource.name, FundingSource.id)
    return PointReferences(
        units.structure(), {row.id: row.name for row in session.execute(sources.limit(MOST_SOURCES))}
    )


def names() -> Names:
    """Return what the points refer to, by name."""
    found = known()
    return Names({part.id: part.name for part in found.structure.parts}, found.funding_sources)


def codes() -> Codes:
    """Return what a file may refer to, by code."""
    sources = select(FundingSource.code, FundingSource.id).order_by(FundingSource.code)
    return Codes(
        {part.code: part.id for part in units.structure().parts},
        {row.code: row.id for row in session.execute(sources.limit(MOST_SOURCES))},
    )


def base_amounts() -> dict[int, Money]:
    """Return the price base amount of every known year."""
    return {row.year: row.amount for row in base_amount_rows()}


def base_amount_rows() -> list[BaseAmount]:
    """Return the price base amounts with the regulations that set them, the latest year first."""
    return list(session.scalars(select(BaseAmount).order_by(BaseAmount.year.desc()).limit(MOST_YEARS)))


def base_amount(year: int) -> BaseAmount | None:
    """Return a year's price base amount."""
    return session.get(BaseAmount, year)


def head_of(order: DelegationOrder) -> Head:
    """Return what a stored edition says of itself as a value."""
    return value_of(Head, order)


def rule_of(point: Any) -> Rule:
    """Return a stored point as a value."""
    return value_of(Rule, point)
