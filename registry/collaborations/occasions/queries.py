"""Reads over the occasions of a collaboration."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.collaborations import queries
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions.models import Occasion
from registry.core.database import session

MOST_SHOWN = 200


def of(collaboration: Collaboration) -> Sequence[Occasion]:
    """Return the latest occasions, the last first."""
    rows = select(Occasion).where(Occasion.collaboration_id == collaboration.id)
    return session.scalars(
        rows.order_by(Occasion.happened_on.desc(), Occasion.id.desc()).limit(MOST_SHOWN)
    ).all()


def one(actor: Actor, collaboration_id: UUID, occasion_id: UUID) -> tuple[Collaboration, Occasion] | None:
    """Return one of the collaboration's occasions, with the collaboration."""
    owner = queries.collaboration(actor, collaboration_id)
    found = session.get(Occasion, occasion_id) if owner else None
    return (owner, found) if owner and found and found.collaboration_id == owner.id else None
