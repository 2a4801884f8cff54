"""A PostgreSQL server that lives as long as one test run.

It keeps its data in a temporary folder, listens on a socket there and nowhere else, and trades durability for
speed. As root it runs under an unprivileged account, since PostgreSQL refuses root. It ends with the process that
started it, also when that one is killed.
"""

import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

HASTE = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "max_connections=60",
)
PATIENCE = 30.0


@contextmanager
def server() -> Iterator[str]:
    """Run a fresh server and give its socket folder; nothing of it is left afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="registry-postgresql-"))
    process = None
    try:
        process = _start(folder)
        yield str(folder)
    finally:
        if process:
            _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


def url(folder: str, database: str) -> str:
    """Return the SQLAlchemy address of a database on the server with this socket folder."""
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def execute(folder: str, *statements: str) -> None:
    """Run statements outside transactions, as CREATE DATABASE demands."""
    with psycopg.connect(host=folder, user="postgres", dbname="postgres", autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    if os.geteuid() == 0:
        account = _unprivileged()
        os.chown(folder, account.pw_uid, account.pw_gid)
        become = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    else:
        become = []
    programs, data = _programs(), folder / "data"
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(
        ["setpriv", *become, *initdb], check=True, env=environment, cwd=folder, stdout=subprocess.DEVNULL
    )
    settings = [
        f"-c{setting}" for setting in ("listen_addresses=", f"unix_socket_directories={folder}", *HASTE)
    ]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig=INT", *become, programs / "postgres", "-D", data, *settings],
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


def _programs() -> Path:
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
