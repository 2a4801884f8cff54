"""Reading the ranges of case numbers."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.diary import rules
from registry.city.diary.models import CaseNumberRange
from registry.core.database import session
from registry.web.pagination import Page, page_of

ORDER = (CaseNumberRange.created_at, CaseNumberRange.id)
MOST_OPEN = 100


def open_ranges() -> Select[tuple[CaseNumberRange]]:
    """Return the statement for the ranges that have numbers left, the oldest first."""
    rows = select(CaseNumberRange).where(CaseNumberRange.closed_at.is_(None))
    rows = rows.where(CaseNumberRange.following <= CaseNumberRange.last)
    return rows.order_by(*ORDER)


def upcoming() -> str | None:
    """Return the number that would be given next; None when no range is open."""
    found = session.scalar(open_ranges().limit(1))
    return rules.number_of(found.pattern, found.following) if found else None


def ranges(actor: Actor, *, cursor: str | None = None) -> Page:
    """Return one page of the ranges for staff, the latest first."""
    rows = select(CaseNumberRange.__table__).where(staff_only(actor))
    return page_of(rows, ORDER, cursor=cursor, descending=True)


def nearly_empty(actor: Actor) -> Sequence[CaseNumberRange]:
    """Return which of the ranges that are not closed have few numbers left, the latest first."""
    rows = select(CaseNumberRange).where(CaseNumberRange.closed_at.is_(None), staff_only(actor))
    latest = rows.order_by(*(key.desc() for key in ORDER)).limit(MOST_OPEN)
    return [one for one in session.scalars(latest) if rules.is_nearly_empty(one.following, one.last)]


def case_number_range(actor: Actor, range_id: UUID) -> CaseNumberRange | None:
    """Return one range, for staff."""
    return session.scalar(select(CaseNumberRange).where(CaseNumberRange.id == range_id, staff_only(actor)))
