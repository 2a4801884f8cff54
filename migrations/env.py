"""How Alembic meets the application: its engine, its tables, and our own column types written as what they store."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection
from sqlalchemy.types import TypeDecorator

from registry.audit.past import triggers
from registry.partners.organisations.search.tables import is_declared

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own types as the types they are stored as: a migration must not change when the code does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


@contextmanager
def references_unchecked(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild a table that others point at, which is how it changes one; afterwards all must point right."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        if broken := driver.execute("PRAGMA foreign_key_check").fetchall():
            raise RuntimeError(f"rows that point at nothing after the migration: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run() -> None:
    """Run the migrations, each in its own transaction."""
    with db.engine.connect() as connection, references_unchecked(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            include_object=is_declared,
            transaction_per_migration=True,
            **options,
        )
        moves = _moves(context.get_context().get_current_heads())
        if moves:  # SQLite changes no column that a trigger reads
            triggers.remove(connection)
            connection.commit()
        with context.begin_transaction():
            context.run_migrations()
        if moves:
            with connection.begin():
                triggers.install(connection)


def _moves(heads: tuple[str, ...]) -> bool:
    """Return whether there is a migration to run, up or down."""
    try:
        wanted = context.get_revision_argument()
    except KeyError:  # a command that only compares
        return False
    return set(heads) != {wanted} if isinstance(wanted, str) else set(heads) != set(wanted or ())


run()
