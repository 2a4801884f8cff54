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
from registry.city.priorities.models import GoverningDocument
from registry.city.priorities.programmes import report as programme
from registry.city.vocabulary.models import District
from registry.core import clock, jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _, swedish
from registry.documents.content import fingerprint
from registry.mapping.annexes import making
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.coverage.choices import Dimension
from registry.mapping.known_moments import end_of
from registry.mapping.reports import content, papers, queries, rules, statement
from registry.mapping.reports.choices import ReportPaper
from registry.mapping.reports.models import MapReport
from registry.mapping.reports.papers import PAPERS
from registry.mapping.reports.rules import ReportQuestion
from registry.partners.organisations.models import Organisation
from registry.settings import current

JOB = "mapping.report"
MOST_WAITING = 20  # reports of one person that are not counted yet


def ask(question: ReportQuestion, subject: str | None, *, actor: Actor, at: datetime) -> MapReport:
    """Ask for a report about the subject, in words; the worker counts and draws it.

    The same that somebody waits for already is that one. Raises DomainError at `on` or `known_at` for a day that cannot
    be, at `on` when the actor waits for as many as one person may.
    """
    check(question, at=at)
    with swedish():
        title = rules.title(question.dimension, subject)
    made = MapReport(
        speaks_of=question.on, known_on=question.known_on, dimension=question.dimension, title=title,
        subject_id=question.subject_id, subject_words=subject, days=[day.isoformat() for day in question.days],
        waiting_key=question.key, asked_by=", ".join(filter(None, (actor.name, actor.title))),
    )  # fmt: skip
    return _waited_for(made, actor=actor, at=at)


def ask_statement(own: Organisation, *, actor: Actor, at: datetime) -> MapReport:
    """Ask for what the association and the city do together, as one who represents it; the worker freezes and draws it.

    It says that the association asked, not which person. Raises DomainError as `ask` does.
    """
    made = MapReport(
        paper=ReportPaper.PARTNER, speaks_of=clock.local(at).date(), dimension=Dimension.ORGANISATION,
        subject_id=own.id, subject_words=own.name, title=statement.title(own), asked_by=own.name,
        waiting_key=rules.key_of(ReportPaper.PARTNER, own.id),
    )  # fmt: skip
    return _waited_for(made, actor=actor, at=at)


def ask_board(document: GoverningDocument, district: District, *, actor: Actor, at: datetime) -> MapReport:
    """Ask for the report to the district's board about the programme. Raises DomainError as `ask` does."""
    made = MapReport(
        paper=ReportPaper.BOARD, speaks_of=clock.local(at).date(), dimension=Dimension.DISTRICT,
        subject_id=district.id, subject_words=district.name, document_id=document.id,
        title=programme.title(document, district), asked_by=", ".join(filter(None, (actor.name, actor.title))),
        waiting_key=rules.key_of(ReportPaper.BOARD, document.id, district.id),
    )  # fmt: skip
    return _waited_for(made, actor=actor, at=at)


def check(question: ReportQuestion, *, at: datetime) -> None:
    """Raise DomainError when the report cannot be: at `on` or `known_at`."""

    def _is_known(known: date) -> bool:
        return known_at(content.READER, end_of(known)).is_known("collaboration")

    refuse(rules.problems(question, at=at, is_known=_is_known))


def _waited_for(made: MapReport, *, actor: Actor, at: datetime) -> MapReport:
    """Return the report, stored and enqueued, or the same that somebody waits for already."""
    key = made.waiting_key or ""
    if (found := queries.waiting(key)) and not jobs.given_up([found.id]):
        return found
    if found:  # what the worker has given up is not waited for
        found.waiting_key = None
        audit.record(found, Tag.REPORT_GIVEN_UP, actor=actor, at=at)
        session.flush()
    if queries.waited_for(actor, since=at - timedelta(days=1)) >= MOST_WAITING:
        words = _(
            "Du väntar redan på %(n)s rapporter. Beställ fler när någon av dem är klar.", n=MOST_WAITING
        )
        raise DomainError(Problem(words, "on"))
    try:
        with session.begin_nested():
            return _stored(made, actor=actor, at=at)
    except IntegrityError:  # somebody asked for it at the same moment
        if found := queries.waiting(key):
            return found
        raise


def _stored(made: MapReport, *, actor: Actor, at: datetime) -> MapReport:
    made.id, made.asked_at, made.asked_by_id = new_id(), at, actor.user_id
    made.title, made.asked_by = made.title[:400], made.asked_by[:200]
    made.subject_words = made.subject_words and made.subject_words[:300]
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
        frozen, paper = found.content, PAPERS[found.paper]
        making.check(frozen, found.content_hash)

        def _draw(form: AnnexFormat, _is_public: bool) -> bytes:
            return paper.rendered(frozen, form)

        name = f"{found.title} {found.speaks_of}"
        is_left = making.make_next({"report_id": report_id}, paper.files, name, _draw, at=at)
    if is_left:
        jobs.enqueue(JOB, payload, at=at, subject_id=report_id)


def _freeze(found: MapReport, *, at: datetime) -> None:
    report_id, asked = found.id, papers.asked(found)
    with jobs.read_apart():
        frozen = PAPERS[asked.paper].frozen(asked, current(), at)
    again = session.get_one(MapReport, report_id, with_for_update=True)
    again.content, again.content_hash = frozen, fingerprint(frozen)
    again.frozen_at, again.waiting_key = at, None
    audit.record(again, Tag.REPORT_FROZEN, actor=None, at=at)


def _whole(report_id: UUID) -> MapReport:
    rows = select(MapReport).where(MapReport.id == report_id).options(undefer(MapReport.content))
    return session.scalars(rows).one()
