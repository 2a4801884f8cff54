"""Asking for a report, and what the worker does for it: freeze what it says, then make its files one by one."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import undefer

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.past.queries import known_at
from registry.audit.tags import Tag
from registry.core import clock, jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _, swedish
from registry.documents.content import fingerprint
from registry.mapping.annexes import making
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.coverage.page import end_of
from registry.mapping.reports import content, files, queries, rules
from registry.mapping.reports.content import ReportHead
from registry.mapping.reports.models import MapReport
from registry.mapping.reports.rules import ReportQuestion
from registry.settings import current

JOB = "mapping.report"
MOST_WAITING = 20  # reports of one person that are not counted yet


def ask(question: ReportQuestion, subject: str | None, *, actor: Actor, at: datetime) -> MapReport:
    """Ask for a report about the subject, in words; the worker counts and draws it.

    The same that somebody waits for already is that one. Raises DomainError at `on` or `known_at` for a day that cannot
    be, at `on` when the actor waits for as many as one person may.
    """
    check(question, at=at)
    if found := queries.waiting(question.key):
        return found
    if queries.waited_for(actor, since=at - timedelta(days=1)) >= MOST_WAITING:
        words = _(
            "Du väntar redan på %(n)s rapporter. Beställ fler när någon av dem är klar.", n=MOST_WAITING
        )
        raise DomainError(Problem(words, "on"))
    try:
        with session.begin_nested():
            return _asked(question, subject, actor=actor, at=at)
    except IntegrityError:  # somebody asked for it at the same moment
        if found := queries.waiting(question.key):
            return found
        raise


def check(question: ReportQuestion, *, at: datetime) -> None:
    """Raise DomainError when the report cannot be: at `on` or `known_at`."""
    is_known = question.known_on is None or known_at(content.READER, end_of(question.known_on)).is_known(
        "collaboration"
    )
    refuse(rules.problems(question, today=clock.local(at).date(), is_known=is_known))


def _asked(question: ReportQuestion, subject: str | None, *, actor: Actor, at: datetime) -> MapReport:
    made = MapReport(
        id=new_id(), speaks_of=question.on, known_on=question.known_on, dimension=question.dimension,
        subject_id=question.subject_id, subject_words=subject, days=[day.isoformat() for day in question.days],
        waiting_key=question.key, asked_at=at, asked_by_id=actor.user_id,
        asked_by=", ".join(filter(None, (actor.name, actor.title)))[:200],
    )  # fmt: skip
    with swedish():
        made.title = rules.title(question.dimension, subject)[:400]
    session.add(made)
    session.flush()
    audit.record(made, Tag.REPORT_ASKED, actor=actor, at=at)
    jobs.enqueue(JOB, {"report_id": str(made.id)}, at=at, subject_id=made.id)
    return made


def make(payload: dict[str, Any], at: datetime) -> None:
    """Do the next step of a report, freezing it or making one of its files, and come back for the one after.

    A restart loses one step at most. Raises ValueError when what is stored is not what was frozen.
    """
    report_id = UUID(payload["report_id"])
    found = _whole(report_id)
    is_left = True
    if found.content is None:
        _freeze(found, at=at)
    else:
        frozen = found.content
        making.check(frozen, found.content_hash)

        def _draw(form: AnnexFormat, _is_public: bool) -> bytes:
            return files.rendered(frozen, form)

        name = f"{found.title} {found.speaks_of}"
        is_left = making.make_next({"report_id": report_id}, files.FILES, name, _draw, at=at)
    if is_left:
        jobs.enqueue(JOB, payload, at=at, subject_id=report_id)


def _freeze(found: MapReport, *, at: datetime) -> None:
    report_id, head = found.id, ReportHead(found.title, found.subject_words, found.asked_by)
    days = tuple(date.fromisoformat(day) for day in found.days)
    question = ReportQuestion(found.speaks_of, found.known_on, found.dimension, found.subject_id, days)
    with jobs.read_apart():
        frozen = content.frozen(question, head, settings=current(), at=at)
    again = session.get_one(MapReport, report_id, with_for_update=True)
    again.content, again.content_hash = frozen, fingerprint(frozen)
    again.frozen_at, again.waiting_key = at, None
    audit.record(again, Tag.REPORT_FROZEN, actor=None, at=at)


def _whole(report_id: UUID) -> MapReport:
    rows = select(MapReport).where(MapReport.id == report_id).options(undefer(MapReport.content))
    return session.scalars(rows).one()
