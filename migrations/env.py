"""How Alembic meets the application: its engine, its tables, and our own column types written as what they store."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy.types import TypeDecorator

db = current_app.extensions["migrate"].db
options = current_app.extensions["migrate"].configure_args


def render_item(kind: str, item: Any, _autogen: Any) -> str | bool:
    """Write our own types as the types they are stored as: a migration must not change when the code does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run() -> None:
    """Run the migrations, each in its own transaction."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            transaction_per_migration=True,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
