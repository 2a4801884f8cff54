"""Reads over a programme as a whole."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.priorities.models import (
    DialogueMeeting,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.priorities.programmes import rules
from registry.city.vocabulary.models import District
from registry.core.database import session

MOST_GROUNDS, MOST_DISTRICTS, MOST_BESIDE = 500, 100, 100


def successor(document: GoverningDocument) -> GoverningDocument | None:
    """Return what the document was carried over to."""
    rows = select(GoverningDocument).where(GoverningDocument.predecessor_id == document.id)
    return session.scalar(rows)


def grounds(document: GoverningDocument) -> Sequence[Ground]:
    """Return the document's grounds in their order, with document, source, units, target groups and activities."""
    whole = (
        joinedload(Ground.document), joinedload(Ground.source), joinedload(Ground.district),
        selectinload(Ground.units), selectinload(Ground.target_groups), selectinload(Ground.activities),
    )  # fmt: skip
    rows = select(Ground).where(Ground.document_id == document.id).options(*whole)
    return session.scalars(rows.order_by(Ground.position, Ground.code).limit(MOST_GROUNDS)).all()


def districts(actor: Actor) -> dict[UUID, list[District]]:
    """Return by document the districts that its grounds are about, in their order."""
    rows = select(Ground.document_id, District).join(District, District.id == Ground.district_id)
    rows = rows.where(staff_only(actor)).distinct().order_by(Ground.document_id, District.position)
    found: dict[UUID, list[District]] = {}
    for document_id, district in session.execute(rows.limit(MOST_GROUNDS * 10)):
        found.setdefault(document_id, []).append(district)
    return found


def of_board(actor: Actor, document_id: UUID, district_id: UUID) -> tuple[GoverningDocument, District] | None:
    """Return a programme with one of the districts that its priorities are about."""
    rows = select(GoverningDocument, District).select_from(Ground).join(Ground.document).join(Ground.district)
    mine = Ground.document_id == document_id, Ground.district_id == district_id, staff_only(actor)
    found = session.execute(rows.where(*mine).order_by(Ground.id).limit(1)).one_or_none()
    return (found[0], found[1]) if found else None


def funding(document: GoverningDocument) -> Sequence[FundingSource]:
    """Return the money set aside for the programme: tied to it, or to no programme and of its year."""
    rows = select(FundingSource).where(_beside(FundingSource, document))
    return session.scalars(rows.order_by(FundingSource.name, FundingSource.id).limit(MOST_BESIDE)).all()


def meetings(document: GoverningDocument, district: District) -> Sequence[DialogueMeeting]:
    """Return the dialogue meetings with the board about the programme, held before planned."""
    rows = select(DialogueMeeting).where(
        DialogueMeeting.document_id == document.id, DialogueMeeting.district_id == district.id
    )
    order = DialogueMeeting.is_held.desc(), DialogueMeeting.held_on, DialogueMeeting.title
    return session.scalars(rows.order_by(*order, DialogueMeeting.id).limit(MOST_BESIDE)).all()


def _beside(model: Any, document: GoverningDocument) -> Any:
    return or_(model.document_id == document.id, model.year == document.year)


def in_force(on: date) -> ColumnElement[bool]:
    """Return what `rules.is_in_force` says, as SQL, of priorities joined with their document."""
    document = GoverningDocument
    by_year = or_(document.kind.in_(rules.OF_A_YEAR), document.adopted_on.is_(None))
    has_begun = case(
        (and_(by_year, document.year.is_not(None)), document.year <= on.year),
        else_=func.coalesce(document.adopted_on <= on, true()),
    )
    lasts = or_(Ground.status == GroundStatus.CURRENT, func.coalesce(document.year >= on.year, false()))
    return and_(Ground.status != GroundStatus.PENDING, has_begun, lasts)
