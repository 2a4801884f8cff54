"""The drawing that goes into a reply: what runs for the groups asked about, by unit. The map is plugged in by wiring.

What is drawn is frozen as plain data with the reply, so that the attested drawing is the one that was seen.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from registry.access.actor import Actor

_drawers: list[Callable[[Actor, date, Sequence[str]], Mapping[str, Any] | None]] = []


def plug(drawer: Callable[[Actor, date, Sequence[str]], Mapping[str, Any] | None]) -> None:
    """Make the drawer of the map known; the same again changes nothing."""
    _drawers[:] = [drawer]


def drawn(actor: Actor, on: date, groups: Sequence[str]) -> Mapping[str, Any] | None:
    """Return the drawing of what runs on the day for the groups by name, as plain data; None where nothing does."""
    made = [drawer(actor, on, groups) for drawer in _drawers]
    return made[0] if made else None
