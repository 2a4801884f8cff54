"""Reading the outbox: what was sent to whom, what waits and what will never leave."""

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import open_matters, staff_only
from registry.core.database import session
from registry.core.jobs import Job
from registry.notifications.models import OutboxMessage


def outbox(actor: Actor, *, limit: int = 100) -> list[tuple[OutboxMessage, Job | None]]:
    """Return the latest messages, newest first, each with its job: how many attempts, what the server said last."""
    rows = (
        select(OutboxMessage, Job)
        .outerjoin(Job, Job.subject_id == OutboxMessage.id)
        .where(staff_only(actor), open_matters(actor, OutboxMessage.matter_id))
        .order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
        .limit(limit)
    )
    return [(message, job) for message, job in session.execute(rows)]
