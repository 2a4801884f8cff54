"""Who wants to know when organisations are named anew, or said to be elsewhere: features above, not known here."""

from collections.abc import Callable, Iterable
from uuid import UUID

Listener = Callable[[Iterable[UUID]], None]
_listeners: dict[Listener, None] = {}  # in the order in which they were plugged in, each once


def when_renamed(*listeners: Listener) -> None:
    """Plug in functions that are told which organisations a person, a merge or an import has named anew."""
    _listeners.update(dict.fromkeys(listeners))


def tell(organisation_ids: Iterable[UUID]) -> None:
    """Tell everybody who wanted to know."""
    ids = list(organisation_ids)
    for listener in _listeners:
        listener(ids)
