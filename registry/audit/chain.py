"""The chain in the database: rows are linked as the transaction commits, one transaction at a time.

Writers take turns on both engines (`core/database.py`), so nobody else reads the head before this row is committed:
without that 97 of 320 parallel writes forked the chain. Should one ever slip by, a row that follows the same one as
another is refused by the table.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from registry.audit import rules, tracker
from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.rules import GENESIS, ChainLink, Checkpoint, Fault, Payload
from registry.core.database import reading, session

_STEP = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found: how many rows there are, how many are erased, the last one, and the faults."""

    rows: int
    erased: int
    head: Checkpoint | None
    faults: tuple[Fault, ...]


def append(entry: AuditEntry) -> None:
    """Let the entry join the chain when the transaction commits; a rollback forgets it."""
    tracker.note(session(), entry)


def link(current: Session) -> None:
    """Number and chain the transaction's audit rows; a savepoint's release is no commit."""
    if current.in_nested_transaction():
        return
    waiting = [entry for entry in tracker.recorded(current) if inspect(entry).transient]
    if not waiting:
        return
    current.flush()
    last = _head(current)
    for entry in waiting:
        entry.seq, entry.previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
        entry.hash = rules.link_hash(_link_of(entry))
        last = Checkpoint(entry.seq, entry.hash)
        current.add(entry)


def _head(current: Session) -> Checkpoint | None:
    last = select(AuditEntry.seq, AuditEntry.hash).order_by(AuditEntry.seq.desc()).limit(1)
    row = current.execute(last).one_or_none()
    return Checkpoint(row.seq, row.hash) if row else None


def head() -> Checkpoint | None:
    """Return the last row's number and hash, to be kept outside the database; None before the first row."""
    return _head(session())


def check(checkpoints: Iterable[Checkpoint] = ()) -> Report:
    """Verify the whole chain as stored, against checkpoints kept elsewhere; what `flask audit verify` prints.

    However long the log, nobody waits for it: outside a transaction it reads in one of its own, which cannot write.
    """
    if session().in_transaction():
        return _report(checkpoints)
    with reading():
        try:
            return _report(checkpoints)
        finally:
            session.rollback()


def _report(checkpoints: Iterable[Checkpoint]) -> Report:
    faults = tuple(rules.verify(stored(), checkpoints))
    rows = session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    kept = session.scalar(select(func.count()).select_from(AuditPayload)) or 0
    return Report(rows, rows - kept, head(), faults)


def stored() -> Iterator[tuple[ChainLink, Payload | None]]:
    """Yield every row of the log in order with its readable part, a few hundred in memory at a time."""
    rows = (
        select(AuditEntry, AuditPayload)
        .outerjoin(AuditPayload, AuditPayload.seq == AuditEntry.seq)
        .order_by(AuditEntry.seq)
        .execution_options(yield_per=_STEP)
    )
    for entry, payload in session.execute(rows):
        yield replace(_link_of(entry), hash=entry.hash), payload and _payload_of(payload)


def _link_of(entry: AuditEntry) -> ChainLink:
    return ChainLink(
        seq=entry.seq,
        at=entry.at,
        actor_id=entry.actor_id,
        tag=entry.tag,
        object_type=entry.object_type,
        object_id=entry.object_id,
        matter_id=entry.matter_id,
        payload_hash=entry.payload_hash,
        previous=entry.previous,
    )


def _payload_of(payload: AuditPayload) -> Payload:
    return Payload(payload.salt, payload.actor_name, payload.subject, payload.changes, payload.note)
