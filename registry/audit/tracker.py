"""What the running transaction has written to tables under audit, and which audit rows it has made.

SQLAlchemy forgets the old value of a field as soon as it is flushed, and any query may flush. So every write is noted
when it happens, with the row before and after. A savepoint that is rolled back takes its notes with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, inspect, select
from sqlalchemy.orm import InstanceState, Mapper, Session, SessionTransaction, object_session

from registry.audit import labels
from registry.audit.models import AuditEntry

Image = Mapping[str, Any]
_KEY = "audit_notes"
_resting: ContextVar[bool] = ContextVar("resting", default=False)


@dataclass(frozen=True, slots=True)
class Written:
    """One row as it was before a flush and as it is after; None where it did not exist."""

    table: str
    id: UUID
    model: type[Any]
    before: Image | None
    after: Image | None

    def ids(self) -> set[UUID]:
        """Return the identifiers in the row: its own, and those of everything it points at."""
        images = [image for image in (self.before, self.after) if image]
        return {self.id, *(value for image in images for value in image.values() if isinstance(value, UUID))}


Note = Written | AuditEntry


@contextmanager
def resting() -> Iterator[None]:
    """Let the writes flushed inside go unnoted: for what prepares a test."""
    token = _resting.set(True)
    try:
        yield
    finally:
        _resting.reset(token)


def is_resting() -> bool:
    """Return whether writes go unnoted now."""
    return _resting.get()


def recorded(current: Session) -> list[AuditEntry]:
    """Return the transaction's audit rows, oldest first."""
    return [one for one in notes(current) if isinstance(one, AuditEntry)]


def notes(current: Session) -> list[Note]:
    """Return what has happened in the transaction so far, oldest first."""
    return [one for of_one in _kept(current).values() for one in of_one]


def note(current: Session, one: Note) -> None:
    """Remember a write or an audit row for as long as the transaction, or its savepoint, lives."""
    _kept(current).setdefault(_running(current) or current.begin(), []).append(one)


def written_since_recorded(current: Session, object_id: UUID) -> list[Written]:
    """Return the writes since the last audit row about the object, so that no row repeats what an earlier one told."""
    found = notes(current)
    told = [i for i, one in enumerate(found) if isinstance(one, AuditEntry) and one.object_id == object_id]
    return [one for one in found[told[-1] + 1 if told else 0 :] if isinstance(one, Written)]


def _running(current: Session) -> SessionTransaction | None:
    return current.get_nested_transaction() or current.get_transaction()


def _kept(current: Session) -> dict[SessionTransaction, list[Note]]:
    kept: dict[SessionTransaction, list[Note]] = current.info.setdefault(_KEY, {})
    return kept


def forget(current: Session) -> None:
    """A rolled back savepoint's notes, or those of the whole transaction, never happened."""
    if ended := _running(current):
        _kept(current).pop(ended, None)


def hand_over(current: Session, ended: SessionTransaction) -> None:
    """A released savepoint's notes become its parent's; with the whole transaction all notes end."""
    left = _kept(current).pop(ended, [])
    if ended.nested and ended.parent is not None and left:
        _kept(current).setdefault(ended.parent, []).extend(left)


def inserted(mapper: Mapper[Any], _connection: Connection, target: Any) -> None:
    """Note a new row of a table under audit."""
    if labels.is_audited(_table(mapper)):
        _note_write(mapper, target, None, _image(inspect(target)))


def updated(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    """Note what an update changes, against what the database holds."""
    if labels.is_audited(_table(mapper)):
        state = inspect(target)
        stored = _stored(connection, state, _unknown(state))
        after = {**stored, **_image(state)}
        before = {**after, **_former(state), **stored}
        if before != after:
            _note_write(mapper, target, before, after)


def deleted(mapper: Mapper[Any], connection: Connection, target: Any) -> None:
    """Note what goes with a row."""
    if labels.is_audited(_table(mapper)):
        state = inspect(target)
        stored = _stored(connection, state, _unknown(state))
        _note_write(mapper, target, {**_image(state), **_former(state), **stored}, None)


def _table(mapper: Mapper[Any]) -> str:
    name: str = mapper.class_.__tablename__
    return name


def _note_write(mapper: Mapper[Any], target: Any, before: Image | None, after: Image | None) -> None:
    current = object_session(target)
    if current is not None and not _resting.get():
        note(current, Written(_table(mapper), target.id, mapper.class_, before, after))


def _fields(state: InstanceState[Any]) -> Iterable[str]:
    """The columns and the many-to-many collections of a row."""
    mapper = state.mapper
    yield from (attribute.key for attribute in mapper.column_attrs)
    yield from (one.key for one in mapper.relationships if one.secondary is not None)


def _image(state: InstanceState[Any]) -> dict[str, Any]:
    """The row as it is in memory; a collection as a tuple of the objects in it."""
    return {
        key: tuple(value) if isinstance(value, list) and key in state.mapper.relationships else value
        for key in _fields(state)
        if key in state.dict
        for value in (state.dict[key],)
    }


def _former(state: InstanceState[Any]) -> dict[str, Any]:
    """The old values of what has changed, as far as memory knows them."""
    former: dict[str, Any] = {}
    for key in _fields(state):
        past = state.attrs[key].history
        if key in state.mapper.relationships:
            if past.added or past.deleted:
                former[key] = (*(past.unchanged or ()), *(past.deleted or ()))
        elif past.deleted:
            former[key] = past.deleted[0]
    return former


def _unknown(state: InstanceState[Any]) -> list[str]:
    """The columns whose stored value is not in memory: never loaded, or set over an expired one."""
    return [
        attribute.key
        for attribute in state.mapper.column_attrs
        if attribute.key not in state.dict
        or (state.attrs[attribute.key].history.added and not state.attrs[attribute.key].history.deleted)
    ]


def _stored(connection: Connection, state: InstanceState[Any], keys: list[str]) -> dict[str, Any]:
    if not keys:
        return {}
    columns = [state.mapper.columns[key].label(key) for key in keys]
    mine = state.mapper.primary_key[0] == (state.identity[0] if state.identity else None)
    row = connection.execute(
        select(*columns).select_from(state.mapper.persist_selectable).where(mine)
    ).one_or_none()
    return dict(row._mapping) if row else {}
