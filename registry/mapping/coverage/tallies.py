"""Counts what was read of the collaborations that a view shows: its cells, and their sums. Pure.

In a sum each collaboration counts once, whatever it is tied to: the sums are counted with the cells, not added up.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from registry.mapping.coverage.axes import Folds
from registry.mapping.coverage.choices import EVERYTHING, FORMER, NOTHING, OTHERS, Dimension, Measure, Part
from registry.mapping.coverage.view import MapView

MOST_NAMED = 96  # organisations with a row or column of their own
_LETTERS = 32  # of an identifier as SQLite has it

Alike = tuple[str, str | None, str | None]  # the part, the row's and the column's keys as text


@dataclass(frozen=True, slots=True)
class Line:
    """How much there is of a part where two keys meet. Money is in öre."""

    row: str
    column: str
    part: Part
    number: int


def lines(rows: Iterable[Sequence[Any]], view: MapView, folds: Folds) -> list[Line]:
    """Return the lines of what was read: (part, keys of the row, keys of the column, what it counts for).

    That is of those that are alike how many they are, and of one collaboration a number or its organisations' keys.
    """
    times, numbers = _alike(rows, view.measure)
    named = _heaviest(times, view) if folds.named is None else folds.named
    names = {form for one in named for form in _forms(one)}
    keys_of_row, keys_of_column = (_keys_of(one, folds, names) for one in (view.rows, view.columns))
    is_sets = view.measure is Measure.ORGANISATIONS
    cells: dict[tuple[str, str, str], Any] = defaultdict(set if is_sets else int)
    for (part, row, column), number in numbers.items():
        columns = keys_of_column(column)
        for one in keys_of_row(row):
            for other in columns:
                if is_sets:
                    cells[one, other, part] |= number
                else:
                    cells[one, other, part] += number
    parts = {part.value: part for part in Part}
    return [
        Line(said(row), said(column), parts[part], len(number) if is_sets else number)
        for (row, column, part), number in cells.items()
    ]


@lru_cache(maxsize=50_000)
def said(key: str) -> str:
    """Return a key as the map says it: an identifier in one way, however the engine writes it; `NOTHING` for none."""
    return str(UUID(key)) if len(key) == _LETTERS else key or NOTHING


def _forms(key: UUID) -> tuple[str, str]:
    """The ways in which the engines write an identifier."""
    return str(key), key.hex


def _alike(rows: Iterable[Sequence[Any]], measure: Measure) -> tuple[Counter[Alike], Mapping[Alike, Any]]:
    """Return how many collaborations are alike, and what those count for together."""
    if measure is Measure.COLLABORATIONS:
        times = Counter({(part, row, column): number for part, row, column, number in rows})
        return times, times
    times = Counter()
    numbers: dict[Alike, Any] = defaultdict(set if measure is Measure.ORGANISATIONS else int)
    for part, row, column, number in rows:
        alike = part, row, column
        times[alike] += 1
        if measure is Measure.ORGANISATIONS:
            numbers[alike].update(number.split(",") if number else ())
        else:
            numbers[alike] += int(number or 0)
    for found in numbers.values() if measure is Measure.ORGANISATIONS else ():
        found.discard("")  # a party without a record
    return times, numbers


def _heaviest(times: Mapping[Alike, int], view: MapView) -> list[UUID]:
    """Return the organisations with most collaborations, where they are an axis and too many to have a row each."""
    if Dimension.ORGANISATION not in {view.rows, view.columns}:
        return []
    place = 1 if view.rows is Dimension.ORGANISATION else 2
    by_keys: Counter[str] = Counter()
    for alike, number in times.items():
        by_keys[alike[place] or ""] += number
    numbers: Counter[str] = Counter()
    for keys, number in by_keys.items():
        for key in set(keys.split(",")):
            numbers[key] += number
    del numbers[""]
    found = sorted(numbers, key=lambda key: (-numbers[key], key))
    return [UUID(key) for key in found[:MOST_NAMED]] if len(found) > MOST_NAMED else []


def _keys_of(dimension: Dimension, folds: Folds, named: set[str]) -> Callable[[str | None], Sequence[str]]:
    """Return what gives the text of keys its lines on the axis: folded, each once, and the sum."""
    later = {form: FORMER for key in folds.former for form in _forms(key)}
    if dimension is Dimension.DISTRICT:
        for old, new in folds.merged.items():
            later |= zip(_forms(old), _forms(new), strict=True)
    is_cut = bool(named) and dimension is Dimension.ORGANISATION

    @cache
    def found(keys: str | None) -> Sequence[str]:
        folded = {later.get(key, key) for key in (keys or "").split(",")}
        if is_cut:
            folded = {key if key in named or not key else OTHERS for key in folded}
        return (*folded, EVERYTHING)

    return found
