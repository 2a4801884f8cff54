"""What the pages of the delegation order show, put together from reads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money
from registry.delegation import queries
from registry.delegation.models import DecisionType
from registry.delegation.order import OrderInForce, Rule
from registry.units import queries as units
from registry.units.structure import Structure


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the order as a row: what it says, and what its limit comes to this year."""

    number: str
    text: str
    kind: str
    post: str
    where: str | None
    limit: str
    kronor: Money | None
    basis: str
    is_reported: bool


def order_page(on: date) -> dict[str, Any]:
    """Return the order in force on the date as the page shows it, and the base amounts with their sources."""
    order = queries.order_in_force(on)
    groups = _groups(order, units.structure(), on) if order else []
    return {"order": order, "groups": groups, "base_amounts": queries.base_amount_rows(), "on": on}


def _groups(order: OrderInForce, structure: Structure, on: date) -> list[tuple[str, list[Point]]]:
    """Return the points by what is decided, in the order of the list; leaves out what the order says nothing about."""
    by_type = {
        kind_of: [_point(rule, order, structure, on) for rule in order.rules if rule.decision_type is kind_of]
        for kind_of in DecisionType
    }
    return [(label(kind_of).capitalize(), points) for kind_of, points in by_type.items() if points]


def _point(rule: Rule, order: OrderInForce, structure: Structure, on: date) -> Point:
    limit = order.limit(rule, on)
    scope = structure.by_id.get(rule.scope_unit_id) if rule.scope_unit_id else None
    return Point(
        number=rule.number,
        text=rule.text,
        kind=label(rule.kind) if rule.kind else _("Alla typer"),
        post=label(rule.post),
        where=scope.name if scope else None,
        limit=rule.limit_words(),
        kronor=limit.amount,
        basis="" if limit.endless else label(rule.basis),
        is_reported=rule.reported,
    )
