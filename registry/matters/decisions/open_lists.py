"""Reading which lists are being put together: one at a time for a meeting."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.matters.decisions.models import DecisionList, ListStatus


def drafts(actor: Actor) -> Sequence[DecisionList]:
    """Return the lists that are being put together, the next meeting first, for staff."""
    rows = select(DecisionList).where(DecisionList.status == ListStatus.DRAFT, staff_only(actor))
    return session.scalars(rows.order_by(DecisionList.meeting_on, DecisionList.id).limit(100)).all()


def has_draft(meeting_on: date) -> bool:
    """Return whether a list for the meeting is being put together."""
    rows = select(DecisionList.id).where(DecisionList.meeting_on == meeting_on)
    rows = rows.where(DecisionList.status == ListStatus.DRAFT)
    return session.scalar(rows.limit(1)) is not None
