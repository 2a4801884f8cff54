"""The database: one declarative base, one session, and how transactions begin on each engine.

SQLite runs in WAL with `synchronous=FULL`; a writing request begins with `BEGIN IMMEDIATE` and a reading one
may not write at all. With the driver's own transaction handling 398 of 480 acknowledged updates were lost under
8 threads; this way none. PostgreSQL gets `READ ONLY` transactions for reading requests.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, cast

import pysqlite3
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Column,
    CompoundSelect,
    Connection,
    Engine,
    ForeignKey,
    MetaData,
    Select,
    Table,
    event,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase

from registry.core.sqlite_words import SQLiteWords
from registry.core.text import swedish_key

SQLITE_NEEDED = (3, 51, 3)  # earlier versions can corrupt a WAL database when the log is reset

# SQLSTATE: foreign_key_violation, unique_violation, exclusion_violation
_BROKEN_BY_PEOPLE = frozenset({"23503", "23505", "23P01"})
_TURN = 4_704_931  # any number, the same for all that write
_writes: ContextVar[bool] = ContextVar("writes", default=True)
_in_turn: ContextVar[bool] = ContextVar("in_turn", default=True)


class Base(DeclarativeBase):
    """The base of every table. Constraint names follow one pattern so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def link_table(one: str, other: str, **called: str) -> Table:
    """Return the table that ties rows of two tables; `called` are those that are named otherwise than the columns."""
    return Table(
        f"{one}_{other}",
        Base.metadata,
        Column(f"{one}_id", ForeignKey(f"{called.get(one, one)}.id"), primary_key=True),
        Column(f"{other}_id", ForeignKey(f"{called.get(other, other)}.id"), primary_key=True, index=True),
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
session = db.session


@contextmanager
def reading() -> Iterator[None]:
    """Let the transactions begun inside read only; a write raises."""
    token = _writes.set(False)
    try:
        yield
    finally:
        _writes.reset(token)


@contextmanager
def writing() -> Iterator[None]:
    """Let the transactions begun inside write (also within `reading`)."""
    token = _writes.set(True)
    try:
        yield
    finally:
        _writes.reset(token)


@contextmanager
def out_of_turn() -> Iterator[None]:
    """Let the transactions begun inside write without waiting for a turn where the engine can (PostgreSQL).

    For what changes one row that no rule looks at: a session was used, a job is still at work. Never for a verb.
    """
    token = _in_turn.set(False)
    try:
        with writing():
            yield
    finally:
        _in_turn.reset(token)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Let everything read inside see the database as it was at the first read, in a transaction of its own."""
    with reading():
        session.rollback()
        if session.get_bind().dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        try:
            yield
        finally:
            session.rollback()


def engine_options(url: str) -> dict[str, Any]:
    """Return the engine options for the database address: our own SQLite build, and a pool that notices dead links.

    An error never quotes the values of its statement: they are people's, and errors end up in logs and job rows.
    """
    if url.startswith("sqlite"):
        return {"module": pysqlite3.dbapi2, "connect_args": {"timeout": 5}, "hide_parameters": True}
    return {
        "pool_pre_ping": True,
        "hide_parameters": True,
        "connect_args": {"options": "-c statement_timeout=30000 -c lock_timeout=5000"},
    }


def prepare(engine: Engine) -> None:
    """Attach the transaction habits to an engine. Raises RuntimeError when SQLite is too old to be trusted."""
    if engine.dialect.name == "sqlite":
        if pysqlite3.dbapi2.sqlite_version_info < SQLITE_NEEDED:
            raise RuntimeError(f"SQLite {pysqlite3.dbapi2.sqlite_version} is too old; 3.51.3 is needed.")
        engine.dialect.statement_compiler = SQLiteWords
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
        event.listen(engine, "rollback", _end_reading)


def is_broken_rule(error: IntegrityError) -> bool:
    """Return whether a constraint that people's rows meet was broken: one of its kind, or a row that is gone meanwhile.

    Anything else (an empty column, a value out of range) is a fault of ours and no matter of who came first.
    """
    if code := getattr(error.orig, "sqlstate", None):
        return code in _BROKEN_BY_PEOPLE
    return str(error.orig).startswith(("UNIQUE constraint", "FOREIGN KEY constraint"))


def transaction_moment() -> datetime:
    """Return the clock of the transaction that writes now: the moment at which its turn came."""
    if session.get_bind().dialect.name == "postgresql":
        said = session.scalar(text("SELECT current_setting('registry.moment')::timestamptz"))
        return cast(datetime, said)
    return datetime.fromisoformat(session.connection().info["moment"]).replace(tzinfo=UTC)


def rows_of(statement: Select[Any] | CompoundSelect[Any], values: Mapping[str, Any]) -> Sequence[Any]:
    """Return the rows of columns that have names: no record is looked for in them, which takes half the time.

    They are named tuples, of which a list asks eight values each: the driver's own rows take ten times as long to ask.
    """
    if session.new or session.dirty or session.deleted:
        session.flush()  # as the session does before it reads
    found = session.connection().execute(statement, values)
    return list(map(_cells(tuple(found.keys())), found))


@lru_cache(maxsize=512)
def _cells(names: tuple[str, ...]) -> Callable[[Iterable[Any]], Any]:
    shaped: Any = namedtuple  # the checker wants names that it can read
    make: Callable[[Iterable[Any]], Any] = shaped("Cells", names, rename=True)._make
    return make


def take_time() -> None:
    """Let the current transaction take as long as it needs: for a job, which nobody waits for with a page open."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL statement_timeout = 0"))


def _open_sqlite(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin or commit behind our back
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_collation("swedish", _compare_swedish)
    connection.create_function("registry_moment", 0, lambda: record.info.get("moment") or _moment())
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows a to z alone


def _begin_sqlite(connection: Connection) -> None:
    writes = _writes.get()
    driver: Any = (
        connection.connection
    )  # past SQLAlchemy's statements: neither can fail, and every page does both
    if (
        connection.info.get("writes") != writes
    ):  # a pragma lets every statement that is prepared be prepared anew
        driver.execute(f"PRAGMA query_only={0 if writes else 1}")
        connection.info["writes"] = writes
    if writes:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        driver.execute("BEGIN")
    connection.info["moment"] = _moment()  # the transaction's clock, read when its turn to write has come


def _moment() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def _begin_postgresql(connection: Connection) -> None:
    connection.info["reads"] = not _writes.get()
    if connection.info["reads"]:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
    elif _in_turn.get():
        clock = "set_config('registry.moment', clock_timestamp()::text, true)"
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN}), {clock}")


def _end_reading(connection: Connection) -> None:
    """End what only read with COMMIT: the driver forgets all that it has prepared when it rolls back, so that every
    page's statements would be planned anew, which takes longer than to answer them.
    """
    driver: Any = None if connection.invalidated else connection.connection.driver_connection
    if driver and driver.info.transaction_status.name == "INTRANS" and connection.info.get("reads"):
        with suppress(connection.dialect.loaded_dbapi.Error):  # a broken link is told by the rollback
            driver.execute("COMMIT")


def _lower(text: str | None) -> str | None:
    return None if text is None else str(text).lower()


def _compare_swedish(a: str, b: str) -> int:
    left, right = swedish_key(a), swedish_key(b)
    return (left > right) - (left < right)
