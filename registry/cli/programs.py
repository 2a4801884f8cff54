"""Programs that are kept running: each a copy of this process, so that what is loaded once is there for all of them."""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from contextvars import Context
from pathlib import Path
from types import FrameType

import click

FORK = multiprocessing.get_context("fork")
TOLD = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # by these we are told to stop
SETTLED = 10  # seconds that a program must have lived to count as started
MOST_FAILURES = 5  # starts in a row that end sooner than that, until we give up
PATIENCE = 30  # seconds for a program to finish what it has in hand


class KeptProgram:
    """A program that we keep running, in a process group of its own: Ctrl+C would reach the web server's workers too,
    and hang them.

    It begins as a copy: whoever starts it holds no connection to the database and runs no thread, for a copy of either
    is of no use.
    """

    def __init__(self, name: str, run: Callable[[], None], *, known_as: str) -> None:
        self.name, self.run, self.known_as = name, run, known_as
        self.failures = 0
        # Groups whose first process was killed, and until when they may go on.
        self.orphans: dict[int, float] = {}
        self.start()

    def start(self) -> None:
        """Start the program."""
        self.process = FORK.Process(target=self._begin, name=self.name)
        self.process.start()
        self.started = time.monotonic()

    def tend(self) -> None:
        """Start the program anew when it has ended by itself, after a pause that grows when it does not stay up.

        What it had started itself finishes what it has in hand, for as long as that is allowed to take.
        """
        for group in [group for group, until in self.orphans.items() if until < time.monotonic()]:
            del self.orphans[group]
            _signal(group, signal.SIGKILL)
        if (status := self.process.exitcode) is None:
            return
        self.orphans[self._group] = time.monotonic() + PATIENCE
        _signal(self._group, signal.SIGTERM)
        self.failures = 1 if time.monotonic() - self.started > SETTLED else self.failures + 1
        if self.has_given_up:
            click.echo(f"{self.name} does not stay up; stopping.", err=True)
            return
        click.echo(f"{self.name} ended with status {status}; starting it anew.", err=True)
        time.sleep(0.5 * self.failures)
        self.start()

    @property
    def has_given_up(self) -> bool:
        """Whether starting it once more is of no use."""
        return self.failures >= MOST_FAILURES

    def finish(self) -> None:
        """Wait until the program has done what it had in hand; what never gets there is ended."""
        self.process.join(PATIENCE)
        for group in (self._group, *self.orphans):
            _signal(group, signal.SIGKILL)
        self.process.join()

    @property
    def _group(self) -> int:
        return self.process.pid or 0

    def _begin(self) -> None:
        """Be the program: in a group, with signals, a name and a context of its own."""
        os.setpgid(0, 0)
        for told in TOLD:
            signal.signal(told, signal.SIG_DFL)
        with suppress(OSError):  # where the system lets a process say what it is
            Path("/proc/self/comm").write_text(self.known_as, encoding="ascii")
        Context().run(self.run)


def stand_by(*programs: tuple[str, Callable[[], None], str]) -> int:
    """Start the programs (name, what it does, the short name of its processes) and keep them running until we are told
    to stop, or one cannot be kept up; return the exit status.
    """
    gc.collect()
    gc.freeze()  # what is loaded stays in memory that all share, where the collector would write into it
    kept = [KeptProgram(name, run, known_as=known_as) for name, run, known_as in programs]
    asked = threading.Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    for told in TOLD:
        signal.signal(told, finish)
    while not asked.wait(0.2) and not any(one.has_given_up for one in kept):
        for one in kept:
            one.tend()
    for one in kept:
        one.process.terminate()
    for one in kept:
        one.finish()
    return 0 if asked.is_set() else 1


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)
