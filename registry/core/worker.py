"""The worker: claims a job, does it in one transaction with its own end mark, and goes on.

One of the two places that commit; the other is `web/transaction.py`.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from registry.core import clock, jobs
from registry.core.database import out_of_turn, reading, session, writing

log = logging.getLogger(__name__)

AFTER_TROUBLE = 5.0  # seconds of rest when the database is busy or away


def run_one(at: datetime) -> bool:
    """Do the next job that is due at `at`; False when there was none. Needs an application context."""
    with reading():
        due = jobs.is_due(at)
        session.rollback()
    if not due:
        return False
    with writing():
        job = jobs.claim(at)
        held = (job.id, job.attempts) if job else None
        name, payload = (job.name, dict(job.payload)) if job else ("", {})
        session.commit()
        if held is None:
            return False
        try:
            _do(name, payload, *held, at)
        finally:
            session.remove()
    return True


def run_due(at: datetime, most: int = 10_000) -> int:
    """Do everything that is due at `at` and return how many jobs were tried."""
    done = 0
    while done < most and run_one(at):
        done += 1
    return done


def plan_day(at: datetime) -> None:
    """Add the jobs of every day, once for each day in Stockholm."""
    with writing():
        jobs.plan_day(clock.local(at).date(), at=at)
        session.commit()
        session.remove()


def work(stop: threading.Event, pause: float = 0.5) -> None:
    """Do jobs as they come until told to stop; the job in hand is finished first. A busy database is waited for."""
    planned: date | None = None
    while not stop.is_set():
        try:
            if planned != (today := clock.today()):
                plan_day(clock.now())
                planned = today
            if not run_one(clock.now()):
                stop.wait(pause)
        except SQLAlchemyError:
            log.exception("the job table cannot be reached")
            session.remove()
            stop.wait(AFTER_TROUBLE)


def _do(name: str, payload: dict[str, object], job_id: UUID, attempt: int, at: datetime) -> None:
    """Run the handler and close the job in the handler's own transaction: both happen, or neither."""
    began = time.monotonic()
    try:
        with jobs.at_work(), _lease_kept(job_id, attempt, at):
            jobs.handler_of(name)(payload, at)
            kept = jobs.finish(job_id, attempt, _after(at, began))
            if kept:
                session.commit()
            else:
                session.rollback()
                log.warning("job %s took so long that another worker has it", name)
    except Exception as error:
        session.rollback()
        log.exception("job %s failed", name)
        jobs.fail(job_id, attempt, _after(at, began), f"{type(error).__name__}: {error}"[:2000])
        session.commit()


def _after(at: datetime, began: float) -> datetime:
    """The moment it is now, for a job that began at `at`: a retry counts from the failure, not from the start."""
    return at + timedelta(seconds=time.monotonic() - began)


@contextmanager
def _lease_kept(job_id: UUID, attempt: int, at: datetime) -> Iterator[None]:
    """Prolong the lease from a thread of its own for as long as the handler runs."""
    engine = cast("Engine", session.get_bind())
    done = threading.Event()
    began = time.monotonic()

    def keep() -> None:
        while not done.wait(jobs.LEASE.total_seconds() / 3):
            try:
                with out_of_turn(), engine.begin() as connection:
                    jobs.renew(connection, job_id, attempt, _after(at, began))
            except SQLAlchemyError:  # the handler itself holds SQLite's lock, and with it the job
                log.info("the lease could not be prolonged now")

    keeper = threading.Thread(target=keep, name="lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
