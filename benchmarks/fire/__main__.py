"""`make fire MINUTES=n`: eight processes decide, sign, attest, change and merge the same matters while they are killed.

On SQLite with the product's own settings and then on PostgreSQL, so many minutes each. Everything goes through the
product's own routes, with its sessions, CSRF tokens, passwords and commit wrapper, in the process that is killed; what
the answer said is written to the disk by the person's side before it goes on. Then the whole database is checked
against what was acknowledged and against the order. Ends with 1 when a decision is lost, double or wrongful.

`--break NAME` plants a defect that must be found (see `breaks.py`).
"""

import argparse
import logging
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from flask import Flask
from sqlalchemy.exc import OperationalError

from benchmarks.fire import acts, breaks, journal, verdict, world
from benchmarks.fire.world import City
from registry import create_app
from registry.core.database import db, session, writing
from registry.settings import Settings
from tests import postgres

PROCESSES = 8
ENGINES = ("sqlite", "postgresql")
BETWEEN_KILLS = (0.4, 1.6)  # seconds
PATIENCE = 20.0  # for a process to finish its last act
FORK = multiprocessing.get_context("fork")


def main() -> int:
    """Run on each engine and return the exit status."""
    asked = _asked()
    logging.disable(logging.CRITICAL)
    failed = False
    for engine in asked.engine or ENGINES:
        with tempfile.TemporaryDirectory(prefix="fire-") as folder, _database(engine, Path(folder)) as url:
            failed |= _fire(engine, url, Path(folder), asked)
    return int(failed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make fire")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--break", dest="defect", choices=sorted(breaks.DEFECTS))
    return parser.parse_args()


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'fire.db'}"
        return
    with postgres.server() as socket:
        postgres.execute(socket, "CREATE DATABASE fire")
        yield postgres.url(socket, "fire")


def _fire(engine: str, url: str, folder: Path, asked: argparse.Namespace) -> bool:
    """Fire at one database, print what came of it and return whether something was wrong."""
    world.migrate(url)
    app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
    during, afterwards = breaks.DEFECTS.get(asked.defect, (breaks.nothing, breaks.nothing))
    during()
    with app.app_context(), writing():
        city = world.build()
        world.top_up(city, random.Random(asked.seed))
    crowd = acts.crowd(app, city, folder)
    with app.app_context():
        _let_go()
    seconds = asked.minutes * 60
    killed = _battle(crowd, city, folder, random.Random(asked.seed), seconds)
    with app.app_context():
        with writing():
            afterwards()
        found = verdict.judge(journal.attempts(folder), killed, journal.moments(folder))
        _let_go()
    _print(engine, found, len(killed), seconds, folder)
    return found.is_wrong or (folder / "errors.txt").exists()


def _battle(crowd: acts.Crowd, city: City, folder: Path, chance: random.Random, seconds: float) -> set[int]:
    """Let the processes act for so long while they are killed; return which were."""
    stop, killed = FORK.Event(), set()

    def start() -> BaseProcess:
        seed = chance.randrange(2**32)
        return _start(lambda: acts.run(crowd, folder, seed, stop.is_set), crowd.app, folder)

    feeder = _start(lambda: _feed(crowd.app, city, stop), crowd.app, folder)
    running = [start() for _number in range(PROCESSES)]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(chance.uniform(*BETWEEN_KILLS))
        place = chance.randrange(PROCESSES)
        killed |= _kill(running[place])
        running[place] = start()
    stop.set()
    for process in (*running, feeder):
        process.join(PATIENCE)
        killed |= _kill(process)
    return killed


def _start(work: Callable[[], None], app: Flask, folder: Path) -> BaseProcess:
    process = FORK.Process(target=_child, args=(work, app, folder), daemon=True)
    process.start()
    return process


def _child(work: Callable[[], None], app: Flask, folder: Path) -> None:
    with app.app_context():
        db.engine.dispose(close=False)  # a connection is never shared over a fork
    try:
        work()
    except Exception as error:  # told by the parent: a process that gives up is a finding
        with (folder / "errors.txt").open("a") as told:
            told.write(f"{error!r}\n")
        raise


def _feed(app: Flask, city: City, stop: Event) -> None:
    """Prepare new matters as the old ones are settled."""
    chance, city = random.Random(0), world.numbered(city, 1000)
    while not stop.wait(0.5):
        with app.app_context(), writing(), suppress(OperationalError):  # busy: the next turn
            world.top_up(city, chance)
        with app.app_context():
            session.rollback()


def _kill(process: BaseProcess) -> set[int]:
    """Kill a process that still runs, and return its number if it did."""
    if process.pid is None or not process.is_alive():
        return set()
    with suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    return {process.pid}


def _let_go() -> None:
    session.remove()
    db.engine.dispose()


def _print(engine: str, found: verdict.Verdict, kills: int, seconds: float, folder: Path) -> None:
    acts_told = Counter(
        (line["act"], line["result"]) for _process, line in journal.lines(folder) if "act" in line
    )
    print(
        f"{engine}: decisions acknowledged {found.acknowledged}, found {found.found}, lost {len(found.lost)}, "
        f"double {len(found.double)}, wrongful {len(found.wrongful)}, kills {kills}"
    )
    print(f"  {sum(acts_told.values()) / seconds:.1f} acts a second in {seconds:.0f} s; {found.about}")
    done = {act: n for (act, result), n in sorted(acts_told.items()) if result == "done"}
    print("  done: " + ", ".join(f"{act} {n}" for act, n in done.items()))
    print("  refused:")
    for (act, result), n in acts_told.most_common():
        if result != "done":
            print(f"    {n:5} {act}: {result}")
    for name in ("lost", "double", "wrongful"):
        for words in getattr(found, name)[:10]:
            print(f"  {name.upper()}: {words}")
    errors = folder / "errors.txt"
    if errors.exists():
        print(f"  processes that gave up:\n{errors.read_text()}")


if __name__ == "__main__":
    sys.exit(main())
