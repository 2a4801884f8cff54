"""The test suite's watch: a change to a table under audit without an audit row in the same transaction fails.

Switched on once for all tests with `enforce(session)`. What prepares a test (factories, fixtures) writes and flushes
inside `resting()`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, scoped_session

from registry.audit import labels, tracker
from registry.audit.models import AuditEntry
from registry.audit.tracker import Note, Written

_BULK = "audit_bulk"

resting = tracker.resting


class Unaudited(AssertionError):
    """Something under audit was changed and nothing in the log tells of it."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A change that no audit row tells of: the table and, for single rows, which fields."""

    table: str
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.table} ({', '.join(self.fields) or 'many rows'})"


def enforce(session: scoped_session[Session]) -> None:
    """From now on refuse to commit unaudited changes in this session."""
    if not event.contains(session, "before_commit", _before_commit):
        event.listen(session, "before_commit", _before_commit)
        event.listen(session, "do_orm_execute", _note_bulk)
        event.listen(session, "after_rollback", _forget_bulk)


def dismiss(session: scoped_session[Session]) -> None:
    """End what `enforce` began."""
    event.remove(session, "before_commit", _before_commit)
    event.remove(session, "do_orm_execute", _note_bulk)
    event.remove(session, "after_rollback", _forget_bulk)


def unaudited(notes: Iterable[Note]) -> list[Silent]:
    """Return the writes that no audit row in the same transaction tells of.

    A row tells of a write when its object or its matter is the written row or one that the written row points at, or
    one whose life it is that was written.
    """
    found = list(notes)
    told = {key for one in found if isinstance(one, AuditEntry) for key in (one.object_id, one.matter_id)}
    told |= {key for one in found if isinstance(one, Written) and one.id in told for key in _lives(one)}
    return [
        Silent(one.table, fields)
        for one in found
        if isinstance(one, Written) and one.ids().isdisjoint(told) and (fields := _changed(one))
    ]


def _lives(one: Written) -> set[UUID]:
    column = labels.TABLES[one.table].life
    return {image[column] for image in (one.before, one.after) if image and column}


def _changed(one: Written) -> tuple[str, ...]:
    before, after = one.before or {}, one.after or {}
    return tuple(field for field in labels.shown(one.table) if before.get(field) != after.get(field))


def _before_commit(current: Session) -> None:
    if current.in_nested_transaction() or tracker.is_resting():
        return
    current.flush()
    notes = tracker.notes(current)
    silent = unaudited(notes)
    bulk: set[str] = current.info.pop(_BULK, set())
    if bulk and not tracker.recorded(current):
        silent += [Silent(table, ()) for table in sorted(bulk)]
    if silent:
        raise Unaudited("no audit row for " + "; ".join(map(str, silent)))


def _note_bulk(call: ORMExecuteState) -> None:
    if call.is_insert or call.is_update or call.is_delete:
        table = getattr(getattr(call.statement, "table", None), "name", "")
        if labels.is_audited(table) and not tracker.is_resting():
            call.session.info.setdefault(_BULK, set()).add(table)


def _forget_bulk(current: Session) -> None:
    """What is rolled back needs no row in the log."""
    current.info.pop(_BULK, None)
