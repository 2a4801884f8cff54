"""Reading what waits for one's decision, one matter after the other; each is decided by itself, on its own page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import queries as agreements
from registry.agreements import views
from registry.agreements.models import Agreement
from registry.approvals import queries as approvals
from registry.core import clock
from registry.reports import urgency
from registry.web.redirect import address


def waiting(actor: Actor, at: datetime) -> list[UUID]:
    """Return the matters that wait for the actor's decision, the earliest due first."""
    steps = approvals.waiting_for(actor, clock.local(at).date())
    steps.sort(key=lambda step: (step.due_on is None, step.due_on, step.opened_at))
    return list(dict.fromkeys(step.round.matter_id for step in steps))


def matter(actor: Actor, agreement_id: UUID, at: datetime) -> Agreement | None:
    """Return an agreement that waits for the actor's decision at the moment; None for any other."""
    if agreement_id not in waiting(actor, at):
        return None
    return agreements.agreement(actor, agreement_id)


def page(agreement: Agreement, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what the reading page shows: the frozen content in short, and where one is among what waits."""
    keys, on = waiting(actor, at), clock.local(at).date()
    number, before, after = urgency.place_of(agreement.id, keys)
    shown = views.before_decision(agreement, actor, at)
    due = shown["step"].due_on if shown["step"] else None
    return {
        **shown,
        "number": number,
        "total": len(keys),
        "previous_url": address("inbox.read", agreement_id=before) if before else "",
        "next_url": address("inbox.read", agreement_id=after) if after else "",
        "due": due,
        "due_words": urgency.due_words(due, on),
    }
