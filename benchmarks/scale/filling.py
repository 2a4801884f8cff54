"""Writing generated rows as fast as each engine takes them: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from benchmarks.scale.generator import Generator, Rows
from registry.city.priorities.models import Ground
from registry.city.units.models import Unit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core.database import Base

KINDS = {"target_group": TargetGroup, "activity": ActivityType, "district": District}


def fill(engine: Engine, organisations: int, collaborations: int) -> Generator:
    """Store a register of this size in a database that is migrated and has the reference data."""
    with engine.connect() as connection:
        terms = {kind: _ids(connection, model) for kind, model in KINDS.items()}
        made = Generator(terms, _ids(connection, Unit), _ids(connection, Ground)[0])
    for slices in (made.organisations(organisations), made.collaborations(collaborations)):
        store(engine, slices)
    return made


def store(engine: Engine, slices: Iterable[Rows]) -> None:
    """Store slices of rows, each in a transaction of its own."""
    for rows in slices:
        with engine.begin() as connection:
            for name, found in rows.items():
                _store(connection, Base.metadata.tables[name], found)


def _store(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if connection.dialect.name == "postgresql":
        names, values = _plain(connection, table, rows)
        quoted = ", ".join(f'"{name}"' for name in names)
        with (
            connection.connection.cursor() as cursor,
            cursor.copy(f'COPY "{table.name}" ({quoted}) FROM STDIN') as copy,
        ):
            for row in values:
                copy.write_row(row)
    else:
        connection.execute(insert(table), _even(table, rows))


def _even(table: Table, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every row the same columns, as executemany demands."""
    names = _names(table, rows)
    return [{name: row.get(name) for name in names} for row in rows]


def _plain(
    connection: Connection, table: Table, rows: Sequence[dict[str, Any]]
) -> tuple[list[str], Iterator[list[Any]]]:
    names = _names(table, rows)
    bind = [
        table.c[name].type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for name in names
    ]
    steps = list(zip(names, bind, strict=True))
    return names, (
        [write(row.get(name)) if write else row.get(name) for name, write in steps] for row in rows
    )


def _names(table: Table, rows: Sequence[dict[str, Any]]) -> list[str]:
    used = {name for row in rows for name in row}
    return [column.name for column in table.columns if column.name in used]


def _ids(connection: Connection, model: Any) -> list[Any]:
    return list(connection.scalars(select(model.id).order_by(model.id)))
