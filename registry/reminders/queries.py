"""What waits for somebody in the house with a due day, and what has been told about it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, true

from registry.access.roles import Role
from registry.accounts import queries as accounts
from registry.accounts.models import User
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.approvals import wording
from registry.approvals.models import Decision, Recusal, RecusalStatus, Round, RoundStatus, Step, StepPart
from registry.approvals.routing import Facts
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.deadlines import queries as deadlines
from registry.deadlines import rules as days
from registry.deadlines.models import Stage
from registry.decisions import queries as decisions
from registry.decisions.rules import Place
from registry.matters.models import Matter
from registry.reminders import rules
from registry.reminders.models import Reminder
from registry.reminders.rules import About, Told, Waiting
from registry.units import queries as units
from registry.units.structure import Structure

MOST_WAITING = 2000
OUTSIDE = (RecusalStatus.STANDING, RecusalStatus.DISPUTED)
BACK = {State.RETURNED: Stage.REVISE, State.APPROVED: Stage.SIGN}


@dataclass(frozen=True, slots=True)
class _Around:
    """What is read once for all that waits."""

    structure: Structure
    registrars: tuple[UUID, ...]
    outside: Mapping[UUID, frozenset[UUID]]
    decided: Mapping[UUID, frozenset[UUID]]
    on: date


def waiting(on: date) -> list[Waiting]:
    """Return what waits with a due day: open steps, agreements sent back or to be signed, decisions to report.

    The earliest due first.
    """
    steps, back = _open_steps(), closed_rounds((State.RETURNED, State.APPROVED))
    matters = {row.matter_id for row in steps} | {row.id for row in back}
    registrars = tuple(person.id for person in accounts.people(having=Role.REGISTRAR, on=on))
    decided = _deciders({row.round_id for row in steps})
    around = _Around(units.structure(), registrars, _outside(matters), decided, on)
    due = due_days(back)
    found = [_of_step(row, around) for row in steps]
    found += [_of_agreement(row, due[row.id], around) for row in back if row.id in due]
    found += _unreported(around)
    return sorted(found, key=lambda one: (one.due_on, one.subject_id))


def _open_steps() -> Sequence[Row[Any]]:
    rows = (
        select(
            Step.id, Step.round_id, Step.post, Step.unit_id, Step.part, Step.due_on, Round.facts, Round.matter_id,
            Matter.title, Matter.case_number,
        )
        .join(Round, Round.id == Step.round_id)
        .join(Matter, Matter.id == Round.matter_id)
        .where(Step.is_open, Round.status == RoundStatus.OPEN, Step.due_on.is_not(None))
        .order_by(Step.due_on, Step.id)
        .limit(MOST_WAITING)
    )  # fmt: skip
    return session.execute(rows).all()


def closed_rounds(states: Sequence[State], *, prepared_by: UUID | None = None) -> Sequence[Row[Any]]:
    """Return the agreements in the states, perhaps one person's, with when their latest round closed; oldest first."""
    latest = (
        select(Round.matter_id, func.max(Round.number).label("number"))
        .where(Round.closed_at.is_not(None))
        .group_by(Round.matter_id)
        .subquery()
    )
    rows = (
        select(
            Edition.id, Edition.title, Edition.case_number, Agreement.state, Edition.unit_id,
            Edition.prepared_by_id, Round.id.label("round_id"), Round.closed_at,
        )
        .join(Edition.agreement)
        .join(latest, latest.c.matter_id == Edition.id)
        .join(Round, (Round.matter_id == latest.c.matter_id) & (Round.number == latest.c.number))
        .where(Agreement.state.in_(states), Edition.prepared_by_id == prepared_by if prepared_by else true())
        .order_by(Round.closed_at, Edition.id)
        .limit(MOST_WAITING)
    )  # fmt: skip
    return session.execute(rows).all()


def due_back(states: Sequence[State], *, prepared_by: UUID | None = None) -> dict[UUID, date]:
    """Return the due day of each agreement in the states, perhaps one person's, counted from its latest decision."""
    return due_days(closed_rounds(states, prepared_by=prepared_by))


def due_days(rows: Sequence[Row[Any]]) -> dict[UUID, date]:
    """Return the due day of each agreement that was sent back or waits to be signed, counted from that decision."""
    times, periods = deadlines.all_times(), deadlines.periods()
    return {
        row.id: days.due_on(allowed, clock.local(row.closed_at).date(), periods)
        for row in rows
        if (allowed := times[BACK[row.state]].days)
    }


def _of_step(row: Row[Any], around: _Around) -> Waiting:
    about = About(row.matter_id, row.title, row.case_number)
    if row.post is None or row.unit_id is None:
        people = _without(around.registrars, around.outside.get(row.matter_id))
        return Waiting(row.id, about, Stage.COMMITTEE, row.due_on, people, with_whom=_("Registratorn"))
    facts = Facts.restored(row.facts)
    barred = (
        facts.barred | around.outside.get(row.matter_id, frozenset()) | around.structure.absent(around.on)
    )
    busy = barred | around.decided.get(row.round_id, frozenset())  # nobody decides twice in a round
    holders = around.structure.holders(row.post, row.unit_id, around.on)
    unit = around.structure.by_id.get(row.unit_id)
    return Waiting(
        subject_id=row.id,
        about=about,
        stage=Stage.SECOND if row.part is StepPart.SECOND else Stage.DECIDE,
        due_on=row.due_on,
        people=tuple(holder.user_id for holder in holders if holder.user_id not in busy),
        above=rules.next_above(around.structure, row.post, row.unit_id, around.on, barred),
        with_whom=wording.head(row.post, unit.name if unit else ""),
    )


def _of_agreement(row: Row[Any], due_on: date, around: _Around) -> Waiting:
    about = About(row.id, row.title, row.case_number)
    barred = around.outside.get(row.id, frozenset())
    if row.state is State.APPROVED:
        people = _without(around.registrars, barred)
        return Waiting(row.round_id, about, Stage.SIGN, due_on, people, with_whom=_("Registratorn"))
    above = rules.next_above(around.structure, None, row.unit_id, around.on, barred)
    people = _without((row.prepared_by_id,) if row.prepared_by_id else (), barred)
    return Waiting(row.round_id, about, Stage.REVISE, due_on, people, above, _("Den som bereder ärendet"))


def _unreported(around: _Around) -> Iterator[Waiting]:
    """The oldest decision that waits to be reported, and to be posted (KL 6:40, 7:8): one line stands for them all."""
    for place in (Place.TO_REPORT, Place.TO_POST):
        oldest = decisions.oldest(place)
        due_on = deadlines.due_on(Stage.REPORT, oldest.decided_on) if oldest else None
        if oldest is None or due_on is None:
            continue
        row = oldest.row
        people = _without(around.registrars, _outside([row.matter_id]).get(row.matter_id))
        about = About(row.matter_id, row.matter, row.case_number)
        yield Waiting(row.id, about, Stage.REPORT, due_on, people, with_whom=_("Registratorn"))


def _without(people: Iterable[UUID], barred: frozenset[UUID] | None) -> tuple[UUID, ...]:
    return tuple(person for person in people if person not in (barred or ()))


def _outside(matters: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    rows = select(Recusal.matter_id, Recusal.person_id).where(
        Recusal.matter_id.in_(list(matters)), Recusal.status.in_(OUTSIDE)
    )
    return _gathered(rows)


def _deciders(rounds: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    rows = select(Step.round_id, Decision.decided_by_id).join(Decision.step)
    return _gathered(rows.where(Step.round_id.in_(list(rounds)), Step.post.is_not(None)))


def _gathered(rows: Select[tuple[UUID, UUID]]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for key, person_id in session.execute(rows.limit(5 * MOST_WAITING)):
        found[key].add(person_id)
    return {key: frozenset(people) for key, people in found.items()}


def told(subjects: Iterable[UUID]) -> Told:
    """Return what has been told about these things: (thing, person, what)."""
    rows = select(Reminder.subject_id, Reminder.person_id, Reminder.kind).where(
        Reminder.subject_id.in_(list(subjects))
    )
    return frozenset((row.subject_id, row.person_id, row.kind) for row in session.execute(rows))


def people(ids: Iterable[UUID]) -> dict[UUID, User]:
    """Return the open accounts among these, by identifier."""
    rows = select(User).where(User.id.in_(list(ids)), User.is_active)
    return {user.id: user for user in session.scalars(rows)}
