"""Reads over the grounds, the documents they stand in, the money set aside for them and the dialogues about them."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.priorities import carried
from registry.city.priorities.models import (
    DialogueMeeting,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.priorities.progress.latest import latest_state
from registry.city.vocabulary.models import District
from registry.core.database import session

MOST_LISTED = 2000  # shown whole, in groups
MOST_DOCUMENTS = 2000
MOST_YEARS = 50

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
    is_carried: bool | None = None,
) -> list[tuple[GoverningDocument, list[Any]]]:
    """Return the grounds by the document they stand in, in its own order; None means all.

    Each as (Ground with its source, progress: the latest state of the work, carriers: how many carry it). A district
    stands for those that were merged into it too.
    """
    carriers = carried.carriers(actor)
    conditions: list[ColumnElement[bool]] = [staff_only(actor)]
    conditions += [Ground.status == status] if status else []
    conditions += [Ground.document_id == document] if document else []
    conditions += [_in_district(district)] if district else []
    conditions += [] if is_carried is None else [carriers > 0 if is_carried else carriers == 0]
    rows = select(Ground, latest_state().label("progress"), carriers.label("carriers"))
    rows = rows.join(Ground.document).where(*conditions)
    rows = rows.options(contains_eager(Ground.document), joinedload(Ground.source))
    found = session.execute(rows.order_by(*_DOCUMENT_ORDER, Ground.position, Ground.code).limit(MOST_LISTED))
    return [(stands_in, list(lines)) for stands_in, lines in groupby(found, lambda one: one.Ground.document)]


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
    """Return the governing documents as (document, grounds, carried, successor_id), each with its source.

    `grounds` is how many stand in it, `carried` how many of those somebody carries, `successor_id` the document that
    it was carried over to.
    """
    mine = select(func.count()).where(Ground.document_id == GoverningDocument.id)
    carries = mine.where(carried.carriers(actor) > 0).scalar_subquery()
    after = aliased(GoverningDocument)
    next_one = select(after.id).where(after.predecessor_id == GoverningDocument.id).scalar_subquery()
    rows = select(
        GoverningDocument, mine.scalar_subquery().label("grounds"), carries.label("carried"),
        next_one.label("successor_id"),
    ).where(staff_only(actor))  # fmt: skip
    rows = rows.options(joinedload(GoverningDocument.source)).order_by(*_DOCUMENT_ORDER)
    return list(session.execute(rows.limit(MOST_DOCUMENTS)))


def document_names(actor: Actor) -> list[tuple[UUID, str]]:
    """Return the governing documents to narrow the list down by."""
    rows = select(GoverningDocument.id, GoverningDocument.title).where(staff_only(actor))
    return [
        (row.id, row.title) for row in session.execute(rows.order_by(*_DOCUMENT_ORDER).limit(MOST_DOCUMENTS))
    ]


def document(actor: Actor, document_id: UUID) -> GoverningDocument | None:
    """Return a governing document; only staff look at them."""
    return None if actor.is_partner else session.get(GoverningDocument, document_id)


def line_back(row: Ground) -> list[Any]:
    """Return what the priority was carried over from, the latest year first: (id, code, title, year)."""
    found: list[Any] = []
    key = row.predecessor_id
    columns = select(Ground.id, Ground.code, Ground.title, Ground.predecessor_id, GoverningDocument.year)
    while key and len(found) < MOST_YEARS:
        earlier = session.execute(columns.join(Ground.document).where(Ground.id == key)).one()
        found.append(earlier)
        key = earlier.predecessor_id
    return found


def carried_over_to(row: Ground) -> Any:
    """Return what the priority was carried over to: (id, code, title, year); None when it was not."""
    rows = select(Ground.id, Ground.code, Ground.title, GoverningDocument.year).join(Ground.document)
    return session.execute(rows.where(Ground.predecessor_id == row.id)).one_or_none()


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


def funding_source(actor: Actor, funding_id: UUID) -> FundingSource | None:
    """Return money that was set aside; only staff look at it."""
    return None if actor.is_partner else session.get(FundingSource, funding_id)


def meeting(actor: Actor, meeting_id: UUID) -> DialogueMeeting | None:
    """Return a dialogue meeting; only staff look at it."""
    return None if actor.is_partner else session.get(DialogueMeeting, meeting_id)


def pending(actor: Actor) -> Sequence[Ground]:
    """Return the priorities that are not decided yet, by code."""
    rows = select(Ground).where(Ground.status == GroundStatus.PENDING, staff_only(actor))
    return session.scalars(rows.order_by(Ground.code).limit(MOST_LISTED)).all()


def _in_district(district: UUID) -> ColumnElement[bool]:
    merged = select(District.id).where((District.id == district) | (District.successor_id == district))
    return Ground.district_id.in_(merged)
