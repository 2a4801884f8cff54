"""Doing the same with many collaborations: each for itself, so that one that cannot keeps none of the others back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.collaborations import actions
from registry.collaborations.at_once.rules import Deed, Order
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.core.errors import DomainError, check_version


def carry_out(
    chosen: Sequence[Collaboration], order: Order, *, seen: Mapping[UUID, int], actor: Actor, at: datetime
) -> dict[UUID, str | None]:
    """Do it with each that allows it, each with its own row in the log; return why not, None where it was done.

    `seen` are the versions that were seen.
    """
    names = [(one.id, one) for one in chosen]  # a refused one is read anew
    return {key: _tried(one, order, seen.get(key, 0), actor, at) for key, one in names}


def foresee(
    chosen: Sequence[Collaboration], order: Order, *, seen: Mapping[UUID, int], actor: Actor, at: datetime
) -> dict[UUID, str | None]:
    """Return what `carry_out` would: it is done and taken back, so that what is said is what will happen."""
    whole = session.begin_nested()
    try:
        return carry_out(chosen, order, seen=seen, actor=actor, at=at)
    finally:
        whole.rollback()


def _tried(one: Collaboration, order: Order, seen: int, actor: Actor, at: datetime) -> str | None:
    try:
        with session.begin_nested():
            check.require(Permission.COLLABORATION_WRITE, actor, one)
            _do(one, order, seen, actor, at)
            session.flush()
    except DomainError as refused:
        return " ".join(problem.message for problem in refused.problems)
    return None


def _do(one: Collaboration, order: Order, seen: int, actor: Actor, at: datetime) -> None:
    check_version(one, seen)
    match order.deed:
        case Deed.CONFIRM:
            actions.confirm(one, actor=actor, at=at)
        case Deed.END if order.ends_on:
            actions.end(one, ends_on=order.ends_on, seen=seen, actor=actor, at=at)
        case Deed.MOVE if order.unit_id:
            actions.move(one, order.unit_id, seen=seen, actor=actor, at=at)
        case Deed.GROUND:
            actions.rest_on(one, order.grounds, seen=seen, actor=actor, at=at)
        case _:
            raise ValueError(f"{order.deed} lacks what it needs")
