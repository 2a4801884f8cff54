"""Who wants to know when those who lead have changed: features above, which this one does not know."""

from collections.abc import Callable
from datetime import datetime

Watcher = Callable[[datetime], None]
_watchers: dict[Watcher, None] = {}  # in the order in which they were plugged in, each once


def plug(watcher: Watcher) -> None:
    """Plug in a function to be called when a post ended, an absence came or went, or an account closed or opened."""
    _watchers[watcher] = None


def tell(at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for watcher in _watchers:
        watcher(at)
