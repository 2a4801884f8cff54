"""Decisions that are tried anew, since somebody who made one had a conflict of interest (KL 6:30)."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from registry.core.database import session
from registry.matters.approvals.models import Round, RoundStatus
from registry.matters.approvals.queries import current_round, rounds


def tried_by(round_: Round) -> Round:
    """Return the decided round that a round tries anew. Raises StopIteration for one that tries none."""
    return next(one for one in rounds(round_.matter_id) if one.id == round_.tries_anew_id)


def trial_anew(matter_id: UUID) -> Round | None:
    """Return the open round in which a decision by somebody with a conflict of interest is tried anew."""
    waiting = current_round(matter_id)
    return waiting if waiting is not None and waiting.tries_anew_id is not None else None


def tried_anew(matter_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Return the matters whose decision is tried anew and is not answered yet."""
    rows = select(Round.matter_id).where(Round.matter_id.in_(matter_ids), Round.status == RoundStatus.OPEN)
    rows = rows.where(Round.tries_anew_id.is_not(None)).order_by(Round.matter_id)
    return frozenset(session.scalars(rows.limit(len(matter_ids))))
