"""Parts of a page that a feature above it brings: an organisation's page shows agreements it knows nothing about.

Imports go down only, so the page offers a place by name, and `registry/wiring.py` says what stands there. A panel has
a template, which gets `panel`, and a query that costs one statement.
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


_places: dict[str, list[tuple[str, Load]]] = {}


def plug(place: str, *panels: tuple[str, Load]) -> None:
    """Show these templates in this order on the page of that name, each with what `load(actor, subject)` returns.

    A panel shows nothing when that is None.
    """
    _places[place] = list(panels)


def of(place: str, actor: Actor, subject: Any) -> list[Panel]:
    """Return the panels of a page about the subject, in order."""
    found: Iterable[Panel] = (
        Panel(template, load(actor, subject)) for template, load in _places.get(place, ())
    )
    return [panel for panel in found if panel.content is not None]
