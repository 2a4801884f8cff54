"""The whole database as values, and rows that point at organisations in every way the tables allow."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Table, Uuid, column, insert, select
from sqlalchemy import table as sql_table

from registry.audit import guard
from registry.core.columns import Kronor, Moment, StoredChoice, new_id
from registry.core.database import Base, session
from registry.core.money import Money
from registry.partners.duplicates.moving import name_of, pointing

# What tells of the merge itself, and what is derived with a number of its own each time.
TELLING = {
    "audit_entry", "audit_payload", "organisation_merge", "search_word", "search_misspelling", "job", "row_image",
}  # fmt: skip
NUMBERED = {
    f"{owner}_search": "key"
    for owner in ("organisation", "collaboration", "agreement", "decision", "document", "recognition_item")
}
NUMBERS = count(1)  # what must be unique is so also when one test fills several times
MOMENT = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table as the database has it, in order."""
    session.flush()
    found = {}
    for name, table in sorted(Base.metadata.tables.items()):
        if name in TELLING:
            continue
        untyped = [column(c.name) for c in table.columns if NUMBERED.get(name) != c.name]
        rows = session.execute(select(*untyped).select_from(sql_table(name))).all()
        found[name] = sorted(tuple(map(str, row)) for row in rows)
    return found


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what is not as before, table by table."""
    return {
        name: {
            "lost": [r for r in rows if r not in after[name]],
            "new": [r for r in after[name] if r not in rows],
        }
        for name, rows in before.items()
        if rows != after[name]
    }


def _of_python(of: Any, number: int) -> Any:
    python = of.type.python_type
    if python is str:
        return f"{of.name} {number}"[: getattr(of.type, "length", None) or 40]
    return number if python is int else python()


MADE: tuple[tuple[Any, Callable[[Any, int], Any]], ...] = (
    (StoredChoice, lambda of, _number: next(iter(of.type.enum))),
    (Moment, lambda _of, _number: MOMENT),
    (Date, lambda _of, _number: date(2026, 1, 1)),
    (Uuid, lambda _of, _number: new_id()),
    (Kronor, lambda _of, _number: Money.kronor(100)),
    (object, _of_python),
)


class Filler:
    """Makes rows in any table, with what they need in others, of made-up values."""

    def __init__(self) -> None:
        self.number = next(NUMBERS) * 1000
        self.first: dict[str, UUID] = {}

    def pointing_rows(self, organisation_id: UUID, which: set[str], shared: bool = False) -> None:
        """Let one row of every kind point at the organisation; `shared` rows belong to the same thing as others do."""
        for foreign_key in pointing():
            if name_of(foreign_key) in which:
                column = foreign_key.parent
                self.row(column.table, {column.name: organisation_id}, shared=shared)

    def row(self, table: Table, given: dict[str, Any], *, shared: bool = False) -> dict[str, Any]:
        self.number += 1
        row = dict(given)
        for needed in table.columns:
            value = None if needed.name in row else self._value(needed, shared)
            if value is not None:
                row[needed.name] = value
        with guard.resting():
            session.execute(insert(table).values(row))
        return row

    def _value(self, column: Any, shared: bool) -> Any:
        target = next(iter(column.foreign_keys), None)
        if target is not None:
            if column.nullable or target.column.table.name == "organisation":
                return None
            return self._other(target.column.table, shared)
        if column.nullable and not column.primary_key:
            return None
        return self._plain(column)

    def _plain(self, of: Any) -> Any:
        return next(made(of, self.number) for kind, made in MADE if isinstance(of.type, kind))

    def _other(self, table: Table, shared: bool) -> UUID:
        """Return the row that a foreign key needs: the first made of its table when shared, otherwise a new one."""
        if shared and table.name in self.first:
            return self.first[table.name]
        if (old := session.scalar(select(table.c.id).limit(1))) is not None and table.name == "guideline":
            return old
        made = self.row(table, {})["id"]
        self.first.setdefault(table.name, made)
        return made
