"""The worker: claims a job, does it in one transaction with its own end mark, and goes on. One of two places that commit."""

import logging
import threading
from datetime import datetime

from registry.core import clock, jobs
from registry.core.database import session, writing

log = logging.getLogger(__name__)


def run_one(at: datetime) -> bool:
    """Do the next job that is due at `at`; False when there was none. Needs an application context."""
    with writing():
        job = jobs.claim(at)
        if job is None:
            session.rollback()
            return False
        job_id, attempt, name, payload = job.id, job.attempts, job.name, dict(job.payload)
        session.commit()
        try:
            jobs.handler_of(name)(payload, at)
            if jobs.finish(job_id, attempt, at):
                session.commit()
            else:
                session.rollback()
        except Exception as error:
            session.rollback()
            log.exception("job %s failed", name)
            jobs.fail(job_id, attempt, at, f"{type(error).__name__}: {error}"[:2000])
            session.commit()
        finally:
            session.remove()
    return True


def run_due(at: datetime, most: int = 10_000) -> int:
    """Do everything that is due at `at` and return how many jobs were done."""
    done = 0
    while done < most and run_one(at):
        done += 1
    return done


def work(stop: threading.Event, pause: float = 0.5) -> None:
    """Do jobs as they come until told to stop; the job in hand is finished first."""
    while not stop.is_set():
        if not run_one(clock.now()):
            stop.wait(pause)
