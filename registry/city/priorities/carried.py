"""Who carries a priority: told by the features above, of which this one knows nothing (`registry/wiring.py`)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, literal

from registry.access.actor import Actor
from registry.city.priorities.models import Ground

Count = Callable[[Actor, Any], ColumnElement[int]]
Names = Callable[[Actor, Sequence[UUID]], Mapping[UUID, Sequence[str]]]
_plugged: list[tuple[Count, Names]] = []


def plug(count: Count, names: Names) -> None:
    """Plug in what counts, as SQL, what carries the priority whose identifier the column holds, and what names it."""
    _plugged[:] = [(count, names)]


def carriers(actor: Actor) -> ColumnElement[int]:
    """Return how many carry each ground of the statement around it."""
    return _plugged[0][0](actor, Ground.id) if _plugged else literal(0, Integer)


def names(actor: Actor, grounds: Sequence[Ground]) -> Mapping[UUID, Sequence[str]]:
    """Return by ground the names of what carries it."""
    return _plugged[0][1](actor, [one.id for one in grounds]) if _plugged else {}
