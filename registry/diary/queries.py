"""Reading the ranges of case numbers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.diary import rules
from registry.diary.models import CaseNumberRange


def open_ranges() -> Select[tuple[CaseNumberRange]]:
    """Return the statement for the ranges that have numbers left, the oldest first."""
    rows = select(CaseNumberRange).where(CaseNumberRange.closed_at.is_(None))
    rows = rows.where(CaseNumberRange.following <= CaseNumberRange.last)
    return rows.order_by(CaseNumberRange.created_at, CaseNumberRange.id)


def upcoming() -> str | None:
    """Return the number that would be given next; None when no range is open."""
    found = session.scalar(open_ranges().limit(1))
    return rules.number_of(found.pattern, found.following) if found else None


def ranges(actor: Actor) -> Sequence[CaseNumberRange]:
    """Return all ranges for staff, the latest first, at most 100."""
    rows = select(CaseNumberRange).where(staff_only(actor))
    return session.scalars(
        rows.order_by(CaseNumberRange.created_at.desc(), CaseNumberRange.id).limit(100)
    ).all()


def case_number_range(actor: Actor, range_id: UUID) -> CaseNumberRange | None:
    """Return one range, for staff."""
    return session.scalar(select(CaseNumberRange).where(CaseNumberRange.id == range_id, staff_only(actor)))
