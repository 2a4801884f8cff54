"""What hangs on an account, a post or a unit: said before it ends, by features above, which this one does not know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.core.errors import Problem


@dataclass(frozen=True, slots=True)
class Closure:
    """What somebody is about to end: an account, an appointment, or a unit with its last day and who takes over."""

    account_id: UUID | None = None
    appointment_id: UUID | None = None
    unit_id: UUID | None = None
    last_on: date | None = None
    successor_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HangingThing:
    """One thing that would be left: what it is, who gets it, and the page about it when the reader may open it."""

    words: str
    endpoint: str | None = None
    args: dict[str, Any] = field(default_factory=dict)
    goes_to: str = ""


Finder = Callable[[Actor, Closure, date], Iterable[HangingThing]]
Stakes = Callable[[UUID, Closure, date], Iterable[Problem]]
_finders: dict[Finder, None] = {}
_stakes: dict[Stakes, None] = {}


def plug(*finders: Finder, stakes: Stakes) -> None:
    """Plug in who knows what hangs on what ends, and who has something to gain by its end."""
    _finders.update(dict.fromkeys(finders))
    _stakes[stakes] = None


def on(reader: Actor, ending: Closure, day: date) -> list[HangingThing]:
    """Return what hangs on what is to end, as far as the reader may know of it."""
    return [one for finder in _finders for one in finder(reader, ending, day)]


def problems(actor: Actor, ending: Closure, day: date) -> list[Problem]:
    """Return why the actor cannot be the one who ends it: it would choose who decides what that person prepared."""
    return [one for stakes in _stakes for one in stakes(actor.user_id, ending, day)]
