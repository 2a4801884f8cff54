"""Which matters wait for the registrator to give them a case number."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from registry.access.actor import Actor
from registry.agreements import queries
from registry.agreements.models import Edition
from registry.agreements.workflow import EDITABLE
from registry.city.diary import queries as diary
from registry.core.database import session


def without(actor: Actor, *, prepared_by: UUID | None = None) -> Sequence[Row[Any]]:
    """Return the matters without a number, perhaps one person's, the oldest first, at most 1,000.

    None while a range is open: those get theirs when they are sent for decision.
    """
    if diary.upcoming():
        return []
    rows = queries.listed(actor, states=tuple(EDITABLE)).where(Edition.case_number.is_(None))
    rows = rows.add_columns(Edition.prepared_by_id)
    if prepared_by:
        rows = rows.where(Edition.prepared_by_id == prepared_by)
    return session.execute(rows.order_by(Edition.created_at, Edition.id).limit(queries.MOST_WAITING)).all()
