"""What an association's page takes while everything slow is asked for at once: alone and in the storm, in one run.

`python -m benchmarks.overload` starts the server as `make run` does, on a demo of its own (or on the one in
DATABASE_URL, a draft of which it fills with huge words). `--tiny` takes a small storm and few pages.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Text, select

from benchmarks.storm import Strength, Visitor, timed
from registry import create_app
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.core.database import session, writing
from registry.documents.hygiene import WORD_LENGTH
from registry.partners.organisations.models import Organisation
from registry.settings import ROOT, Settings

Timed = tuple[int, float]  # status and seconds

PASSWORD = "for-the-storm-alone"  # noqa: S105 - of a demo that is thrown away
PAGES = {"exempelforeningen": "/portal/", "handlaggare": "/organisations/{organisation}"}
ALONE, MEANWHILE, PAUSE = 40, 150, 0.2
STARTING = 180  # seconds: loading the demo takes most of them
MOST_FAILURES = "1000000"  # attempts that are refused unread would cost nothing


def lines(*, tiny: bool) -> Iterator[str]:
    """Yield the lines of the table."""
    strength, alone, meanwhile = (Strength(2, 1, 20, 2), 2, 4) if tiny else (Strength(), ALONE, MEANWHILE)
    words = " ".join(["b" * (200 if tiny else WORD_LENGTH - 10)] * (2 if tiny else 8))
    with _served(words, "1" if tiny else "2") as (port, preview, organisation):
        people = {}
        for name, path in PAGES.items():
            people[path.format(organisation=organisation)] = _signed_in(port, name)
        before = {path: [timed(one, path) for _n in range(alone)] for path, one in people.items()}
        with _storm(port, preview, strength) as answered:
            after = _in_turn(people, meanwhile)
        for path in people:
            yield f"{path.split('/')[1] + ', alone':30} {_told(before[path])}"
            yield f"{path.split('/')[1] + ', in the storm':30} {_told(after[path])}  goal: p95 <= 1000 ms"
        yield "answered meanwhile: " + ", ".join(
            f"{what} x {number}" for what, number in sorted(answered.items())
        )


def _in_turn(people: dict[str, Visitor], times: int) -> dict[str, list[Timed]]:
    taken: dict[str, list[Timed]] = {path: [] for path in people}
    for _number in range(times):
        for path, one in people.items():
            taken[path].append(timed(one, path))
            time.sleep(PAUSE)
    return taken


def _told(taken: list[Timed]) -> str:
    seconds, failed = sorted(one[1] for one in taken), sum(one[0] != 200 for one in taken)
    p50, p95 = (seconds[int(part * (len(seconds) - 1) + 0.5)] * 1000 for part in (0.5, 0.95))
    told = f"p50 {p50:6.0f} ms   p95 {p95:6.0f} ms   longest {seconds[-1] * 1000:6.0f} ms   of {len(taken)}"
    return f"{told}, {failed} failed" if failed else told


@contextmanager
def _storm(port: int, preview: str, strength: Strength) -> Iterator[dict[str, int]]:
    """Let the storm rage in a process of its own; what it was answered is known when it is over."""
    answered: dict[str, int] = {}
    told = [str(port), PASSWORD, preview, json.dumps(asdict(strength))]
    program = [sys.executable, "-m", "benchmarks.storm", *told]
    with subprocess.Popen(
        program, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as storm:
        assert storm.stdout
        assert storm.stdout.readline() == "begun\n"
        try:
            yield answered
        finally:
            answered.update(json.loads(storm.communicate()[0]))


@contextmanager
def _served(words: str, processes: str) -> Iterator[tuple[int, str, str]]:
    """Yield the port of the served demo, the address of a preview of huge words and an organisation's identifier."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/demo.db"
        environment = {
            **os.environ, "DEMO": "1", "DATABASE_URL": url, "PORT": str(port), "WEB_WORKERS": processes,
            "DEMO_PASSWORD": PASSWORD, "SECRET_KEY": "k" * 40,
            "THROTTLE_PER_KEY": MOST_FAILURES, "THROTTLE_PER_ADDRESS": MOST_FAILURES, "THROTTLE_GLOBAL": MOST_FAILURES,
        }  # fmt: skip
        free.close()
        log = Path(folder, "log")
        with log.open("w") as out:
            program = [sys.executable, "-m", "flask", "--app", "wsgi", "serve", "--demo"]
            server = subprocess.Popen(program, cwd=ROOT, env=environment, stdout=out, stderr=out)
        try:
            _wait_for(port, server, log)
            yield port, *_filled(url, words)
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + STARTING
    while Visitor(port).ask("GET", "/health")[0] != 200:
        assert server.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.2)


def _filled(url: str, words: str) -> tuple[str, str]:
    """Fill a draft with the words, the longest that a document may hold or, in a small storm, shorter ones."""
    app = create_app(Settings(database_url=url, secret_key="k" * 40, demo=True, secure_cookies=False))
    with app.app_context(), writing():
        draft = session.scalars(select(Edition).join(Agreement).where(Agreement.state == State.DRAFT)).first()
        assert draft
        for column in Edition.__table__.columns:
            if isinstance(column.type, Text):
                setattr(draft, column.key, words)
        found = draft.id, session.scalar(select(Organisation.id).order_by(Organisation.id).limit(1))
        session.commit()
        session.remove()
    return f"/agreements/{found[0]}/preview.pdf", str(found[1])


def _signed_in(port: int, name: str) -> Visitor:
    visitor = Visitor(port)
    status = visitor.sign_in(f"{name}@demo.example", PASSWORD)
    assert status == 303, status
    return visitor


def main() -> None:
    for line in lines(tiny="--tiny" in sys.argv):
        print(line, flush=True)


if __name__ == "__main__":
    main()
