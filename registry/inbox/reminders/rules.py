"""When somebody is told that something waits, and who is told above. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.access.waiting import Waiting
from registry.city.deadlines.models import Stage
from registry.city.deadlines.rules import Times
from registry.city.units.structure import UnitStructure
from registry.core.dates import is_working_day, working_days_after
from registry.inbox.reminders.models import ReminderKind

Told = frozenset[tuple[UUID, UUID, ReminderKind]]


@dataclass(frozen=True, slots=True)
class ReminderCase:
    """One thing that waits: at which stage, which people it waits for, and who is told when it is late."""

    waiting: Waiting
    stage: Stage
    people: tuple[UUID, ...]
    above: tuple[UUID, ...] = ()


def kinds_due(due_on: date, times: Times, on: date) -> tuple[ReminderKind, ...]:
    """Return what is to be told on the date about something with this due day: soon, late, and late to who is above.

    Days are working days, and nothing is told on a day off. What should have been told earlier is told now, but a
    reminder before the due day makes no sense after it.
    """
    if not is_working_day(on):
        return ()
    if on <= due_on:
        return (ReminderKind.SOON,) if on >= working_days_after(due_on, -times.remind_before) else ()
    found = []
    if on >= working_days_after(due_on, times.remind_after):
        found.append(ReminderKind.LATE)
    if on >= working_days_after(due_on, times.escalate_after):
        found.append(ReminderKind.ESCALATED)
    return tuple(found)


def to_tell(
    case: ReminderCase, kinds: Iterable[ReminderKind], told: Told
) -> Iterator[tuple[ReminderKind, UUID]]:
    """Yield what is to be told to whom, without what has been told before. Nobody is told both as holder and above."""
    for kind in kinds:
        people = case.people
        if kind is ReminderKind.ESCALATED:
            people = tuple(person for person in case.above if person not in case.people)
        for person in people:
            if (case.waiting.subject_id, person, kind) not in told:
                yield kind, person


def next_above(
    structure: UnitStructure, post: Post | None, unit_id: UUID, on: date, barred: frozenset[UUID]
) -> tuple[UUID, ...]:
    """Return who holds the nearest post above this one over the unit, without whoever stands outside the matter.

    With no post given, whoever leads the unit. A level where nobody is left is passed by; above the highest is nobody.
    """
    for higher in MANAGERS:
        if post is not None and LEVEL[higher] <= LEVEL[post]:
            continue
        holders = structure.responsible(higher, unit_id, on)
        if people := tuple(holder.user_id for holder in holders if holder.user_id not in barred):
            return people
    return ()
