"""What can be chosen on the pages that write about grounds, and what has been chosen, as rows and values."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from registry.city.priorities.models import (
    DialogueMeeting,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.priorities.upkeep.rules import FundingFacts, MeetingFacts, Validity
from registry.city.units.models import Unit
from registry.city.vocabulary.models import District
from registry.core.database import session

MOST_UNITS, MOST_CODES = 2000, 20_000


def units(on: date, *, kept: Collection[UUID]) -> list[tuple[UUID, str]]:
    """Return the units to choose from on the day, by name; the kept ones always."""
    begun = or_(Unit.starts_on.is_(None), Unit.starts_on <= on)
    open_still = or_(Unit.ends_on.is_(None), Unit.ends_on >= on)
    rows = select(Unit.id, Unit.name).where(or_(begun & open_still, Unit.id.in_(kept)))
    return [tuple(row) for row in session.execute(rows.order_by(Unit.name, Unit.id).limit(MOST_UNITS))]


def chosen_units(ids: Collection[UUID]) -> Sequence[Unit]:
    """Return the units with these identifiers, by name."""
    rows = select(Unit).where(Unit.id.in_(ids)).order_by(Unit.name, Unit.id)
    return session.scalars(rows.limit(MOST_UNITS)).all()


def district(district_id: UUID | None) -> Validity | None:
    """Return when the district exists; None where none is chosen."""
    found = session.get(District, district_id) if district_id else None
    return validity(found) if found else None


def validity(one: Unit | District) -> Validity:
    """Return a unit or a district as its name and its days."""
    return Validity(str(one.name), one.starts_on, one.ends_on)


def codes(model: type[GoverningDocument | Ground]) -> set[str]:
    """Return the codes that are taken."""
    return set(session.scalars(select(model.code).order_by(model.code).limit(MOST_CODES)))


def next_position(document_id: UUID) -> int:
    """Return the place after the last ground of the document."""
    last = session.scalar(select(func.max(Ground.position)).where(Ground.document_id == document_id))
    return (last or 0) + 1


def is_past(document: GoverningDocument) -> bool:
    """Return whether the document has grounds that are historic: it was carried over, or is of an earlier year."""
    rows = select(Ground.id).where(Ground.document_id == document.id)
    return session.scalar(rows.where(Ground.status == GroundStatus.HISTORIC).limit(1)) is not None


def is_discussed(ground: Ground) -> bool:
    """Return whether a dialogue meeting about the ground's district is held and says what it led to.

    For a priority of no district any meeting about its document counts.
    """
    about: Any = (
        DialogueMeeting.district_id == ground.district_id
        if ground.district_id
        else DialogueMeeting.document_id == ground.document_id
    )
    same = or_(DialogueMeeting.document_id.is_(None), DialogueMeeting.document_id == ground.document_id)
    held = DialogueMeeting.is_held, DialogueMeeting.outcome.is_not(None)
    rows = select(DialogueMeeting.id).where(about, same, *held)
    return session.scalar(rows.limit(1)) is not None


def is_known_funding(facts: FundingFacts, *, but: UUID | None = None) -> bool:
    """Return whether money of that name is told of for that year already."""
    same = FundingSource.name == facts.name, FundingSource.year.is_not_distinct_from(facts.year)
    rows = select(FundingSource.id).where(*same).where(*([FundingSource.id != but] if but else []))
    return session.scalar(rows.limit(1)) is not None


def is_known_meeting(facts: MeetingFacts, *, but: UUID | None = None) -> bool:
    """Return whether a meeting of that title on that day, or at that time in words, is told of already."""
    row = DialogueMeeting
    same = (
        row.title == facts.title, row.held_on.is_not_distinct_from(facts.held_on),
        row.when_text.is_not_distinct_from(facts.when_text),
    )  # fmt: skip
    rows = select(row.id).where(*same).where(*([row.id != but] if but else []))
    return session.scalar(rows.limit(1)) is not None
