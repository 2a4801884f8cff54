"""The job table: work that follows a committed change (mail, documents, imports, reminders).

A job is written in the business transaction, so that it exists exactly when the change does. A worker claims it
with a lease and an attempt number; the number fences off a worker that was thought dead and comes back.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast
from uuid import UUID, uuid5

from sqlalchemy import (
    JSON,
    Connection,
    CursorResult,
    Index,
    Integer,
    Select,
    String,
    Text,
    Update,
    Uuid,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, aliased, mapped_column

from registry.core import clock
from registry.core.columns import Identified, Moment
from registry.core.database import Base, one_snapshot, session

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
LOST = "the worker ended without a word, every time"

Handler = Callable[[dict[str, Any], datetime], None]
_handlers: dict[str, Handler] = {}
_daily: dict[str, int] = {}
_DAYS = UUID("6d1f0c1e-7c0b-4a57-9a58-1d2f3c5b9e70")  # what the identifiers of daily jobs are derived from
_at_work: ContextVar[bool] = ContextVar("at_work", default=False)


class Job(Identified, Base):
    """One piece of work: what, with which values, when, how far it got and what went wrong last."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "state", "run_at"), Index("ix_job_subject_id", "subject_id"))

    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(20), default="new")
    run_at: Mapped[datetime] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    lease_until: Mapped[datetime | None] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)
    subject_id: Mapped[UUID | None] = mapped_column(Uuid)


def plug(handlers: Mapping[str, Handler]) -> None:
    """Plug in the functions that do jobs, by the jobs' names. Each is called with the payload and the moment."""
    _handlers.update(handlers)


def plug_daily(hours: Mapping[str, int]) -> None:
    """Plug in what the worker adds once every day, to be done from that hour in Stockholm.

    Its handler does nothing twice that is done already.
    """
    _daily.update(hours)


def plan_day(day: date, *, at: datetime) -> None:
    """Add the jobs of every day, unless they have been added for this one.

    The day's job has an identifier of its own, so that two workers who look at the same moment add one.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for name, hour in _daily.items():
        from_then = datetime.combine(day, time(hour), clock.STOCKHOLM).astimezone(UTC)
        row = {
            "id": uuid5(_DAYS, f"{name} {day}"),
            "name": name,
            "payload": {},
            "run_at": max(at, from_then),
            "created_at": at,
        }
        session.execute(insert(Job).values(row).on_conflict_do_nothing())


def handler_of(name: str) -> Handler:
    """Return the function that does jobs of this name. Raises KeyError when nobody does."""
    return _handlers[name]


def enqueue(name: str, payload: dict[str, Any], *, at: datetime, subject_id: UUID | None = None) -> Job:
    """Add a job to the current transaction, to be done at the moment `at` or soon after."""
    if name not in _handlers:
        raise KeyError(f"no handler for the job {name!r}")
    job = Job(name=name, payload=payload, run_at=at, created_at=at, subject_id=subject_id)
    session.add(job)
    return job


def is_due(at: datetime) -> bool:
    """Return whether there is a job to claim. Reads only, so that an idle worker never takes SQLite's write lock."""
    return session.scalar(_due(at).limit(1)) is not None


def claim(at: datetime) -> Job | None:
    """Take the oldest job that is due, or whose worker's lease has run out; None when there is nothing to do.

    A job that has used up its attempts without ever reporting back (it kills its worker) is given up here.
    """
    while job := _take(at):
        if job.attempts <= MOST_ATTEMPTS:
            return job
        give_up = {"state": "failed", "finished_at": at, "lease_until": None, "error": job.error or LOST}
        _close(job.id, job.attempts, give_up)
    return None


def _due(at: datetime) -> Select[tuple[UUID]]:
    ready = (Job.state == "new") & (Job.run_at <= at)
    abandoned = (Job.state == "running") & (Job.lease_until < at)
    return select(Job.id).where(or_(ready, abandoned)).order_by(Job.run_at, Job.id)


def _take(at: datetime) -> Job | None:
    """Claim one row. The subquery is a scalar one: as `IN (…)` PostgreSQL may run it again and lock more rows."""
    oldest = _due(at).limit(1)
    if session.get_bind().dialect.name == "postgresql":
        oldest = oldest.with_for_update(skip_locked=True)
    taken = session.execute(
        update(Job)
        .where(Job.id == oldest.scalar_subquery())
        .values(state="running", attempts=Job.attempts + 1, lease_until=at + LEASE)
        .returning(Job)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return taken.scalar_one_or_none()


def renew(connection: Connection, job_id: UUID, attempt: int, at: datetime) -> bool:
    """Prolong the lease of a job that takes long; False when another worker has taken it over."""
    return bool(connection.execute(_mine(job_id, attempt).values(lease_until=at + LEASE)).rowcount)


def finish(job_id: UUID, attempt: int, at: datetime) -> bool:
    """Mark the job done if this attempt still holds it; False when another worker has taken it over."""
    return _close(job_id, attempt, {"state": "done", "finished_at": at, "lease_until": None, "error": None})


def fail(job_id: UUID, attempt: int, at: datetime, error: str) -> bool:
    """Put the job back with a growing delay (1, 2, 4 … minutes), or give it up after `MOST_ATTEMPTS`."""
    if attempt >= MOST_ATTEMPTS:
        return _close(
            job_id, attempt, {"state": "failed", "finished_at": at, "lease_until": None, "error": error}
        )
    later = at + timedelta(minutes=2 ** (attempt - 1))
    return _close(job_id, attempt, {"state": "new", "run_at": later, "lease_until": None, "error": error})


def given_up(subject_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the subjects whose latest job was given up: nothing more comes until it is asked for anew."""
    later = aliased(Job)
    is_latest = ~exists().where(later.subject_id == Job.subject_id, later.id > Job.id)  # UUIDv7
    rows = select(Job.subject_id).where(Job.subject_id.in_(subject_ids), Job.state == "failed", is_latest)
    return {key for key in session.scalars(rows) if key}


@contextmanager
def at_work() -> Iterator[None]:
    """Tell handlers that the worker runs them, in a transaction that holds nothing but what they do themselves."""
    token = _at_work.set(True)
    try:
        yield
    finally:
        _at_work.reset(token)


def let_go() -> None:
    """End the transaction that a handler has read in, so that slow work outside the database holds no lock.

    Does nothing outside the worker: a command that runs a handler as a part of its own transaction keeps that. Raises
    RuntimeError when something was changed, which would be lost.
    """
    if not _at_work.get():
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a handler lets go of the database before it changes anything")
    session.rollback()


@contextmanager
def read_apart() -> Iterator[None]:
    """Let a handler read, and think about it, in a transaction that keeps nobody waiting; what it writes comes after.

    Everything inside sees the database as it was at the first read. Outside the worker it reads as its caller does.
    """
    if not _at_work.get():
        yield
        return
    let_go()
    with one_snapshot():
        yield


def _close(job_id: UUID, attempt: int, values: dict[str, Any]) -> bool:
    answer = session.execute(_mine(job_id, attempt).values(**values))
    return bool(cast("CursorResult[Any]", answer).rowcount)


def _mine(job_id: UUID, attempt: int) -> Update:
    """The fence: only the attempt that holds the job may touch it."""
    mine = update(Job).where(Job.id == job_id, Job.attempts == attempt, Job.state == "running")
    return mine.execution_options(synchronize_session=False)
