"""The pairs of a labelled register: those that the routes of a search bring together, and those made as pairs."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.sameness.register import MadeRecord
from registry.partners.duplicates.meeting_keys import MOST_SHARING, keys_of
from registry.partners.organisations import matching, naming
from registry.partners.organisations.matching import Described

NEAR = 8
MANY = 4  # more records than this with one value: it is nobody's own


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two records, whether they are one organisation, by which rule they were made, and whether a route meets them."""

    one: Described
    other: Described
    is_same: bool
    rule: str
    is_met: bool
    common: frozenset[tuple[str, str]] = frozenset()


def pairs(rows: Sequence[MadeRecord]) -> list[LabelledPair]:
    """Return every pair that a search compares or that was made as one, in order."""
    met, common = _met(rows), common_values(rows)
    made = {(row.made_from, at): row.rule for at, row in enumerate(rows) if row.rule}
    return [
        LabelledPair(
            rows[a].described, rows[b].described, rows[a].whose == rows[b].whose,
            made.get((a, b), "by chance"), (a, b) in met, common,
        )
        for a, b in sorted(met | made.keys())
    ]  # fmt: skip


def common_values(rows: Sequence[MadeRecord]) -> frozenset[tuple[str, str]]:
    """Return the values that more than a few records share."""
    owners: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        for value in matching.own_values(row.described):
            owners[value] += 1
    return frozenset(value for value, number in owners.items() if number > MANY)


def _met(rows: Sequence[MadeRecord]) -> set[tuple[int, int]]:
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in keys_of(row.described):
            by_key[key].append(at)
    found = {pair for some in by_key.values() if len(some) <= MOST_SHARING for pair in combinations(some, 2)}
    return found | {pair for derive in (naming.key, naming.tail) for pair in _neighbours(rows, derive)}


def _neighbours(rows: Sequence[MadeRecord], derive: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    order = sorted((derive(row.described.name), at) for at, row in enumerate(rows))
    for place, (key, at) in enumerate(order):
        for other, to in order[place + 1 : place + 1 + NEAR]:
            if matching.could_be(key, other):
                yield min(at, to), max(at, to)
