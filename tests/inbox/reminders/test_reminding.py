"""The daily job: who is told what, once each, whatever happens to the worker in between."""

import time
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from registry.agreements import actions
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.accounts.models import MailRhythm, User
from registry.city.deadlines.models import FreezePeriod
from registry.core import jobs, worker
from registry.core.database import session
from registry.inbox.reminders import reminding
from registry.inbox.reminders.models import Reminder, ReminderKind
from registry.matters import queries as matters
from registry.matters.approvals.models import ConflictGround, Outcome, Recusal, RecusalStatus
from registry.notifications.models import DigestLine, OutboxMessage
from tests.agreements.conftest import NOON
from tests.inbox.reminders import worker_process
from tests.inbox.reminders.conftest import DUE, morning
from tests.patience import PATIENCE
from tests.processes import started

pytestmark = pytest.mark.both_engines

BEFORE, AFTER, WEEK_AFTER = date(2026, 11, 26), date(2026, 11, 30), date(2026, 12, 4)


def run(day: date) -> list[tuple[str, str]]:
    """Do the day's job as the worker does; return whom it wrote to, and the subject up to the colon."""
    before = set(session.scalars(select(OutboxMessage.id)))
    jobs.enqueue(reminding.JOB, {}, at=morning(day))
    session.commit()
    worker.run_due(morning(day))
    session.rollback()
    new = [
        row
        for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        if row.id not in before
    ]
    return [(row.recipient.partition("@")[0], row.subject.partition(":")[0]) for row in new]


SOON, LATE = "Snart sista dagen", "Sista dagen har passerat"
ABOVE = "För kännedom, sista dagen har passerat"


def test_the_holder_is_reminded_before_and_after_and_then_the_manager_above_is_told(waiting):
    key = waiting.id
    assert run(BEFORE) == [("enhetschef", SOON)]
    assert run(DUE) == []
    assert run(AFTER) == [("enhetschef", LATE)]
    assert run(date(2026, 12, 1)) == []
    assert run(WEEK_AFTER) == [("avdelningschef", ABOVE)]
    assert run(WEEK_AFTER) == run(date(2026, 12, 7)) == []
    kinds = session.execute(select(Reminder.kind, Reminder.matter_id).order_by(Reminder.at)).all()
    assert kinds == [(kind, key) for kind in ReminderKind]
    body = session.scalars(select(OutboxMessage.body).where(OutboxMessage.subject.like(f"{ABOVE}%"))).one()
    assert "Du behöver inte besluta något." in body
    assert "Väntar på: Enhetschefen för Etableringscentrum" in body


def test_after_a_reroute_the_new_holder_is_reminded_and_the_former_hears_nothing(desk, waiting):
    step = matters.open_step(waiting)
    ground = ConflictGround.PARTY
    actions.declare(waiting, step, has_conflict=True, ground=ground, actor=desk.unit_head, at=NOON)
    matters.open_step(waiting).due_on = DUE
    session.commit()
    assert run(BEFORE) == [("avdelningschef", SOON)]
    assert run(WEEK_AFTER) == [("avdelningschef", LATE), ("direktor", ABOVE)]


def test_who_stands_outside_the_matter_hears_nothing_of_it(desk, waiting):
    with guard.resting():
        for person in (desk.unit_head, desk.division_head):
            session.add(
                Recusal(
                    matter_id=waiting.id, person_id=person.user_id, person=person.name, raised_by="Någon",
                    status=RecusalStatus.STANDING, at=NOON,
                )
            )  # fmt: skip
        session.commit()
    assert run(BEFORE) == []
    assert run(WEEK_AFTER) == [("direktor", ABOVE)]


def test_a_reminder_before_waits_for_the_digest_but_what_is_late_comes_at_once(desk, waiting):
    with guard.resting():
        session.get_one(User, desk.unit_head.user_id).mail_rhythm = MailRhythm.DAILY
        session.commit()
    assert run(BEFORE) == []
    assert session.scalar(select(func.count()).select_from(DigestLine)) == 1
    assert run(AFTER) == [("enhetschef", LATE)]


def test_what_was_sent_back_is_reminded_of_until_it_is_sent_again(desk, waiting):
    desk.decide(waiting, Outcome.RETURN, reason="Sänk beloppet")
    assert desk.kept(waiting).agreement.state is State.RETURNED
    assert ("handlaggare", SOON) in run(date(2026, 12, 3))  # ten working days, two of them left
    assert run(date(2026, 12, 18)) == [("handlaggare", LATE), ("enhetschef", ABOVE)]


def test_the_registrar_is_reminded_of_what_waits_to_be_reported(desk, waiting):
    desk.decide(waiting, Outcome.DECLINE, reason="Medel saknas")
    desk.kept(waiting)
    assert run(date(2026, 12, 14)) == [("registrator", SOON)]  # twenty working days, five of them left
    assert run(date(2026, 12, 15)) == []
    assert ("registrator", LATE) in run(date(2026, 12, 23))


def test_nobody_is_reminded_of_a_decision_in_a_freeze_period(waiting):
    with guard.resting():
        session.add(FreezePeriod(starts_on=BEFORE, ends_on=AFTER, reason="bokslut"))
        session.commit()
    assert run(BEFORE) == run(AFTER) == []
    assert run(date(2026, 12, 1)) == [("enhetschef", LATE)]


def test_many_are_told_in_several_transactions(desk, waiting, monkeypatch):
    monkeypatch.setattr(reminding, "SLICE", 1)
    another = desk.submitted()
    with guard.resting():
        matters.open_step(another).due_on = DUE
        session.commit()
    assert run(BEFORE) == [("enhetschef", SOON)] * 2


@pytest.mark.slow
def test_a_worker_killed_before_it_commits_has_told_nothing_and_the_next_one_tells_all_once(
    waiting, database, tmp_path
):
    jobs.enqueue(reminding.JOB, {}, at=morning(AFTER))
    session.commit()
    session.remove()
    mark = tmp_path / "written"
    process = started(worker_process.main, database, mark, morning(AFTER))
    try:
        end = time.monotonic() + PATIENCE
        while not mark.exists():
            assert time.monotonic() < end, "the worker did not come so far"
            assert process.is_alive(), "the worker ended by itself"
            time.sleep(0.05)
    finally:
        process.kill()
        process.join()
        process.close()
    assert session.scalar(select(func.count()).select_from(Reminder)) == 0
    session.rollback()
    worker.run_due(morning(AFTER) + timedelta(minutes=5))  # the lease of the dead one has run out
    assert session.scalar(select(func.count()).select_from(Reminder)) == 1
    late = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.subject.like(f"{LATE}%"))
    assert session.scalar(late) == 1
