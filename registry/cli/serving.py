"""Serving: the web server and the worker side by side; when one stops, so does the other."""

import os
import signal
import subprocess
import sys
import threading
import time
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

WEB = (
    "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--blocking-threads", "2", "--backpressure", "64",
    "--http1-header-read-timeout", "10000", "--no-ws", "--log-level", "warning",
    "--workers-kill-timeout", "20",
    "wsgi:app",
)  # fmt: skip


@click.command()
@click.option("--demo", is_flag=True, help="Load the demo first, and print address and accounts.")
@with_appcontext
def serve(demo: bool) -> None:
    """Migrate the database, then serve the pages and do the jobs until stopped."""
    upgrade(directory=str(ROOT / "migrations"))
    fill_when_empty()
    if demo:
        prepare_demo()
    port = os.environ.get("PORT", "8000")
    workers = os.environ.get("WEB_WORKERS", str(min(os.cpu_count() or 1, 4)))
    web = _start("-m", *WEB, "--port", port, "--workers", workers)
    jobs = _start("-m", "flask", "--app", "wsgi", "work")
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


def _start(*arguments: str) -> "subprocess.Popen[bytes]":
    """Start a child in a process group of its own: Ctrl+C would reach the web server's workers too, and hang them."""
    return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, process_group=0)


def _stand_by(*children: "subprocess.Popen[bytes]") -> int:
    """Wait until a child ends or we are told to stop, then end the others and return the exit status."""
    asked = threading.Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        asked.set()

    for told in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(told, finish)
    while not asked.is_set() and all(child.poll() is None for child in children):
        time.sleep(0.2)
    for child in children:
        if child.poll() is None:
            child.terminate()
        elif not asked.is_set():
            click.echo(f"{child.args!r} ended with status {child.returncode}; stopping the rest.", err=True)
    statuses = [child.wait(timeout=30) for child in children]
    return 0 if asked.is_set() else max((abs(status) for status in statuses), default=0)


COMMANDS = (serve, work)
