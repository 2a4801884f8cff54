"""Who wants to know when who may decide has changed: features above, which this one does not know."""

from collections.abc import Callable
from datetime import datetime

Watcher = Callable[[datetime], None]
_watchers: dict[Watcher, None] = {}  # in the order in which they were plugged in, each once


def plug(watcher: Watcher) -> None:
    """Plug in a function for when a post, an absence, an account or a point of the order has come or gone."""
    _watchers[watcher] = None


def tell(at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for watcher in _watchers:
        watcher(at)
