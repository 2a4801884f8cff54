"""Delivery: the worker hands each outbox message to the mail server, at least once.

A message that the server has taken is marked in the same transaction as its job ends. A crash in between sends it again
with the same Message-ID, by which mail programs know the double. Without a mail server the message stays in the outbox
with the reason written on it.
"""

import re
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any
from uuid import UUID

from registry.core import jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.i18n import SOURCE, _, swedish
from registry.core.text import clean
from registry.notifications.models import OutboxMessage
from registry.settings import Settings

JOB = "deliver"
BAD_ADDRESS = (ValueError, IndexError, MessageError)  # whichever the parser stumbles over first
ENCODED = "=?"  # how an encoded word begins
# Which mail programs write as ">From ": encoded, it stays (RFC 2049 3).
LINE_FROM = re.compile("^From ", re.MULTILINE)
PATIENCE = 20  # seconds for each exchange with the mail server
_REASON_LENGTH = 500
_SUBJECT_LENGTH = 300

_configured: dict[str, Settings] = {}


def configure(settings: Settings) -> None:
    """Take the mail server, the sender and the public address from the settings; done once, at the start."""
    _configured["settings"] = settings


def settings() -> Settings:
    """Return the settings in force. Raises KeyError before `configure`."""
    return _configured["settings"]


def post(
    matter_id: UUID | None, *, to: str, subject: str, body: str, at: datetime, language: str = SOURCE
) -> OutboxMessage:
    """Put a message in the outbox, and the job that delivers it, in the current transaction."""
    message = OutboxMessage(
        matter_id=matter_id,
        recipient=to.strip()[:254],
        subject=one_line(subject)[:_SUBJECT_LENGTH],
        body=clean(body),
        language=language,
        created_at=at,
    )
    session.add(message)
    session.flush()
    jobs.enqueue(JOB, {"message_id": str(message.id)}, at=at, subject_id=message.id)
    return message


def send_unkept(*, to: str, subject: str, body: str, at: datetime, language: str = SOURCE) -> str | None:
    """Send, from a job, what must not lie in the outbox: a key to somebody's account. Ends the transaction.

    Returns why it can never be sent. Raises what the mail server answers, so that the job is tried again.
    """
    message = OutboxMessage(
        id=new_id(),
        recipient=to,
        subject=one_line(subject),
        body=clean(body),
        language=language,
        created_at=at,
    )
    if not settings().smtp_host:
        return _no_server()
    return _hand_over(message)


def one_line(text: str) -> str:
    """Return the text without line ends and control characters, fit for a header or for the middle of a sentence."""
    return " ".join(clean(text).split())


def deliver(payload: dict[str, Any], at: datetime) -> None:
    """Send one message and mark it sent. Raises what the mail server answers, so that the job is tried again."""
    message_id = UUID(payload["message_id"])
    message = session.get(OutboxMessage, message_id)
    if message is None or message.sent_at or message.unsent_reason:
        return
    reason = None
    if settings().smtp_host:
        reason = _hand_over(message)
        message = session.get_one(OutboxMessage, message_id)
    else:
        reason = _no_server()
    message.sent_at, message.unsent_reason = (None, reason[:_REASON_LENGTH]) if reason else (at, None)


@swedish()
def _no_server() -> str:
    return _("Ingen e-postserver är inställd. Meddelandet finns kvar här och skickas inte.")


def _hand_over(message: OutboxMessage) -> str | None:
    """Send the message; return why it can never be sent, when trying again would not help."""
    try:
        mail = compose(message, settings())
    except BAD_ADDRESS:
        jobs.let_go()
        with swedish():
            return str(_("Adressen går inte att använda: %(address)s", address=one_line(message.recipient)))
    jobs.let_go()  # a slow mail server must not keep the database waiting
    try:
        _send(mail, settings())
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        if code < 500:
            raise
        with swedish():
            return _(
                "Mottagarens server tog inte emot: %(words)s",
                words=f"{code} {words.decode(errors='replace')}",
            )
    return None


class EncodedSubject(str):
    """A subject in its own letters: encoded as a whole (RFC 2047), so that nothing in it is read as an encoded word.

    `EmailMessage` would decode `=?utf-8?q?x=0D=0ABcc:...?=` that somebody wrote in a title, line ends and all.
    """

    __slots__ = ()
    name = "subject"
    max_count = 1

    def fold(self, *, policy: EmailPolicy) -> str:
        """Return the header as it is sent, called by the policy for headers that say their own name."""
        return f"Subject: {Header(self, 'utf-8', header_name='Subject').encode(linesep=policy.linesep)}{policy.linesep}"


def compose(message: OutboxMessage, settings: Settings) -> EmailMessage:
    """Return the message as mail. Raises one of `BAD_ADDRESS` when the recipient is not exactly one address.

    The Message-ID comes from the row, so that a message delivered twice can be recognised.
    """
    sender = Address(settings.administration_name, addr_spec=settings.mail_from)
    if ENCODED in message.recipient:
        raise ValueError("an encoded word is no part of an address (RFC 2047 5)")
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=message.recipient)
    mail["Subject"] = EncodedSubject(one_line(message.subject))
    mail["Date"] = message.created_at
    mail["Message-ID"] = f"<{message.id}@{sender.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body, cte="quoted-printable")  # drops every Content-… header set before it
    mail.set_payload(LINE_FROM.sub("=46rom ", str(mail.get_payload())))
    mail["Content-Language"] = message.language
    return mail


def _send(mail: EmailMessage, settings: Settings) -> None:
    """Hand the mail to the server. Once that has said yes, a quarrel about the goodbye is no failure."""
    server = _connect(settings)
    try:
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password or "")
        server.send_message(mail, to_addrs=[mail["To"].addresses[0].addr_spec])
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
    finally:
        server.close()


def _connect(settings: Settings) -> smtplib.SMTP:
    host, port = settings.smtp_host or "", settings.smtp_port
    if settings.smtp_tls == "tls":
        return smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=PATIENCE)
    if settings.smtp_tls == "starttls":
        try:
            server.starttls(context=ssl.create_default_context())
        except BaseException:
            server.close()
            raise
    return server
