"""The job table: nothing lost, nothing done twice, whoever dies on the way."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from registry.core import jobs, worker
from registry.core.database import db, reading, session, writing
from registry.core.jobs import LEASE, MOST_ATTEMPTS, Job
from tests.patience import PATIENCE

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
TICK = timedelta(milliseconds=1)

done: list[tuple[str, datetime]] = []


def note(payload, at):
    done.append((payload["word"], at))


def break_off(payload, at):
    session.add(Job(name="test.note", payload={}, run_at=NOON, created_at=NOON))
    session.flush()
    raise ValueError(payload["word"])


jobs.plug({"test.note": note, "test.break": break_off})


@pytest.fixture(autouse=True)
def fresh(plain):
    done.clear()


def enqueue(word="ett", *, name="test.note", at=NOON):
    job = jobs.enqueue(name, {"word": word}, at=at)
    session.commit()
    return job.id


def stored(job_id) -> Job:
    session.rollback()
    return session.get_one(Job, job_id, populate_existing=True)


def claim(at=NOON):
    job = jobs.claim(at)
    held = (job.id, job.attempts) if job else None
    session.commit()
    return held


def test_a_job_is_done_and_marked():
    job_id = enqueue()
    assert worker.run_due(NOON) == 1
    assert done == [("ett", NOON)]
    job = stored(job_id)
    assert (job.state, job.attempts, job.lease_until, job.error) == ("done", 1, None, None)
    assert job.finished_at >= NOON
    assert worker.run_due(NOON) == 0


def test_a_job_that_is_rolled_back_never_was():
    jobs.enqueue("test.note", {"word": "ett"}, at=NOON)
    session.rollback()
    assert worker.run_due(NOON) == 0


def test_a_job_nobody_knows_is_refused_at_once():
    with pytest.raises(KeyError, match=r"test\.unknown"):
        jobs.enqueue("test.unknown", {}, at=NOON)


def test_a_job_waits_for_its_time():
    enqueue(at=NOON + MINUTE)
    assert worker.run_due(NOON) == 0
    assert worker.run_due(NOON + MINUTE) == 1


def test_a_daily_job_is_added_once_a_day_in_stockholm(monkeypatch):
    monkeypatch.setattr(jobs, "_daily", {"test.daily": 0})
    monkeypatch.setitem(jobs._handlers, "test.daily", lambda payload, at: done.append(("daily", at)))
    late = datetime(2026, 11, 21, 22, 30, tzinfo=UTC)  # half past eleven in the evening in Stockholm
    for at in (late, late + 15 * MINUTE, late + 45 * MINUTE, late + 60 * MINUTE):
        worker.plan_day(at)
        worker.run_due(at)
    assert done == [("daily", late), ("daily", late + 45 * MINUTE)]


@pytest.mark.both_engines
def test_two_workers_add_a_daily_job_once(plain, monkeypatch):
    monkeypatch.setattr(jobs, "_daily", {"test.note": 0})

    def other():
        with plain.app_context():
            worker.plan_day(NOON)

    jobs.plan_day(NOON.date(), at=NOON)
    thread = threading.Thread(target=other)
    thread.start()
    thread.join(0.3)  # it looks before this one has committed
    session.commit()
    thread.join()
    (job,) = session.scalars(select(Job))
    assert (job.name, job.state, job.attempts, job.run_at) == ("test.note", "new", 0, NOON)


def test_the_oldest_first():
    enqueue("tredje", at=NOON - MINUTE)
    enqueue("första", at=NOON - 3 * MINUTE)
    enqueue("andra", at=NOON - 2 * MINUTE)
    worker.run_due(NOON)
    assert [word for word, _at in done] == ["första", "andra", "tredje"]


def test_no_more_than_asked():
    for word in "abc":
        enqueue(word)
    assert worker.run_due(NOON, most=2) == 2


def test_an_idle_worker_takes_no_write_lock():
    other = db.engine.connect()
    try:
        with writing(), other.begin():
            assert worker.run_one(NOON) is False
    finally:
        other.close()


def test_the_handler_and_the_end_mark_are_one_transaction():
    job_id = enqueue("trasigt", name="test.break")
    worker.run_one(NOON)
    assert stored(job_id).state == "new"
    assert session.scalars(select(Job).where(Job.name == "test.note")).all() == []


def test_a_failed_job_comes_back_later_and_later():
    job_id = enqueue("trasigt", name="test.break")
    at, waits = NOON, []
    while stored(job_id).state == "new":
        worker.run_one(at)
        job = stored(job_id)
        assert job.error == "ValueError: trasigt"
        waits.append(round((job.run_at - at) / MINUTE))
        at = job.run_at
    assert waits[:-1] == [1, 2, 4, 8, 16, 32, 64]
    job = stored(job_id)
    assert (job.state, job.attempts, job.lease_until) == ("failed", MOST_ATTEMPTS, None)
    assert worker.run_due(at + timedelta(days=9)) == 0


def test_success_clears_the_old_error():
    job_id = enqueue()
    job = stored(job_id)
    job.error = "ValueError: förra gången"
    session.commit()
    worker.run_one(NOON)
    assert stored(job_id).error is None


def test_a_handler_that_is_gone_is_a_failure_and_no_crash():
    session.add(Job(name="test.gone", payload={}, run_at=NOON, created_at=NOON))
    session.commit()
    assert worker.run_one(NOON) is True
    job = session.scalars(select(Job)).one()
    assert job.error == "KeyError: 'test.gone'"


def test_a_held_job_is_left_alone_until_its_lease_runs_out():
    job_id = enqueue()
    assert claim() == (job_id, 1)
    assert claim() is None
    assert claim(NOON + LEASE) is None
    assert claim(NOON + LEASE + TICK) == (job_id, 2)


def test_the_fence_keeps_out_a_worker_that_was_thought_dead():
    job_id = enqueue()
    _id, first = claim()
    _id, second = claim(NOON + LEASE + TICK)
    assert jobs.finish(job_id, first, NOON) is False
    assert jobs.fail(job_id, first, NOON, "för sent") is False
    assert jobs.finish(job_id, second, NOON) is True
    assert jobs.finish(job_id, second, NOON) is False


def test_what_the_late_worker_did_is_rolled_back(monkeypatch):
    job_id = enqueue()

    def slow(payload, at):
        with db.engine.begin() as other:
            other.execute(update(Job).where(Job.id == job_id).values(attempts=2))
        session.add(Job(name="test.note", payload={}, run_at=NOON + 99 * MINUTE, created_at=NOON))

    monkeypatch.setitem(jobs._handlers, "test.note", slow)
    worker.run_one(NOON)
    assert (stored(job_id).state, stored(job_id).attempts) == ("running", 2)
    assert len(session.scalars(select(Job)).all()) == 1


def test_a_lease_is_renewed_only_by_its_holder():
    job_id = enqueue()
    _id, attempt = claim()
    with db.engine.begin() as connection:
        assert jobs.renew(connection, job_id, attempt, NOON + MINUTE) is True
        assert jobs.renew(connection, job_id, attempt + 1, NOON + MINUTE) is False
    assert stored(job_id).lease_until == NOON + MINUTE + LEASE


def test_a_long_job_keeps_its_lease(monkeypatch):
    monkeypatch.setattr(jobs, "LEASE", timedelta(seconds=0.3))
    enqueue()
    seen = []

    def long(payload, at):
        jobs.let_go()
        end = time.monotonic() + PATIENCE
        while not seen or (seen[-1] <= NOON + timedelta(seconds=0.6) and time.monotonic() < end):
            threading.Event().wait(0.05)
            with reading():
                seen.append(session.scalars(select(Job)).one().lease_until)
                session.rollback()

    monkeypatch.setitem(jobs._handlers, "test.note", long)
    worker.run_one(NOON)
    assert seen[-1] > NOON + timedelta(seconds=0.6), "it was renewed again and again"


def test_a_job_that_kills_its_worker_is_given_up():
    job_id = enqueue()
    at = NOON
    for attempt in range(1, MOST_ATTEMPTS + 1):
        assert claim(at) == (job_id, attempt)
        at += LEASE + TICK
    assert claim(at) is None
    job = stored(job_id)
    assert (job.state, job.error) == ("failed", jobs.LOST)


def test_letting_go_refuses_to_lose_changes():
    session.add(Job(name="test.note", payload={}, run_at=NOON, created_at=NOON))
    with jobs.at_work(), pytest.raises(RuntimeError):
        jobs.let_go()
    session.rollback()
    session.scalars(select(Job)).all()
    with jobs.at_work():
        jobs.let_go()
    assert not session().in_transaction()


def test_letting_go_leaves_a_commands_own_transaction_alone():
    session.add(Job(name="test.note", payload={}, run_at=NOON, created_at=NOON))
    session.flush()
    jobs.let_go()
    session.commit()
    assert len(session.scalars(select(Job)).all()) == 1


def test_parallel_workers_share_without_doubling(plain):
    for number in range(30):
        jobs.enqueue("test.note", {"word": f"{number:02}"}, at=NOON)
    session.commit()
    session.remove()
    troubles = []

    def work():
        try:
            with plain.app_context():
                while worker.run_one(NOON):
                    pass
        except Exception as error:  # told by the test, whichever thread it came from
            troubles.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    worker.run_due(NOON)  # a worker may meet only jobs that others just took, and go idle early
    assert troubles == []
    assert sorted(word for word, _at in done) == [f"{number:02}" for number in range(30)]
    assert {job.attempts for job in session.scalars(select(Job))} == {1}
