"""Figures over collaborations: pure counting, from rows to what a page draws."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.collaborations.choices import Form
from registry.collaborations.running import Running


@dataclass(frozen=True, slots=True)
class Cell:
    """How many collaborations one unit has for one target group: confirmed informal and formal ones, and the rest."""

    informal: int = 0
    formal: int = 0
    unconfirmed: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """Who does what for whom: units down, target groups across, and a cell where they meet."""

    units: Sequence[tuple[UUID | None, str]]
    groups: Sequence[tuple[UUID, str]]
    cells: dict[tuple[UUID | None, UUID], Cell]

    def cell(self, unit_id: UUID | None, group_id: UUID) -> Cell:
        """Return a unit's figures for a target group; zeros where there is nothing."""
        return self.cells.get((unit_id, group_id), Cell())


def unit_map(rows: Iterable[Any]) -> Map:
    """Return the map of rows with `unit_id, unit_name, group_id, group_name, group_position, form, running,
    number`.

    Units by name, those without a unit last; target groups in the order of the list.
    """
    counted: Counter[tuple[UUID | None, UUID, Form | None]] = Counter()
    units: dict[UUID | None, str] = {}
    groups: dict[UUID, tuple[int, str]] = {}
    for row in rows:
        form = row.form if row.running == Running.RUNS.value else None
        counted[row.unit_id, row.group_id, form] += row.number
        units[row.unit_id] = row.unit_name or ""
        groups[row.group_id] = (row.group_position, row.group_name)
    return Map(
        units=sorted(units.items(), key=lambda unit: (unit[0] is None, unit[1])),
        groups=[(key, name) for key, (_position, name) in sorted(groups.items(), key=lambda group: group[1])],
        cells={
            (unit, group): Cell(*(counted[unit, group, form] for form in (Form.INFORMAL, Form.FORMAL, None)))
            for unit, group in {(unit, group) for unit, group, _form in counted}
        },
    )
