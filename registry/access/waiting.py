"""What waits for whom, said once: each feature yields its part, and home, inbox, mail, digest and lead times read it.

`registry/wiring.py` plugs the parts in by name. A part yields what the reader may know of: what waits for the reader,
and what the reader is shown as waiting for somebody else, who is named.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, true

from registry.access import check
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import KINDS, WaitingKind
from registry.access.permissions import Permission
from registry.access.roles import Post, Role
from registry.core.dates import working_days_between
from registry.core.i18n import _, joined
from registry.core.money import Money

T = TypeVar("T")
SOON = 2  # working days
AHEAD = timedelta(days=30)  # so long before its day does what has a day of its own begin to wait
MOST = 1000  # of one kind, for one reader
MOST_NAMED = 3  # people whose names stand beside what they are waited for as


class WaitingSide(StrEnum):
    """Who is waited for: the city, or an organisation that it collaborates with."""

    CITY = "city"
    PARTNER = "partner"


class Severity(StrEnum):
    """How a due day is marked, beside its words."""

    NEUTRAL = "neutral"
    WARNING = "warning"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Door:
    """The page where it is done, or where one reads why it waits."""

    endpoint: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Who:
    """Who is waited for: people by account, or whoever has one of the roles, but not who may not; in words.

    `concerned` are the people who cannot do it and are shown that it waits for somebody else.
    """

    words: str
    people: frozenset[UUID] = frozenset()
    roles: frozenset[Role] = frozenset()
    but: frozenset[UUID] = frozenset()
    concerned: frozenset[UUID] = frozenset()

    def includes(self, actor: Actor) -> bool:
        """Return whether the actor is one of those who are waited for."""
        return actor.user_id not in self.but and (actor.user_id in self.people or actor.has(*self.roles))


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One thing that waits. `subject_id` is what a reminder remembers it by; `number` when one line stands for many."""

    kind: WaitingKind
    title: str
    subject_id: UUID
    who: Who
    since: date
    severity: Severity
    door: Door
    side: WaitingSide = WaitingSide.CITY
    page: Door | None = None  # for whoever reads that it waits for somebody else; None is the matter's own
    due_on: date | None = None
    meta: str = ""
    matter_id: UUID | None = None
    case_number: str | None = None
    unit_id: UUID | None = None
    post: Post | None = None
    number: int = 1
    amount: Money | None = None  # its own, where it is not the whole matter's


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks what waits, and on which day. Without an actor the house itself asks, for its mail and its figures."""

    on: date
    actor: Actor | None = None
    _read: dict[Callable[[], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, read: Callable[[], T]) -> T:
        """Return what several parts need and is read once for them all."""
        if read not in self._read:
            self._read[read] = read()
        found: T = self._read[read]
        return found

    @property
    def rights(self) -> Actor:
        """Whose rights what is read is narrowed by: the house reads as staff who stand outside of nothing."""
        return self.actor or HOUSE

    def may(self, *permissions: Permission) -> bool:
        """Return whether the reader has one of the permissions, so that the part is worth asking for."""
        return self.actor is None or any(check.allows(one, self.actor) for one in permissions)

    def own(self, column: Any) -> ColumnElement[bool]:
        """Rows that are the reader's by the column; all for the house."""
        return column == self.actor.user_id if self.actor else true()

    def waiting(self, kind: WaitingKind, title: str, *, due_on: date | None = None, **more: Any) -> Waiting:
        """Return what waits, with how urgent it is that day."""
        return Waiting(kind=kind, title=title, due_on=due_on, severity=severity(due_on, self.on), **more)


HOUSE = Actor(UUID(int=0), "", roles=frozenset(Role) - {Role.PARTNER})
Part = Callable[[Reader], Iterator[Waiting]]
_parts: dict[WaitingSide, dict[Part, None]] = {
    side: {} for side in WaitingSide
}  # each once, whoever it is told to


def plug(*parts: Part, to: WaitingSide) -> None:
    """Plug in the parts that are told to staff, or to partners."""
    _parts[to] |= dict.fromkeys(parts)


def of_house(on: date) -> list[Waiting]:
    """Return all that waits inside the house, for whoever it is."""
    return _gathered(Reader(on), WaitingSide.CITY)


def of(actor: Actor, on: date) -> list[Waiting]:
    """Return what waits for the actor, the most urgent first."""
    return mine_and_others(actor, on)[0]


def mine_and_others(actor: Actor, on: date) -> tuple[list[Waiting], list[Waiting]]:
    """Return what waits for the actor, and what concerns the actor and waits for somebody else."""
    found = _gathered(Reader(on, actor), WaitingSide.PARTNER if actor.is_partner else WaitingSide.CITY)
    mine = [one for one in found if one.who.includes(actor)]
    others = [one for one in found if not one.who.includes(actor) and (actor.user_id in one.who.concerned)]
    return mine, others


def _gathered(reader: Reader, told_to: WaitingSide) -> list[Waiting]:
    return in_order(one for part in _parts[told_to] for one in part(reader))


def in_order(found: Iterable[Waiting]) -> list[Waiting]:
    """Return the earliest due first; then those without a day, the weightiest kind first."""
    weight = {kind: place for place, kind in enumerate(WaitingKind)}
    return sorted(
        found,
        key=lambda one: (one.due_on is None, one.due_on or date.max, weight[one.kind], one.since),
    )


def severity(due_on: date | None, on: date) -> Severity:
    """Return how a due day is marked."""
    if due_on is None or (due_on >= on and working_days_between(on, due_on) > SOON):
        return Severity.NEUTRAL
    return Severity.DANGER if due_on < on else Severity.WARNING


def named(who: Who, names: Mapping[UUID, str]) -> str:
    """Say who is waited for, with the people by name where they are few; and where nobody can do it, that it is so."""
    people = sorted({names[one] for one in who.people - who.but if one in names} - {who.words})
    if 0 < len(people) <= MOST_NAMED:
        return _("%(who)s (%(names)s)", who=who.words, names=joined(people))
    if not who.people - who.but and not who.roles:
        return _("%(who)s (ingen kan göra det i dag)", who=who.words)
    return who.words


def with_roles(kind: WaitingKind, *, but: UUID | None = None, concerned: Iterable[UUID | None] = ()) -> Who:
    """Return whoever has one of the roles that do such a thing, perhaps but for one person."""
    of_kind = KINDS[kind]
    out = frozenset({but} if but else ())
    shown = frozenset(one for one in (*concerned, but) if one)
    return Who(str(of_kind.who), roles=of_kind.roles, but=out, concerned=shown)
