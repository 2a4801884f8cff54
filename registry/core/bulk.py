"""Writing many rows at once, past the session: what a statement costs beside its rows is paid once.

PostgreSQL takes them by COPY, one statement, so that what it does after a statement (`audit/past/triggers.py`) is done
once for all of them. SQLite takes them as tuples.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Connection, Dialect, Select, Table, Text, bindparam, cast, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB

from registry.core import read_once
from registry.core.database import session

Row = Mapping[str, Any]


def write(table: Table, rows: Sequence[Row]) -> None:
    """Insert rows in the current transaction. All have the same columns, and those that Python fills in elsewhere.

    Raises ValueError when they have not.
    """
    if not rows:
        return
    _check(table, rows)
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        columns = [table.c[name] for name in rows[0]]
        _copy(connection, columns, _stored(columns, rows, connection.dialect))
    else:
        statement, columns = _insertion(table, tuple(rows[0]), connection.dialect)
        connection.exec_driver_sql(statement, list(_stored(columns, rows, connection.dialect)))
    read_once.note_written(table)


def texts(name: str) -> Select[Any]:
    """Return a select of the texts in a parameter, a list as JSON: one value to the engine, however many there are."""
    listed = bindparam(name, type_=Text())
    if session.get_bind().dialect.name == "postgresql":
        return select(func.jsonb_array_elements_text(cast(listed, JSONB)))
    return select(func.json_each(listed).table_valued("value").c.value)


@lru_cache(maxsize=256)
def _insertion(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, list[Column[Any]]]:
    """The statement that inserts such rows, and the columns whose values it takes, in their order."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    return str(compiled), [table.c[name] for name in compiled.positiontup or ()]


def _check(table: Table, rows: Sequence[Row]) -> None:
    given = rows[0].keys()
    if any(len(row) != len(given) for row in rows):
        raise ValueError(f"rows of {table.name} that have different columns")
    left_out = [column.name for column in table.columns if column.default and column.name not in given]
    if left_out:
        raise ValueError(f"rows of {table.name} without {', '.join(left_out)}")


def _stored(
    columns: Sequence[Column[Any]], rows: Sequence[Row], dialect: Dialect
) -> Iterable[tuple[Any, ...]]:
    """The rows as the driver takes them: a column at a time, so that nothing is asked for each value."""
    made = []
    for column in columns:
        values = [row[column.name] for row in rows]
        process = column.type.dialect_impl(dialect).bind_processor(dialect)
        made.append(_processed(process, values) if process else values)
    return zip(*made, strict=True)


def _processed(process: Callable[[Any], Any], values: Iterable[Any]) -> list[Any]:
    """The values of a column as the driver takes them; one that stands in row after row is made ready once."""
    found: list[Any] = []
    before = made = object()
    for value in values:
        if value is not before:
            before, made = value, process(value)
        found.append(made)
    return found


def _copy(connection: Connection, columns: Sequence[Column[Any]], rows: Iterable[tuple[Any, ...]]) -> None:
    quoted = connection.dialect.identifier_preparer
    names = ", ".join(map(quoted.format_column, columns))
    into = f"COPY {quoted.format_table(columns[0].table)} ({names}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)
