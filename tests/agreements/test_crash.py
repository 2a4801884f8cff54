"""The server killed between submit and answer: a decision that was acknowledged is there, once and whole; no half one.

A real server process serves a database of its own, somebody decides over HTTP, and the server's process group gets
SIGKILL at a random moment from before the request arrives to after the answer.
"""

import http.client
import os
import random
import re
import signal
import socket
import threading
import time
from contextlib import suppress
from multiprocessing.context import ForkServerProcess
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from registry.agreements.models import Edition
from registry.agreements.workflow import State
from registry.audit import chain, guard
from registry.audit.models import AuditEntry
from registry.city.accounts import passwords
from registry.city.accounts.models import User
from registry.city.units.models import Unit  # noqa: F401  # the account points at it
from registry.core.database import session
from registry.core.jobs import Job
from registry.core.workflow import StateChange
from registry.matters.approvals.models import (
    Decision,
    Declaration,
    Round,
    RoundStatus,
    Step,
)
from registry.notifications.models import OutboxMessage
from tests.patience import PATIENCE
from tests.processes import command

pytestmark = [pytest.mark.slow, pytest.mark.only_on("sqlite")]

ROUNDS = int(os.environ.get("CRASHES", "5"))  # `make long` kills it oftener
PASSWORD = "en lång mening för proven"
LOST = (http.client.HTTPException, OSError)
ONE_DECISION = {
    "decision": 1,
    "agreement.approved": 1,
    "decision.made": 1,
    "declaration": 1,
    "document job": 1,
    "step in the history": 1,
    "told the preparer": 1,
}
NO_DECISION = dict.fromkeys(ONE_DECISION, 0)


class Server:
    """The web server as in production, in a process group of its own."""

    def __init__(self, url: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.environment = {"DATABASE_URL": url, "DEMO": "1", "PORT": str(self.port)}
        self.process: ForkServerProcess | None = None

    def start(self) -> None:
        given = (
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--log-level",
            "critical",
        )
        self.process = command("granian", *given, "wsgi:app", **self.environment)
        end = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.05)

    def kill(self) -> None:
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.join()
            self.process = None


class Person:
    """Somebody with a browser: keeps cookies, sends what a page's form holds."""

    def __init__(self, port: int, email: str) -> None:
        self.port, self.email = port, email
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, values: dict[str, str] | None = None) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if values:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, urlencode(values) if values else None, headers)
            answer = connection.getresponse()
            body = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _is, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), body

    def read(self, path: str) -> tuple[int, str, str]:
        """Ask for a page until there is an answer: the killed server's workers may still have hold of the port."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self.ask("GET", path)
            except LOST:
                assert time.monotonic() < end, "the server does not answer"
                time.sleep(0.05)

    def form(self, path: str) -> dict[str, str]:
        """Return the hidden fields of the page's own form, signing in first when the session is gone."""
        status, _to, body = self.read(path)
        if status == 303:
            self.sign_in()
            status, _to, body = self.read(path)
        assert status == 200, (path, status)
        return hidden(body)

    def sign_in(self) -> None:
        values = hidden(self.read("/sign-in")[2]) | {"email": self.email, "password": PASSWORD}
        assert self.ask("POST", "/sign-in", values)[0] == 303


def hidden(body: str) -> dict[str, str]:
    """Return the hidden fields of the form in the main part of a page."""
    fields = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", body.partition("<main")[2])
    return {attribute(field, "name"): attribute(field, "value") for field in fields}


def attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""


def traces(key) -> dict[str, int]:
    """Count everything that one decision leaves behind."""
    tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.matter_id == key)).all()

    def number(model, *where) -> int:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0

    return {
        "decision": number(Decision, Decision.matter_id == key),
        "agreement.approved": tags.count("agreement.approved"),
        "decision.made": tags.count("decision.made"),
        "declaration": number(Declaration, Declaration.matter_id == key, Declaration.round_id.is_not(None)),
        "document job": number(Job, Job.subject_id == key, Job.name == "agreement.document"),
        "step in the history": number(
            StateChange, StateChange.subject_id == key, StateChange.target == "approved"
        ),
        "told the preparer": number(
            OutboxMessage,
            OutboxMessage.matter_id == key,
            OutboxMessage.recipient == "handlaggare@demo.example",
        ),
    }


def assert_whole(key, *, acknowledged: bool) -> bool:
    """Look into the database after a crash; return whether the decision is there."""
    session.expire_all()
    edition = session.get_one(Edition, key)
    is_made = edition.agreement.state is State.APPROVED
    assert is_made or edition.agreement.state is State.SUBMITTED
    assert is_made or not acknowledged, "the person was told that it was decided, and it is not there"
    assert traces(key) == (ONE_DECISION if is_made else NO_DECISION)
    round_ = session.scalars(select(Round).where(Round.matter_id == key)).one()
    step = session.scalars(select(Step).where(Step.round_id == round_.id)).one()
    assert (round_.status is RoundStatus.APPROVED, step.is_open) == (is_made, not is_made)
    session.rollback()
    return is_made


@pytest.fixture
def server(work, database):
    made = Server(database)
    yield made
    made.kill()


@pytest.fixture
def waiting(desk) -> list:
    """So many agreements that wait for the unit head, who has a password."""
    with guard.resting():
        keys = [desk.submitted().id for _number in range(ROUNDS)]
        head = session.get_one(User, desk.unit_head.user_id)
        head.password_hash = passwords.hash(PASSWORD)
        session.commit()
    session.remove()
    return keys


def decide_while_killed(server: Server, head: Person, key, after: float) -> tuple[bool, float]:
    """Send the decision, kill the server meanwhile; return whether the answer came, and how long it took."""
    path = f"/agreements/{key}/decide"
    values = head.form(path) | {"has_conflict": "no", "outcome": "approve", "password": PASSWORD}
    strike = threading.Timer(after, server.kill)
    began = time.monotonic()
    strike.start()
    acknowledged = False
    with suppress(*LOST):
        status, to, _body = head.ask("POST", path, values)
        acknowledged = (status, to) == (303, f"/agreements/{key}")
        assert acknowledged, status
    took = time.monotonic() - began
    if acknowledged:
        strike.cancel()  # nothing is left to be cut short: killed at once
    strike.join()
    server.kill()
    return acknowledged, took


def strike_after(turn: int, usual: float, outcomes: list[tuple[bool, bool]], chance: random.Random) -> float:
    """Return after how many seconds to kill: at any moment of a decision, by how long the last one took.

    The first is left alone and tells that; when all had their answer, the last one is not waited for.
    """
    if turn == 0:
        return PATIENCE
    never = turn == ROUNDS - 1 and all(acknowledged for acknowledged, _made in outcomes)
    return 0.0 if never else chance.uniform(0, 1.2 * usual)


def test_no_decision_is_lost_halved_or_doubled(server, waiting, work):
    chance = random.Random(20261121)  # where to strike, not a secret
    head = Person(server.port, "enhetschef@demo.example")
    usual, outcomes = PATIENCE, []
    for turn, key in enumerate(waiting):
        server.start()
        after = strike_after(turn, usual, outcomes, chance)
        acknowledged, took = decide_while_killed(server, head, key, after)
        usual = took if acknowledged else usual
        outcomes.append((acknowledged, assert_whole(key, acknowledged=acknowledged)))
        assert chain.check().faults == ()
        session.rollback()
    assert (True, True) in outcomes
    assert any(not acknowledged for acknowledged, _made in outcomes), "the server was never killed in time"
    left = [key for key, (_acknowledged, made) in zip(waiting, outcomes, strict=True) if not made]
    server.start()
    for key in left[:2]:  # what was not decided can be decided now, as if nothing had happened
        values = head.form(f"/agreements/{key}/decide") | {
            "has_conflict": "no",
            "outcome": "approve",
            "password": PASSWORD,
        }
        assert head.ask("POST", f"/agreements/{key}/decide", values)[0] == 303
        assert assert_whole(key, acknowledged=True)
