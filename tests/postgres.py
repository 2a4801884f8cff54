"""A PostgreSQL server that lives as long as one test run.

It keeps its data in a temporary folder, in memory where there is room, listens on a socket there and nowhere else, and
trades durability for speed. As root it runs under an unprivileged account, since PostgreSQL refuses root. It ends with
the process that started it, also when that one is killed.
"""

import os
import pwd
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from tests import places
from tests.patience import PATIENCE

HASTE = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=60",
)


@contextmanager
def server() -> Iterator[str]:
    """Run a fresh server and give its socket folder; nothing of it is left afterwards."""
    process = None
    with places.folder("registry-postgresql-") as made:
        try:
            process = _start(Path(made))
            yield made
        finally:
            if process:
                _stop(process)


def url(folder: str, database: str) -> str:
    """Return the SQLAlchemy address of a database on the server with this socket folder."""
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def execute(folder: str, *statements: str) -> None:
    """Run statements outside transactions, as CREATE DATABASE demands."""
    with _connected(folder, "postgres") as connection:
        for statement in statements:
            connection.execute(statement)


# To each database that is emptied: a connection of its own, which knows the tables from the time before.
_emptied_through: dict[tuple[str, str], psycopg.Connection] = {}


def copy(folder: str, source: str, target: str) -> None:
    """Make a database anew, as a copy of another. Nobody may be connected to that one."""
    disconnect(folder, target)
    execute(
        folder,
        f"DROP DATABASE IF EXISTS {target} WITH (FORCE)",
        f"CREATE DATABASE {target} TEMPLATE {source} STRATEGY FILE_COPY",
    )


def disconnect(folder: str, database: str) -> None:
    """Cut every connection to a database; whoever wants one again connects anew."""
    if through := _emptied_through.pop((folder, database), None):
        through.close()
    with _connected(folder, "postgres") as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [database]
        )


TABLES = "FROM pg_class WHERE relnamespace = 'public'::regnamespace"


EVERY = f"""SELECT md5(string_agg(concat_ws(' ', oid, relname, relnatts), ',' ORDER BY oid)) {TABLES}
AND relkind IN ('r', 'i', 'S')"""


def empty(folder: str, target: str, *, like: str) -> bool:
    """Empty all tables of a database whose tables are those of another; return whether they still are.

    A copy keeps the identifiers of its source, so that any table that was made anew shows.
    """
    tables, again = _emptying(folder, like)
    try:
        here = _emptying_connection(folder, target)
        if here.execute(EVERY).fetchone() != tables:
            return False
        here.execute(again)
        return True
    except psycopg.OperationalError:  # it is not there yet
        return False


def _emptying_connection(folder: str, target: str) -> psycopg.Connection:
    if (folder, target) not in _emptied_through:
        here = _connected(folder, target)
        here.execute("SET session_replication_role = replica")  # neither triggers nor foreign keys
        here.execute("SET lock_timeout = '5s'")  # whoever holds a row still is cut off by a copy
        _emptied_through[folder, target] = here
    return _emptied_through[folder, target]


@cache  # the stages stay as they were made
def _emptying(folder: str, source: str) -> tuple[tuple[str] | None, sql.Composed]:
    """Return the sign of a database's tables, and what empties them and lets their counters begin anew."""
    names = f"SELECT relname {TABLES} AND relkind = 'r' AND relname NOT IN ('alembic_version', 'kept_since')"
    numbers = f"SELECT relname {TABLES} AND relkind = 'S'"
    with _connected(folder, source) as there:
        again = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for (name,) in there.execute(names)]
        again += [
            sql.SQL("SELECT setval({}, 1, false)").format(sql.Literal(name))
            for (name,) in there.execute(numbers)
        ]
        return there.execute(EVERY).fetchone(), sql.SQL("; ").join(again)


def _connected(folder: str, database: str) -> psycopg.Connection:
    return psycopg.connect(host=folder, user="postgres", dbname=database, autocommit=True)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    if os.geteuid() == 0:
        account = _unprivileged()
        os.chown(folder, account.pw_uid, account.pw_gid)
        become = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    else:
        become = []
    found, data = programs(), folder / "data"
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    initdb = [found / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(
        ["setpriv", *become, *initdb], check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL
    )
    settings = [
        f"-c{setting}" for setting in ("listen_addresses=", f"unix_socket_directories={folder}", *HASTE)
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig=INT", *become, found / "postgres", "-D", data, *settings],
            env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    _wait(folder, process)
    return process


def _wait(folder: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return execute(str(folder), "SELECT 1")
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()}") from error
            time.sleep(0.05)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(2)  # "fast shutdown": sessions are cut, nothing is waited for
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()


def programs() -> Path:
    """Return the folder of the newest PostgreSQL programs, where Debian puts them or else where the path finds them."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(versions, key=lambda path: int(re.sub(r"\D", "", path.parts[-3])), default=None)
    found = newest or shutil.which("initdb")
    if not found:
        raise RuntimeError("PostgreSQL is missing: run scripts/setup test")
    return Path(found).resolve().parent


def _unprivileged() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("No unprivileged account to run PostgreSQL under")
