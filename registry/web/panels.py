"""Parts of a page that a feature above it brings: an organisation's page shows agreements it knows nothing about.

Imports go down only, so the page offers a place by name, and whoever has something to show there says so when its
routes are loaded. A panel has a template, which gets `panel`, and a query that costs one statement.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from registry.access.actor import Actor

Load = Callable[[Actor, Any], Any]


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page: what it shows, and the template that shows it."""

    template: str
    content: Any


_places: dict[str, list[tuple[int, str, Load]]] = {}


def offer(place: str, template: str, load: Load, *, position: int) -> None:
    """Show the template on the page of that name, with what `load(actor, subject)` returns; nothing when it is None."""
    _places.setdefault(place, []).append((position, template, load))
    _places[place].sort(key=lambda offered: offered[:2])


def of(place: str, actor: Actor, subject: Any) -> list[Panel]:
    """Return the panels of a page about the subject, in order."""
    found: Iterable[Panel] = (
        Panel(template, load(actor, subject)) for _, template, load in _places.get(place, ())
    )
    return [panel for panel in found if panel.content is not None]
