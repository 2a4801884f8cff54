"""What waits for somebody in the house with a due day and a handling time, and what has been told about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from registry.access import waiting
from registry.access.roles import Role
from registry.access.waiting import Waiting
from registry.city.accounts import queries as accounts
from registry.city.accounts.models import User
from registry.city.deadlines.models import STAGE_OF, Stage
from registry.city.units import queries as units
from registry.core.database import session
from registry.inbox.reminders import rules
from registry.inbox.reminders.models import Reminder
from registry.inbox.reminders.rules import ReminderCase
from registry.matters.approvals.models import OUTSIDE, Recusal

MOST = 10_000
TOLD_ABOVE = frozenset({Stage.DECIDE, Stage.SECOND, Stage.REVISE})  # what waits below a manager


def cases(on: date) -> list[ReminderCase]:
    """Return what waits with a due day at a stage that has a handling time, and who is told; the earliest due first."""
    found = [one for one in waiting.of_house(on) if one.kind in STAGE_OF and one.due_on and one.matter_id]
    roles = {role: _having(role, on) for role in {role for one in found for role in one.who.roles}}
    outside, structure = _outside(found), units.structure()
    told = []
    for one in found:
        barred = outside.get(one.matter_id, frozenset()) | one.who.but
        people = one.who.people.union(*(roles[role] for role in one.who.roles)) - barred
        above: tuple[UUID, ...] = ()
        if STAGE_OF[one.kind] in TOLD_ABOVE and one.unit_id:
            above = rules.next_above(structure, one.post, one.unit_id, on, barred)
        told.append(ReminderCase(one, STAGE_OF[one.kind], tuple(sorted(people)), above))
    return sorted(told, key=lambda case: (case.waiting.due_on, case.waiting.subject_id))


def waiting_for(person: User, on: date) -> list[Waiting]:
    """Return what waits for the person, as the inbox shows it."""
    return waiting.of(units.actor_of(person, on), on)


def _having(role: Role, on: date) -> frozenset[UUID]:
    return frozenset(person.id for person in accounts.people(having=role, on=on))


def _outside(found: Sequence[Waiting]) -> Mapping[UUID | None, frozenset[UUID]]:
    """Return by matter who stands outside of it, and hears nothing (KL 6:28-30)."""
    of = {one.matter_id for one in found}
    rows = select(Recusal.matter_id, Recusal.person_id)
    rows = rows.where(Recusal.matter_id.in_(of), Recusal.status.in_(OUTSIDE)).limit(MOST)
    people: dict[UUID | None, set[UUID]] = defaultdict(set)
    for matter_id, person in session.execute(rows):
        people[matter_id].add(person)
    return {key: frozenset(some) for key, some in people.items()}


def told(subjects: Iterable[UUID]) -> rules.Told:
    """Return what has been told about these things: (thing, person, what)."""
    rows = select(Reminder.subject_id, Reminder.person_id, Reminder.kind).where(
        Reminder.subject_id.in_(list(subjects))
    )
    return frozenset((row.subject_id, row.person_id, row.kind) for row in session.execute(rows))


def people(ids: Iterable[UUID]) -> dict[UUID, User]:
    """Return the open accounts among these, by identifier."""
    rows = select(User).where(User.id.in_(list(ids)), User.is_active)
    return {user.id: user for user in session.scalars(rows)}
