"""The city's organisation as one value: who leads what on a date, and the way up. Pure: routing takes it as input."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from registry.access.roles import Post
from registry.city.units.models import Unit, UnitKind
from registry.core.fields import value_of

K = TypeVar("K")
V = TypeVar("V")


def _covers(starts_on: date | None, ends_on: date | None, on: date) -> bool:
    return (starts_on is None or starts_on <= on) and (ends_on is None or on <= ends_on)


@dataclass(frozen=True, slots=True)
class UnitValue:
    """A unit as a value. Open dates mean that the sources do not say."""

    id: UUID
    parent_id: UUID | None
    code: str
    kind: UnitKind
    name: str
    cost_centre: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    note: str | None = None
    successor_id: UUID | None = None

    def is_valid(self, on: date) -> bool:
        """Return whether the unit exists on the date, first and last day included."""
        return _covers(self.starts_on, self.ends_on, on)


@dataclass(frozen=True, slots=True)
class Holder:
    """A person in a post over a unit, from a date, perhaps to a date, perhaps in somebody else's place."""

    user_id: UUID
    name: str
    title: str | None
    post: Post
    unit_id: UUID
    starts_on: date
    ends_on: date | None = None
    substitute_for: str | None = None
    appointment_id: UUID | None = None
    substitute_for_id: UUID | None = None
    recorded_on: date | None = None
    acts_beside: bool = False

    def is_valid(self, on: date) -> bool:
        """Return whether the appointment holds on the date, both days included; never before it was recorded."""
        return _covers(self.starts_on, self.ends_on, on) and _covers(self.recorded_on, None, on)


@dataclass(frozen=True, slots=True)
class Away:
    """A time when a person is away and decides nothing, first and last day included."""

    user_id: UUID
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in its place in the tree on a date: how deep, whether it exists, who leads it."""

    depth: int
    part: UnitValue
    is_valid: bool
    heads: tuple[Holder, ...]


@dataclass(frozen=True)
class UnitStructure:
    """All units, appointments and absences, of all times. Every question is asked for a date.

    `closed` are the people whose accounts are closed today: they hold their posts and can decide nothing.
    """

    parts: tuple[UnitValue, ...]
    appointments: tuple[Holder, ...] = ()
    absences: tuple[Away, ...] = ()
    closed: frozenset[UUID] = frozenset()

    @cached_property
    def by_id(self) -> Mapping[UUID, UnitValue]:
        """The units by identifier."""
        return {part.id: part for part in self.parts}

    def in_charge(self, unit_id: UUID, on: date) -> UUID:
        """Return which unit has on the date what the unit had: itself, or whichever took over when it ended."""
        passed: set[UUID] = set()
        while (part := self.by_id.get(unit_id)) and unit_id not in passed:  # a loop must not hang the page
            passed.add(unit_id)
            if part.successor_id is None or part.ends_on is None or on <= part.ends_on:
                break
            unit_id = part.successor_id
        return unit_id

    def path_up(self, unit_id: UUID, on: date | None = None) -> tuple[UnitValue, ...]:
        """Return the unit and everything above it, lowest first; empty for an unknown unit.

        With a date, from the unit that has on it what the unit had.
        """
        path: dict[UUID, UnitValue] = {}
        part = self.by_id.get(self.in_charge(unit_id, on) if on else unit_id)
        while part is not None and part.id not in path:  # a loop in the data must not hang the page
            path[part.id] = part
            part = self.by_id.get(part.parent_id) if part.parent_id else None
        return tuple(path.values())

    def is_within(self, unit_id: UUID, scope_id: UUID, on: date | None = None) -> bool:
        """Return whether the unit, or on a date whichever took it over, is the scope itself or lies below it."""
        return any(part.id == scope_id for part in self.path_up(unit_id, on))

    def holders(self, post: Post, unit_id: UUID, on: date) -> tuple[Holder, ...]:
        """Return who holds the post over exactly this unit on the date: ordinary holders first, then substitutes."""
        return tuple(holder for holder in self.heads(unit_id, on) if holder.post is post)

    def heads(self, unit_id: UUID, on: date) -> tuple[Holder, ...]:
        """Return everybody with a post over exactly this unit on the date: ordinary holders first, then substitutes.

        Whoever stands in for somebody does so only while that person has the post, or nobody has it after that person.
        """
        known = self._by_unit.get(unit_id, ())
        valid = [holder for holder in known if holder.is_valid(on)]
        return tuple(
            holder
            for holder in valid
            if _rests_on_somebody(holder, valid) or _fills_vacancy(holder, known, valid, on)
        )

    def acting(self, post: Post, unit_id: UUID, on: date) -> tuple[Holder, ...]:
        """Return who may act in the post over exactly this unit on the date: whoever has it and is there.

        A substitute only in absence or vacancy, unless the appointment says that both act (KL 13:8 p. 3).
        """
        held, away = self.holders(post, unit_id, on), self.absent(on)
        return tuple(one for one in held if one.user_id not in away and _is_called_for(one, held, away))

    def responsible(self, post: Post, unit_id: UUID, on: date) -> tuple[Holder, ...]:
        """Return who holds the post closest above the unit, itself included, on the date; empty when nobody does."""
        for part in self.path_up(unit_id, on):
            if found := self.holders(post, part.id, on):
                return found
        return ()

    def holding(self, posts: frozenset[Post], on: date) -> frozenset[UUID]:
        """Return who holds one of the posts on the date, over whichever unit."""
        heads = (holder for unit_id in self._by_unit for holder in self.heads(unit_id, on))
        return frozenset(holder.user_id for holder in heads if holder.post in posts)

    def absent(self, on: date) -> frozenset[UUID]:
        """Return the people who decide nothing on the date: they are away, or cannot sign in any longer."""
        away = {one.user_id for one in self.absences if _covers(one.starts_on, one.ends_on, on)}
        return self.closed | away

    def history(self, unit_id: UUID) -> tuple[Holder, ...]:
        """Return all appointments over the unit, the latest first."""
        return tuple(sorted(self._by_unit.get(unit_id, ()), key=lambda h: h.starts_on, reverse=True))

    def children(self, unit_id: UUID | None) -> tuple[UnitValue, ...]:
        """Return the units right below, in the order they were given; `None` asks for the topmost."""
        return self._by_parent.get(unit_id, ())

    def walk(self, unit_id: UUID | None = None, depth: int = 0) -> Iterator[tuple[int, UnitValue]]:
        """Yield every unit below with its depth, each before its children."""
        for part in self.children(unit_id):
            yield depth, part
            yield from self.walk(part.id, depth + 1)

    def tree(self, on: date) -> list[Branch]:
        """Return all units in the tree's order, as they are on the date."""
        return [
            Branch(depth, part, part.is_valid(on), self.heads(part.id, on)) for depth, part in self.walk()
        ]

    @cached_property
    def _by_unit(self) -> Mapping[UUID, tuple[Holder, ...]]:
        in_order = sorted(
            self.appointments, key=lambda h: (h.substitute_for is not None, h.starts_on, h.name)
        )
        return _grouped((holder.unit_id, holder) for holder in in_order)

    @cached_property
    def _by_parent(self) -> Mapping[UUID | None, tuple[UnitValue, ...]]:
        known = self.by_id
        return _grouped((part.parent_id if part.parent_id in known else None, part) for part in self.parts)


def _rests_on_somebody(holder: Holder, valid: Iterable[Holder]) -> bool:
    """Return whether each in whose place the next one acts, up to the ordinary holder, has the post on the day."""
    others = [one for one in valid if one is not holder]
    return holder.substitute_for_id is None or any(
        (one.user_id, one.post) == (holder.substitute_for_id, holder.post) and _rests_on_somebody(one, others)
        for one in others
    )


def _fills_vacancy(holder: Holder, known: Iterable[Holder], valid: Iterable[Holder], on: date) -> bool:
    """Return whether nobody has the post and the substitute stood in for the ordinary holder who had it last.

    A substitute's own substitute does not: that right rested on somebody who stood in.
    """
    if any(one.post is holder.post and one.substitute_for_id is None for one in valid):
        return False
    return holder.substitute_for_id is not None and any(
        (one.user_id, one.post, one.substitute_for_id) == (holder.substitute_for_id, holder.post, None)
        and one.ends_on is not None
        and holder.starts_on <= one.ends_on < on
        for one in known
    )


def _is_called_for(holder: Holder, held: Iterable[Holder], away: frozenset[UUID]) -> bool:
    """Return whether a substitute acts: each in whose place it is, up to the ordinary holder, is away or has left."""
    others = [one for one in held if one is not holder]
    return (
        holder.substitute_for_id is None
        or holder.acts_beside
        or all(
            one.user_id in away and _is_called_for(one, others, away)
            for one in others
            if one.user_id == holder.substitute_for_id
        )
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}


def part_of(unit: Unit) -> UnitValue:
    """Return a stored unit as a value."""
    return value_of(UnitValue, unit)
