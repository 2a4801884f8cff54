"""Coverage as the register knew it at a moment: the same rule over the rows as they were then."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from types import SimpleNamespace
from uuid import UUID

from registry.agreements.marked import marked_collaborations
from registry.audit.past.queries import MOST, Past
from registry.collaborations import running
from registry.collaborations.choices import Form
from registry.collaborations.running import Running, RunningOn
from registry.core.database import session
from registry.core.text import swedish_key
from registry.mapping.coverage import tallies
from registry.mapping.coverage.axes import NONE_MERGED
from registry.mapping.coverage.choices import (
    EVERYTHING,
    FORMER,
    INFORMAL,
    NOTHING,
    OTHERS,
    SHOWS,
    Dimension,
    Measure,
    Part,
)
from registry.mapping.coverage.tallies import Line
from registry.mapping.coverage.view import MapView

_LINKS = {
    Dimension.TARGET_GROUP: "collaboration_target_group",
    Dimension.ACTIVITY: "collaboration_activity",
    Dimension.DISTRICT: "collaboration_district",
    Dimension.GROUND: "collaboration_ground",
}


@dataclass(frozen=True, slots=True)
class MappedCollaboration:
    """A collaboration as the register knew it: whether it ran on the day, and its keys in every dimension."""

    id: UUID
    title: str
    form: Form
    said: RunningOn
    keys: Mapping[Dimension, frozenset[str]]
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def part(self) -> Part:
        """Which of a cell's numbers it is counted in."""
        return Part.UNCONFIRMED if self.said.running is Running.UNCONFIRMED else Part(self.form.value)


@dataclass(frozen=True, slots=True)
class KnownThen:
    """What the view shows of what was known, by title; `is_cut`: there was more than can be read at once."""

    collaborations: list[MappedCollaboration]
    is_cut: bool = False


def known(past: Past, view: MapView, *, months: int) -> KnownThen:
    """Return the collaborations of ours that the view shows, as the register knew them at the reader's moment."""
    rows = past.rows("collaboration")
    there = {
        row.id: (row.values, said)
        for row in rows
        if not row.values["is_reference"]
        and (said := running.of(SimpleNamespace(**row.values), view.on, months=months)).running
        in SHOWS[view.running]
    }
    keys = _keys(past, list(there))
    shown = [
        MappedCollaboration(key, values["title"], values["form"], said, {
            **keys[key],
            Dimension.UNIT: frozenset({str(values["unit_id"]) if values["unit_id"] else NOTHING}),
            Dimension.KIND: frozenset({_kind(values)}),
        }, values["starts_on"], values["ends_on"])
        for key, (values, said) in there.items()
    ]  # fmt: skip
    merged = _merged_into(past)
    hidden = frozenset(session.scalars(marked_collaborations())) if view.is_public else frozenset()
    wanted = [one for one in shown if one.id not in hidden and _is_within(one, view, merged)]
    return KnownThen(sorted(wanted, key=lambda one: (swedish_key(one.title), one.id)), len(rows) >= MOST)


def tally(
    found: Iterable[MappedCollaboration], view: MapView, former: Collection[UUID],
    merged: Mapping[UUID, UUID] = NONE_MERGED, named: Collection[str] = (),
) -> list[Line]:  # fmt: skip
    """Return the same lines as `queries.counted` does. Pure."""
    folded = {str(key): FORMER for key in former} | {str(old): str(new) for old, new in merged.items()}
    counts: Counter[tuple[str, str, Part]] = Counter()
    members: dict[tuple[str, str, Part], set[str]] = defaultdict(set)
    for one in found:
        rows, columns = (
            {_counted_as(key, dimension, folded, named) for key in one.keys[dimension]} | {EVERYTHING}
            for dimension in (view.rows, view.columns)
        )
        for row, column in product(rows, columns):
            counts[row, column, one.part] += 1
            members[row, column, one.part] |= one.keys[Dimension.ORGANISATION] - {NOTHING}
    if view.measure is Measure.ORGANISATIONS:
        return [Line(*keys, len(names)) for keys, names in members.items()]
    return [Line(*keys, number) for keys, number in counts.items()]


def named(found: Iterable[MappedCollaboration], view: MapView) -> list[str]:
    """Return the same organisations as `queries.named` does. Pure."""
    if Dimension.ORGANISATION not in {view.rows, view.columns}:
        return []
    numbers = Counter(key for one in found for key in one.keys[Dimension.ORGANISATION] - {NOTHING})
    heaviest = sorted(numbers, key=lambda key: (-numbers[key], key))
    return heaviest[: tallies.MOST_NAMED] if len(heaviest) > tallies.MOST_NAMED else []


def behind(
    found: Iterable[MappedCollaboration], view: MapView, former: Collection[UUID],
    merged: Mapping[UUID, UUID] = NONE_MERGED,
) -> list[MappedCollaboration]:  # fmt: skip
    """Return the collaborations of the open cell. Pure."""
    gone = {str(key) for key in former}
    later = {str(old): str(new) for old, new in merged.items()}
    row, column = view.cell or (EVERYTHING, EVERYTHING)
    wanted = ((view.rows, row), (view.columns, column))

    def meets(one: MappedCollaboration, dimension: Dimension, key: str) -> bool:
        own = one.keys[dimension] | {later[old] for old in one.keys[dimension] & set(later)}
        return key == EVERYTHING or key in own or (key == FORMER and bool(own & gone))

    return [one for one in found if all(meets(one, *pair) for pair in wanted)]


def _counted_as(key: str, dimension: Dimension, folded: Mapping[str, str], named: Collection[str]) -> str:
    if dimension is Dimension.ORGANISATION and named and key not in {*named, NOTHING}:
        return OTHERS
    return folded.get(key, key)


def _keys(past: Past, ids: list[UUID]) -> dict[UUID, dict[Dimension, frozenset[str]]]:
    tied: dict[Dimension, dict[UUID, set[str]]] = {
        one: defaultdict(set) for one in (*_LINKS, Dimension.ORGANISATION)
    }
    for dimension, table in _LINKS.items():
        for row in past.rows(table, owners=ids, limit=MOST * 10):
            tied[dimension][row.id].add(str(row.other_id))
    for row in past.rows("party", owners=ids, limit=MOST * 10):
        organisation = row.values["organisation_id"]
        tied[Dimension.ORGANISATION][row.values["collaboration_id"]].add(str(organisation or NOTHING))
    return {
        key: {dimension: frozenset(of.get(key) or {NOTHING}) for dimension, of in tied.items()} for key in ids
    }


def _kind(values: Mapping[str, object]) -> str:
    if values["form"] is Form.INFORMAL:
        return INFORMAL
    return str(getattr(values["kind"], "value", None) or NOTHING)


def _merged_into(past: Past) -> dict[str, set[str]]:
    merged: dict[str, set[str]] = defaultdict(set)
    for row in past.rows("district"):
        if row.values["successor_id"]:
            merged[str(row.values["successor_id"])].add(str(row.id))
    return merged


def _is_within(one: MappedCollaboration, view: MapView, merged: Mapping[str, set[str]]) -> bool:
    """Return whether it is what the view is narrowed down to; a district stands for those merged into it."""
    return all(
        one.keys[dimension] & ({key} | (merged.get(key, set()) if dimension is Dimension.DISTRICT else set()))
        for dimension, key in view.filters
    )
