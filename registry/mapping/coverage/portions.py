"""How much there is to count of a view, and where a portion of it ends."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from registry.access.actor import Actor
from registry.collaborations.models import Collaboration, Party
from registry.core.database import session
from registry.mapping.coverage.choices import Measure
from registry.mapping.coverage.queries import conditions
from registry.mapping.coverage.view import MapView


def how_many(actor: Actor, view: MapView, *, months: int) -> int:
    """Return how many there are to count: collaborations, or organisations where those are what is counted."""
    ids = _ids_to_count(actor, view, months=months).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def last_of(actor: Actor, view: MapView, *, after: UUID | None, size: int, months: int) -> UUID | None:
    """Return the last identifier of the portion after one; None when the rest is no more than that."""
    ids = _ids_to_count(actor, view, months=months).subquery()
    rows = select(ids.c.id).where(ids.c.id > after) if after else select(ids.c.id)
    found = session.scalars(rows.order_by(ids.c.id).offset(size - 1).limit(2)).all()
    return found[0] if len(found) > 1 else None


def _ids_to_count(actor: Actor, view: MapView, *, months: int) -> Select[Any]:
    runs = conditions(actor, view, months=months)
    if view.measure is not Measure.ORGANISATIONS:
        return select(Collaboration.id).where(*runs)
    rows = select(Party.organisation_id.label("id")).join(Party.collaboration)
    return rows.where(*runs, Party.organisation_id.is_not(None)).distinct()
