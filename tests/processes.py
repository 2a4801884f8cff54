"""Processes that a test starts and kills, forked from one that has read the product already: reading takes seconds."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess

READ_BEFORE = ["tests.core.worker_process", "tests.inbox.reminders.worker_process"]

_forks = get_context("forkserver")
_forks.set_forkserver_preload(READ_BEFORE)


def started(main: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Start a process of its own that runs the function; it shares nothing with the test but the arguments."""
    process = _forks.Process(target=main, args=arguments)
    process.start()
    return process
