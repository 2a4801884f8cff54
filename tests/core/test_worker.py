"""The worker as a process: killed in the middle of a job it loses nothing; told to stop it finishes what it holds."""

import random
import threading
import time
from collections import Counter
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from registry.core import jobs, worker
from registry.core.database import reading, session
from registry.core.jobs import Job
from tests.core import worker_process
from tests.patience import PATIENCE
from tests.processes import started

pytestmark = pytest.mark.both_engines

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


@pytest.fixture
def start(plain, database, tmp_path):
    """Start worker processes; none outlives the test."""
    running = []

    def run():
        running.append(started(worker_process.main, database, tmp_path))
        return running[-1]

    yield run
    for process in running:
        process.kill()
        process.join()
        process.close()


def enqueue(count):
    for number in range(count):
        job = Job(name="test.slow", payload={"word": f"{number:02}"}, run_at=NOON, created_at=NOON)
        session.add(job)
    session.commit()


def states(name="test.slow"):
    """Count the jobs by state, without a lock left behind that the worker would wait for."""
    session.rollback()
    with reading():
        found = Counter(session.scalars(select(Job.state).where(Job.name == name)))
        session.rollback()
    return found


def until(holds):
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.mark.slow
def test_killed_again_and_again_it_loses_and_doubles_nothing(start, tmp_path):
    count, chance = 6, random.Random(20261121)  # where to strike, not a secret
    enqueue(count)
    for _strike in range(3):
        begun = len(list(tmp_path.iterdir()))
        process = start()
        until(lambda begun=begun: len(list(tmp_path.iterdir())) > begun)
        time.sleep(chance.random() * 0.3)
        process.kill()
        process.join()
    start()
    until(lambda: states()["done"] == count)
    marks = session.scalars(select(Job.payload).where(Job.name == "test.done")).all()
    assert sorted(mark["word"] for mark in marks) == [f"{number:02}" for number in range(count)]
    assert session.scalar(select(func.max(Job.attempts)).where(Job.name == "test.slow")) > 1


@pytest.mark.slow
def test_told_to_stop_it_finishes_the_job_in_hand(start, tmp_path):
    enqueue(4)
    process = start()
    until(lambda: any(tmp_path.iterdir()))
    process.terminate()
    process.join(PATIENCE)
    assert process.exitcode == 0
    begun = len(list(tmp_path.iterdir()))
    assert states() == Counter(done=begun, new=4 - begun)
    assert begun < 4


def test_a_busy_database_is_waited_for(plain, monkeypatch):
    """A database that is away for a moment must not end the only worker there is."""
    answers = [OperationalError("UPDATE job", {}, Exception("database is locked")), False]
    stop = threading.Event()

    def run_one(at):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        stop.set()
        return answer

    monkeypatch.setattr(worker, "run_one", run_one)
    monkeypatch.setattr(worker, "AFTER_TROUBLE", 0.01)
    worker.work(stop, pause=0.01)
    assert answers == []


def test_a_stopped_worker_begins_nothing(plain):
    assert "test.slow" not in jobs._handlers
    enqueue(1)
    stop = threading.Event()
    stop.set()
    worker.work(stop)
    assert states() == Counter(new=1)
