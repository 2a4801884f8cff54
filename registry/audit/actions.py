"""Writing to the log: one row for each thing done, in the transaction that does it."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.audit import chain, labels, rules
from registry.audit.changes import Change, of, title_of
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.tags import Tag
from registry.core.database import session
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
    changes: Iterable[Change] | None = None,
    note: str | None = None,
) -> AuditEntry:
    """Log what was done with the subject, in the same transaction; `actor` None is the system itself. Flushes.

    `changes` None means what `changes.of(subject)` finds; give `()` when there is nothing to tell. The row belongs to
    the history of `matter_id`, otherwise to that of what the subject belongs to (a contact to its organisation, an
    answer to its agreement). It gets its number and hash, and can be queried, when the transaction commits: only then
    is the chain locked.
    """
    session.flush()
    told = of(subject) if changes is None else changes
    payload = rules.Payload(
        salt=secrets.token_hex(16),
        actor_name=actor.name if actor else SYSTEM,
        subject=title_of(subject)[:_SUBJECT_LENGTH],
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


def _matter_of(subject: Any) -> UUID:
    table = type(subject).__tablename__
    owners = (labels.TABLES[table].parent,) if labels.is_audited(table) else ("matter_id", "user_id")
    found = (getattr(subject, column, None) for column in owners if column)
    return next((UUID(str(one)) for one in found if one), subject.id)
