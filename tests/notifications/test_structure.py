"""No text that a person writes changes the structure of the mail it is put into: its headers, its body, who gets it."""

import email
from email import policy
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from registry.notifications import delivery
from registry.notifications.models import OutboxMessage
from tests.notifications.conftest import NOON

HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding",
    "MIME-Version", "Content-Language",
]  # fmt: skip
TO = "styrelsen@forening.example"
FORGED = (
    "=?utf-8?q?x=0D=0AContent-Type:_text/html=0D=0ABcc:_alla@demo.example=0D=0A=0D=0A=3Ch1=3EHej=3C/h1=3E?="
)
PIECES = (
    FORGED, "=?utf-8?b?DQpCY2M6IGFAYi5zZQ==?=", "=?", "?=", "\r\n", "\n", "\r", "\r\n\r\n", "\u2028", "\u2029", "\x85",
    "\x0b", "\x0c", "\x1c", "\x00", "\u202e", "\u2066", "\ufeff", "Bcc: alla@demo.example", "X-Flag: yes", "\n.\n",
    "From ",
    "Språk", "IOP", "م", "e\u0301", "👩‍👩‍👧", "=", "_", "?", '"', "<h1>", ",", ";", " ", "å" * 200,
)  # fmt: skip
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=6).map("".join)

few = trying(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def opened(postbox):
    postbox.open()
    return postbox


def message(subject="Avtal", body="Hej\n", to=TO):
    row = OutboxMessage(recipient=to, subject=subject, body=body, created_at=NOON)
    row.id = uuid4()
    return row


def received(postbox, row, settings):
    """Send the row as mail and return who got it and what they read, parsed anew from the bytes."""
    postbox.taken.clear()
    delivery._send(delivery.compose(row, settings), settings)
    ((recipients, content),) = postbox.taken
    return recipients, email.message_from_bytes(content, policy=policy.default)


@few
@given(subject=words, body=words)
@example(subject=f"Språk {FORGED}", body=FORGED)
@example(subject=FORGED, body="")
def test_whatever_is_written_the_mail_has_our_headers_and_one_body(opened, settings, subject, body):
    body = delivery.clean(body)  # as the outbox keeps it
    recipients, mail = received(opened, message(subject, body), settings)
    assert (recipients, mail.keys(), mail.defects) == ([TO], HEADERS, [])
    assert mail["Subject"] == delivery.one_line(subject)
    assert (mail["To"], mail.get_content_type(), mail.is_multipart()) == (TO, "text/plain", False)
    assert mail.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")


@pytest.mark.parametrize(
    "local",
    [
        "=?utf-8?q?x=0D=0ABcc=3A?=",
        '"=?utf-8?q?x=0D=0AX-Flag:_1?="',
        "a(=?utf-8?q?x?=)",
        '"a b"',
        "a,b",
        "a>b",
        "",
    ],
)
def test_an_address_is_used_as_it_is_or_not_at_all(opened, settings, local):
    address = f"{local}@forening.example"
    try:
        recipients, mail = received(opened, message(to=address), settings)
    except delivery.BAD_ADDRESS:
        assert opened.taken == []
    else:
        assert (recipients, mail.keys(), mail["To"]) == ([address], HEADERS, address)
