"""Reads over proposed powers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import is_staff
from registry.city.accounts.powers.models import PowerState, ProposedPower
from registry.core.database import session

MOST = 1000


def proposed(actor: Actor, power_id: UUID) -> ProposedPower | None:
    """Return a proposed power; None for a partner."""
    return session.get(ProposedPower, power_id) if is_staff(actor) else None


def waiting(subject_id: UUID | None = None) -> Sequence[ProposedPower]:
    """Return the powers that wait for a second person, perhaps those about one record, the oldest first."""
    rows = select(ProposedPower).where(ProposedPower.state == PowerState.WAITING)
    if subject_id:
        rows = rows.where(ProposedPower.subject_id == subject_id)
    return session.scalars(rows.order_by(ProposedPower.proposed_at, ProposedPower.id).limit(MOST)).all()
