"""What the lists are made of, counted once over what runs on a day, as it is or as it was known. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.tallies import said

PURPOSE = (Dimension.TARGET_GROUP, Dimension.ACTIVITY, Dimension.DISTRICT)
CARRIED = (Dimension.GROUND, Dimension.TARGET_GROUP, Dimension.DISTRICT)
LONE = (Dimension.TARGET_GROUP, Dimension.DISTRICT)
READ = (Dimension.UNIT, *PURPOSE, Dimension.GROUND, Dimension.ORGANISATION)

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpotTally:
    """Keys and numbers, without names.

    `carried` are the keys that something confirmed runs for (True) or nothing confirmed (False); `shared` how many
    collaborations each unit has of what several units have in common, a partner or a purpose; `lone` the partner that
    alone has a group or district, and in how many.
    """

    carried: Mapping[tuple[Dimension, bool], set[str]]
    shared: Mapping[tuple[Dimension, ...], Mapping[Keys, Mapping[str, int]]]
    lone: Mapping[Dimension, Mapping[str, tuple[str, int]]]


@dataclass(slots=True)
class _Alike:
    """How many collaborations have the same texts of keys, by which dimensions those are of."""

    confirmed: set[tuple[Dimension, bool, str]] = field(default_factory=set)
    numbers: dict[tuple[Dimension, ...], Counter[Any]] = field(default_factory=lambda: defaultdict(Counter))


def tally(batches: Iterable[Sequence[Any]]) -> SpotTally:
    """Return the tally of rows, some at a time.

    A row is whether it is confirmed, whether only the white spots may know of it, and its keys of the dimensions in
    `READ` as texts with commas, empty or None for none.
    """
    alike = _Alike()
    for batch in batches:
        _add(alike, batch)
    carried: dict[tuple[Dimension, bool], set[str]] = defaultdict(set)
    for dimension, is_confirmed, keys in alike.confirmed:
        carried[dimension, is_confirmed].update(filter(None, keys.split(",")))
    return SpotTally(
        carried={which: set(map(said, keys)) for which, keys in carried.items()},
        shared={of: _shared(alike.numbers[Dimension.UNIT, *of]) for of in ((Dimension.ORGANISATION,), PURPOSE)},
        lone={one: _lone(alike.numbers[one, Dimension.ORGANISATION]) for one in LONE},
    )  # fmt: skip


def _add(alike: _Alike, rows: Sequence[Any]) -> None:
    confirmed = [bool(row[0]) for row in rows]
    for dimension in CARRIED:
        place = READ.index(dimension) + 2
        alike.confirmed.update(
            (dimension, is_confirmed, row[place])
            for is_confirmed, row in zip(confirmed, rows, strict=True)
            if row[place]
        )
    shown = [[value or "" for value in row[2:]] for row in rows if not row[1]]
    columns = dict(zip(READ, zip(*shown, strict=True), strict=True)) if shown else {}
    pairs = [(one, Dimension.ORGANISATION) for one in LONE]
    for of in ((Dimension.UNIT, Dimension.ORGANISATION), (Dimension.UNIT, *PURPOSE), *pairs):
        if columns:
            alike.numbers[of].update(zip(*(columns[one] for one in of), strict=True))


def _shared(numbers: Counter[Any]) -> dict[Keys, dict[str, int]]:
    """Return what several units have in common. What has no unit, or no key, is in common with nothing."""
    found: dict[Keys, dict[str, int]] = defaultdict(dict)
    for (unit, *texts), number in numbers.items():
        if unit and all(texts):
            for keys in product(*(set(text.split(",")) - {""} for text in texts)):
                units = found[keys]
                units[unit] = units.get(unit, 0) + number
    return {
        tuple(map(said, keys)): {said(unit): number for unit, number in units.items()}
        for keys, units in found.items()
        if len(units) > 1
    }


def _lone(numbers: Counter[Any]) -> dict[str, tuple[str, int]]:
    """Return what one partner has alone; one that nobody has named may be another one."""
    partners: dict[str, set[str]] = defaultdict(set)
    times: Counter[str] = Counter()
    for (text, names), number in numbers.items():
        for key in set(text.split(",")) - {""}:
            partners[key].update(names.split(","))
            times[key] += number
    return {
        said(key): (said(next(iter(names))), times[key])
        for key, names in partners.items()
        if len(names) == 1 and "" not in names
    }
