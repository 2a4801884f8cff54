"""Processes that a test starts, forked from one that has read the product already: reading takes seconds.

What a cold start does is asked where that is the point: `tests/cli/test_serving.py` and the story in the browser.
"""

import os
import runpy
import sys
import tempfile
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from tests.engines import ROOT

READ_BEFORE = [
    "tests.core.worker_process", "tests.inbox.reminders.worker_process", "registry", "granian.cli",
]  # fmt: skip

_forks = get_context("forkserver")
_forks.set_forkserver_preload(READ_BEFORE)


def started(main: Callable[..., None], *arguments: object) -> ForkServerProcess:
    """Start a process of its own that runs the function; it shares nothing with the test but the arguments."""
    process = _forks.Process(target=main, args=arguments)
    process.start()
    return process


def command(
    module: str, *arguments: str, said: tuple[Path, ...] = (), **environment: str
) -> ForkServerProcess:
    """Start `python -m module` in a process group of its own; `said` are the files for its output and its errors."""
    return started(_run, module, arguments, {**os.environ, **environment}, said)


def ran(module: str, *arguments: str, **environment: str) -> tuple[int | None, str, str]:
    """Run `python -m module` to its end; return its exit code, what it said, and what it complained of."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder, "output"), Path(folder, "errors")
        process = command(module, *arguments, said=said, **environment)
        process.join()
        output, errors = (one.read_text() for one in said)
        return process.exitcode, output, errors


def _run(
    module: str, arguments: tuple[str, ...], environment: dict[str, str], said: tuple[Path, ...]
) -> None:
    os.setsid()
    os.chdir(ROOT)
    os.environ.update(environment)
    for number, path in enumerate(said, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
