"""Collaborations that have an agreement any edition of which is marked with secrecy: nothing of it is published."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import Select, select

from registry.agreements.models import Agreement, Edition
from registry.core.database import session


def marked_collaborations() -> Select[tuple[UUID]]:
    """Return the select of the collaborations that have a marked agreement (OSL 5:5)."""
    rows = select(Agreement.collaboration_id).join(Edition, Edition.agreement_id == Agreement.id)
    return rows.where(Edition.secrecy.is_not(None))


def marked_among(ids: Collection[UUID]) -> frozenset[UUID]:
    """Return which of the collaborations have a marked agreement (OSL 5:5)."""
    found = marked_collaborations().where(Agreement.collaboration_id.in_(ids)).distinct()
    found = found.order_by(Agreement.collaboration_id).limit(len(ids))
    return frozenset(session.scalars(found)) if ids else frozenset()
