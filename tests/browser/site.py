"""A demo of its own, as it is served for real: database, web server, worker and a mail server that takes its mail."""

import email
import email.policy
import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from registry import settings
from registry.core import worker
from registry.core.database import db
from registry.notifications import delivery
from tests.application import app_on, settings_for
from tests.engines import DEMO_PASSWORD, ROOT, RUN_FOLDER, Database
from tests.patience import PATIENCE


class Postbox:
    """Keeps the mail that a real SMTP server was handed."""

    def __init__(self) -> None:
        self.mail: list[EmailMessage] = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        self.mail.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"

    def to(self, role: str, about: str) -> list[EmailMessage]:
        """Return the mail to the role's account with these words in its subject, oldest first."""
        return [one for one in self.mail if one["To"] == f"{role}@demo.example" and about in one["Subject"]]


@dataclass
class Site:
    """A served demo."""

    url: str
    folder: Path
    password: str = DEMO_PASSWORD
    postbox: Postbox = field(default_factory=Postbox)
    app: Flask | None = None  # when it is served from this process

    def mail_to(self, role: str, about: str, number: int = 1) -> EmailMessage:
        """Wait until the role has this many mails about the matter, and return the last of them."""
        wait_until(lambda: len(self.postbox.to(role, about)) >= number, f"mail {number} to {role}")
        return self.postbox.to(role, about)[number - 1]


class Quiet(WSGIRequestHandler):
    """Keeps the connection open, as every web server does, and writes no line for each request."""

    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def pages_served(folder: Path) -> Iterator[Site]:
    """Serve a demo's pages from this very process, which has the product loaded: no worker does jobs, no mail is sent.

    For what is about the pages; the three more processes that are started when it is served for real cost 10 s each.
    """
    shared = Path(os.environ.get(RUN_FOLDER, folder))
    database = Database("sqlite", shared, f"pages_{free_port()}").restore("demo")
    settings.use(settings_for(database))
    app = app_on(database)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.port}", folder, app=app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


@contextmanager
def at_work(site: Site) -> Iterator[None]:
    """Do the jobs of a site that is served from this process, and take its mail."""
    stop, post = threading.Event(), Controller(site.postbox, hostname="127.0.0.1", port=free_port())
    to_us = {"smtp_host": "127.0.0.1", "smtp_port": post.port, "smtp_tls": "none"}
    delivery.configure(replace(settings.current(), public_url=site.url, **to_us))

    def work() -> None:
        with site.app.app_context():
            worker.work(stop)

    thread = threading.Thread(target=work)
    post.start()
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        post.stop()


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """Serve a demo of its own on a free port, and stop it again. In a test run the filled database is made once."""
    port, mail_port = free_port(), free_port()
    shared = Path(os.environ.get(RUN_FOLDER, folder))
    database = Database("sqlite", shared, f"served_{port}").restore("demo")
    site = Site(f"http://127.0.0.1:{port}", folder)
    post = Controller(site.postbox, hostname="127.0.0.1", port=mail_port)
    post.start()
    environment = {
        **os.environ,
        "DEMO": "1", "DATABASE_URL": database, "PORT": str(port), "PUBLIC_URL": site.url, "WEB_WORKERS": "1",
        "SECRET_KEY": "a key for the tests alone, not for use",
        "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(mail_port), "SMTP_TLS": "none",
    }  # fmt: skip
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
            cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_until(lambda: server.poll() is not None or answers(f"{site.url}/ready"), "the server")
            assert server.poll() is None, (folder / "server.log").read_text()
            yield site
        finally:
            server.terminate()
            server.wait(PATIENCE)
            post.stop()


def answers(url: str) -> bool:
    """Return whether the server of this machine answers 200 there."""
    host, path = url.removeprefix("http://").split("/", 1)
    connection = http.client.HTTPConnection(host, timeout=5)
    try:
        connection.request("GET", f"/{path}")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def wait_until(holds, what: str) -> None:
    """Wait until a condition holds. Raises AssertionError, which names what did not come."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come within {PATIENCE:.0f} s"
        time.sleep(0.1)


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
