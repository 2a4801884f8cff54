"""Which organisations a search compares, and how likely each two are one: read and thought about, nothing written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from registry.city.synonyms import queries as synonyms
from registry.core.database import session
from registry.partners.duplicates import rules
from registry.partners.duplicates.meeting_keys import MOST_SHARING, keys_of
from registry.partners.duplicates.models import MeetingKey, Pair, PairState
from registry.partners.organisations import candidates, matching
from registry.partners.organisations.matching import Common, Described, Likeness

BATCH = 400
MANY = 4  # more organisations than this with one value: it is nobody's own
NEAR = 8  # neighbours on each side in either order of names
OF_VALUES = "opmdgh"  # the first letter of keys that are values


@dataclass(frozen=True, slots=True)
class Met:
    """What a slice has found: likely pairs, waiting pairs that are not likely any more, and how many it tried."""

    likely: list[tuple[UUID, UUID, Likeness]] = field(default_factory=list)
    unlikely: list[UUID] = field(default_factory=list)
    compared: int = 0


def new_keys(ids: Sequence[UUID]) -> dict[UUID, set[str]]:
    """Return the keys of those of the organisations that have others than are stored, most often very few."""
    same, stored = synonyms.known(), defaultdict[UUID, set[str]](set)
    for part in _parts(ids):
        rows = select(MeetingKey.organisation_id, MeetingKey.key).where(MeetingKey.organisation_id.in_(part))
        for row in session.execute(rows):
            stored[row.organisation_id].add(row.key)
    found = {one: set(keys_of(row, same)) for one, row in candidates.described(ids).items()}
    return {one: keys for one, keys in found.items() if keys != stored[one]}


def of_slice(ids: Sequence[UUID], *, ahead_only: bool) -> Met:
    """Compare these organisations with all that have a key in common with them, or are neighbours by name.

    Whoever walks through the whole register looks at each pair once. Pairs that wait to be decided are compared anew,
    whatever has become of the names: what is not likely any more is told.
    """
    rows = candidates.described(ids)
    waiting = _waiting(ids)
    wanted = {rules.ordered(one, other) for one, other in _met(rows, ahead_only=ahead_only)} | waiting.keys()
    rows |= candidates.described({one for pair in wanted for one in pair} - rows.keys())
    there = sorted(pair for pair in wanted if rows.keys() >= set(pair))
    shared = common(rows.values())
    same = synonyms.known()
    found = [
        (one, other, matching.compare(rows[one], rows[other], common=shared, known=same))
        for one, other in there
    ]
    likely = [one for one in found if one[2].score >= matching.PROPOSED]
    told = {(one, other) for one, other, _likeness in likely}
    return Met(likely, [waiting[pair] for pair in there if pair in waiting and pair not in told], len(found))


def common(rows: Iterable[Described]) -> Common:
    """Return those of the records' values that more organisations share than one has records."""
    values = {f"{kind} {value}": (kind, value) for row in rows for kind, value in matching.own_values(row)}
    counted = select(MeetingKey.key).group_by(MeetingKey.key).having(func.count() > MANY)
    found = (
        key for part in _parts(values) for key in session.scalars(counted.where(MeetingKey.key.in_(part)))
    )
    return frozenset(values[key] for key in found)


def _met(rows: dict[UUID, Described], *, ahead_only: bool) -> Iterator[tuple[UUID, UUID]]:
    mine: dict[str, list[UUID]] = defaultdict(list)
    same = synonyms.known()
    for one, row in rows.items():
        for key in keys_of(row, same):
            mine[key].append(one)
    for key, other in _sharing(list(mine)):
        yield from ((one, other) for one in mine[key] if other > one or (other != one and not ahead_only))
    for row, neighbour in candidates.neighbours_of(list(rows.values()), NEAR, both_sides=not ahead_only):
        if row.id and row.id != neighbour:
            yield row.id, neighbour


def _sharing(wanted: list[str]) -> Iterator[tuple[str, UUID]]:
    """Yield (key, organisation) of every key that not too many have."""
    few = select(MeetingKey.key).group_by(MeetingKey.key).having(func.count().between(2, MOST_SHARING))
    owners = select(MeetingKey.key, MeetingKey.organisation_id)
    for part in _parts(wanted):
        chosen = list(session.scalars(few.where(MeetingKey.key.in_(part))))
        for row in session.execute(owners.where(MeetingKey.key.in_(chosen)).order_by(MeetingKey.key)):
            yield row.key, row.organisation_id


def _waiting(ids: Sequence[UUID]) -> dict[tuple[UUID, UUID], UUID]:
    """Return the pairs of these organisations that nobody has decided."""
    rows = select(Pair.one_id, Pair.other_id, Pair.id).where(
        Pair.state.in_((PairState.OPEN, PairState.LATER))
    )
    return {
        (row.one_id, row.other_id): row.id
        for part in _parts(ids)
        for row in session.execute(
            rows.where(or_(Pair.one_id.in_(part), Pair.other_id.in_(part))).order_by(Pair.id)
        )
    }


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    listed = list(values)
    return (listed[start : start + BATCH] for start in range(0, len(listed), BATCH))
