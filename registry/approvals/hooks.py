"""What features above, which this one does not know, say and want to know: matters that count with one, and moves."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.approvals.facts import Linked
from registry.approvals.models import Round

Listener = Callable[[Round, datetime], None]
Finder = Callable[[Actor, UUID, date], tuple[Linked, ...]]
Reader = Callable[[Mapping[str, Any]], dict[str, Any]]
_listeners: list[Listener] = []
_finders: list[Finder] = []
_readers: list[Reader] = []


def finds_linked(finder: Finder) -> Finder:
    """Register who knows the matters with an organisation of the twelve months before a date."""
    _finders.append(finder)
    return finder


def linked(actor: Actor, organisation_id: UUID, on: date) -> tuple[Linked, ...]:
    """Return the matters with the organisation that count with a new one on the date."""
    return tuple(one for finder in _finders for one in finder(actor, organisation_id, on))


def shows(reader: Reader) -> Reader:
    """Register who puts words on frozen content."""
    _readers.append(reader)
    return reader


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return frozen content in words, in the reader's language: codes have their labels, records their names."""
    (reader,) = _readers
    return reader(content)


def when_moved(listener: Listener) -> Listener:
    """Register a function that is told of each round whose waiting step has moved to somebody else."""
    _listeners.append(listener)
    return listener


def tell_moved(round_: Round, at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for listener in _listeners:
        listener(round_, at)
