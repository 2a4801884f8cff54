"""Append-only, enforced by the database itself: the log refuses UPDATE and DELETE whoever asks.

The readable values may be erased (a row of `audit_payload` deleted) but never rewritten. A migration runs `CREATE`
for its engine, and has to run it again after rebuilding one of the tables: SQLite drops triggers with the table.
"""

from typing import Any

from sqlalchemy import Connection, Table, event

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $body$
"""
_POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""

_REFUSED = {
    "sqlite": (("audit_entry", "update"), ("audit_entry", "delete"), ("audit_payload", "update")),
    "postgresql": (
        ("audit_entry", "update"),
        ("audit_entry", "delete"),
        ("audit_entry", "truncate"),
        ("audit_payload", "update"),
    ),
}


def _of(table: str, dialect: str) -> tuple[str, ...]:
    pattern = _SQLITE if dialect == "sqlite" else _POSTGRESQL
    made = tuple(
        pattern.format(table=name, verb=verb).strip() for name, verb in _REFUSED[dialect] if name == table
    )
    return made if dialect == "sqlite" else (_FUNCTION.strip(), *made)


CREATE = {dialect: (*_of("audit_entry", dialect), *_of("audit_payload", dialect)) for dialect in _REFUSED}
DROP = {
    dialect: tuple(
        f"DROP TRIGGER IF EXISTS {table}_no_{verb}" + (f" ON {table}" if dialect == "postgresql" else "")
        for table, verb in refused
    )
    for dialect, refused in _REFUSED.items()
}


def attach(*tables: Table) -> None:
    """Let `create_all` make each table's triggers with the table."""
    for table in tables:
        event.listen(table, "after_create", _create)


def _create(table: Table, connection: Connection, **_options: Any) -> None:
    for statement in _of(table.name, connection.dialect.name):
        connection.exec_driver_sql(statement)
