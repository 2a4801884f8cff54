"""The city's districts as tiles that lie about as on a map, with what each district was before. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.core.i18n import _
from registry.mapping.coverage.figures import CoverageCell, level
from registry.mapping.drawings.rules import STRENGTHS
from registry.mapping.drawings.shapes import HOLLOW, SOLID, Box, MapDrawing, Words, lines

ACROSS, HEIGHT = 4, 6
LONGEST, MOST_LINES = 9, 4  # letters of a line, and lines of a name, that a tile has room for on a phone

# Column and row by the district's code, and how many columns. A code that is not here gets a tile of its own below.
PLACES: Mapping[str, tuple[int, int, int]] = {
    "SPANGA-TENSTA": (0, 0, 1), "RINKEBY-KISTA": (1, 0, 1), "JARVA": (1, 0, 1), "NORRMALM": (2, 0, 1),
    "OSTERMALM": (3, 0, 1), "NORRAINN": (3, 0, 1), "HASSELBY": (0, 1, 1), "BROMMA": (1, 1, 1),
    "KUNGSHOLMEN": (2, 1, 1), "SODERMALM": (3, 1, 1), "SKARHOLMEN": (0, 2, 1), "LILJEHOLMEN": (1, 2, 1),
    "HAGERSTEN": (1, 2, 1), "ENSKEDE": (2, 2, 1), "SKARPNACK": (3, 2, 1), "ALVSJO": (1, 3, 1), "FARSTA": (3, 3, 1),
    "HELA": (0, 4, 2), "ANNAN": (2, 4, 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatedDistrict:
    """A district there has been, and how many local priorities apply there on the day or did before."""

    id: UUID
    code: str
    name: str
    starts_on: date | None
    ends_on: date | None
    successor: str | None
    priorities: int = 0
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class TiledDistrict:
    """A district: its code, name and days, what it has become, what there is in it and is prioritised there.

    `whole` is what there is in it and in those merged into it, each collaboration counted once.
    """

    code: str
    name: str
    starts_on: date | None
    ends_on: date | None
    successor: str | None
    cell: CoverageCell
    priorities: int = 0
    earlier: int = 0
    whole: CoverageCell | None = None

    @property
    def number(self) -> int:
        """What the tile shows."""
        return (self.whole or self.cell).weight

    def is_valid(self, on: date) -> bool:
        """Return whether the district was there on the day."""
        return (self.starts_on is None or self.starts_on <= on) and (
            self.ends_on is None or on <= self.ends_on
        )


def tile_map(districts: Sequence[TiledDistrict], on: date) -> MapDrawing:
    """Return the districts of the day, each with what there is in it and in those that have been merged into it.

    What was decided for a district stays there (the table names it), and is found in the tile of its successor. Several
    districts that later became one share its place.
    """
    there = [one for one in districts if one.is_valid(on)]
    places: dict[tuple[int, int, int], list[TiledDistrict]] = {}
    for one in there:
        places.setdefault(_place(one, districts, there), []).append(one)
    before = {
        one.code: [old for old in districts if old.successor == one.code and not old.is_valid(on)]
        for one in there
    }
    heaviest = max((one.number for one in there), default=0)
    shapes: list[Any] = []
    for (column, row, across), sharing in places.items():
        width = (across * 100 / ACROSS - 0.75) / len(sharing)
        for n, one in enumerate(sharing):
            stated = sum(each.priorities for each in (one, *before[one.code]))
            shapes += _tile(one, stated, heaviest, column * 100 / ACROSS + n * width, row, width)
    rows = [
        _row(each, one) for one in there for each in (one, *before[one.code])
        if each is one or each.cell.weight or each.priorities or each.earlier
    ]  # fmt: skip
    return MapDrawing(
        "tiles", _("Stadsdelsområden"),
        _("%(n)s områden har samverkan, av %(all)s.", n=sum(bool(one.number) for one in there), all=len(there)),
        HEIGHT * (1 + max((row for _column, row, _across in places), default=0)), shapes,
        [
            ("name", _("Område"), False), ("tile", _("Ruta"), False), ("shown", _("Tal i rutan"), True),
            ("formal", _("Formell"), True),
            ("informal", _("Informell"), True), ("unconfirmed", _("Obekräftad"), True),
            ("priorities", _("Prioriteringar"), True), ("earlier", _("Tidigare prioriteringar"), True),
        ],
        rows, key=_("Talet är samarbeten, prio är lokala prioriteringar den dagen. Starkare färg är fler samarbeten."),
    )  # fmt: skip


def _place(
    one: TiledDistrict, districts: Sequence[TiledDistrict], there: Sequence[TiledDistrict]
) -> tuple[int, int, int]:
    """Return where the tile lies: its own place, that of what it became, or one below the others."""
    if place := PLACES.get(one.code) or PLACES.get(one.successor or ""):
        return place
    placeless = [
        other.code for other in there if not (PLACES.get(other.code) or PLACES.get(other.successor or ""))
    ]
    below = 1 + max(row for _column, row, _across in PLACES.values())
    has_places = any(other.code in PLACES for other in districts)
    row, column = divmod(placeless.index(one.code), ACROSS)
    return column, row + (below if has_places else 0), 1


def _tile(one: TiledDistrict, stated: int, heaviest: int, x: float, row: int, width: float) -> list[Any]:
    y, number = row * HEIGHT, one.number
    box = Box(
        x, width - 0.5, y, HEIGHT - 0.25, SOLID if number else HOLLOW, STRENGTHS[level(number, heaviest)] or 1
    )
    name = lines(one.name, LONGEST, MOST_LINES)
    return [
        box,
        Words(x + 1, y + 1.25, str(number)),
        *([Words(x + width - 1.5, y + 1.25, _("%(n)s prio", n=stated), "end")] if stated else []),
        *(Words(x + 1, y + HEIGHT - 0.75 - (len(name) - 1 - n), line) for n, line in enumerate(name)),
    ]


def _row(one: TiledDistrict, tile: TiledDistrict) -> dict[str, Any]:
    formal, informal, unconfirmed = one.cell.parts
    return {
        "name": one.name, "tile": tile.name, "shown": tile.number if one is tile else "", "formal": formal,
        "informal": informal, "unconfirmed": unconfirmed, "priorities": one.priorities, "earlier": one.earlier,
    }  # fmt: skip


def districts(
    rows: Iterable[StatedDistrict], cells: Mapping[str, CoverageCell], whole: Mapping[str, CoverageCell]
) -> list[TiledDistrict]:
    """Return the districts with what is in each, and what is in each and those merged into it."""
    return [
        TiledDistrict(
            row.code, row.name, row.starts_on, row.ends_on, row.successor, cells.get(str(row.id), CoverageCell()),
            row.priorities, row.earlier, whole.get(str(row.id), CoverageCell()),
        )
        for row in rows
    ]  # fmt: skip
