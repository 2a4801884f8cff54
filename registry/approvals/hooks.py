"""What features above, which this one does not know, say and want to know: matters that count with one, and moves."""

from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.approvals.facts import Linked
from registry.approvals.models import Round

Listener = Callable[[Round, datetime], None]
Finder = Callable[[Actor, UUID, date], tuple[Linked, ...]]
_listeners: list[Listener] = []
_finders: list[Finder] = []


def finds_linked(finder: Finder) -> Finder:
    """Register who knows the matters with an organisation of the twelve months before a date."""
    _finders.append(finder)
    return finder


def linked(actor: Actor, organisation_id: UUID, on: date) -> tuple[Linked, ...]:
    """Return the matters with the organisation that count with a new one on the date."""
    return tuple(one for finder in _finders for one in finder(actor, organisation_id, on))


def when_moved(listener: Listener) -> Listener:
    """Register a function that is told of each round whose waiting step has moved to somebody else."""
    _listeners.append(listener)
    return listener


def tell_moved(round_: Round, at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for listener in _listeners:
        listener(round_, at)
