"""Which sums of a table the database has to count, and which are those of the cells. Pure.

A collaboration that has one key on an axis (one unit, one kind) stands in one cell of each line along it, so the cells
add up to the line's sum. Where it may have several, or where organisations are counted, it would count twice.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from registry.mapping.coverage.choices import EVERYTHING, Part

Axis = TypeVar("Axis")


@dataclass(frozen=True, slots=True)
class Line:
    """How much there is of a part where two keys meet. Money is in öre."""

    row: str
    column: str
    part: Part
    number: int


def asked(axes: Sequence[Axis], wholes: Sequence[Axis], singles: Sequence[bool]) -> list[tuple[Axis, Axis]]:
    """Return the pairs of axes that have to be counted; `singles` tells of rows and columns whether each adds up."""
    (row, column), (all_rows, all_columns), (single_rows, single_columns) = axes, wholes, singles
    return [
        (row, column),
        *([] if single_columns else [(row, all_columns)]),
        *([] if single_rows else [(all_rows, column)]),
        *([] if single_rows or single_columns else [(all_rows, all_columns)]),
    ]


def added_up(lines: Sequence[Line], singles: Sequence[bool]) -> list[Line]:
    """Return the sums that were not counted, of the lines that were."""
    single_rows, single_columns = singles
    rows: Counter[tuple[str, Part]] = Counter()
    columns: Counter[tuple[str, Part]] = Counter()
    for one in lines:
        if EVERYTHING not in {one.column, one.row}:
            rows[one.row, one.part] += one.number
            columns[one.column, one.part] += one.number
    found = [Line(key, EVERYTHING, part, number) for (key, part), number in rows.items() if single_columns]
    found += [Line(EVERYTHING, key, part, number) for (key, part), number in columns.items() if single_rows]
    total: Counter[Part] = Counter()
    for one in (*lines, *found):
        along = one.row if single_columns else one.column
        across = one.column if single_columns else one.row
        if along == EVERYTHING and across != EVERYTHING:
            total[one.part] += one.number
    is_added = single_rows or single_columns
    return [*found, *(Line(EVERYTHING, EVERYTHING, part, n) for part, n in total.items() if is_added)]
