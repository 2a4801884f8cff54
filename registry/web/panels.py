"""Parts of a page that a feature above it brings: an organisation's page shows agreements it knows nothing about.

Imports go down only, so the page offers a place by name, and `registry/wiring.py` says what stands there. A panel has
a template, which gets `panel`, and a query that costs one statement; the short lists that panels name are read
together, in one statement for the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from registry.access.actor import Actor
from registry.core.lists_at_once import ListsAtOnce


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page: what it shows, and the template that shows it."""

    template: str
    content: Any


_places: dict[str, list[tuple[Any, ...]]] = {}
_lists: dict[str, ListsAtOnce] = {}


def plug(place: str, *panels: tuple[Any, ...]) -> None:
    """Show these in this order on the page of that name: a template, what loads its content, and the lists it needs.

    It is shown what `load(actor, subject)` returns, and nothing when that is None. `load` gets the rows of each of the
    subject's short lists too, whoever asks: what the actor may see of them, it says.
    """
    _places[place] = list(panels)
    _lists[place] = ListsAtOnce(*(one for _template, _load, *lists in panels for one in lists))


def of(place: str, actor: Actor, subject: Any) -> list[Panel]:
    """Return the panels of a page about the subject, in order."""
    rows = iter(_lists[place].of(subject) if place in _lists else ())
    found: Iterable[Panel] = (
        Panel(template, load(actor, subject, *islice(rows, len(lists))))
        for template, load, *lists in _places.get(place, ())
    )
    return [panel for panel in found if panel.content is not None]
