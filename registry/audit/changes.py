"""What has changed, field by field, in words that people read: labels instead of columns, names instead of ids.

The log keeps codes (`core/sentences.py`), so that a label can be reworded and a history read in another language.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import zip_longest
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy import inspect as mapping_of
from sqlalchemy.orm import object_session

from registry.audit import labels, tracker
from registry.audit.tracker import Image, Written
from registry.core import clock
from registry.core.database import Base, session
from registry.core.i18n import OwnWords, Word, _, joined, swedish
from registry.core.labels import label
from registry.core.read_once import read_once
from registry.core.sentences import Sentence, coded, sentence
from registry.core.text import swedish_key

Pair = tuple[str | None, str | None]  # a whole row in words, before and after

HIDDEN = "•••"

# Where a row's name is, best first.
_TITLES = (
    "title",
    "name",
    "label",
    "code",
    "email",
    "number",
    "text",
    "what",
    "description",
    "role",
    "words",
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value in words; None where it was or became empty."""

    field: str
    label: str
    old: str | None
    new: str | None

    def plain(self) -> dict[str, Any]:
        """Return it as the log stores it."""
        return {name: value and coded(value) for name, value in asdict(self).items()}


@sentence
def field_called(table: str, field: str) -> str:
    """Say what a field is called, or the rows of a table; one that is no more by its own name.

    What is in a table of its own by now, a case number, is called as the column that points there.
    """
    known = labels.TABLES.get(table)
    if known is None or table == field:
        return str(known.noun) if known else field
    shown = labels.shown(labels.home_of(table, field))
    return str(shown.get(field, shown.get(f"{field}_id", field)))


@sentence
def choice(table: str, field: str, value: str) -> str:
    """Say a member of the closed list that the column holds."""
    known = Base.metadata.tables.get(labels.home_of(table, field) if labels.is_audited(table) else table)
    column = None if known is None else known.columns.get(field)
    enum = None if column is None else column.info.get("enum") or getattr(column.type, "enum", None)
    return label(enum(value)) if enum and value in set(enum) else value


@sentence
def listed(parts: Sequence[str], by: str = ", ") -> str:
    """Say several values in a row."""
    return joined(parts, by)


@sentence
def answered(yes: bool) -> str:
    """Say yes or no."""
    return _("Ja") if yes else _("Nej")


@sentence
def named(name: str) -> str:
    """Say a name of reference data."""
    return Word(name).said()


def of(subject: Any) -> list[FieldChange]:
    """Return what this transaction has changed in the subject and in the rows that belong to it.

    What an earlier audit row about the subject has told is left out. Flushes, so that everything done so far is in.
    """
    current = object_session(subject)
    if current is None:
        return []
    current.flush()
    written = _merged(tracker.written_since_recorded(current, subject.id))
    with swedish():
        mine = {subject.id, labels.life_of(subject)}
        own = [change for one in written if one.id in mine for change in _by_field(one)]
        return [*own, *(change for change in _of_children(written, subject))]


def title_of(subject: Any) -> str:
    """Return the name by which people know the row, or what kind of row it is; a row may say it itself."""
    if known := getattr(subject, "known_as", None):
        return str(known)
    columns = mapping_of(type(subject)).column_attrs
    for key in _TITLES:
        if key in columns and (value := words(getattr(subject, key))):
            return value
    table = type(subject).__tablename__
    return str(labels.TABLES[table].noun) if labels.is_audited(table) else table


def _merged(written: Iterable[Written]) -> list[Written]:
    """One entry for each row: as it was before the first write and as it is after the last."""
    rows: dict[tuple[str, UUID], Written] = {}
    for one in written:
        first = rows.get((one.table, one.id), one)
        rows[one.table, one.id] = Written(one.table, one.id, one.model, first.before, one.after)
    return [one for one in rows.values() if one.before != one.after]


def _by_field(one: Written) -> Iterator[FieldChange]:
    before, after = one.before or {}, one.after or {}
    hidden = labels.SECRET | labels.TABLES[one.table].hidden(after or before)
    for field in labels.shown(one.table):
        if before.get(field) != after.get(field):
            old, new = (told(one.model, field, image.get(field)) for image in (before, after))
            if field in hidden:
                yield FieldChange(field, field_called(one.table, field), old and HIDDEN, new and HIDDEN)
            elif old != new:
                yield FieldChange(field, field_called(one.table, field), old, new)


def _of_children(written: Iterable[Written], subject: Any) -> Iterator[FieldChange]:
    lines: dict[str, list[Pair]] = {}
    for one in written:
        kind = labels.TABLES[one.table]
        if kind.parent is None or (one.after or one.before or {}).get(kind.parent) != subject.id:
            continue
        if kind.alone:
            yield from _by_field(one)
        else:
            lines.setdefault(one.table, []).append((_in_a_line(one, one.before), _in_a_line(one, one.after)))
    for table, pairs in lines.items():
        for old, new in _paired(pairs):
            yield FieldChange(table, field_called(table, table), old, new)


def _paired(pairs: list[Pair]) -> list[Pair]:
    """Set removed rows against added ones, since a form that saves a whole table replaces all of it.

    Rows that came back just alike are left out.
    """
    stayed = [(old, new) for old, new in pairs if old and new and old != new]
    gone = [old for old, new in pairs if old and not new]
    come = [new for old, new in pairs if new and not old]
    for line in list(gone):
        if line in come:
            gone.remove(line)
            come.remove(line)
    return [*stayed, *zip_longest(gone, come)]


def _in_a_line(one: Written, image: Image | None) -> str | None:
    if image is None:
        return None
    hidden = labels.TABLES[one.table].hidden(image)
    values = (
        (image.get(field) and HIDDEN) if field in hidden else told(one.model, field, image.get(field))
        for field in labels.shown(one.table)
    )
    return _listed([value for value in values if value]) or "–"


def told(model: type[Any], field: str, value: Any) -> str | None:
    """Write a field as people read it, also where its column points at another row or holds a list of choices."""
    column = mapping_of(model).columns.get(field)
    if column is not None and isinstance(value, UUID):
        target = next(iter(column.foreign_keys), None)
        return _name(target.column.table, value) if target else str(value)
    if column is not None and column.info.get("enum") and value:
        return _listed([choice(column.table.name, column.name, str(one)) for one in value])
    if column is not None and isinstance(value, Enum):
        return choice(column.table.name, column.name, value.value)
    return words(value)


def _listed(parts: list[str]) -> str:
    return listed(parts) if any(isinstance(one, OwnWords) for one in parts) else ", ".join(parts)


# How each kind of value is written; the first kind that fits counts (a yes is also a whole number, a moment a date).
_WRITTEN: tuple[tuple[type | tuple[type, ...], Callable[[Any], str | None]], ...] = (
    (bool, answered),
    (Enum, label),
    (datetime, lambda value: clock.local(value).strftime("%Y-%m-%d %H:%M")),
    (date, date.isoformat),
    (Decimal, lambda value: format(value.normalize(), "f").replace(".", ",")),
    (
        tuple,
        lambda value: _listed(sorted(map(title_of, value), key=swedish_key)),
    ),  # a collection, in any order
    (list, lambda value: _listed(list(filter(None, map(words, value))))),
    (Base, title_of),
    (Sentence, lambda value: value),
    (Word, lambda value: named(value[:])),
    (OwnWords, lambda value: value),
    (object, str),
)


def words(value: Any) -> str | None:
    """Write a value as people read it; None when it is empty."""
    if value is None or value in ("", [], (), {}):
        return None
    return next(write(value) for kind, write in _WRITTEN if isinstance(value, kind))


def _name(table: Table, key: UUID) -> str:
    """Return the name of the row that an id points at."""
    found = _row_of(table)(key)
    return title_of(found) if found is not None else str(key)


@cache
def _row_of(table: Table) -> Callable[[UUID], Base | None]:
    model: type[Base] = next(m.class_ for m in Base.registry.mappers if m.local_table is table)

    @read_once(model)
    def row(key: UUID) -> Base | None:
        return session.get(model, key)

    return row
