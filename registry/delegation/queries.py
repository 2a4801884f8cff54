"""Reads over the delegation orders and the price base amounts."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, or_, select

from registry.core.database import session
from registry.core.money import Money
from registry.delegation.models import BaseAmount, DelegationOrder, DelegationRule, OrderStatus
from registry.delegation.order import OrderInForce, Rule, valid_points

MOST_RULES = 1000


def order_in_force(on: date) -> OrderInForce | None:
    """Return the order that applies on the date, the latest adopted when several do; None when nothing is delegated."""
    in_force = and_(
        DelegationOrder.status == OrderStatus.ADOPTED,
        DelegationOrder.valid_from <= on,
        or_(DelegationOrder.valid_to.is_(None), DelegationOrder.valid_to >= on),
    )
    latest_first = (
        DelegationOrder.valid_from.desc(),
        DelegationOrder.adopted_on.desc(),
        DelegationOrder.id.desc(),
    )
    latest = select(DelegationOrder.id).where(in_force).order_by(*latest_first).limit(1).scalar_subquery()
    rows = session.execute(
        select(DelegationOrder, DelegationRule)
        .outerjoin(DelegationRule, DelegationRule.order_id == DelegationOrder.id)
        .where(DelegationOrder.id == latest)
        .order_by(DelegationRule.position, DelegationRule.number)
        .limit(MOST_RULES)
    ).all()
    return _in_force(rows[0][0], [point for _order, point in rows if point], on) if rows else None


def base_amounts() -> dict[int, Money]:
    """Return the price base amount of every known year."""
    return {row.year: row.amount for row in base_amount_rows()}


def base_amount_rows() -> list[BaseAmount]:
    """Return the price base amounts with the regulations that set them, the latest year first."""
    return list(session.scalars(select(BaseAmount).order_by(BaseAmount.year.desc()).limit(200)))


def _in_force(order: DelegationOrder, points: Sequence[DelegationRule], on: date) -> OrderInForce:
    return OrderInForce(
        rules=valid_points(map(rule_of, points), on),
        base_amounts=base_amounts(),
        id=order.id,
        title=order.title,
        adopted_by=order.adopted_by,
        adopted_on=order.adopted_on,
        paragraph=order.paragraph,
        case_number=order.case_number,
        valid_from=order.valid_from,
        valid_to=order.valid_to,
        is_example=order.is_example,
        over_frame=order.over_frame,
    )


def rule_of(point: DelegationRule) -> Rule:
    """Return a stored point as a value."""
    return Rule(
        id=point.id,
        number=point.number,
        text=point.text,
        decision_type=point.decision_type,
        kind=point.kind,
        post=point.post,
        limit_kind=point.limit_kind,
        basis=point.basis,
        scope_unit_id=point.scope_unit_id,
        limit_amount=point.limit_amount,
        limit_multiple=point.limit_multiple,
        reported=point.reported,
        funding_source_id=point.funding_source_id,
        second_post=point.second_post,
        may_sub_delegate=point.may_sub_delegate,
        parent_id=point.parent_id,
        valid_from=point.valid_from,
        valid_to=point.valid_to,
        case_number=point.case_number,
    )
