"""Whom a court's step about a decision is told to: what lies above and moves with it, plugged in by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.matters.decisions.rules import Force


@dataclass(frozen=True, slots=True)
class CourtStep:
    """That something happened in court about a decision, and what its legal force was before and is after."""

    decision_id: UUID
    matter_id: UUID
    before: Force
    after: Force


Listener = Callable[[CourtStep, Actor, datetime], None]
_listeners: dict[Listener, None] = {}  # in the order in which they were plugged in, each once


def when_in_court(listener: Listener) -> None:
    """Plug in a function that does, in the same transaction, what follows when something happens in court."""
    _listeners[listener] = None


def tell_court(step: CourtStep, actor: Actor, at: datetime) -> None:
    """Tell everybody who is plugged in."""
    for listener in _listeners:
        listener(step, actor, at)
