"""Reads over the occasions of a collaboration."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, tuple_

from registry.access.actor import Actor
from registry.collaborations import queries
from registry.collaborations.models import Collaboration
from registry.collaborations.occasions.models import Occasion
from registry.collaborations.occasions.rules import Happened
from registry.core.database import session

MOST_SHOWN = 200
_NOBODY = -1  # in the place of a number that nobody knows: a tuple with an empty place equals nothing


def of(collaboration: Collaboration) -> Sequence[Occasion]:
    """Return the latest occasions, the last first."""
    rows = select(Occasion).where(Occasion.collaboration_id == collaboration.id)
    return session.scalars(
        rows.order_by(Occasion.happened_on.desc(), Occasion.id.desc()).limit(MOST_SHOWN)
    ).all()


def known(collaboration: Collaboration, told: Sequence[Happened]) -> set[Happened]:
    """Return which of what is told is logged already, exactly so, however many there are."""
    row = Occasion
    numbered, noted = func.coalesce(row.attendance, _NOBODY), func.coalesce(row.note, "")
    same = tuple_(row.happened_on, row.category, numbered, noted)
    asked = [(one.happened_on, one.category, _number(one), one.note or "") for one in told]
    columns = select(row.happened_on, row.category, row.attendance, row.note).distinct()
    rows = columns.where(row.collaboration_id == collaboration.id, same.in_(asked)).limit(len(asked))
    return {Happened(*found) for found in session.execute(rows.order_by(row.happened_on))}


def last_on(collaboration: Collaboration) -> date | None:
    """Return the last day that it happened."""
    rows = select(func.max(Occasion.happened_on)).where(Occasion.collaboration_id == collaboration.id)
    return session.scalar(rows)


def one(actor: Actor, collaboration_id: UUID, occasion_id: UUID) -> tuple[Collaboration, Occasion] | None:
    """Return one of the collaboration's occasions, with the collaboration."""
    owner = queries.collaboration(actor, collaboration_id)
    found = session.get(Occasion, occasion_id) if owner else None
    return (owner, found) if owner and found and found.collaboration_id == owner.id else None


def _number(told: Happened) -> int:
    return _NOBODY if told.attendance is None else told.attendance
