"""Reading what waits for one's decision, one matter after the other; each is decided by itself, on its own page."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import queries as agreements
from registry.agreements.comparison import changes
from registry.agreements.content import labelled
from registry.approvals import queries as approvals
from registry.approvals.models import Step
from registry.core import clock
from registry.reports import urgency
from registry.web.redirect import address


def waiting(actor: Actor, at: datetime) -> dict[UUID, Step]:
    """Return the steps that wait for the actor's decision by their matter, the earliest due first."""
    steps = approvals.waiting_for(actor, clock.local(at).date())
    found: dict[UUID, Step] = {}
    for step in sorted(steps, key=lambda one: (one.due_on or date.max, one.opened_at)):
        found.setdefault(step.round.matter_id, step)
    return found


def matter(actor: Actor, agreement_id: UUID, at: datetime) -> Any:
    """Return id, title and case number of an agreement that waits for the actor's decision; None for any other."""
    if agreement_id not in waiting(actor, at):
        return None
    return agreements.by_ids(actor, [agreement_id]).get(agreement_id)


def page(agreement: Any, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the reading page shows: the frozen content in short, and where one is among what waits."""
    steps, on = waiting(actor, at), clock.local(at).date()
    number, before, after = urgency.place_of(agreement.id, list(steps))
    rounds = approvals.rounds(agreement.id)
    due = steps[agreement.id].due_on
    return {
        "agreement": agreement,
        "round": rounds[0],
        "content": labelled(rounds[0].content),
        "earlier": rounds[1:],
        "changes": changes(rounds[1].content, rounds[0].content) if len(rounds) > 1 else [],
        "number": number,
        "total": len(steps),
        "previous_url": address("inbox.read", agreement_id=before) if before else "",
        "next_url": address("inbox.read", agreement_id=after) if after else "",
        "due": due,
        "due_words": urgency.due_words(due, on),
    }
