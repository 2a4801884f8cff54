"""Reading what waits for one's decision, one matter after the other; each is decided by itself, on its own page."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.approvals import hooks
from registry.approvals import queries as approvals
from registry.approvals.models import Step
from registry.core import clock
from registry.matters import differences, queries, types
from registry.reports import urgency
from registry.web.redirect import address


def waiting(actor: Actor, at: datetime) -> dict[UUID, Step]:
    """Return the steps that wait for the actor's decision by their matter, the earliest due first."""
    steps = approvals.waiting_for(actor, clock.local(at).date())
    found: dict[UUID, Step] = {}
    for step in sorted(steps, key=lambda one: (one.due_on or date.max, one.opened_at)):
        found.setdefault(step.round.matter_id, step)
    return found


def matter(actor: Actor, matter_id: UUID, at: datetime) -> Any:
    """Return id, type, title and number of a matter that waits for the actor's decision; None for any other."""
    if matter_id not in waiting(actor, at):
        return None
    return queries.by_ids(actor, [matter_id]).get(matter_id)


def page(matter: Any, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the reading page shows: the frozen content in short, and where one is among what waits."""
    steps, on = waiting(actor, at), clock.local(at).date()
    number, before, after = urgency.place_of(matter.id, list(steps))
    rounds = approvals.rounds(matter.id)
    due = steps[matter.id].due_on
    return {
        "matter": matter,
        "summary": types.of(matter).summary,
        "round": rounds[0],
        "content": hooks.shown(rounds[0].content),
        "earlier": rounds[1:],
        "changes": differences.between(matter, rounds),
        "number": number,
        "total": len(steps),
        "previous_url": address("inbox.read", matter_id=before) if before else "",
        "next_url": address("inbox.read", matter_id=after) if after else "",
        "due": due,
        "due_words": urgency.due_words(due, on),
    }
