"""Which migration the database is at, and which is the newest: told without loading Alembic, which no page needs."""

from functools import cache

from sqlalchemy import Connection, inspect, text

from registry.settings import ROOT

FOLDER = ROOT / "migrations"


@cache
def newest() -> str:
    """Return the number of the newest migration: they stand in one line, and the name of each begins with its own."""
    return max(path.name.partition("_")[0] for path in FOLDER.glob("versions/[0-9]*_*.py"))


def stored(connection: Connection) -> str | None:
    """Return the number of the migration that the database is at; None for a database that has seen none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found
