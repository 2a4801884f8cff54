"""Reads over the structures: the list by kind, and one with its members and what has happened in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.core.text import swedish_key
from registry.partners.structures.models import Structure, StructureKind, StructureMember

MOST_LISTED = 2000  # shown whole, in groups


def listed(actor: Actor, kind: StructureKind | None = None) -> Sequence[Structure]:
    """Return the structures of a kind, or all, by name, each with its owner, unit, source and districts."""
    rows = select(Structure).where(staff_only(actor), *([Structure.kind == kind] if kind else []))
    shown = joinedload(Structure.owner), joinedload(Structure.unit), joinedload(Structure.source)
    rows = rows.options(*shown, selectinload(Structure.districts))
    found = session.scalars(rows.order_by(Structure.name, Structure.id).limit(MOST_LISTED))
    return sorted(found, key=lambda one: swedish_key(one.name))


def structure(actor: Actor, structure_id: UUID) -> Structure | None:
    """Return the structure with its owner, unit, source, districts, members and events, for showing."""
    found = select(Structure).where(Structure.id == structure_id, staff_only(actor))
    members = selectinload(Structure.members)
    whole = (
        joinedload(Structure.owner),
        joinedload(Structure.unit),
        joinedload(Structure.source),
        selectinload(Structure.districts),
        members.joinedload(StructureMember.unit),
        members.joinedload(StructureMember.organisation),
        selectinload(Structure.events),
    )
    return session.scalar(found.options(*whole))
