"""An edition of the delegation order becomes the nämnd's own, and ends."""

from datetime import date, datetime, timedelta

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import watchers
from registry.city.delegation import queries, rules
from registry.city.delegation.actions.filling import as_adopted, as_draft, fill_head
from registry.city.delegation.models import DelegationOrder, OrderStatus
from registry.city.delegation.order import Head
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Problem, check_version, refuse


def adopt(
    order: DelegationOrder, head: Head, *, end_earlier: bool, seen: int, actor: Actor, at: datetime
) -> None:
    """Record that the nämnd has adopted the draft (KL 7:5); from now on its text never changes. It takes two people.

    With `end_earlier` editions that began before and would still apply end the day before this one begins. Raises
    Stale, or DomainError at the field or naming the point.
    """
    check_version(as_draft(order), seen)
    refuse(problems(order, head, end_earlier=end_earlier, at=at))
    fill_head(order, head)
    order.status = OrderStatus.ADOPTED
    audit.record(order, Tag.ORDER_ADOPTED, actor=actor, at=at)
    if end_earlier and head.valid_from:
        for other in _ended_by(order, head):
            _ended(other, head.valid_from - timedelta(days=1), actor=actor, at=at)
    watchers.tell(at)


def problems(order: DelegationOrder, head: Head, *, end_earlier: bool, at: datetime) -> list[Problem]:
    """Return why the draft cannot be adopted so; what applied on days that have passed stays as it was."""
    today = clock.local(at).date()
    found = list(rules.adoption_problems(head, queries.points(order), queries.known(), today=today))
    others = [queries.head_of(other) for other in queries.adopted() if other.id != order.id]
    found += rules.rewriting_problems(head, others, today=today)
    if end_earlier and head.valid_from and not found:
        last_on = head.valid_from - timedelta(days=1)
        for other in _ended_by(order, head):
            ending = rules.ending_problems(queries.head_of(other), last_on, today=today)
            found += [Problem(one.message, "valid_from") for one in ending]
    return found


def _ended_by(order: DelegationOrder, head: Head) -> list[DelegationOrder]:
    others = [other for other in queries.adopted() if other.id != order.id]
    return [
        one for one in others if head.valid_from and rules.is_ended_by(queries.head_of(one), head.valid_from)
    ]


def end(order: DelegationOrder, last_on: date, *, seen: int, actor: Actor, at: datetime) -> None:
    """Give an adopted edition a last day. Raises Stale, or DomainError at `valid_to`."""
    check_version(as_adopted(order), seen)
    problems = rules.ending_problems(queries.head_of(order), last_on, today=clock.local(at).date())
    refuse(Problem(one.message, "valid_to") for one in problems)
    _ended(order, last_on, actor=actor, at=at)
    watchers.tell(at)


def _ended(order: DelegationOrder, last_on: date, *, actor: Actor, at: datetime) -> None:
    order.valid_to = last_on
    session.flush()
    audit.record(order, Tag.ORDER_ENDED, actor=actor, at=at)
