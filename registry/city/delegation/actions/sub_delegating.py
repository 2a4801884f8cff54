"""Sub-delegation: the head of administration passes a right on, and takes it back (KL 7:6)."""

from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.changes import of
from registry.audit.tags import Tag
from registry.city.accounts import watchers
from registry.city.delegation import queries, rules
from registry.city.delegation.actions.filling import as_adopted, fill_point, settled
from registry.city.delegation.models import DelegationOrder, DelegationRule
from registry.city.delegation.order import Rule
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import Problem, check_version, refuse


def sub_delegate(
    order: DelegationOrder, parent: DelegationRule, wanted: Rule, *, seen: int, actor: Actor, at: datetime
) -> DelegationRule:
    """Record that the head of administration has passed the point on (KL 7:6). What the nämnd adopted stays as it is.

    Raises Stale, or DomainError at the field.
    """
    check_version(as_adopted(order), seen)
    refuse(problems(order, parent, wanted, at=at))
    sub = _as_passed_on(parent, wanted)
    row = DelegationRule(id=new_id(), order_id=order.id, position=parent.position)
    fill_point(row, sub)
    session.add(row)
    order.touch()
    audit.record(order, Tag.POINT_SUB_DELEGATED, actor=actor, at=at, changes=of(order))
    watchers.tell(at)
    return row


def problems(order: DelegationOrder, parent: DelegationRule, wanted: Rule, *, at: datetime) -> list[Problem]:
    """Return why the point cannot be passed on so."""
    numbers, head = [one.number for one in order.rules], queries.head_of(order)
    found = rules.sub_delegation_problems(
        _as_passed_on(parent, wanted), queries.rule_of(parent), head, numbers, queries.known(),
        today=clock.local(at).date(),
    )  # fmt: skip
    return list(found)


def _as_passed_on(parent: DelegationRule, wanted: Rule) -> Rule:
    return settled(rules.sub_delegated(queries.rule_of(parent), wanted))


def withdraw(
    order: DelegationOrder, sub: DelegationRule, last_on: date, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Let a sub-delegation end; decisions made under it stand. Raises Stale, or DomainError at `valid_to`."""
    check_version(as_adopted(order), seen)
    refuse(rules.withdrawal_problems(queries.rule_of(sub), last_on, today=clock.local(at).date()))
    sub.valid_to = last_on
    order.touch()
    audit.record(order, Tag.SUB_DELEGATION_WITHDRAWN, actor=actor, at=at, changes=of(order))
    watchers.tell(at)
