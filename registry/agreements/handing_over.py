"""When a unit has ended, what it answered for is its successor's: collaborations, and agreements in preparation.

What is decided, or waits for decision, keeps the unit that was sent: who decides and attests follows the successor
(`UnitStructure.in_charge`), and what was decided stays as it was.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from registry.agreements.models import IS_CURRENT, Agreement, Edition, FundingShare
from registry.agreements.queries import whole
from registry.agreements.workflow import PREPARED
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.units import queries as units
from registry.city.units.structure import UnitStructure
from registry.collaborations.choices import OVER
from registry.collaborations.models import Collaboration
from registry.core import clock, jobs
from registry.core.database import session
from registry.matters.approvals.wording import followed, taken_over

HAND_OVER = "units.hand_over"
MOST = 5000


def people_changed(at: datetime) -> None:
    """Have it looked through which units have ended."""
    jobs.enqueue(HAND_OVER, {}, at=at)


def hand_over(_payload: dict[str, Any], at: datetime) -> None:
    """Give what ended units answer for to the unit that has taken over, with a sentence in each history."""
    structure, on = units.structure(), clock.local(at).date()
    new = {part.id: structure.in_charge(part.id, on) for part in structure.parts}
    ended = {old: by for old, by in new.items() if old != by}
    if not ended:
        return
    for one in _collaborations(ended):
        note = _said(structure, one.unit_id, ended[one.unit_id])
        one.unit_id = ended[one.unit_id]
        one.touch()
        record(one, Tag.TAKEN_OVER_BY_UNIT, actor=None, at=at, matter_id=one.id, note=note)
    for edition in _in_preparation(ended):
        _take_over(edition, ended, structure, at)


def _collaborations(ended: dict[UUID, UUID]) -> Iterator[Any]:
    rows = select(Collaboration).where(Collaboration.unit_id.in_(ended), Collaboration.status.not_in(OVER))
    yield from session.scalars(rows.order_by(Collaboration.id).limit(MOST)).all()


def _in_preparation(ended: dict[UUID, UUID]) -> Iterator[Edition]:
    """Yield the agreements in preparation that belong to an ended unit, or are paid by one."""
    paid = select(FundingShare.edition_id).where(FundingShare.unit_id.in_(ended))
    rows = select(Edition).join(Agreement, IS_CURRENT).where(Agreement.state.in_(PREPARED))
    rows = rows.where(or_(Edition.unit_id.in_(ended), Edition.id.in_(paid))).options(
        joinedload(Edition.agreement)
    )
    for edition in session.scalars(rows.order_by(Edition.id).limit(MOST)).all():
        yield whole(edition.id)


def _take_over(edition: Edition, ended: dict[UUID, UUID], structure: UnitStructure, at: datetime) -> None:
    gone = {edition.unit_id} & ended.keys()
    edition.unit_id = ended.get(edition.unit_id, edition.unit_id)
    for share in list(edition.shares):
        last = structure.by_id[share.unit_id].ends_on
        if (
            share.unit_id in ended and last and share.year > last.year
        ):  # what it paid while it was there stands
            gone.add(share.unit_id)
            _move(edition, share, ended[share.unit_id])
    if gone:
        note = reduce(followed, (_said(structure, one, ended[one]) for one in sorted(gone, key=str)))
        edition.changed(at)
        record(edition, Tag.TAKEN_OVER_BY_UNIT, actor=None, at=at, matter_id=edition.id, note=note)


def _move(edition: Edition, share: FundingShare, unit_id: UUID) -> None:
    """Let the unit pay the share; what it pays already of the same funding in that year is one share with it."""
    key = unit_id, share.funding_source_id, share.year
    same = (one for one in edition.shares if (one.unit_id, one.funding_source_id, one.year) == key)
    if (own := next(same, None)) is None:
        share.unit_id = unit_id
    else:
        own.amount += share.amount
        edition.shares.remove(share)


def _said(structure: UnitStructure, ended: UUID, by: UUID) -> str:
    old, new = structure.by_id[ended], structure.by_id[by]
    return taken_over(old.name, str(old.ends_on), new.name)
