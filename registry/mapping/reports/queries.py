"""Reads over reports: those there are, one with its files, and what one can be about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.mapping.annexes import queries as annexes
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.reports.files import FILES
from registry.mapping.reports.models import MapReport
from registry.partners.organisations.models import Organisation

MOST_REPORTS = 200


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report with the files that are made so far, of how many; counting the figures is the first step."""

    report: MapReport
    files: Sequence[MappingAnnex]
    steps: int = 1 + len(FILES)

    @property
    def done(self) -> int:
        """How many steps are done."""
        return bool(self.report.frozen_at) + len(self.files)


def reports(actor: Actor) -> Sequence[MapReport]:
    """Return the latest reports, the last asked for first, without their content; nothing for a partner."""
    rows = select(MapReport).where(staff_only(actor))
    return session.scalars(rows.order_by(MapReport.asked_at.desc(), MapReport.id).limit(MOST_REPORTS)).all()


def report(actor: Actor, report_id: UUID) -> ShownReport | None:
    """Return one report with its files, without bytes; None for a partner."""
    found = session.scalar(select(MapReport).where(MapReport.id == report_id, staff_only(actor)))
    return ShownReport(found, annexes.annexes(report_id=found.id)) if found else None


def file(actor: Actor, report_id: UUID, annex_id: UUID) -> tuple[MappingAnnex, bytes] | None:
    """Return one file of a report with its bytes; None for a partner."""
    return annexes.annex(actor, annex_id, report_id=report_id)


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
