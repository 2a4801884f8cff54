"""Reads for what is done with many at once: what each of them needs is read for all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from registry.city.priorities.models import Ground
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.models import Collaboration
from registry.core.database import session

MOST_GROUNDS = 500


def titled(titles: Iterable[str], unit_id: UUID) -> dict[str, set[UUID]]:
    """Return by sorted title which collaborations the unit has that have not ended, of those titles."""
    mine = Collaboration.sort_title.in_(list(titles)), Collaboration.unit_id == unit_id
    rows = select(Collaboration.sort_title, Collaboration.id).where(*mine)
    rows = rows.where(Collaboration.status != CollaborationStatus.ENDED)
    found: dict[str, set[UUID]] = defaultdict(set)
    for title, key in session.execute(rows.order_by(Collaboration.sort_title, Collaboration.id)):
        found[title].add(key)
    return found


def grounds(ids: Sequence[UUID]) -> Sequence[Ground]:
    """Return these grounds, by code."""
    rows = select(Ground).where(Ground.id.in_(ids)).order_by(Ground.code)
    return session.scalars(rows.limit(MOST_GROUNDS)).all()
