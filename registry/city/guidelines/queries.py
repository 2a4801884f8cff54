"""Reads over the guidelines and what has been answered under them. Ordered and bounded."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, bindparam, literal_column, or_, select
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
from registry.core.read_once import read_once

MOST_EDITIONS = 1000
MOST_ITEMS = 200
_LATEST_FIRST = (Guideline.valid_from.desc(), Guideline.adopted_on.desc(), Guideline.id.desc())
_WITH_CONTENT = (selectinload(Guideline.rules), selectinload(Guideline.items))


def in_force(on: date) -> Guideline | None:
    """Return the edition that applies on the date, the latest when several do; None when there is none."""
    return session.scalar(select(Guideline).where(*_valid(on)).order_by(*_LATEST_FIRST).limit(1))


def _valid(on: Any) -> tuple[ColumnElement[bool], ...]:
    return Guideline.valid_from <= on, or_(Guideline.valid_to.is_(None), Guideline.valid_to >= on)


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


def clauses(kind: Kind | None, on: date) -> list[StandardClause]:
    """Return the standard clauses that a new agreement of the kind begins with, from the edition in force."""
    guideline = in_force(on)
    if guideline is None:
        return []
    chosen = select(StandardClause).where(
        StandardClause.guideline_id == guideline.id, StandardClause.kind == kind
    )
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


@dataclass(frozen=True, slots=True)
class Assessment:
    """A matter under the guideline of a day: each criterion with the answer given so far, and the choice of form."""

    guideline: Guideline | None
    answered: list[tuple[ChecklistItem, ChecklistAnswer | None]]
    form_choice: FormChoice | None


@read_once(Guideline, ChecklistItem, ChecklistAnswer, FormChoice)
def assessment(kind: Kind, matter_id: UUID, on: date) -> Assessment:
    """Return how the matter is assessed so far under the edition that applies on the date; one statement."""
    rows = session.execute(_assessment(), {"kind": kind, "matter_id": matter_id, "on": on}).all()
    guideline, choice = next(((row.Guideline, row.FormChoice) for row in rows), (None, None))
    answered = [(row.ChecklistItem, row.ChecklistAnswer) for row in rows if row.ChecklistItem]
    return Assessment(guideline, answered, choice)


@cache
def _assessment() -> Select[Any]:
    """From one row that is always there: the choice of form is there without a guideline too."""
    matter_id: Any = bindparam("matter_id")
    always = select(literal_column("1").label("one")).subquery("always")
    in_force = (
        select(Guideline.id).where(*_valid(bindparam("on", type_=Date))).order_by(*_LATEST_FIRST).limit(1)
    )
    kind = ChecklistItem.kind == bindparam("kind", type_=ChecklistItem.kind.type)
    own = and_(ChecklistAnswer.item_id == ChecklistItem.id, ChecklistAnswer.matter_id == matter_id)
    return (
        select(Guideline, ChecklistItem, ChecklistAnswer, FormChoice)
        .select_from(always)
        .outerjoin(Guideline, Guideline.id == in_force.scalar_subquery())
        .outerjoin(ChecklistItem, and_(ChecklistItem.guideline_id == Guideline.id, kind))
        .outerjoin(ChecklistAnswer, own)
        .outerjoin(FormChoice, FormChoice.matter_id == matter_id)
        .order_by(ChecklistItem.position, ChecklistItem.code)
        .limit(MOST_ITEMS)
    )


def answer_to(matter_id: UUID, item_id: UUID) -> ChecklistAnswer | None:
    """Return the matter's answer to one criterion."""
    given = ChecklistAnswer.matter_id == matter_id, ChecklistAnswer.item_id == item_id
    return session.scalar(select(ChecklistAnswer).where(*given))


def form_choice(matter_id: UUID) -> FormChoice | None:
    """Return the matter's choice-of-form assessment."""
    return session.scalar(select(FormChoice).where(FormChoice.matter_id == matter_id))
