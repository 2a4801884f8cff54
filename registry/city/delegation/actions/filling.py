"""From values to rows: what an edition and its points hold."""

from dataclasses import fields, replace

from registry.city.delegation.models import DelegationOrder, DelegationRule, LimitKind, OrderStatus
from registry.city.delegation.order import Head, Rule
from registry.core.errors import DomainError
from registry.core.i18n import _


def fill_head(order: DelegationOrder, head: Head) -> None:
    """Let the edition say of itself what the value says."""
    for one in fields(Head):
        setattr(order, one.name, getattr(head, one.name))


def fill_point(row: DelegationRule, rule: Rule) -> None:
    """Let the point hold what the value holds, and of the limit only what its kind needs."""
    kept = settled(rule)
    for one in fields(Rule):
        if one.name != "id":
            setattr(row, one.name, getattr(kept, one.name))


def settled(rule: Rule) -> Rule:
    """Return the point without the amount or the multiple that its kind of limit has no use for."""
    return replace(
        rule,
        limit_amount=rule.limit_amount if rule.limit_kind is LimitKind.KRONOR else None,
        limit_multiple=rule.limit_multiple if rule.limit_kind is LimitKind.BASE_AMOUNTS else None,
    )


def as_draft(order: DelegationOrder) -> DelegationOrder:
    """Return the edition when it is a draft. Raises DomainError otherwise: what is adopted never changes."""
    if order.status is not OrderStatus.DRAFT:
        raise DomainError(
            _(
                "Ordningen är antagen och kan inte ändras. Rätta den genom att göra en ny utgåva från en kopia."
            )
        )
    return order


def as_adopted(order: DelegationOrder) -> DelegationOrder:
    """Return the edition when it is adopted. Raises DomainError otherwise."""
    if order.status is not OrderStatus.ADOPTED:
        raise DomainError(_("Ordningen är ett utkast och gäller inte."))
    return order
