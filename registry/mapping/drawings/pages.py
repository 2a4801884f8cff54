"""The drawings on pages of paper: a long one goes on in another, so that every row is drawn. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from registry.core.i18n import _
from registry.mapping.coverage.figures import Coverage
from registry.mapping.drawings import rules
from registry.mapping.drawings.page import DrawnFigures, tile_maps
from registry.mapping.drawings.shapes import MapDrawing

Part = TypeVar("Part")

# What one drawing on a page has room for.
HEATED, TIED, TIMED, SUMS = 16, 18, 18, 10


def drawn(found: DrawnFigures) -> list[MapDrawing]:
    """Return those of the five drawings that have anything to show, in parts where one is longer than a page."""
    made = _numbered(
        rules.heatmap(part, found.heat.view.rows)
        for part in _parts(found.heat.table, HEATED, rules.MOST_HEATED)
    )
    made += tile_maps(found)
    ties = found.ties.table
    made += _numbered(rules.network(part) for part in _parts(ties, TIED, len(ties.columns) or 1))
    made += _numbered(
        rules.timeline(part, found.view.on, is_cut=found.is_cut) for part in _batched(found.agreements, TIMED)
    )
    largest = max((one.amount for one in found.sums), key=lambda amount: amount.ore, default=None)
    return made + _numbered(rules.money(part, largest) for part in _batched(found.sums, SUMS))


def _parts(table: Coverage, down: int, across: int) -> Iterable[Coverage]:
    return (
        replace(table, rows=rows, columns=columns)
        for rows in _batched(table.rows, down)
        for columns in _batched(table.columns, across)
    )


def _numbered(parts: Iterable[Any]) -> list[MapDrawing]:
    """Return the parts of a drawing, each saying which of them it is when there are several."""
    all_: Sequence[MapDrawing] = list(parts)
    if len(all_) < 2:
        return list(all_)
    return [
        replace(one, title=_("%(title)s, del %(n)s av %(all)s", title=one.title, n=n, all=len(all_)))
        for n, one in enumerate(all_, 1)
    ]


def _batched(items: Sequence[Part], number: int) -> list[Sequence[Part]]:
    return [items[at : at + number] for at in range(0, len(items), number)]
