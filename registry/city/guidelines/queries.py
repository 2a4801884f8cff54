"""Reads over the guidelines and what has been answered under them. Ordered and bounded."""

from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import (
    ChecklistAnswer,
    ChecklistItem,
    FormChoice,
    Guideline,
    StandardClause,
)
from registry.core.database import session

MOST_EDITIONS = 1000
MOST_ITEMS = 200
_LATEST_FIRST = (Guideline.valid_from.desc(), Guideline.adopted_on.desc(), Guideline.id.desc())
_WITH_CONTENT = (selectinload(Guideline.rules), selectinload(Guideline.items))


def in_force(on: date) -> Guideline | None:
    """Return the edition that applies on the date, the latest when several do; None when there is none."""
    valid = (Guideline.valid_from <= on, or_(Guideline.valid_to.is_(None), Guideline.valid_to >= on))
    return session.scalar(select(Guideline).where(*valid).order_by(*_LATEST_FIRST).limit(1))


def edition(actor: Actor, guideline_id: UUID) -> Guideline | None:
    """Return one edition with its rules and criteria; only staff read the guidelines here."""
    if actor.is_partner:
        return None
    return session.scalar(select(Guideline).where(Guideline.id == guideline_id).options(*_WITH_CONTENT))


def editions() -> list[Guideline]:
    """Return all editions, the latest first."""
    return list(session.scalars(select(Guideline).order_by(*_LATEST_FIRST).limit(MOST_EDITIONS)))


def items(guideline_id: UUID, kind: Kind) -> list[ChecklistItem]:
    """Return the criteria of the edition for a kind of agreement, in their order."""
    chosen = select(ChecklistItem).where(
        ChecklistItem.guideline_id == guideline_id, ChecklistItem.kind == kind
    )
    return list(
        session.scalars(chosen.order_by(ChecklistItem.position, ChecklistItem.code).limit(MOST_ITEMS))
    )


def clauses(on: date) -> list[StandardClause]:
    """Return the standard clauses that a new agreement begins with, from the edition in force; empty without one."""
    guideline = in_force(on)
    if guideline is None:
        return []
    chosen = select(StandardClause).where(StandardClause.guideline_id == guideline.id)
    return list(session.scalars(chosen.order_by(StandardClause.field).limit(MOST_ITEMS)))


def answers(matter_id: UUID) -> list[ChecklistAnswer]:
    """Return the matter's answers, each with its criterion, in the order of the criteria."""
    given = (
        select(ChecklistAnswer)
        .join(ChecklistAnswer.item)
        .where(ChecklistAnswer.matter_id == matter_id)
        .options(joinedload(ChecklistAnswer.item))
        .order_by(ChecklistItem.position, ChecklistItem.code, ChecklistAnswer.id)
    )
    return list(session.scalars(given.limit(MOST_ITEMS)))


def answered(
    guideline_id: UUID, kind: Kind, matter_id: UUID
) -> list[tuple[ChecklistItem, ChecklistAnswer | None]]:
    """Return the edition's criteria for a kind of agreement, in order, each with the matter's answer; one query."""
    own = (ChecklistAnswer.item_id == ChecklistItem.id) & (ChecklistAnswer.matter_id == matter_id)
    rows = select(ChecklistItem, ChecklistAnswer).outerjoin(ChecklistAnswer, own)
    rows = rows.where(ChecklistItem.guideline_id == guideline_id, ChecklistItem.kind == kind)
    found = session.execute(rows.order_by(ChecklistItem.position, ChecklistItem.code).limit(MOST_ITEMS))
    return [(item, answer) for item, answer in found]


def answer_to(matter_id: UUID, item_id: UUID) -> ChecklistAnswer | None:
    """Return the matter's answer to one criterion."""
    given = ChecklistAnswer.matter_id == matter_id, ChecklistAnswer.item_id == item_id
    return session.scalar(select(ChecklistAnswer).where(*given))


def form_choice(matter_id: UUID) -> FormChoice | None:
    """Return the matter's choice-of-form assessment."""
    return session.scalar(select(FormChoice).where(FormChoice.matter_id == matter_id))
