"""The life-cycle mechanism: a table of transitions, one function that changes a state, one history row per change.

State is a stored column that only `fire()` changes, and the same call writes the history row. The machine has no
effects of its own: what follows a transition is read, in order, in the action that fires it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column

from registry.core.columns import Identified, Moment
from registry.core.database import Base, session
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _

SYSTEM = "Systemet"  # who it was when no person did it


class Subject(Protocol):
    """What has a life cycle: an identifier and a stored state."""

    id: Any
    state: Any


class Mover(Protocol):
    """Who moves it: a person, known by name in the history."""

    @property
    def user_id(self) -> UUID: ...
    @property
    def name(self) -> str: ...


class StateChange(Identified, Base):
    """One step in a matter's history: from which state to which, by whom, when, with what words."""

    __tablename__ = "state_change"
    __table_args__ = (Index("ix_state_change_subject", "subject_id", "at"),)

    subject_id: Mapped[UUID] = mapped_column(Uuid)
    transition: Mapped[str] = mapped_column(String(40))
    source: Mapped[str] = mapped_column(String(40))
    target: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed move. `needs` are rules over the subject; each returns what still stands in the way."""

    label: Any
    sources: frozenset[Enum]
    target: Enum
    permission: Enum
    needs: tuple[Callable[[Any], Iterable[Problem]], ...] = ()


@dataclass(frozen=True, slots=True)
class Workflow:
    """A life cycle: its transitions by name."""

    name: str
    transitions: Mapping[str, Transition]


def blockers(workflow: Workflow, subject: Subject, name: str) -> list[Problem]:
    """Return why the move cannot be made now, in words; empty when it can."""
    move = workflow.transitions[name]
    if subject.state not in move.sources:
        return [Problem(_("Det går inte i det här läget. Ladda om sidan för att se vad som gäller nu."))]
    return [problem for rule in move.needs for problem in rule(subject)]


def available(workflow: Workflow, subject: Subject, allows: Callable[[Enum], bool]) -> list[str]:
    """Return the moves that would succeed now, in the table's order: what the page offers as buttons."""
    return [
        name
        for name, move in workflow.transitions.items()
        if subject.state in move.sources and allows(move.permission) and not blockers(workflow, subject, name)
    ]


def fire(
    workflow: Workflow,
    subject: Subject,
    name: str,
    *,
    actor: Mover | None,
    at: datetime,
    note: str | None = None,
) -> StateChange:
    """Move the subject and write the history row; `actor` None is the system itself.

    Raises DomainError with the reasons when the move is illegal, and KeyError when there is no such move.
    """
    if problems := blockers(workflow, subject, name):
        raise DomainError(*problems)
    source: Enum = subject.state
    target = workflow.transitions[name].target
    subject.state = target
    row = StateChange(
        subject_id=subject.id,
        transition=name,
        source=source.value,
        target=target.value,
        actor_id=actor.user_id if actor else None,
        actor_name=actor.name if actor else SYSTEM,
        at=at,
        note=note or None,
    )
    session.add(row)
    return row


def history(subject_id: UUID, limit: int = 500) -> list[StateChange]:
    """Return the subject's state changes, oldest first."""
    rows = (
        select(StateChange)
        .where(StateChange.subject_id == subject_id)
        .order_by(StateChange.at, StateChange.id)
    )
    return list(session.scalars(rows.limit(limit)))
