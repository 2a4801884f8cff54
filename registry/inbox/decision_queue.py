"""Reading what waits for one's decision, one matter after the other; each is decided by itself, on its own page."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.waiting import Reader, Waiting, in_order
from registry.core import clock
from registry.matters import differences, queries, types
from registry.matters import waiting as matters
from registry.matters.approvals import queries as approvals
from registry.web.redirect import address
from registry.web.waiting import due_words


def waiting(actor: Actor, on: date) -> dict[UUID | None, Waiting]:
    """Return what waits for the actor's decision by its matter, the earliest due first."""
    found: dict[UUID | None, Waiting] = {}
    for one in in_order(matters.decisions(Reader(on, actor))):
        if one.post is not None and one.who.includes(actor):
            found.setdefault(one.matter_id, one)
    return found


def matter(actor: Actor, matter_id: UUID, on: date) -> Any:
    """Return id, type, title and number of a matter that waits for the actor's decision; None for any other."""
    if matter_id not in waiting(actor, on):
        return None
    return queries.by_ids(actor, [matter_id]).get(matter_id)


def page(matter: Any, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the reading page shows: the frozen content in short, and where one is among what waits."""
    on = clock.local(at).date()
    found = waiting(actor, on)
    number, before, after = place_of(matter.id, list(found))
    rounds = approvals.rounds(matter.id)
    due, type_ = found[matter.id].due_on, types.of(matter)
    return {
        **type_.shown(type_.whole(matter.id), rounds[0].content, at, decides=False),
        "matter": matter,
        "summary": type_.summary,
        "round": rounds[0],
        "earlier": rounds[1:],
        "changes": differences.between(matter, rounds),
        "number": number,
        "total": len(found),
        "previous_url": address("inbox.read", matter_id=before) if before else "",
        "next_url": address("inbox.read", matter_id=after) if after else "",
        "due": due,
        "due_words": due_words(due, on),
    }


def place_of(key: object, keys: Sequence[object]) -> tuple[int, object | None, object | None]:
    """Return where something stands in a row, counted from one, with the one before it and the one after it.

    Raises ValueError when it is not there.
    """
    at = keys.index(key)
    return at + 1, keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None
