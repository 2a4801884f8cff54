"""Kept by the database itself, whoever writes: people's forms, imports, merges and what undoes them.

`install` runs after every migration: SQLite drops a table's triggers when it rebuilds the table, and what a migration
has changed must be in the images too. The moment is the transaction's own, read when its turn to write came, so that
the images of a row follow each other in the order in which they were written.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import JSON, Column, Connection, inspect

from registry.audit.past.tables import KEPT, Kept

_MOMENT = {
    "sqlite": "registry_moment()",
    "postgresql": "coalesce(nullif(current_setting('registry.moment', true), '')::timestamptz, clock_timestamp())",
}
_VERBS = ("insert", "update", "delete")


def install(connection: Connection) -> None:
    """Make the triggers anew, and bring the images up to what the tables say now.

    Of a database that has been taken back to an earlier release, what is there is kept.
    """
    tables = set(inspect(connection).get_table_names())
    if "row_image" not in tables:
        return
    dialect = connection.dialect.name
    for kept in (_as_it_stands(connection, one) for one in KEPT.values() if one.name in tables):
        for statement in (*_dropped(kept, dialect), *_created(kept, dialect), *_caught_up(kept, dialect)):
            connection.exec_driver_sql(statement)


def remove(connection: Connection) -> None:
    """Take the triggers away, so that the tables can change; `install` makes the images say what has changed."""
    if not inspect(connection).has_table("row_image"):
        return
    tables = set(inspect(connection).get_table_names())
    for kept in KEPT.values():
        for statement in _dropped(kept, connection.dialect.name) if kept.name in tables else ():
            connection.exec_driver_sql(statement)


def _as_it_stands(connection: Connection, kept: Kept) -> Kept:
    """Return the table without the columns that the database does not have."""
    there = {column["name"] for column in inspect(connection).get_columns(kept.name)}
    return replace(kept, left_out=kept.left_out | {one.name for one in kept.table.columns} - there)


def _image(kept: Kept, row: str, dialect: str) -> str:
    """What is kept of a row, as an object of JSON."""
    if dialect == "postgresql":
        out = ", ".join(f"'{column.name}'" for column in kept.table.columns if column not in kept.columns)
        return f"to_jsonb({row}) - ARRAY[{out}]::text[]"
    return f"json_object({', '.join(_pair(column, row) for column in kept.columns)})"


def _pair(column: Column[object], row: str) -> str:
    value = f'{row}."{column.name}"'
    return f"'{column.name}', " + (f"json({value})" if isinstance(column.type, JSON) else value)


def _ids(kept: Kept, row: str) -> str:
    first, other = kept.key
    return f"{row}.{first}, {f'{row}.{other}' if other else 'NULL'}, {row}.{kept.owner}"


def _same(kept: Kept, one: str, row: str) -> str:
    first, other = kept.key
    return f"{one}.row_id = {row}.{first}" + (f" AND {one}.other_id = {row}.{other}" if other else "")


def _dropped(kept: Kept, dialect: str) -> Iterator[str]:
    for verb in _VERBS:
        if dialect == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {kept.name}_kept_{verb}"
        else:
            yield f"DROP TRIGGER IF EXISTS {kept.name}_kept_{verb} ON {kept.name}"
            yield f"DROP FUNCTION IF EXISTS {kept.name}_kept_{verb}()"


def _created(kept: Kept, dialect: str) -> Iterator[str]:
    yield from (_of_sqlite if dialect == "sqlite" else _of_postgresql)(kept)


def _of_sqlite(kept: Kept) -> Iterator[str]:
    now, old, new = _MOMENT["sqlite"], _image(kept, "OLD", "sqlite"), _image(kept, "NEW", "sqlite")
    open_ = f"table_name = '{kept.name}' AND until IS NULL AND {_same(kept, 'row_image', 'OLD')}"
    ended = (
        f"DELETE FROM row_image WHERE {open_} AND since = {now};"
        f" UPDATE row_image SET until = {now} WHERE {open_};"
    )
    begun = (
        "INSERT INTO row_image (table_name, row_id, other_id, owner_id, since, image)"
        f" VALUES ('{kept.name}', {_ids(kept, 'NEW')}, {now}, {new});"
    )
    head = f"CREATE TRIGGER {kept.name}_kept_"
    yield f"{head}insert AFTER INSERT ON {kept.name} BEGIN {begun} END"
    yield f"{head}update AFTER UPDATE ON {kept.name} WHEN {old} IS NOT {new} BEGIN {ended} {begun} END"
    yield f"{head}delete AFTER DELETE ON {kept.name} BEGIN {ended} END"


def _of_postgresql(kept: Kept) -> Iterator[str]:
    """One statement for all the rows that a statement has written, so that an import is not slowed row by row."""
    first, other = kept.key
    old, new = _image(kept, "o", "postgresql"), _image(kept, "n", "postgresql")
    pair = " AND ".join(f"o.{name} = n.{name}" for name in (first, other) if name)
    changed = {
        "insert": "FROM new_rows n",
        "update": f"FROM new_rows n JOIN old_rows o ON {pair} WHERE {old} <> {new}",
        "delete": "FROM old_rows o",
    }
    tables = {
        "insert": "NEW TABLE AS new_rows",
        "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
        "delete": "OLD TABLE AS old_rows",
    }
    for verb in _VERBS:
        ids = ", ".join(f"o.{name}" for name in (first, other) if name)
        gone = f"(SELECT {ids} {changed[verb]})"
        open_ = f"table_name = '{kept.name}' AND until IS NULL AND (row_id{', other_id' if other else ''}) IN {gone}"
        ended = (
            f"DELETE FROM row_image WHERE {open_} AND since = moment;"
            f" UPDATE row_image SET until = moment WHERE {open_};"
        )
        begun = (
            "INSERT INTO row_image (table_name, row_id, other_id, owner_id, since, image)"
            f" SELECT '{kept.name}', {_ids(kept, 'n')}, moment, {new} {changed[verb]};"
        )
        body = (ended if verb != "insert" else "") + (begun if verb != "delete" else "")
        name = f"{kept.name}_kept_{verb}"
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$"
            f" DECLARE moment timestamptz := {_MOMENT['postgresql']}; BEGIN {body} RETURN NULL; END $body$"
        )
        yield (
            f"CREATE TRIGGER {name} AFTER {verb} ON {kept.name} REFERENCING {tables[verb]}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )


def _caught_up(kept: Kept, dialect: str) -> Iterator[str]:
    """Statements that end the images of rows that have gone or changed unseen, and begin those of what is there now."""
    now, said = _MOMENT[dialect], _image(kept, "t", dialect)
    same, open_ = _same(kept, "i", "t"), f"i.table_name = '{kept.name}' AND i.until IS NULL"
    image = "i.image" if dialect == "postgresql" else "json(i.image)"
    yield (
        f"UPDATE row_image AS i SET until = {now} WHERE {open_}"
        f" AND NOT EXISTS (SELECT 1 FROM {kept.name} t WHERE {same} AND {said} = {image})"
    )
    yield (
        "INSERT INTO row_image (table_name, row_id, other_id, owner_id, since, image)"
        f" SELECT '{kept.name}', {_ids(kept, 't')}, {now}, {said} FROM {kept.name} t"
        f" WHERE NOT EXISTS (SELECT 1 FROM row_image i WHERE {open_} AND {same})"
    )
    yield (
        f"INSERT INTO kept_since (table_name, since) SELECT '{kept.name}', {now}"
        f" WHERE NOT EXISTS (SELECT 1 FROM kept_since WHERE table_name = '{kept.name}')"
    )
