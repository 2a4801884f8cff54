"""A worker as a process of its own that counts the map two at a time, killed when a portion is not committed yet."""

import time
from datetime import timedelta
from pathlib import Path

from registry.core import clock, jobs, worker
from registry.mapping.coverage import counting
from tests.patience import PATIENCE
from tests.plain import plain_app


def main(url: str, folder: Path, fatal: int | None) -> None:
    """Work until killed. The portion number `fatal` that this process counts is marked, and never committed."""
    jobs.LEASE = timedelta(seconds=1)
    counting.PORTION = 2
    counted = 0

    def count(payload, at):
        nonlocal counted
        counting.count(payload, at)
        counted += 1
        if counted == fatal:
            (folder / "here").touch()
            time.sleep(2 * PATIENCE)

    with plain_app(url):
        jobs.plug({counting.JOB: count})
        while True:
            if not worker.run_one(clock.now()):
                time.sleep(0.05)
