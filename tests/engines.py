"""Databases for tests: which engines a test runs on, and a fresh database of its own for each.

A database is filled once per run and stage by the product's own commands. Before each test a worker's own database is
made equal to its stage again: SQLite's file is copied; PostgreSQL's tables are emptied, or copied when the stage has
rows or a test has changed the tables themselves. The application on it is built once per worker, since that takes
longer than most tests. All of it lies in memory where the machine has room (`tests/places.py`).
`pytest` alone uses SQLite; `--engine postgresql` uses PostgreSQL; both options together run on both.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, inspect, text

from tests import places, postgres
from tests.passwords import quick_hash

ROOT = Path(__file__).parent.parent
ENGINES = ("sqlite", "postgresql")
OPEN: defaultdict[str, dict[int, Any]] = defaultdict(dict)  # this worker's connections to each file of SQLite

# Tests in modules of these names and in these folders run on both engines without saying so.
MODULES_ON_BOTH = ("test_actions", "test_queries", "test_jobs")
FOLDERS_ON_BOTH = ("journeys", "migrations")

# What a test's database may start from, each made from an earlier one; `@pytest.mark.stage("demo")` chooses.
STAGES = {"migrated": ("empty", "db upgrade"), "demo": ("migrated", "demo-load")}

# A process that ends soon needs no garbage collected, and is a seventh quicker without.
FLASK = "import gc; gc.disable(); from flask.cli import main; main()"

EMPTY_TABLES = (
    "stage_migrated",
)  # where every table is empty: emptying is as good as copying, and much quicker

DEMO_PASSWORD = "en lång mening för proven"  # the accounts of the stage `demo`

RUN_FOLDER = "REGISTRY_TEST_RUN"  # shared by all workers of one run
SERVER = "REGISTRY_TEST_POSTGRESQL"
FOREIGN = (
    "DATABASE_URL",
    "SECRET_KEY",
    "PUBLIC_URL",
    "PORT",
    "DEMO",
    "DEMO_PASSWORD",
    "FLASK_APP",
    "FLASK_DEBUG",
)

# Where this is set, every worker and every process that a test starts compiles the whole product for itself: 5 s each.
UNCOMPILED = "PYTHONDONTWRITEBYTECODE"


@dataclass
class Database:
    """One worker's database on one engine. `restore` gives it fresh contents; the address stays the same.

    Whoever holds SQLite's file open lets go of it first.
    """

    engine: str
    folder: Path
    worker: str
    kept: dict[str, str] = field(default_factory=dict)  # this worker's own stages: what to know of each

    @property
    def url(self) -> str:
        return self._url(f"test_{self.worker}")

    def restore(self, stage: str) -> str:
        """Replace the contents with a fresh copy of the stage."""
        self._make_once(stage)
        self._copy(f"stage_{stage}", f"test_{self.worker}")
        return self.url

    def keep(self, stage: str, known: str) -> None:
        """Keep the contents as a stage of this worker's own."""
        if self.engine == "postgresql":  # no database is copied while somebody is connected to it
            postgres.disconnect(os.environ[SERVER], f"test_{self.worker}")
        self._copy(f"test_{self.worker}", f"stage_{stage}_{self.worker}")
        self.kept[stage] = known

    def return_to(self, stage: str) -> str:
        """Replace the contents with those that were kept, and return what was to be known of them."""
        self._copy(f"stage_{stage}_{self.worker}", f"test_{self.worker}")
        return self.kept[stage]

    def _url(self, name: str) -> str:
        if self.engine == "sqlite":
            return f"sqlite:///{self.folder / name}.db"
        return postgres.url(os.environ[SERVER], name)

    def _make_once(self, stage: str) -> None:
        """Let the first worker that needs a stage make it; what went wrong is told to every test that needs it."""
        done = self.folder / f"{self.engine}-{stage}.done"
        if not done.exists():
            with done.with_suffix(".lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not done.exists():
                    done.write_text(self._make(stage))
        if error := done.read_text():
            pytest.fail(error, pytrace=False)

    def _make(self, stage: str) -> str:
        """Make and fill a database. Return what went wrong, or nothing."""
        name = f"stage_{stage}"
        if stage not in STAGES:  # an empty one
            if self.engine == "postgresql":
                postgres.execute(os.environ[SERVER], f"CREATE DATABASE {name}")
            return ""
        earlier, command = STAGES[stage]
        self._make_once(earlier)
        self._copy(f"stage_{earlier}", name)
        environment = {
            **os.environ,
            "DATABASE_URL": self._url(name),
            "DEMO": "1",
            "DEMO_PASSWORD": DEMO_PASSWORD,
        }
        program = [sys.executable, "-c", FLASK, "--app", "wsgi", *command.split()]
        done = subprocess.run(program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return f"flask {command} failed on {self.engine}:\n{done.stdout}{done.stderr}"
        self._make_signing_in_quick(name)
        return ""

    def _make_signing_in_quick(self, name: str) -> None:
        engine = create_engine(self._url(name))
        with engine.begin() as connection:
            if inspect(connection).has_table("user_account"):
                known = text("UPDATE user_account SET password_hash = :hash WHERE password_hash IS NOT NULL")
                connection.execute(known, {"hash": quick_hash(DEMO_PASSWORD)})
        engine.dispose()

    def _copy(self, source: str, target: str) -> None:
        if self.engine == "postgresql":
            if not (source in EMPTY_TABLES and postgres.empty(os.environ[SERVER], target, like=source)):
                postgres.copy(os.environ[SERVER], source, target)
            return
        original, own = self.folder / f"{source}.db", self.folder / f"{target}.db"
        for suffix in ("-wal", "-shm"):
            own.with_name(own.name + suffix).unlink(missing_ok=True)
        if original.exists():
            shutil.copyfile(
                original, own
            )  # into the same file: an application may look whether it was replaced
        else:
            own.unlink(missing_ok=True)


def let_go(engine: Engine) -> None:
    """Close what stands in the way when the contents are exchanged: SQLite's file is written over.

    PostgreSQL's connections stay open from test to test. They know the tables, which takes a new one 40 ms; one that a
    copied database has cut is noticed when it is asked for (`pool_pre_ping`).
    """
    if engine.dialect.name == "sqlite":
        engine.dispose()
        while still := OPEN[
            str(engine.url)
        ]:  # what reads of the old contents would make others find them damaged
            still.popitem()[1].close()


def remember(engine: Engine) -> None:
    """Let an engine remember every statement that it has put into words, and `let_go` every connection it has opened.

    SQLAlchemy remembers 500 statements. The suite asks thousands, and putting one into words takes longer than asking
    it. A connection that something still holds is not among those that an engine lets go of.
    """
    engine.update_execution_options(compiled_cache={})
    if engine.dialect.name != "sqlite":
        return
    still = OPEN[str(engine.url)]
    event.listen(engine, "connect", lambda connection, _record: still.setdefault(id(connection), connection))
    event.listen(engine, "close", lambda connection, _record: still.pop(id(connection), None))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", action="append", choices=ENGINES, help="engines to run on (default: sqlite)")


def pytest_configure(config: pytest.Config) -> None:
    """Start what all workers share, once, in the process that started the run."""
    for name in (*FOREIGN, UNCOMPILED):
        os.environ.pop(name, None)
    if hasattr(config, "workerinput"):
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a build that is cut off cleans up too
    shared = ExitStack()
    config.add_cleanup(shared.close)
    os.environ[RUN_FOLDER] = shared.enter_context(places.folder("registry-tests-"))
    if not config.option.basetemp:  # where `tmp_path` lies: a database there need not reach a disk either
        config.option.basetemp = Path(os.environ[RUN_FOLDER]) / "temporary"
    if "postgresql" in chosen(config) and not config.option.collectonly:
        os.environ[SERVER] = shared.enter_context(postgres.server())


def chosen(config: pytest.Config) -> tuple[str, ...]:
    """Return the engines of this run, SQLite first."""
    asked = config.getoption("--engine") or ["sqlite"]
    return tuple(engine for engine in ENGINES if engine in asked)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_engine" in metafunc.fixturenames:
        wanted = _engines_of(metafunc.definition, chosen(metafunc.config))
        metafunc.parametrize("database_engine", wanted, scope="session", indirect=True)


def _engines_of(item: pytest.Item, engines: tuple[str, ...]) -> list[object]:
    if only := item.get_closest_marker("only_on"):
        (engine,) = only.args
        return [pytest.param(engine, marks=() if engine in engines else pytest.mark.not_chosen)]
    by_place = item.path.stem in MODULES_ON_BOTH or not set(FOLDERS_ON_BOTH).isdisjoint(item.path.parts)
    if by_place or item.get_closest_marker("both_engines"):
        return list(engines)
    return list(engines[:1])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what says something about an engine that was not chosen."""
    left_out = [item for item in items if item.get_closest_marker("not_chosen")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def database_engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine: sqlite or postgresql."""
    return request.param


@pytest.fixture(scope="session")
def worker_database(database_engine: str) -> Database:
    """This worker's database on the engine."""
    return _database_of_worker(database_engine)


@cache  # the tests of an engine need not run in one piece, and what a worker has kept stays
def _database_of_worker(engine: str) -> Database:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return Database(engine, Path(os.environ[RUN_FOLDER]), worker)


@pytest.fixture(scope="session")
def engine_url(worker_database: Database) -> str:
    """The address of this worker's database, for what is made once; the contents come from `database`."""
    return worker_database.url


@pytest.fixture
def database(worker_database: Database, request: pytest.FixtureRequest) -> str:
    """The address of a database with fresh contents: migrated, or the test's `stage`."""
    marker = request.node.get_closest_marker("stage")
    return worker_database.restore(marker.args[0] if marker else "migrated")
