"""Writing to the log: one row for each thing done, in the transaction that does it."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, inspect, select

from registry.audit import chain, labels, rules
from registry.audit.changes import FieldChange, of, title_of
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.core.database import Base, session
from registry.core.sentences import kept
from registry.core.workflow import SYSTEM, Mover

_NOTE_LENGTH, _SUBJECT_LENGTH = 2000, 300


def record(
    subject: Any,
    tag: Tag,
    *,
    actor: Mover | None,
    at: datetime,
    matter_id: UUID | None = None,
    changes: Iterable[FieldChange] | None = None,
    note: str | None = None,
) -> AuditEntry:
    """Log what was done with the subject, in the same transaction; `actor` None is the system itself. Flushes.

    `changes` None means what `changes.of(subject)` finds; give `()` when there is nothing to tell. The row belongs to
    the history of `matter_id`, otherwise to that of what the subject belongs to (a contact to its organisation, an
    answer to its agreement). Raises ValueError for an id that is neither. It gets
    its number and hash, and can be queried, when the transaction commits: only then
    is the chain locked.
    """
    session.flush()
    if matter_id is not None:
        _check_exists(matter_id, subject)
    told = of(subject) if changes is None else changes
    payload = rules.Payload(
        salt=secrets.token_hex(16),
        actor_name=actor.name if actor else SYSTEM,
        subject=_titled(subject),
        changes=[change.plain() for change in told],
        note=kept(note)[:_NOTE_LENGTH] if note else None,
    )
    entry = AuditEntry(
        at=at,
        actor_id=actor.user_id if actor else None,
        tag=Tag(tag).value,
        object_type=type(subject).__tablename__,
        object_id=subject.id,
        matter_id=matter_id or _matter_of(subject),
        payload_hash=rules.payload_hash(payload),
        payload=AuditPayload(
            salt=payload.salt,
            actor_name=payload.actor_name,
            subject=payload.subject,
            changes=payload.changes,
            note=payload.note,
        ),
    )
    chain.append(entry)
    return entry


def _titled(subject: Any) -> str:
    """Return the name of the row, coded where it is a sentence of ours, so that each reads it in their language."""
    title = title_of(subject)
    coded = kept(title)
    return coded if len(coded) <= _SUBJECT_LENGTH else title[:_SUBJECT_LENGTH]


def _check_exists(matter_id: UUID, subject: Any) -> None:
    """Raise ValueError unless it is the subject itself, what the subject belongs to, or a matter that there is.

    The log has no foreign key, since it outlives what it tells of: so it is asked here, once, when the row is written.
    """
    columns = inspect(type(subject)).columns.items()
    owners = {"id", *(key for key, one in columns if any(_points_out(to) for to in one.foreign_keys))}
    if any(getattr(subject, key) == matter_id for key in owners):  # the database vouches for these
        return
    matters = Base.metadata.tables["matter"]
    if session.scalar(select(matters.c.id).where(matters.c.id == matter_id)) is None:
        raise ValueError(f"{type(subject).__tablename__}: there is no matter {matter_id}")


def _points_out(to: ForeignKey) -> bool:
    """Whoever did something is not what it was done about."""
    return to.column.table.name != "user_account"


def _matter_of(subject: Any) -> UUID:
    table = type(subject).__tablename__
    owners = (labels.TABLES[table].parent,) if labels.is_audited(table) else ("matter_id", "user_id")
    found = (getattr(subject, column, None) for column in owners if column)
    return next((UUID(str(one)) for one in found if one), subject.id)
