"""`make bench-scale`: every page at 1,000 and at 250,000 organisations, on both engines, against its floor.

Time of processor, that of PostgreSQL's processes included, which a busy machine makes little longer; `wall` is what
the large one took by the clock. Medians of `RUNS`, the floor measured in turn. `growth` is the time at the large size
over that at the small one; `queries` are those of both sizes. Sizes can be given:
`ORGANISATIONS=250000 COLLABORATIONS=1000000 ENGINES="sqlite postgresql"`.
"""

import json
import logging
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import Engine, text

from benchmarks.floor import floor_of, getter, statements_of
from benchmarks.processor import clock
from benchmarks.scale.filling import fill
from benchmarks.scale.pages import addresses
from registry import create_app
from registry.access.roles import Role
from registry.city.accounts import sessions
from registry.city.accounts.models import RoleGrant, User
from registry.collaborations import search as collaborations
from registry.core.database import db, session, writing
from registry.partners.organisations import indexing
from registry.settings import ROOT, Settings
from tests import postgres

SMALL = (1_000, 4_000)
LARGE = (int(os.environ.get("ORGANISATIONS", "250000")), int(os.environ.get("COLLABORATIONS", "1000000")))
ENGINES = os.environ.get("ENGINES", "sqlite postgresql").split()
RUNS, WARM = 15, 12  # PostgreSQL keeps a plan for what it is sent the twelfth time
PEERS = {
    "list": "list",
    "search": "search, a word that very many have",
    "detail": "an organisation",
    "detail, the form alone": "an organisation",
}
GOALS = {"sqlite": "0.15, 0.10, 0.6", "postgresql": "0.15, 0.10, 0.8"}
ENOUGH = 2.0  # seconds for one line; a slow page is measured fewer times
NOW = datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Taken:
    """What one page took: milliseconds of processor, those of its floor, by the clock, and the statements it sent."""

    ours: float
    floor: float
    wall: float
    queries: int


def main() -> None:
    """Print the table for each engine."""
    logging.disable(logging.WARNING)
    print(
        f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores. Processor, medians."
    )
    with tempfile.TemporaryDirectory() as folder, postgres.server() as socket:
        for engine in ENGINES:
            (small, _few), (large, peer) = (
                _measured(engine, folder, socket, size) for size in (SMALL, LARGE)
            )
            _print(engine, small, large)
            _print_peer(engine, large, peer)


def _print(engine: str, small: dict[str, Taken], large: dict[str, Taken]) -> None:
    print(
        f"\n{engine}: {SMALL[0]:,} and {LARGE[0]:,} organisations, {SMALL[1]:,} and {LARGE[1]:,} collaborations"
    )
    print(
        f"{'page':42} {'small':>9} {'large':>9} {'growth':>7} {'floor':>9} {'ratio':>6} {'wall':>9} {'queries':>8}"
    )
    for what, here in large.items():
        before = small[what]
        print(
            f"{what:42} {before.ours:6.1f} ms {here.ours:6.1f} ms {here.ours / before.ours:6.1f}x "
            f"{here.floor:6.1f} ms {here.ours / here.floor:5.1f}x {here.wall:6.1f} ms "
            f"{before.queries:4}, {here.queries}"
        )


def _print_peer(engine: str, ours: dict[str, Taken], peer: dict[str, float]) -> None:
    print(
        f"\n{engine}: against Django's admin over the same {LARGE[0]:,} organisations (goal {GOALS[engine]})"
    )
    for page, what in PEERS.items():
        print(f"{page:42} {ours[what].ours:6.1f} ms {peer[page]:9.1f} ms {ours[what].ours / peer[page]:8.3f}")


def _measured(
    engine: str, folder: str, socket: str, size: tuple[int, int]
) -> tuple[dict[str, Taken], dict[str, float]]:
    """Return what each page took, and what the peer's took over the large register."""
    with prepared(engine, folder, socket, size) as url:
        return measured(url, size, with_peer=size == LARGE)


def measured(
    url: str, size: tuple[int, int], *, with_peer: bool
) -> tuple[dict[str, Taken], dict[str, float]]:
    """Fill the database, which has the demo, to this size, and return what `_measured` does."""
    with served(url, size) as (client, database):
        asked = addresses(database)
        pages = {what: _page(client, database, path) for what, path in asked.items()}
        record = asked["an organisation"].rsplit("/", 1)[1]
        return pages, _peer(database, record) if with_peer else {}


def _peer(engine: Engine, record: str) -> dict[str, float]:
    program = [sys.executable, "-m", "benchmarks.scale.peer", engine.url.render_as_string(False), record]
    done = subprocess.run(program, cwd=ROOT, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _page(client: FlaskClient, engine: Engine, path: str) -> Taken:
    sent = statements_of(engine, client, path)
    ours, floor = getter(client, path), getter(floor_of(engine, sent), "/")
    floor()
    for _visit in within(WARM):
        ours()
    spent = clock(server_of(engine))
    pairs = [(*taken(ours, spent), taken(floor, spent)[0]) for _run in within(RUNS)]
    mine, wall, least = (statistics.median(each) for each in zip(*pairs, strict=True))
    return Taken(mine, least, wall, len(sent))


def server_of(engine: Engine) -> str | None:
    """Return the folder of a PostgreSQL server, which is where its socket is; nothing for SQLite."""
    return str(engine.url.query["host"]) if engine.dialect.name == "postgresql" else None


def within(times: int) -> Iterator[int]:
    """Yield so many numbers, fewer when there has been time `ENOUGH`."""
    began = time.monotonic()
    for run in range(times):
        yield run
        if run >= 2 and time.monotonic() - began > ENOUGH:
            return


def taken(run: Callable[[], object], spent: Callable[[], float]) -> tuple[float, float]:
    """Return the milliseconds of processor and by the clock that it takes."""
    processor, wall = spent(), time.perf_counter()
    run()
    return spent() - processor, (time.perf_counter() - wall) * 1000


@contextmanager
def prepared(engine: str, folder: str, socket: str, size: tuple[int, int]) -> Iterator[str]:
    """Yield the address of a database of its own with the demo in it."""
    name = f"scale_{size[0]}"
    with ExitStack() as after:
        if engine == "postgresql":
            postgres.execute(socket, f"CREATE DATABASE {name}")
            url = postgres.url(socket, name)
            after.callback(postgres.execute, socket, f"DROP DATABASE {name} WITH (FORCE)")
        else:
            url = f"sqlite:///{Path(folder, name)}.db"
        _prepare(url)
        yield url


@contextmanager
def served(url: str, size: tuple[int, int]) -> Iterator[tuple[FlaskClient, Engine]]:
    """Yield a signed-in client and the engine, over a register of this size."""
    with ExitStack() as after:
        app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
        with app.app_context(), writing():
            found = db.engine
            engine = found.dialect.name
            _timed(f"{engine}: {size[0]:,} and {size[1]:,} rows stored", lambda: fill(found, *size))
            _learn()
            _timed(f"{engine}: search index built", _index)
            token = _sign_in()
            after.callback(found.dispose)
        client = app.test_client()
        client.set_cookie("session", token)
        yield client, found


def _prepare(url: str) -> None:
    for command in ("db upgrade", "demo-load"):
        program = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()]
        environment = {**os.environ, "DATABASE_URL": url, "DEMO": "1"}
        subprocess.run(program, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def _index() -> None:
    indexing.reindex()
    collaborations.reindex()
    session.commit()
    _learn()


def _learn() -> None:
    """Let the engine count what it has and tidy it, as PostgreSQL in use does by itself; that of the tests may not."""
    statements = {"sqlite": ("ANALYZE",), "postgresql": ("SET statement_timeout = 0", "VACUUM (ANALYZE)")}
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for statement in statements[connection.dialect.name]:
            connection.execute(text(statement))
        connection.detach()  # what was set is not for the next one


def _sign_in() -> str:
    user = User(email="bench@demo.example", name="Mätaren", created_at=NOW)
    session.add(user)
    session.flush()
    session.add(RoleGrant(user_id=user.id, role=Role.PREPARATORY, starts_on=date(2020, 1, 1)))
    token = sessions.open(user, at=datetime.now(UTC), device="bench").token  # filling outlasts a session
    session.commit()
    session.remove()
    return token


def _timed(what: str, work: Callable[[], object]) -> None:
    before = time.perf_counter()
    work()
    print(f"{what} in {time.perf_counter() - before:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
