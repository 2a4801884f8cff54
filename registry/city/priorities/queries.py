"""Reads over the grounds, the documents they stand in, the money set aside for them and the dialogues about them."""

from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.priorities.models import (
    DialogueMeeting,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.vocabulary.models import District
from registry.core.database import session

MOST_LISTED = 2000  # shown whole, in groups
MOST_DOCUMENTS = 2000

# What applies until further notice has no year and comes first, then the years from the latest.
_DOCUMENT_ORDER = (
    GoverningDocument.year.is_not(None),
    GoverningDocument.year.desc(),
    GoverningDocument.title,
    GoverningDocument.id,
)


def listed(
    actor: Actor,
    *,
    status: GroundStatus | None = None,
    district: UUID | None = None,
    document: UUID | None = None,
) -> list[tuple[GoverningDocument, list[Ground]]]:
    """Return the grounds by the document they stand in, in its own order, each with its source; None means all.

    A district stands for those that were merged into it too.
    """
    conditions: list[ColumnElement[bool]] = [staff_only(actor)]
    conditions += [Ground.status == status] if status else []
    conditions += [Ground.document_id == document] if document else []
    conditions += [_in_district(district)] if district else []
    rows = select(Ground).join(Ground.document).where(*conditions)
    rows = rows.options(contains_eager(Ground.document), joinedload(Ground.source))
    found = session.scalars(rows.order_by(*_DOCUMENT_ORDER, Ground.position, Ground.code).limit(MOST_LISTED))
    return [(stands_in, list(grounds)) for stands_in, grounds in groupby(found, lambda one: one.document)]


def ground(actor: Actor, ground_id: UUID) -> Ground | None:
    """Return the ground with its document, source, units, target groups and activities, for showing."""
    found = select(Ground).where(Ground.id == ground_id, staff_only(actor))
    whole = (
        joinedload(Ground.document),
        joinedload(Ground.source),
        selectinload(Ground.units),
        selectinload(Ground.target_groups),
        selectinload(Ground.activities),
    )
    return session.scalar(found.options(*whole))


def documents(actor: Actor) -> list[Any]:
    """Return the governing documents as (document, number of grounds), each with its source."""
    grounds = select(func.count()).where(Ground.document_id == GoverningDocument.id).scalar_subquery()
    rows = select(GoverningDocument, grounds.label("grounds")).where(staff_only(actor))
    rows = rows.options(joinedload(GoverningDocument.source)).order_by(*_DOCUMENT_ORDER)
    return list(session.execute(rows.limit(MOST_DOCUMENTS)))


def document_names(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the governing documents to narrow the list down by."""
    rows = select(GoverningDocument.id, GoverningDocument.title).where(staff_only(actor))
    return [
        (row.id, row.title) for row in session.execute(rows.order_by(*_DOCUMENT_ORDER).limit(MOST_DOCUMENTS))
    ]


def funding(actor: Actor) -> list[FundingSource]:
    """Return the money that was set aside, the latest year first, each with its source."""
    rows = select(FundingSource).options(joinedload(FundingSource.source)).where(staff_only(actor))
    order = FundingSource.year.is_(None), FundingSource.year.desc(), FundingSource.name, FundingSource.id
    return list(session.scalars(rows.order_by(*order).limit(MOST_DOCUMENTS)))


def meetings(actor: Actor) -> list[DialogueMeeting]:
    """Return the dialogue meetings, planned before held, then by title; each with its source."""
    rows = select(DialogueMeeting).options(joinedload(DialogueMeeting.source)).where(staff_only(actor))
    order = DialogueMeeting.is_held, DialogueMeeting.title, DialogueMeeting.id
    return list(session.scalars(rows.order_by(*order).limit(MOST_DOCUMENTS)))


def _in_district(district: UUID) -> ColumnElement[bool]:
    merged = select(District.id).where((District.id == district) | (District.successor_id == district))
    return Ground.district_id.in_(merged)
