"""Who carries a priority: told by the features above, of which this one knows nothing (`registry/wiring.py`)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, literal

from registry.access.actor import Actor
from registry.city.priorities.models import Ground


@dataclass(frozen=True, slots=True)
class Follower:
    """What carries priorities and can go on with them: which of them."""

    id: UUID
    title: str
    ground_ids: Sequence[UUID]


Count = Callable[[Actor, Any], ColumnElement[int]]
Named = Sequence[tuple[UUID, str]]
Names = Callable[[Actor, Sequence[UUID]], Mapping[UUID, Named]]
Followers = Callable[[Actor, Sequence[UUID], date], Sequence[Follower]]
Follow = Callable[..., None]
_plugged: list[tuple[Count, Names, Followers, Follow]] = []


def plug(count: Count, names: Names, followers: Followers, follow: Follow) -> None:
    """Plug in what counts, as SQL, what carries the priority whose identifier the column holds, what names it, what
    tells which of it goes on after a day, and what lets that carry the priorities of a new year too.
    """
    _plugged[:] = [(count, names, followers, follow)]


def carriers(actor: Actor) -> ColumnElement[int]:
    """Return how many carry each ground of the statement around it."""
    return _plugged[0][0](actor, Ground.id) if _plugged else literal(0, Integer)


def names(actor: Actor, grounds: Sequence[Ground]) -> Mapping[UUID, Named]:
    """Return by ground what carries it, each with its name."""
    return _plugged[0][1](actor, [one.id for one in grounds]) if _plugged else {}


def followers(actor: Actor, grounds: Sequence[Ground], on: date) -> Sequence[Follower]:
    """Return what carries the grounds and has not ended before the day."""
    return _plugged[0][2](actor, [one.id for one in grounds], on) if _plugged else ()


def follow(after: Mapping[UUID, Ground], ids: Collection[UUID], *, actor: Actor, at: datetime) -> None:
    """Let what carries the older grounds carry what they were carried over to: `after` is by the older one."""
    if _plugged and ids:
        _plugged[0][3](after, ids, actor=actor, at=at)
