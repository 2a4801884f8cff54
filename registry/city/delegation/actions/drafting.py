"""Drafts of the delegation order: begun, taken in from a file, written point by point, thrown away."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.changes import FieldChange, of
from registry.audit.tags import Tag
from registry.city.delegation import queries, rules
from registry.city.delegation.actions.filling import as_adopted, as_draft, fill_head, fill_point
from registry.city.delegation.models import DelegationOrder, DelegationRule, OrderStatus
from registry.city.delegation.order import Head, Rule
from registry.city.delegation.transfer import OrderFile
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import Problem, check_version, refuse
from registry.core.i18n import _


def draft(
    title: str, *, based_on: DelegationOrder | None = None, actor: Actor | None, at: datetime
) -> DelegationOrder:
    """Begin a draft: empty, or as a copy of an adopted edition's own points, whose sub-delegations end with it.

    Raises DomainError at `title` when a draft is called so already: then one goes on with that.
    """
    _check_title(title, based_on.id if based_on else None, "title")
    head = Head(title)
    points: tuple[Rule, ...] = ()
    if based_on is not None:
        as_adopted(based_on)
        head = Head(title, over_frame=based_on.over_frame, note=based_on.note)
        points = tuple(rule for rule in queries.points(based_on) if rule.parent_id is None)
    order = _new(head, points)
    order.based_on_id = based_on.id if based_on else None
    audit.record(order, Tag.ORDER_DRAFTED, actor=actor, at=at)
    return order


def take_in(edition: OrderFile, *, actor: Actor | None, at: datetime) -> DelegationOrder:
    """Store what a file held as a draft. Raises DomainError at `file`: every problem names the point."""
    known = queries.known()
    _check_title(edition.head.title, None, "file")
    refuse(
        Problem(_("Punkt %(number)s: %(problem)s", number=rule.number, problem=problem.message), "file")
        for rule in edition.points
        for problem in rules.point_problems(rule, edition.points, known)
    )
    order = _new(edition.head, edition.points)
    audit.record(order, Tag.ORDER_IMPORTED, actor=actor, at=at)
    return order


def change(order: DelegationOrder, head: Head, *, seen: int, actor: Actor, at: datetime) -> None:
    """Change what a draft says of itself. Raises Stale, or DomainError at the field."""
    check_version(as_draft(order), seen)
    refuse(rules.head_problems(head))
    fill_head(order, head)
    audit.record(order, Tag.ORDER_CHANGED, actor=actor, at=at)


def add_point(order: DelegationOrder, rule: Rule, *, seen: int, actor: Actor, at: datetime) -> DelegationRule:
    """Add a point last in a draft. Raises Stale, or DomainError at the field."""
    check_version(as_draft(order), seen)
    refuse(rules.point_problems(rule, queries.points(order), queries.known()))
    row = _added(order, rule, max((one.position for one in order.rules), default=0) + 1)
    _touched(order, actor=actor, at=at)
    return row


def change_point(
    order: DelegationOrder, row: DelegationRule, rule: Rule, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Change a point of a draft. Raises Stale, or DomainError at the field."""
    check_version(as_draft(order), seen)
    wanted = replace(rule, id=row.id)
    refuse(rules.point_problems(wanted, queries.points(order), queries.known()))
    fill_point(row, wanted)
    _touched(order, actor=actor, at=at)


def move_point(
    order: DelegationOrder, row: DelegationRule, *, steps: int, seen: int, actor: Actor, at: datetime
) -> None:
    """Move a point of a draft so many steps down (up when negative), at most to the end. Raises Stale."""
    check_version(as_draft(order), seen)
    in_order = sorted(order.rules, key=lambda one: (one.position, one.number))
    place = in_order.index(row)
    in_order.insert(max(0, place + steps), in_order.pop(place))
    for position, one in enumerate(in_order, 1):
        one.position = position
    told = _("Punkt %(number)s flyttades i listan.", number=row.number)
    _touched(order, actor=actor, at=at, note=told, changes=())


def remove_point(
    order: DelegationOrder, row: DelegationRule, *, seen: int, actor: Actor, at: datetime
) -> None:
    """Take a point out of a draft. Raises Stale."""
    check_version(as_draft(order), seen)
    session.delete(row)
    _touched(order, actor=actor, at=at)


def discard(order: DelegationOrder, *, seen: int, actor: Actor, at: datetime) -> None:
    """Throw a draft away with its points; the log keeps what it was called. Raises Stale."""
    check_version(as_draft(order), seen)
    audit.record(order, Tag.ORDER_DISCARDED, actor=actor, at=at, changes=())
    for row in order.rules:
        session.delete(row)
    session.flush()
    session.delete(order)
    session.flush()


def _check_title(title: str, based_on_id: UUID | None, field: str) -> None:
    if queries.has_draft(title, based_on_id):
        words = _(
            "Det finns redan ett utkast som heter %(title)s. Arbeta vidare i det, eller ta bort det först.",
            title=title,
        )
        refuse([Problem(words, field)])


def _new(head: Head, points: Iterable[Rule]) -> DelegationOrder:
    order = DelegationOrder(id=new_id(), status=OrderStatus.DRAFT)
    order.code = f"DO-{order.id.hex[-12:]}"
    fill_head(order, head)
    session.add(order)
    session.flush()
    for position, rule in enumerate(points, 1):
        _added(order, rule, position)
    session.flush()
    return order


def _added(order: DelegationOrder, rule: Rule, position: int) -> DelegationRule:
    row = DelegationRule(id=new_id(), order_id=order.id, position=position)
    fill_point(row, rule)
    session.add(row)
    return row


def _touched(
    order: DelegationOrder,
    *,
    actor: Actor,
    at: datetime,
    note: str | None = None,
    changes: Iterable[FieldChange] | None = None,
) -> None:
    """Count the change of a point as a change of the edition, so that two people do not write over each other."""
    order.touch()
    told = of(order) if changes is None else changes
    audit.record(order, Tag.ORDER_CHANGED, actor=actor, at=at, note=note, changes=told)
