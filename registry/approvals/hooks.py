"""Who wants to know when a waiting decision has moved by itself: features above, which this one does not know."""

from collections.abc import Callable
from datetime import datetime

from registry.approvals.models import Round

Listener = Callable[[Round, datetime], None]
_listeners: list[Listener] = []


def when_moved(listener: Listener) -> Listener:
    """Register a function that is told of each round whose waiting step has moved to somebody else."""
    _listeners.append(listener)
    return listener


def tell_moved(round_: Round, at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for listener in _listeners:
        listener(round_, at)
