"""One mail a day, through a real mail server: what has come since the last, once, in the morning."""

import email
from datetime import UTC, date, datetime, timedelta
from email import policy

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.city.accounts import actions as accounts
from registry.city.accounts.models import MailLanguage, MailRhythm, User
from registry.core import jobs, worker
from registry.core.database import session
from registry.inbox.reminders import reminding
from registry.notifications import delivery
from registry.notifications.models import DigestLine
from registry.settings import Settings
from tests.agreements.conftest import NOON
from tests.notifications.conftest import Postbox

MONDAY = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@pytest.fixture
def postbox(desk):
    box = Postbox()
    delivery.configure(
        Settings(
            database_url="", secret_key="", public_url="https://samverkan.example.se", smtp_host="127.0.0.1",
            smtp_port=box.port, smtp_tls="none", mail_from="samverkan@stad.example",
        )
    )  # fmt: skip
    box.open()
    yield box
    box.close()


@pytest.fixture
def daily(desk):
    accounts.set_mail(desk.unit_head, language=MailLanguage.SWEDISH, rhythm=MailRhythm.DAILY, at=NOON)
    session.commit()
    return desk


def letters(postbox, to="enhetschef@demo.example"):
    mails = [email.message_from_bytes(content, policy=policy.default) for _to, content in postbox.taken]
    return [mail for mail in mails if mail["To"] == to]


def run_digest(at):
    jobs.enqueue(reminding.DIGEST, {}, at=at)
    session.commit()
    worker.run_due(at)
    session.rollback()


def test_the_morning_brings_one_mail_with_a_line_and_a_link_for_each(daily, postbox):
    made = {title: daily.submitted(title=title).id for title in ("Språkkafé", "Läxhjälp")}
    worker.run_due(NOON)
    assert letters(postbox) == []
    run_digest(MONDAY)
    (mail,) = letters(postbox)
    assert mail["Subject"] == "Det här har kommit till dig, 2026-11-23"
    body = mail.get_content().replace("\r\n", "\n")
    for title, key in made.items():
        link = f"https://samverkan.example.se/matters/{key}/decide"
        assert f"Väntar på ditt beslut: {title}\n{link}\n" in body
    assert "https://samverkan.example.se/inbox/" in body
    run_digest(MONDAY)
    run_digest(MONDAY + timedelta(days=1))
    assert len(letters(postbox)) == 1


def test_a_closed_account_gets_no_digest(daily, postbox):
    daily.submitted()
    with guard.resting():
        session.get_one(User, daily.unit_head.user_id).is_active = False
        session.commit()
    run_digest(MONDAY)
    assert letters(postbox) == []
    assert session.scalars(select(DigestLine.sent_at)).all() == [MONDAY]


def test_a_crash_before_the_mark_tells_nothing_and_then_all_once(daily, postbox, monkeypatch):
    daily.submitted()

    def die(*_):
        raise SystemExit

    worker.run_due(NOON)
    jobs.enqueue(reminding.DIGEST, {}, at=MONDAY)
    session.commit()
    with monkeypatch.context() as patch:
        patch.setattr("registry.core.jobs.finish", die)
        with pytest.raises(SystemExit):
            worker.run_one(MONDAY)
    session.rollback()
    worker.run_due(MONDAY + timedelta(minutes=2))
    assert len(letters(postbox)) == 1


def test_the_jobs_of_a_day_wait_for_their_hour(plain_jobs):
    assert plain_jobs == {reminding.JOB: "06:00", reminding.DIGEST: "07:00"}


@pytest.fixture
def plain_jobs(work):
    midnight = datetime(2026, 11, 22, 23, 5, tzinfo=UTC)  # five past midnight on Monday in Stockholm
    jobs.plan_day(date(2026, 11, 23), at=midnight)
    session.commit()
    rows = session.execute(select(jobs.Job.name, jobs.Job.run_at))
    return {name: f"{at + timedelta(hours=1):%H:%M}" for name, at in rows if name.startswith("reminders.")}
