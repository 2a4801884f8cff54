"""Reads over how far the work on the priorities has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.city.priorities import queries as grounds
from registry.city.priorities.models import Ground
from registry.city.priorities.progress.latest import LATEST_FIRST
from registry.city.priorities.progress.models import GroundProgress
from registry.city.units import queries as units
from registry.core import clock
from registry.core.database import session

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Priority:
    """A priority with the units whose heads answer for it today: the responsible ones, and what is above them."""

    ground: Ground
    answering_unit_ids: frozenset[UUID]


def priority(actor: Actor, ground_id: UUID) -> Priority | None:
    """Return the priority and who answers for it: a unit that has ended by whichever took over from it."""
    found = grounds.ground(actor, ground_id)
    if found is None:
        return None
    structure, on = units.structure(), clock.today()
    paths = (structure.path_up(unit.id, on) for unit in found.units)
    return Priority(found, frozenset(part.id for path in paths for part in path))


def of(ground: Ground) -> Sequence[GroundProgress]:
    """Return what has been stated of the work, the latest day first, each with who stated it."""
    rows = select(GroundProgress).where(GroundProgress.ground_id == ground.id)
    rows = rows.options(joinedload(GroundProgress.created_by)).order_by(*LATEST_FIRST)
    return session.scalars(rows.limit(MOST_SHOWN)).all()


def latest_of(grounds: Sequence[Ground]) -> dict[UUID, GroundProgress]:
    """Return by priority the latest that is stated of the work on it."""
    rows = select(GroundProgress).where(GroundProgress.ground_id.in_([one.id for one in grounds]))
    found: dict[UUID, GroundProgress] = {}
    for one in session.scalars(rows.order_by(*LATEST_FIRST).limit(MOST_SHOWN * 50)):
        found.setdefault(one.ground_id, one)
    return found
