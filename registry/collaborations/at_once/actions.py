"""Doing the same with many collaborations: each for itself, so that one that cannot keeps none of the others back.

What they need is read once for all of them, and they are written in one go: a hundred cost no more statements than two.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.audit.tags import Tag
from registry.collaborations import actions, deeds
from registry.collaborations.at_once import queries
from registry.collaborations.at_once.rules import Deed, Order
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, check_version

Do = Callable[[Collaboration], Tag]


def carry_out(
    chosen: Sequence[Collaboration], order: Order, *, seen: Mapping[UUID, int], actor: Actor, at: datetime
) -> dict[UUID, str | None]:
    """Do it with each that allows it, each with its own row in the log; return why not, None where it was done.

    `seen` are the versions that were seen.
    """
    outcomes, changed = _tried(chosen, order, seen, actor, clock.local(at).date())
    actions.log_changes(changed, actor=actor, at=at)
    return outcomes


def foresee(
    chosen: Sequence[Collaboration], order: Order, *, seen: Mapping[UUID, int], actor: Actor, at: datetime
) -> dict[UUID, str | None]:
    """Return what `carry_out` would: it is done and taken back, so that what is said is what will happen."""
    whole = session.begin_nested()
    try:
        return _tried(chosen, order, seen, actor, clock.local(at).date())[0]
    finally:
        whole.rollback()


def _tried(
    chosen: Sequence[Collaboration], order: Order, seen: Mapping[UUID, int], actor: Actor, on: date
) -> tuple[dict[UUID, str | None], list[tuple[Collaboration, Tag]]]:
    """Change each that allows it, and write nothing yet; a refused one is as it was."""
    outcomes: dict[UUID, str | None] = {}
    changed: list[tuple[Collaboration, Tag]] = []
    do = _deed(chosen, order, actor, on)
    with session.no_autoflush:
        for one in chosen:
            try:
                check.require(Permission.COLLABORATION_WRITE, actor, one)
                check_version(one, seen.get(one.id, 0))
                changed.append((one, do(one)))
                outcomes[one.id] = None
            except DomainError as refused:
                outcomes[one.id] = " ".join(problem.message for problem in refused.problems)
    return outcomes, changed


def _deed(chosen: Sequence[Collaboration], order: Order, actor: Actor, on: date) -> Do:
    """Return what is done with one of them, with what all of them need at hand."""
    match order.deed:
        case Deed.CONFIRM:
            return lambda one: deeds.confirm(one, on)
        case Deed.END if ends_on := order.ends_on:
            return lambda one: deeds.end(one, ends_on, on)
        case Deed.MOVE if unit_id := order.unit_id:
            return _moving(chosen, unit_id, actor)
        case Deed.GROUND:
            grounds = queries.grounds(order.grounds)
            return lambda one: deeds.rest_on(one, grounds)
        case _:
            raise ValueError(f"{order.deed} lacks what it needs")


def _moving(chosen: Sequence[Collaboration], unit_id: UUID, actor: Actor) -> Do:
    there = queries.titled([one.sort_title for one in chosen], unit_id)

    def moved(one: Collaboration) -> Tag:
        """Move one, and let it take its place among the titles."""
        tag = deeds.move(one, unit_id, is_taken=bool(there[one.sort_title] - {one.id}), actor=actor)
        there[one.sort_title].add(one.id)  # of two of the same title only the first finds room
        return tag

    return moved
