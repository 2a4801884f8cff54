"""Serving: the web server and the worker side by side. One that ends by itself is started anew; the other goes on."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from registry.cli.demo import prepare_demo
from registry.cli.searching import fill_when_empty
from registry.core import worker
from registry.documents.child import warm
from registry.settings import ROOT

HOST = "127.0.0.1"
WEB = (
    "granian", "--interface", "rsgi", "--host", HOST, "--backpressure", "1024",
    "--http1-header-read-timeout", "10000", "--no-ws", "--log-level", "warning",
    "--workers-kill-timeout", "20", "--respawn-failed-workers",
    "wsgi:front",
)  # fmt: skip
SETTLED = 10  # seconds that a program must have lived to count as started
MOST_FAILURES = 5  # starts in a row that end sooner than that, until we give up
PATIENCE = 30  # seconds for a program to finish what it has in hand


@click.command()
@click.option("--demo", is_flag=True, help="Load the demo first, and print address and accounts.")
@with_appcontext
def serve(demo: bool) -> None:
    """Migrate the database, then serve the pages and do the jobs until stopped."""
    port = _whole("PORT", 8000, most=65535)
    workers = _whole("WEB_WORKERS", min(os.cpu_count() or 1, 4), most=64)
    with _taken(port):
        upgrade(directory=str(ROOT / "migrations"))
        fill_when_empty()
        if demo:
            prepare_demo()
        web = KeptProgram("The web server", *WEB, "--port", str(port), "--workers", str(workers))
        jobs = KeptProgram("The worker", "flask", "--app", "wsgi", "work")
        click.echo(f"Serving on {current_app.config['SETTINGS'].public_url} - stop with Ctrl+C.")
        raise SystemExit(_stand_by(web, jobs))


@click.command()
@with_appcontext
def work() -> None:
    """Do jobs as they come: mail, documents, imports. Stops after the job in hand."""
    stop = threading.Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    warm()  # so that the first document does not pay for starting the renderer
    worker.work(stop)


def _whole(name: str, usual: int, *, most: int) -> int:
    """Read a number from the environment. Raises ClickException, one sentence, when it is none from 1 to `most`."""
    text = os.environ.get(name) or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise click.ClickException(f"{name} must be a whole number from 1 to {most}.")
    return int(text)


def _taken(port: int) -> socket.socket:
    """Take the port before anything else is done, and hold it for as long as the socket is open.

    The web server shares its port with whoever asks to share, so a second server would get half of the requests, with
    a database of its own. Held like this it is shared with our own web server alone: a second `serve` cannot take it.
    Raises ClickException, one sentence, when somebody else has it.
    """
    held = socket.socket()
    # What is left of connections is in nobody's way.
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((HOST, port))
    except OSError as error:
        held.close()
        raise click.ClickException(
            f"Port {port} cannot be used: {error.strerror}. Stop the other program, or set PORT to another number."
        ) from None
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    return held


class KeptProgram:
    """A program that we keep running, in a process group of its own: Ctrl+C would reach the web server's workers too,
    and hang them.
    """

    def __init__(self, name: str, *arguments: str) -> None:
        self.name, self.arguments = name, arguments
        self.failures = 0
        # Groups whose first process was killed, and until when they may go on.
        self.orphans: dict[int, float] = {}
        self.start()

    def start(self) -> None:
        """Start the program."""
        self.process = subprocess.Popen([sys.executable, "-m", *self.arguments], cwd=ROOT, process_group=0)
        self.started = time.monotonic()

    def tend(self) -> None:
        """Start the program anew when it has ended by itself, after a pause that grows when it does not stay up.

        What it had started itself finishes what it has in hand, for as long as that is allowed to take.
        """
        for group in [group for group, until in self.orphans.items() if until < time.monotonic()]:
            del self.orphans[group]
            _signal(group, signal.SIGKILL)
        if (status := self.process.poll()) is None:
            return
        self.orphans[self.process.pid] = time.monotonic() + PATIENCE
        _signal(self.process.pid, signal.SIGTERM)
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
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        for group in (self.process.pid, *self.orphans):
            _signal(group, signal.SIGKILL)
        self.process.wait()


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(group, number)


def _stand_by(*programs: KeptProgram) -> int:
    """Keep the programs running until we are told to stop, or one cannot be kept up; return the exit status."""
    asked = threading.Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(told, finish)
    while not asked.wait(0.2) and not any(one.has_given_up for one in programs):
        for one in programs:
            one.tend()
    for one in programs:
        one.process.terminate()
    for one in programs:
        one.finish()
    return 0 if asked.is_set() else 1


COMMANDS = (serve, work)
