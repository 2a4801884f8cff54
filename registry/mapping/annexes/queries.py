"""Reads over the stored files: which there are, and one with its bytes."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import is_staff
from registry.core.database import session
from registry.mapping.annexes.choices import AnnexFormat
from registry.mapping.annexes.models import MappingAnnex


def annexes(*, round_id: UUID | None = None, report_id: UUID | None = None) -> Sequence[MappingAnnex]:
    """Return the files of the round or of the report that are made so far, the inside ones first, by format."""
    owner = MappingAnnex.round_id == round_id if round_id else MappingAnnex.report_id == report_id
    rows = select(MappingAnnex).where(owner).order_by(MappingAnnex.id)
    order = list(AnnexFormat)
    return sorted(session.scalars(rows.limit(20)), key=lambda one: (one.is_public, order.index(one.format)))


def of_reports(report_ids: Sequence[UUID]) -> dict[UUID, list[MappingAnnex]]:
    """Return by report the files that are made so far; those without any are left out."""
    rows = select(MappingAnnex).where(MappingAnnex.report_id.in_(report_ids)).order_by(MappingAnnex.id)
    found: dict[UUID, list[MappingAnnex]] = {}
    for one in session.scalars(rows.limit(20 * len(report_ids))):
        if one.report_id:
            found.setdefault(one.report_id, []).append(one)
    return found


def annex(
    actor: Actor, annex_id: UUID, *, round_id: UUID | None = None, report_id: UUID | None = None
) -> tuple[MappingAnnex, bytes] | None:
    """Return one file of the round or of the report with its bytes; None for a partner."""
    rows = select(MappingAnnex, MappingAnnex.content).where(
        MappingAnnex.id == annex_id, MappingAnnex.round_id.is_not_distinct_from(round_id),
        MappingAnnex.report_id.is_not_distinct_from(report_id),
    )  # fmt: skip
    found = session.execute(rows).one_or_none() if is_staff(actor) else None
    return (found[0], found[1]) if found else None
