"""Delivery to a real mail server: at least once, once when all is well, and never again after it was taken."""

import email
import smtplib
import ssl
import subprocess
from dataclasses import replace
from datetime import timedelta
from email import policy
from uuid import uuid4

import pytest
from aiosmtpd.smtp import AuthResult

from registry.core import worker
from registry.core.database import session
from registry.core.jobs import Job
from registry.notifications import delivery
from registry.notifications.models import OutboxMessage
from tests.notifications.conftest import NOON

pytestmark = pytest.mark.both_engines

TO = "enhetschef@demo.example"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def ready(plain, settings):
    """Every test here delivers from an outbox."""


def post(
    to=TO, subject="Väntar på ditt beslut: Språkkafé", body="Hej,\n\nett avtal väntar på ditt beslut.\n"
):
    message = delivery.post(None, to=to, subject=subject, body=body, at=NOON)
    session.commit()
    return message.id


def stored(message_id):
    session.rollback()
    return session.get_one(OutboxMessage, message_id, populate_existing=True)


def job():
    session.rollback()
    return session.query(Job).one()


def read(postbox):
    ((recipients, content),) = postbox.taken
    return recipients, email.message_from_bytes(content, policy=policy.default)


def text_of(mail):
    return mail.get_content().replace("\r\n", "\n")


def test_a_message_arrives_as_it_was_written(postbox):
    postbox.open()
    message_id = post()
    assert worker.run_due(NOON) == 1
    recipients, mail = read(postbox)
    assert recipients == [TO]
    assert mail["Subject"] == "Väntar på ditt beslut: Språkkafé"
    assert mail["From"] == "Arbetsmarknadsförvaltningen <samverkan@stad.example>"
    assert (mail["To"], mail["Message-ID"]) == (TO, f"<{message_id}@stad.example>")
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "sv")
    assert text_of(mail) == "Hej,\n\nett avtal väntar på ditt beslut.\n"
    assert (stored(message_id).sent_at, job().state) == (NOON, "done")


def test_a_server_that_is_down_is_tried_again_and_gets_it_once(postbox):
    message_id = post()
    worker.run_due(NOON)
    assert stored(message_id).sent_at is None
    assert "ConnectionRefusedError" in job().error
    postbox.open()
    assert worker.run_due(NOON) == 0
    later = NOON + 2 * MINUTE
    assert worker.run_due(later) == 1
    assert (stored(message_id).sent_at, job().state, len(postbox.taken)) == (later, "done", 1)
    assert worker.run_due(later + timedelta(days=1)) == 0
    assert len(postbox.taken) == 1


def test_a_message_is_never_sent_again_after_it_was_taken(postbox):
    postbox.open()
    message_id = post()
    worker.run_due(NOON)
    delivery.deliver({"message_id": str(message_id)}, NOON)
    assert len(postbox.taken) == 1


def test_a_crash_before_the_mark_sends_again_under_the_same_name(postbox, monkeypatch):
    postbox.open()
    post()

    def die(*_):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("registry.core.jobs.finish", die)
        with pytest.raises(SystemExit):
            worker.run_one(NOON)
    worker.run_due(NOON + 2 * MINUTE)
    names = {email.message_from_bytes(content)["Message-ID"] for _to, content in postbox.taken}
    assert (len(postbox.taken), len(names)) == (2, 1)


def test_a_quarrel_about_the_goodbye_is_no_failure(postbox, monkeypatch):
    postbox.open()
    message_id = post()
    monkeypatch.setattr(
        smtplib.SMTP, "quit", lambda self: (_ for _ in ()).throw(smtplib.SMTPServerDisconnected())
    )
    worker.run_due(NOON)
    assert stored(message_id).sent_at == NOON


def test_no_lock_is_held_while_the_server_thinks(postbox, monkeypatch):
    postbox.open()
    post()
    seen = []
    send = delivery._send

    def watched(mail, settings):
        seen.append(session().in_transaction())
        send(mail, settings)

    monkeypatch.setattr(delivery, "_send", watched)
    worker.run_due(NOON)
    assert seen == [False]


def test_a_recipient_refused_for_good_is_told_and_not_tried_again(postbox):
    postbox.answers[TO] = "550 no such mailbox"
    postbox.open()
    message_id = post()
    worker.run_due(NOON)
    assert (job().state, stored(message_id).sent_at) == ("done", None)
    assert stored(message_id).unsent_reason == "Mottagarens server tog inte emot: 550 no such mailbox"


def test_a_recipient_refused_for_now_is_tried_again(postbox):
    postbox.answers[TO] = "451 greylisted"
    postbox.open()
    message_id = post()
    worker.run_due(NOON)
    assert (job().state, stored(message_id).unsent_reason) == ("new", None)
    postbox.answers.clear()
    worker.run_due(NOON + 2 * MINUTE)
    assert len(postbox.taken) == 1


@pytest.mark.parametrize(
    "address", ["", "ingen", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "<>"]
)
def test_what_is_no_address_is_told_and_not_tried(postbox, address):
    postbox.open()
    message_id = post(to=address)
    worker.run_due(NOON)
    assert postbox.taken == []
    assert stored(message_id).unsent_reason.startswith("Adressen går inte att använda")


def test_without_a_server_the_message_is_kept_with_its_reason(without_server):
    message_id = post()
    worker.run_due(NOON)
    message = stored(message_id)
    assert (message.sent_at, job().state) == (None, "done")
    assert (
        message.unsent_reason
        == "Ingen e-postserver är inställd. Meddelandet finns kvar här och skickas inte."
    )


def test_headers_cannot_be_smuggled_in(postbox):
    postbox.open()
    post(subject="Avtal\r\nBcc: alla@demo.example\r\n\r\nny kropp")
    worker.run_due(NOON)
    recipients, mail = read(postbox)
    assert (recipients, mail["Bcc"]) == ([TO], None)
    assert mail["Subject"] == "Avtal Bcc: alla@demo.example ny kropp"


def test_a_line_with_a_single_dot_does_not_end_the_mail(postbox):
    postbox.open()
    post(body="Före\n.\nRCPT TO:<alla@demo.example>\nEfter\n")
    worker.run_due(NOON)
    recipients, mail = read(postbox)
    assert recipients == [TO]
    assert text_of(mail) == "Före\n.\nRCPT TO:<alla@demo.example>\nEfter\n"


def test_a_message_that_is_gone_is_nothing_to_deliver(postbox):
    postbox.open()
    delivery.deliver({"message_id": str(uuid4())}, NOON)
    assert postbox.taken == []


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A certificate for 127.0.0.1 that nobody trusts but who is told to."""
    folder = tmp_path_factory.mktemp("tls")
    names = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-subj", "/CN=127.0.0.1"]
    made = ["-addext", "subjectAltName=IP:127.0.0.1", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", "-x509", *made, *names], check=True, capture_output=True)
    return folder


@pytest.fixture
def encrypted(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))


def allow(_server, _session, _envelope, _mechanism, given):
    known = (given.login, given.password) == (b"samverkan", b"hemligt")
    return AuthResult(success=known, handled=False)


def test_starttls_with_a_login(postbox, settings, encrypted, trusted):
    delivery.configure(replace(settings, smtp_tls="starttls", smtp_user="samverkan", smtp_password="hemligt"))
    postbox.open(tls_context=encrypted, require_starttls=True, authenticator=allow, auth_required=True)
    message_id = post()
    worker.run_due(NOON)
    assert stored(message_id).sent_at == NOON


def test_a_wrong_login_is_tried_again_when_somebody_has_mended_it(postbox, settings, encrypted, trusted):
    delivery.configure(replace(settings, smtp_tls="starttls", smtp_user="samverkan", smtp_password="fel"))
    postbox.open(tls_context=encrypted, require_starttls=True, authenticator=allow, auth_required=True)
    message_id = post()
    worker.run_due(NOON)
    assert (job().state, stored(message_id).unsent_reason) == ("new", None)
    assert "SMTPAuthenticationError" in job().error


def test_tls_from_the_first_byte(postbox, settings, encrypted, trusted):
    delivery.configure(replace(settings, smtp_tls="tls"))
    postbox.open(ssl_context=encrypted)
    message_id = post()
    worker.run_due(NOON)
    assert stored(message_id).sent_at == NOON


@pytest.mark.parametrize(("mode", "option"), [("starttls", "tls_context"), ("tls", "ssl_context")])
def test_a_server_with_a_strangers_certificate_gets_nothing(postbox, settings, encrypted, mode, option):
    delivery.configure(replace(settings, smtp_tls=mode))
    postbox.open(**{option: encrypted})
    post()
    worker.run_due(NOON)
    assert postbox.taken == []
    assert "CERTIFICATE_VERIFY_FAILED" in job().error


def test_a_server_that_offers_no_encryption_gets_nothing(postbox, settings):
    delivery.configure(replace(settings, smtp_tls="starttls"))
    postbox.open()
    post()
    worker.run_due(NOON)
    assert postbox.taken == []
    assert "STARTTLS" in job().error
