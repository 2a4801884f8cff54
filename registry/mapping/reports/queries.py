"""Reads over reports: those there are, one with its files, and what one can be about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, select

from registry.access.actor import Actor
from registry.access.visibility import own_organisations, staff_only
from registry.core import jobs
from registry.core.database import session
from registry.mapping.annexes import queries as annexes
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.reports.choices import ReportPaper
from registry.mapping.reports.models import MapReport
from registry.mapping.reports.papers import PAPERS
from registry.partners.organisations.models import Organisation

MOST_REPORTS, MOST_STATEMENTS = 200, 50
_IS_OURS = MapReport.paper != ReportPaper.PARTNER


def _is_own(actor: Actor) -> ColumnElement[bool]:
    return and_(MapReport.paper == ReportPaper.PARTNER, own_organisations(actor, MapReport.subject_id))


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report with the files that are made so far, of how many; counting the figures is the first step."""

    report: MapReport
    files: Sequence[MappingAnnex]
    is_given_up: bool = False  # the work failed every time

    @property
    def is_at_work(self) -> bool:
        """Whether more of it comes by itself."""
        return self.done < self.steps and not self.is_given_up

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return 1 + len(PAPERS[self.report.paper].files)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return bool(self.report.frozen_at) + len(self.files)


def reports(actor: Actor) -> Sequence[MapReport]:
    """Return the latest reports, the last asked for first, without their content; nothing for a partner.

    What an association asked for itself is its own.
    """
    rows = select(MapReport).where(staff_only(actor), _IS_OURS)
    return session.scalars(rows.order_by(MapReport.asked_at.desc(), MapReport.id).limit(MOST_REPORTS)).all()


def report(actor: Actor, report_id: UUID) -> ShownReport | None:
    """Return one report with its files, without bytes; None for a partner, and of what is a partner's own."""
    found = session.scalar(select(MapReport).where(MapReport.id == report_id, staff_only(actor), _IS_OURS))
    return _shown(found) if found else None


def _shown(found: MapReport) -> ShownReport:
    return ShownReport(found, annexes.annexes(report_id=found.id), bool(jobs.given_up([found.id])))


def file(actor: Actor, report_id: UUID, annex_id: UUID) -> tuple[MappingAnnex, bytes] | None:
    """Return one file of a report with its bytes; None for a partner, and of what is a partner's own."""
    ours = session.scalar(select(MapReport.id).where(MapReport.id == report_id, _IS_OURS))
    return annexes.annex(actor, annex_id, report_id=ours) if ours else None


def statements(actor: Actor, organisation_id: UUID) -> list[ShownReport]:
    """Return the statements that the association has asked for, the last first, each with its file once it is made."""
    rows = select(MapReport).where(_is_own(actor), MapReport.subject_id == organisation_id)
    found = session.scalars(
        rows.order_by(MapReport.asked_at.desc(), MapReport.id).limit(MOST_STATEMENTS)
    ).all()
    ids = [one.id for one in found]
    files, lost = annexes.of_reports(ids), jobs.given_up(ids)
    return [ShownReport(one, files.get(one.id, ()), one.id in lost) for one in found]


def statement(actor: Actor, organisation_id: UUID, report_id: UUID) -> ShownReport | None:
    """Return one statement of the partner's own organisation; somebody else's does not exist for the partner."""
    own = MapReport.id == report_id, MapReport.subject_id == organisation_id, _is_own(actor)
    found = session.scalar(select(MapReport).where(*own))
    return _shown(found) if found else None


def statement_file(actor: Actor, organisation_id: UUID, report_id: UUID) -> tuple[MappingAnnex, bytes] | None:
    """Return the file of such a statement with its bytes; None before it is made."""
    own = MapReport.id == report_id, MapReport.subject_id == organisation_id, _is_own(actor)
    rows = select(MappingAnnex, MappingAnnex.content).join(MapReport, MapReport.id == MappingAnnex.report_id)
    found = session.execute(rows.where(*own).order_by(MappingAnnex.id)).first()
    return (found[0], found[1]) if found else None


def waiting(key: str) -> MapReport | None:
    """Return the report that was asked for so and is not frozen yet, whoever asked."""
    return session.scalar(select(MapReport).where(MapReport.waiting_key == key))


def waited_for(actor: Actor, since: datetime) -> int:
    """Return how many reports the actor has asked for since the moment that are not frozen yet."""
    rows = select(func.count(MapReport.id)).where(
        MapReport.asked_by_id == actor.user_id, MapReport.waiting_key.is_not(None), MapReport.asked_at > since
    )
    return session.scalar(rows) or 0


def organisation(actor: Actor, organisation_id: UUID | None) -> tuple[UUID, str] | None:
    """Return the organisation that a report can be about, with its name."""
    rows = select(Organisation.id, Organisation.name)
    found = session.execute(rows.where(Organisation.id == organisation_id, staff_only(actor))).one_or_none()
    return (found.id, found.name) if found else None
