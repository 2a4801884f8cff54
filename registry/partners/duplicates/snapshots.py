"""Rows of any table as they are: read, kept as JSON by the types of their columns, written back exactly."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Numeric, Table, Uuid, delete, insert, select, update

from registry.core.columns import Kronor, Moment, StoredChoice
from registry.core.database import Base, session
from registry.core.money import Money

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after; None where it does not exist. `key` is its primary key."""

    table: str
    key: Row
    before: Row | None
    after: Row | None

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        table = Base.metadata.tables[self.table]
        rows = {"key": self.key, "before": self.before, "after": self.after}
        return {
            "table": self.table,
            **{name: row and plain(row) for name, row in rows.items()},
            "v": len(table.c),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "RowChange":
        """Read what `plain` wrote."""
        table = Base.metadata.tables[kept["table"]]
        key, before, after = (kept[name] and exact(table, kept[name]) for name in ("key", "before", "after"))
        return cls(table.name, key or {}, before, after)


def plain(row: Row) -> Row:
    """Return the row with every value as JSON can hold it."""
    return {name: _plain(value) for name, value in row.items()}


def exact(table: Table, kept: Row) -> Row:
    """Return the row with every value as the table's columns hold it; a column that is no more is left out."""
    return {name: _exact(table.c[name].type, value) for name, value in kept.items() if name in table.c}


def rows_of(table: Table, *where: Any) -> list[Row]:
    """Return the rows as values by column, in the order of their primary key, locked until the transaction ends."""
    order = list(table.primary_key.columns)
    found = session.execute(select(table).where(*where).order_by(*order).with_for_update())
    return [dict(row._mapping) for row in found]


def current(change: RowChange) -> Row | None:
    """Return the row as it is stored now."""
    table = Base.metadata.tables[change.table]
    return next(iter(rows_of(table, *_is(table, change.key))), None)


def key_of(table: Table, row: Row) -> Row:
    """Return the primary key of a row."""
    return {column.name: row[column.name] for column in table.primary_key.columns}


def write(change: RowChange) -> None:
    """Bring the stored row from before to after."""
    table = Base.metadata.tables[change.table]
    mine = list(_is(table, change.key))
    if change.before is None and change.after is not None:
        session.execute(insert(table).values(change.after))
    elif change.after is None:
        session.execute(delete(table).where(*mine))
    elif change.before is not None:
        new = {name: value for name, value in change.after.items() if change.before.get(name) != value}
        if new:
            session.execute(update(table).where(*mine).values(new))


def _is(table: Table, key: Row) -> Iterator[Any]:
    return (table.c[name] == value for name, value in key.items())


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return value.value
        case UUID() | Decimal():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Money():
            return value.ore
        case _:
            return value


_READ: tuple[tuple[Any, Callable[[Any, Any], Any]], ...] = (
    (StoredChoice, lambda kind, value: kind.enum(value)),
    (Moment, lambda _kind, value: datetime.fromisoformat(value)),
    (Date, lambda _kind, value: date.fromisoformat(value)),
    (Uuid, lambda _kind, value: UUID(value)),
    (Kronor, lambda _kind, value: Money(value)),
    (Numeric, lambda kind, value: Decimal(value) if kind.asdecimal else value),
    (object, lambda _kind, value: value),
)


def _exact(kind: Any, value: Any) -> Any:
    return None if value is None else next(read(kind, value) for one, read in _READ if isinstance(kind, one))
