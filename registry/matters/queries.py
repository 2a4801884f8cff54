"""Reading matters whatever they are about: which carry a number."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, null, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.approvals.visibility import not_recused
from registry.core.database import session
from registry.core.identifiers import case_number_key
from registry.diary.models import CaseNumber
from registry.matters.models import Matter

MOST = 50


def is_numbered(number: str, *, besides: UUID | None = None) -> bool:
    """Return whether another matter carries the number, in whichever spelling."""
    return session.scalar(_carrying(case_number_key(number), besides).limit(1)) is not None


def titles_carrying(actor: Actor, number: str, *, besides: UUID | None = None) -> Sequence[str | None]:
    """Return the titles of the other matters that carry the number; None for one the actor stands outside of."""
    seen = case((not_recused(actor, Matter.id), Matter.title), else_=null())
    rows = _carrying(case_number_key(number), besides).with_only_columns(seen)
    return session.scalars(rows.order_by(Matter.created_at, Matter.id).limit(MOST)).all()


def of_same_number(actor: Actor, matter: Matter) -> Sequence[Row[Any]] | None:
    """Return the other matters that carry the matter's number, to those who may see them; None when there is none."""
    if matter.case_number_id is None:
        return None
    rows = select(Matter.id, Matter.type, Matter.title).where(
        Matter.case_number_id == matter.case_number_id, Matter.id != matter.id
    )
    rows = rows.where(staff_only(actor), not_recused(actor, Matter.id))
    return session.execute(rows.order_by(Matter.created_at, Matter.id).limit(MOST)).all() or None


def _carrying(key: str, besides: UUID | None) -> Select[Any]:
    rows = select(Matter.id).join(CaseNumber, CaseNumber.id == Matter.case_number_id)
    return rows.where(CaseNumber.key == key, Matter.id.is_distinct_from(besides))
