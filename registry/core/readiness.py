"""Whether this process can do its work now: what a load balancer asks before it sends people here.

A read tells nothing: it answers also when the disk is full, the file was moved away or a migration is missing. Nor does
a write that is taken back: it never reaches the disk. So the probe writes what stands there already and commits it, and
looks at what a write needs.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from registry.core import migrations
from registry.core.database import out_of_turn
from registry.core.jobs import Job

MEGABYTE = 1_000_000
_opened: WeakKeyDictionary[Engine, int] = (
    WeakKeyDictionary()
)  # the file of each engine when it first was looked at


@dataclass(frozen=True, slots=True)
class Readiness:
    """What stands in the way, and by how many seconds the jobs are behind; a late job sends nobody elsewhere."""

    problems: tuple[str, ...]
    jobs_behind: int = 0


def look(engine: Engine, *, least_free: int, at: datetime) -> Readiness:
    """Try a write and what it needs. `least_free` in megabytes, of the disk that holds SQLite's file. Never raises."""
    problems = [*_file(engine, least_free)]
    behind = 0
    try:
        with out_of_turn(), engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            problems += _revision(connection)
            behind = _behind(connection, at)
    except SQLAlchemyError as error:
        problems.append(f"the database cannot be written: {type(error).__name__}")
    return Readiness(tuple(problems), behind)


def _file(engine: Engine, least_free: int) -> list[str]:
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return []
    path = Path(engine.url.database)
    if not path.exists() or _opened.setdefault(engine, path.stat().st_ino) != path.stat().st_ino:
        return ["the database file was moved or replaced"]
    free = shutil.disk_usage(path.parent).free // MEGABYTE
    return [f"only {free} MB are free on the disk"] if free < least_free else []


def _revision(connection: Connection) -> list[str]:
    found, newest = migrations.stored(connection), migrations.newest()
    return [] if found == newest else [f"the database is at migration {found}, not {newest}"]


def _behind(connection: Connection, at: datetime) -> int:
    waiting = select(Job.run_at).where(Job.state == "new", Job.run_at <= at)
    oldest = connection.scalar(waiting.order_by(Job.run_at).limit(1))
    return int((at - oldest).total_seconds()) if oldest else 0
