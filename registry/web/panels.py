"""Parts of a page that a feature above it brings: an organisation's page shows agreements it knows nothing about.

Imports go down only, so the page offers a place by name, and `registry/wiring.py` says what stands there. A panel has
a template, which gets `panel`, and a query that costs one statement; the short lists that panels name are read
together, in one statement for the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy.orm.attributes import set_committed_value

from registry.access.actor import Actor
from registry.core.lists_at_once import ListsAtOnce, ShortList


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page: what it shows, the template that shows it, and whether it stands in the side column."""

    template: str
    content: Any
    is_beside: bool = False


_places: dict[str, list[tuple[bool, tuple[Any, ...]]]] = {}
_own: dict[str, Sequence[ShortList]] = {}
_lists: dict[str, ListsAtOnce] = {}


def plug(
    place: str,
    *panels: tuple[Any, ...],
    beside: Iterable[tuple[Any, ...]] = (),
    own: Sequence[ShortList] = (),
) -> None:
    """Show these in this order on the page of that name: a template, what loads its content, and the lists it needs.

    It is shown what `load(actor, subject)` returns, and nothing when that is None. `load` gets the rows of each of the
    subject's short lists too, whoever asks: what the actor may see of them, it says. Those `beside` stand in the side
    column. The page's `own` lists are read with them, and put where the subject's relationships look for them.
    """
    _places[place] = [*((False, one) for one in panels), *((True, one) for one in beside)]
    _own[place] = own
    lists = (one for _beside, (_template, _load, *lists) in _places[place] for one in lists)
    _lists[place] = ListsAtOnce(*own, *lists)


def of(place: str, actor: Actor, subject: Any) -> list[Panel]:
    """Return the panels of a page about the subject, in order."""
    rows = iter(_lists[place].of(subject) if place in _lists else ())
    for one, found in zip(_own.get(place, ()), rows, strict=False):
        set_committed_value(subject, one.attribute.key, found)  # type: ignore[union-attr]  # they are relationships
    panels: Iterable[Panel] = (
        Panel(template, load(actor, subject, *islice(rows, len(lists))), is_beside)
        for is_beside, (template, load, *lists) in _places.get(place, ())
    )
    return [panel for panel in panels if panel.content is not None]
