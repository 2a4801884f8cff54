"""The papers that are frozen and kept: what each says, and the files that are made of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements.marked import marked_collaborations
from registry.city.priorities.models import GoverningDocument
from registry.city.priorities.programmes import report as programme
from registry.city.vocabulary.models import District
from registry.core.database import session
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.annexes.making import Files
from registry.mapping.reports import content, files, statement
from registry.mapping.reports.choices import ReportPaper
from registry.mapping.reports.content import READER, ReportHead
from registry.mapping.reports.models import MapReport
from registry.mapping.reports.rules import ReportQuestion
from registry.partners.organisations.models import Organisation
from registry.settings import Settings

PDF_ALONE = ((True, AnnexFormat.PDF),)  # with its data inside


@dataclass(frozen=True, slots=True)
class AskedPaper:
    """What was asked for, as plain values that outlive the session."""

    paper: ReportPaper
    question: ReportQuestion
    head: ReportHead
    document_id: UUID | None
    asked_by_id: UUID | None


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """How a paper is frozen (only reads), the files it is kept as, and the bytes of one of them."""

    frozen: Callable[[AskedPaper, Settings, datetime], dict[str, Any]]
    files: Files
    rendered: Callable[[Mapping[str, Any], AnnexFormat], bytes]


def asked(report: MapReport) -> AskedPaper:
    """Return what was asked for."""
    days = tuple(date.fromisoformat(day) for day in report.days)
    question = ReportQuestion(report.speaks_of, report.known_on, report.dimension, report.subject_id, days)
    head = ReportHead(report.title, report.subject_words, report.asked_by)
    return AskedPaper(report.paper, question, head, report.document_id, report.asked_by_id)


def _map(paper: AskedPaper, settings: Settings, at: datetime) -> dict[str, Any]:
    return content.frozen(paper.question, paper.head, settings=settings, at=at)


def _partner(paper: AskedPaper, settings: Settings, at: datetime) -> dict[str, Any]:
    """What the association may know of, whoever of it asked and whichever others that person represents."""
    own = session.get_one(Organisation, paper.question.subject_id)
    reader = Actor(
        user_id=paper.asked_by_id or READER.user_id, name="", roles=frozenset({Role.PARTNER}),
        organisation_ids=frozenset({own.id}),
    )  # fmt: skip
    return statement.content(own, actor=reader, settings=settings, at=at)


def _board(paper: AskedPaper, settings: Settings, at: datetime) -> dict[str, Any]:
    document = session.get_one(GoverningDocument, paper.document_id)
    district = session.get_one(District, paper.question.subject_id)
    hidden = frozenset(session.scalars(marked_collaborations()))
    return programme.content(document, district, hidden=hidden, settings=settings, actor=READER, at=at)


def _drawn(document: Callable[[dict[str, Any]], bytes]) -> Callable[[Mapping[str, Any], AnnexFormat], bytes]:
    return lambda frozen, _form: document(dict(frozen))


PAPERS: Mapping[ReportPaper, KeptPaper] = {
    ReportPaper.MAP: KeptPaper(_map, files.FILES, files.rendered),
    ReportPaper.PARTNER: KeptPaper(_partner, PDF_ALONE, _drawn(statement.document)),
    ReportPaper.BOARD: KeptPaper(_board, PDF_ALONE, _drawn(programme.document)),
}
