"""A worker as a process of its own, killed when it has made a file of the annex and not committed it."""

import time
from datetime import timedelta
from pathlib import Path

from registry.core import clock, jobs, worker
from registry.mapping.rounds import annex
from tests.patience import PATIENCE
from tests.plain import plain_app


def main(url: str, folder: Path, fatal: int | None) -> None:
    """Work until killed. The file number `fatal` that this process makes is written, marked, and never committed."""
    jobs.LEASE = timedelta(seconds=1)
    made = 0

    def make_annex(payload, at):
        nonlocal made
        annex.make_annex(payload, at)
        made += 1
        if made == fatal:
            (folder / f"{time.monotonic_ns()}").touch()
            time.sleep(2 * PATIENCE)

    with plain_app(url):
        jobs.plug({annex.JOB: make_annex})
        while True:
            if not worker.run_one(clock.now()):
                time.sleep(0.05)
