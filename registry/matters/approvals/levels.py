"""One level on the way up: which part it leads, who acts in its post that day, what keeps them from deciding. Pure."""

from uuid import UUID

from registry.access.roles import LEVEL, Post
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitValue
from registry.matters.approvals import wording
from registry.matters.approvals.points import Area, RoutingCase
from registry.matters.approvals.rules import in_own_right

LEADS = {
    Post.UNIT_HEAD: UnitKind.UNIT,
    Post.DIVISION_HEAD: UnitKind.DIVISION,
    Post.DIRECTOR: UnitKind.ADMINISTRATION,
}


def led_by(post: Post, case: RoutingCase, area: Area) -> UnitValue | None:
    """Return the closest part of the organisation that the post leads; None where there is no such post."""
    path = case.structure.path_up(area.unit_id, case.facts.on)
    return next((part for part in path if part.kind is LEADS[post]), None)


def unit_name(post: Post, holders: tuple[Holder, ...], case: RoutingCase, area: Area) -> str:
    """Return the name of the part of the organisation that the post leads, also when the post is vacant."""
    led = case.structure.by_id[holders[0].unit_id] if holders else led_by(post, case, area)
    return led.name if led else ""


def is_past(post: Post, past: Post | None) -> bool:
    """Return whether the decision has gone past the level for good."""
    return past is not None and LEVEL[post] <= LEVEL[past]


def free_holders(holders: tuple[Holder, ...], case: RoutingCase) -> tuple[Holder, ...]:
    """Return those who act in the post that day and neither prepared the matter nor have a conflict in it."""
    return tuple(one for one in acting_holders(holders, case) if one.user_id not in case.facts.barred)


def acting_holders(holders: tuple[Holder, ...], case: RoutingCase) -> tuple[Holder, ...]:
    """Return those among the holders of one post over one unit who act in it that day."""
    if not holders:
        return ()
    return case.structure.acting(holders[0].post, holders[0].unit_id, case.facts.on)


def stopped(
    who: str,
    post: Post,
    holders: tuple[Holder, ...],
    case: RoutingCase,
    taken: frozenset[UUID],
    past: Post | None,
) -> str | None:
    """Return what keeps everybody who holds the post from deciding, None when somebody can."""
    facts, acting = case.facts, acting_holders(holders, case)
    if not holders:
        return wording.vacant(who, facts.on.isoformat())
    if any(one.user_id in facts.conflicted for one in in_own_right(holders, acting)):
        # Also past a substitute: whoever acts in the conflicted person's place is that person's to instruct.
        return wording.conflicted(who)
    if is_past(post, past) or is_past(post, facts.above):
        return wording.passed(who)
    if not acting:
        return _away(who, holders, case)
    free = free_holders(holders, case)
    if not free:
        return wording.prepared(who)
    return wording.taken(who) if all(holder.user_id in taken for holder in free) else None


def _away(who: str, holders: tuple[Holder, ...], case: RoutingCase) -> str:
    """Say that nobody who holds the post is there today, or can sign in at all."""
    names = ", ".join(holder.name for holder in holders)
    if all(holder.user_id in case.structure.closed for holder in holders):
        return wording.account_closed(who, names)
    return wording.absent(who, names, case.facts.on.isoformat())
