"""The sources that lists come from, and whose word counts when two of them say differently."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.audit import actions as audit
from registry.audit.changes import FieldChange
from registry.audit.tags import Tag
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.i18n import _
from registry.core.labels import label
from registry.partners.exchange.models import ListSource
from registry.partners.exchange.provenance import FIRST_BY_NAME, SourceRank

MOST = 500


def listed(actor: Actor) -> Sequence[Any]:
    """Return the sources, those that count most first."""
    rows = select(ListSource.id, ListSource.name, ListSource.rank).where(staff_only(actor))
    found = session.execute(rows.order_by(ListSource.name, ListSource.id).limit(MOST)).all()
    return sorted(found, key=lambda row: row.rank.order)


def ranks() -> Mapping[str, SourceRank]:
    """Return the rank of each source that has one of its own."""
    rows = select(ListSource.name, ListSource.rank).where(ListSource.rank != SourceRank.USUAL)
    return {row.name: row.rank for row in session.execute(rows.order_by(ListSource.name))}


def note(name: str) -> None:
    """Let the source be among those that can be ordered; the authorities' own registers go first from the start."""
    if session.scalar(select(ListSource.id).where(ListSource.name == name)) is None:
        rank = SourceRank.FIRST if name in FIRST_BY_NAME else SourceRank.USUAL
        session.add(ListSource(id=new_id(), name=name, rank=rank))


def order(given: Mapping[UUID, SourceRank], *, actor: Actor, at: datetime) -> None:
    """Say whose word counts; it holds for lists that are compared from now on."""
    wanted = select(ListSource).where(ListSource.id.in_(list(given)))
    for source in session.scalars(wanted.order_by(ListSource.name, ListSource.id).with_for_update()):
        before, source.rank = source.rank, given[source.id]
        if before is not source.rank:
            told = [FieldChange("rank", _("Ordning"), label(before), label(source.rank))]
            audit.record(source, Tag.IMPORT_SOURCE_ORDERED, actor=actor, at=at, changes=told)
