"""Reading matters whatever they are about: one, those that carry a number, and the round that waits."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, case, null, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.diary.models import CaseNumber
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.core.identifiers import case_number_key
from registry.matters import types
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round, Step
from registry.matters.approvals.visibility import not_recused
from registry.matters.models import Matter

MOST = 50


def marked(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return which of the matters are marked with secrecy (OSL 5:5), each with its provision."""
    rows = select(Matter.id, Matter.secrecy).where(Matter.id.in_(ids), Matter.secrecy.is_not(None))
    return {row.id: row.secrecy for row in session.execute(rows.order_by(Matter.id).limit(len(ids)))}


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
    if matter.numbered is None or not matter.numbered.is_shared:
        return None
    rows = _carrying(matter.numbered.key, matter.id).with_only_columns(Matter.id, Matter.type, Matter.title)
    rows = rows.where(staff_only(actor), not_recused(actor, Matter.id))
    return session.execute(rows.order_by(Matter.created_at, Matter.id).limit(MOST)).all() or None


def numbered(actor: Actor, text: str, *, most: int) -> Sequence[Row[Any]]:
    """Return the matters whose case number is or begins with what was typed, in whichever spelling, and may be seen.

    `is_whole` says that the number is the whole of it. Nothing for a text without a figure.
    """
    key = case_number_key(text)
    if not any(map(str.isdecimal, key)):
        return []
    is_whole = CaseNumber.key == key
    rows = select(Matter.id, Matter.title, CaseNumber.words.label("case_number"), is_whole.label("is_whole"))
    rows = rows.join(CaseNumber, CaseNumber.id == Matter.case_number_id)
    rows = rows.where(
        CaseNumber.key.startswith(key, autoescape=True), staff_only(actor), not_recused(actor, Matter.id)
    )
    return session.execute(rows.order_by(is_whole.desc(), CaseNumber.key, Matter.id).limit(most)).all()


def _carrying(key: str, besides: UUID | None) -> Select[Any]:
    rows = select(Matter.id).join(CaseNumber, CaseNumber.id == Matter.case_number_id)
    return rows.where(CaseNumber.key == key, Matter.id.is_distinct_from(besides))


def matter(actor: Actor, matter_id: UUID) -> Matter | None:
    """Return the matter with all that belongs to it, or None when staff would not find it."""
    found = by_ids(actor, [matter_id]).get(matter_id)
    return types.whole(found.type, matter_id) if found else None


def is_open_to(actor: Actor, matter_id: UUID) -> bool:
    """Return whether the actor finds the matter."""
    return bool(by_ids(actor, [matter_id]))


def by_ids(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Row[Any]]:
    """Return id, type, title and case number of the named matters that staff may see, by identifier."""
    rows = select(Matter.id, Matter.type, Matter.title, Matter.case_number).where(Matter.id.in_(ids))
    rows = rows.where(staff_only(actor), not_recused(actor, Matter.id)).order_by(Matter.id)
    return {row.id: row for row in session.execute(rows)}


def open_round(matter: Matter) -> Round:
    """Return the round that waits for decision. Raises DomainError when there is none."""
    round_ = approvals.current_round(matter.id)
    if round_ is None:
        raise DomainError(_("Ärendet väntar inte på beslut längre. Ladda om sidan."))
    return round_


def number_of(matter_id: UUID) -> str | None:
    """Return the matter's case number, whoever asks."""
    return session.scalar(select(Matter.case_number).where(Matter.id == matter_id))


def open_step(matter: Matter, actor: Actor | None = None, on: date | None = None) -> Step:
    """Return the step that waits for its decision: the actor's own when there is one. Raises DomainError for none."""
    round_ = open_round(matter)
    step = approvals.step_for(round_, actor, on) if actor and on else approvals.open_step(round_)
    if step is None:
        raise DomainError(_("Ärendet väntar inte på beslut längre. Ladda om sidan."))
    return step


def committee_step(matter: Matter) -> Step:
    """Return the step that the nämnd decides: its own, or one that it takes back. Raises DomainError for none."""
    round_ = open_round(matter)
    step = approvals.committee_step(round_) or approvals.open_step(round_)
    if step is None:
        raise DomainError(_("Ärendet väntar inte på beslut längre. Ladda om sidan."))
    return step
