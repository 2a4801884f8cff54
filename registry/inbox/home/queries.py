"""Reads behind a home: what the matters that wait are about, what ends soon, and what has changed in one's matters."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, or_, select, true

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.access.visibility import open_matters, staff_only
from registry.agreements import amounts, listing
from registry.agreements import queries as agreements
from registry.agreements.models import Agreement, Edition
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import TerminationState
from registry.agreements.workflow import State
from registry.audit.models import AuditEntry, AuditPayload
from registry.city.guidelines.choices import Kind
from registry.city.units import queries as units
from registry.core.database import session
from registry.core.money import Money
from registry.inbox.home.rules import TOLD, WHOLE_CITY
from registry.matters import types
from registry.matters.models import Matter

SHOWN = 5
MOST_MATTERS = 1000


@dataclass(frozen=True, slots=True)
class MatterInShort:
    """What a matter is about, as a list says it: the kind, with whom, and what the city pays (None: not said)."""

    kind: Kind
    parties: str
    amount: Money | None
    is_free: bool


def in_short(ids: Collection[UUID]) -> dict[UUID, MatterInShort]:
    """Return what these matters are about, whatever their type, in one statement; they are known to the reader."""
    if not ids:
        return {}
    rows = session.execute(types.in_short(ids).limit(MOST_MATTERS))
    return {
        row.matter_id: MatterInShort(
            Kind(row.kind),
            row.parties or "",
            None if row.total is None else Money(int(row.total)),
            bool(row.is_free),
        )
        for row in rows
    }


def own_units(actor: Actor) -> frozenset[UUID]:
    """Return the units that the actor answers for by a post held today: each with all below it."""
    if not actor.posts:
        return frozenset()
    structure = units.structure()
    heads = {one.unit_id for one in actor.posts}
    return frozenset(heads.union(*({part.id for _depth, part in structure.walk(one)} for one in heads)))


def ending(actor: Actor, on: date, until: date, of_units: Collection[UUID]) -> Sequence[Row[Any]]:
    """Return the running agreements whose last day falls in the time, the earliest first, at most five.

    A manager is told of the agreements of the units that the post is over, everybody else of the whole city's.
    """
    made = Termination.__table__.c
    decided = select(func.min(made.ends_on))
    decided = decided.where(made.agreement_id == Agreement.id, made.state == TerminationState.APPROVED)
    last_day: Any = func.coalesce(decided.correlate(Agreement).scalar_subquery(), Edition.ends_on)
    rows = agreements.listed(actor, states=(State.ACTIVE,)).where(last_day >= on, last_day <= until)
    if actor.has(Role.MANAGER):
        rows = rows.where(Edition.unit_id.in_(of_units))
    rows = rows.add_columns(
        last_day.label("last_day"), Edition.notice_months, listing.parties().label("parties"),
        amounts.total().label("total"),
    )  # fmt: skip
    return session.execute(rows.order_by(last_day, Edition.id).limit(SHOWN)).all()


def changed(actor: Actor, since: datetime, of_units: Collection[UUID]) -> Sequence[Row[Any]]:
    """Return what others have done since the moment in the actor's matters, the latest first, at most five.

    Each matter once, by what happened last. The preparatory group, the registrar and the auditor follow the whole
    city's; a manager those of the units below the post; whoever prepares a matter that one.
    """
    at_last = (
        select(func.max(AuditEntry.seq).label("seq"))
        .join(Matter, Matter.id == AuditEntry.matter_id)
        .where(AuditEntry.at >= since, AuditEntry.tag.in_([one.value for one in TOLD]), staff_only(actor))
        .where(or_(AuditEntry.actor_id.is_(None), AuditEntry.actor_id != actor.user_id))
        .where(_ones_own(actor, of_units), open_matters(actor, AuditEntry.matter_id))
        .group_by(AuditEntry.matter_id)
        .order_by(func.max(AuditEntry.seq).desc())
        .limit(SHOWN)
        .subquery()
    )
    rows = select(
        AuditEntry.at, AuditEntry.tag, AuditPayload.actor_name, Matter.id, Matter.type, Matter.title
    )
    rows = rows.join(at_last, at_last.c.seq == AuditEntry.seq).join(Matter, Matter.id == AuditEntry.matter_id)
    rows = rows.outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
    return session.execute(rows.order_by(AuditEntry.seq.desc()).limit(SHOWN)).all()


def _ones_own(actor: Actor, of_units: Collection[UUID]) -> ColumnElement[bool]:
    if actor.has(*WHOLE_CITY):
        return true()
    return or_(Matter.prepared_by_id == actor.user_id, Matter.unit_id.in_(of_units))
