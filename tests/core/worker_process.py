"""A worker as a process of its own, to be killed."""

import signal
import threading
import time
from datetime import timedelta
from pathlib import Path

from registry.core import jobs, worker
from registry.core.database import session
from registry.core.jobs import Job
from tests.plain import plain_app

LEASE = timedelta(seconds=1)


def main(url: str, folder: Path) -> None:
    jobs.LEASE = LEASE
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def slow(payload, at):
        """Leave a mark outside the database at the start, and one inside it that stands for the work done."""
        (folder / f"{payload['word']}.{time.monotonic_ns()}").touch()
        time.sleep(0.1)
        session.add(Job(name="test.done", payload=payload, run_at=at, created_at=at, state="mark"))
        session.flush()
        time.sleep(0.1)

    jobs.plug({"test.slow": slow})
    with plain_app(url):
        worker.work(stop, pause=0.05)
