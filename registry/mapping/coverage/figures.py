"""From counted lines to the table that a page, a drawing, a file or a command shows. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from registry.mapping.coverage.choices import EVERYTHING, Part

MOST_ON_AXIS = 100


class CountedLine(Protocol):
    """How much there is of a part where a row and a column meet; their sums have `EVERYTHING` as key."""

    @property
    def row(self) -> str: ...

    @property
    def column(self) -> str: ...

    @property
    def part(self) -> Part: ...

    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class AxisItem:
    """One row or column: its key, its words, and whether it is no more on the day that is shown."""

    key: str
    words: str
    is_former: bool = False


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """The numbers of a cell. They are never added together: an organisation can be in more than one of them."""

    formal: int = 0
    informal: int = 0
    unconfirmed: int = 0

    @property
    def parts(self) -> tuple[int, int, int]:
        """The numbers in the order of `Part`."""
        return self.formal, self.informal, self.unconfirmed

    @property
    def weight(self) -> int:
        """What the cell's colour follows."""
        return sum(self.parts)


NO_CELL = CoverageCell()


@dataclass(frozen=True, slots=True)
class Coverage:
    """The table: rows, columns, what there is where they meet, and the sums, each collaboration counted once in them.

    `cut` is how many rows and columns are left out because there are too many to show, `heaviest` the weight of the
    heaviest cell, sums aside.
    """

    rows: Sequence[AxisItem]
    columns: Sequence[AxisItem]
    cells: Mapping[tuple[str, str], CoverageCell]
    cut: tuple[int, int] = (0, 0)
    heaviest: int = 0

    def cell(self, row: str, column: str) -> CoverageCell:
        """Return the numbers where the two meet; zeros where there is nothing."""
        return self.cells.get((row, column), NO_CELL)

    @property
    def total(self) -> CoverageCell:
        """Everything that the map shows."""
        return self.cell(EVERYTHING, EVERYTHING)


def coverage(lines: Iterable[CountedLine], rows: Sequence[AxisItem], columns: Sequence[AxisItem]) -> Coverage:
    """Return the table of the counted lines; rows and columns in the order given, those without anything left out."""
    numbers: dict[tuple[str, str], dict[str, int]] = {}
    for line in lines:
        of = numbers.setdefault((line.row, line.column), {})
        of[line.part] = of.get(line.part, 0) + int(line.number or 0)
    cells: dict[tuple[str, str], CoverageCell] = {
        keys: CoverageCell(*(of.get(part, 0) for part in Part)) for keys, of in numbers.items()
    }
    cells = {keys: cell for keys, cell in cells.items() if cell.weight}
    shown_rows, more_rows = _shown(
        rows, {row: cell for (row, column), cell in cells.items() if column == EVERYTHING}
    )
    shown_columns, more = _shown(
        columns, {column: cell for (row, column), cell in cells.items() if row == EVERYTHING}
    )
    inside = (cell.weight for keys, cell in cells.items() if EVERYTHING not in keys)
    return Coverage(shown_rows, shown_columns, cells, (more_rows, more), max(inside, default=0))


def level(weight: int, heaviest: int) -> int:
    """Return how strongly a cell is coloured, 0 to 4: few by their number, many (as kronor) by their share of the most.

    1, 2–3, 4–6 and 7 or more; above 28 in the heaviest cell, quarters of it.
    """
    if not weight:
        return 0
    if heaviest > 28:
        return min(4, 1 + weight * 4 // (heaviest + 1))
    return 4 if weight > 6 else 3 if weight > 3 else 2 if weight > 1 else 1


def _shown(items: Sequence[AxisItem], sums: Mapping[str, Any]) -> tuple[list[AxisItem], int]:
    """Return those that have anything, the heaviest when they are too many, and how many are left out."""
    there = [item for item in items if item.key in sums]
    if len(there) <= MOST_ON_AXIS:
        return there, 0
    heaviest = sorted(there, key=lambda item: -sums[item.key].weight)[:MOST_ON_AXIS]
    kept = {item.key for item in heaviest}
    return [item for item in there if item.key in kept], len(there) - MOST_ON_AXIS
