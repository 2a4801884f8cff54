"""Serving: the web server and the worker side by side. One that ends by itself is started anew; the other goes on.

The application is loaded once, here, and both are copies of this process: two web processes and the worker that each
load it for themselves keep two processors busy for as long as that takes, and hold their own copy of it in memory.
"""

import multiprocessing
import os
import signal
import socket
import threading
from functools import partial
from types import FrameType
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo, pass_script_info, with_appcontext
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from registry.cli.demo import prepare_demo
from registry.cli.programs import stand_by
from registry.cli.searching import fill_when_empty
from registry.core import migrations, worker
from registry.core.database import db, reading, session
from registry.documents.child import warm
from registry.web.front.front import Front

HOST = "127.0.0.1"


@click.command()
@click.option("--demo", is_flag=True, help="Load the demo first, and print address and accounts.")
@with_appcontext
@pass_script_info
def serve(info: ScriptInfo, demo: bool) -> None:
    """Migrate the database, then serve the pages and do the jobs until stopped."""
    port = _whole("PORT", 8000, most=65535)
    workers = _whole("WEB_WORKERS", min(os.cpu_count() or 1, 4), most=64)
    app = info.load_app()
    with _taken(port) as held:
        os.register_at_fork(after_in_child=held.close)
        _prepare(demo=demo)
        click.echo(f"Serving on {app.config['SETTINGS'].public_url} - stop with Ctrl+C.")
        raise SystemExit(
            stand_by(
                ("The web server", partial(_pages, app, port, workers), "registry-web"),
                ("The worker", partial(_jobs, app), "registry-jobs"),
            )
        )


@click.command()
@with_appcontext
def work() -> None:
    """Do jobs as they come: mail, documents, imports. Stops after the job in hand."""
    _work()


def _work() -> None:
    stop = threading.Event()

    def finish(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, finish)
    signal.signal(signal.SIGINT, finish)
    warm()  # so that the first document does not pay for starting the renderer
    worker.work(stop)


def _prepare(*, demo: bool) -> None:
    """Bring the database to where the pages expect it, and let go of it: no copy of this process may use its lines."""
    with reading():
        is_migrated = migrations.stored(session.connection()) == migrations.newest()
        session.rollback()
    if not is_migrated:
        from flask_migrate import upgrade  # Alembic is half a second

        upgrade(directory=str(migrations.FOLDER))
    fill_when_empty()
    if demo:
        prepare_demo()
    session.remove()
    db.engine.dispose()


def _pages(app: Flask, port: int, workers: int) -> None:
    """Be the web server: it copies itself for every web process, and starts those anew that end."""
    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "registry", interface=Interfaces.RSGI, address=HOST, port=port, workers=workers,
        backpressure=1024, http1_settings=HTTP1Settings(header_read_timeout=10_000), websockets=False,
        log_level=LogLevels.warning, workers_kill_timeout=20, respawn_failed_workers=True,
    )  # fmt: skip
    load: Any = partial(Front, app)  # its type knows no class whose instances answer
    server.serve(target_loader=load, wrap_loader=False)


def _jobs(app: Flask) -> None:
    with app.app_context():
        _work()


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


COMMANDS = (serve, work)
