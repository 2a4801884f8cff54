"""A database, settings that point at a mail server of the test's own, and that server."""

import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller

from registry.notifications import delivery
from registry.settings import Settings
from tests.plain import plain_app

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


MATTER, SOMEBODY = UUID(int=7), UUID(int=8)


@dataclass(frozen=True)
class SomeMatter:
    """What a message is about."""

    id: UUID = MATTER
    title: str = "IOP Språkkafé i Farsta"
    case_number: str | None = "AMF 2026/101"
    secrecy: str | None = None


@dataclass(frozen=True)
class SomePerson:
    """Somebody in the house, who is told."""

    id: UUID = SOMEBODY
    email: str = "mottagare@demo.example"
    wants_digest: bool = False
    mail_language: str = "sv"


class Postbox:
    """Takes the mail, or answers what it is told to answer; counts what it was offered."""

    def __init__(self):
        self.taken = []
        self.answers = {}
        self.controller = None
        self.port = free_port()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  # aiosmtpd's name
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802  # aiosmtpd's name
        self.taken.append((envelope.rcpt_tos, envelope.content))
        return "250 taken"

    def open(self, **options):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()

    def close(self):
        if self.controller:
            self.controller.stop()
        self.controller = None


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        yield app


@pytest.fixture
def postbox():
    """A mail server, closed until it is opened."""
    made = Postbox()
    yield made
    made.close()


@pytest.fixture
def settings(postbox):
    """The settings in force: the test's mail server, without encryption."""
    before = dict(delivery._configured)
    chosen = Settings(
        database_url="", secret_key="", public_url="https://samverkan.example.se", smtp_host="127.0.0.1",
        smtp_port=postbox.port, smtp_tls="none", mail_from="samverkan@stad.example",
    )  # fmt: skip
    delivery.configure(chosen)
    yield chosen
    delivery._configured.clear()
    delivery._configured.update(before)


@pytest.fixture
def without_server(settings):
    delivery.configure(replace(settings, smtp_host=None))
