"""What differs between two tables of the map. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from registry.mapping.coverage.choices import EVERYTHING
from registry.mapping.coverage.figures import Coverage, CoverageCell


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell whose numbers are not the same on both days."""

    row: str
    column: str
    before: CoverageCell
    after: CoverageCell


def differences(before: Coverage, after: Coverage) -> list[CellDifference]:
    """Return the cells that differ, sums aside, in the later table's order; what is only in the earlier one last."""
    rows, columns = (
        _words(one, other) for one, other in ((after.rows, before.rows), (after.columns, before.columns))
    )
    return [
        CellDifference(row_words, column_words, before.cell(row, column), after.cell(row, column))
        for row, row_words in rows.items()
        for column, column_words in columns.items()
        if EVERYTHING not in {row, column} and before.cell(row, column) != after.cell(row, column)
    ]


def _words(first: Sequence[object], second: Sequence[object]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for item in (*first, *second):
        found.setdefault(item.key, item.words)  # type: ignore[attr-defined]
    return found
