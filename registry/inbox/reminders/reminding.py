"""The daily jobs: reminders of what waits, and one mail a day to those who want their messages gathered.

A reminder and its message are written in one transaction with the job's own end mark, so that a worker that is killed
in between has told nothing, and the next one tells everything once. Nothing here decides: who is told when something
is late gets it for information, and the decision stays where it is (KL 6:38).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from registry.access.secrecy import OPEN_TITLE
from registry.access.waiting import Waiting
from registry.city.accounts.models import User
from registry.city.deadlines import queries as deadlines
from registry.city.deadlines.models import Stage
from registry.city.deadlines.rules import Times
from registry.core import clock, jobs
from registry.core.database import session
from registry.core.i18n import Word, swedish
from registry.core.labels import label
from registry.inbox.home.rules import folded
from registry.inbox.reminders import queries, rules
from registry.inbox.reminders.models import Reminder, ReminderKind
from registry.inbox.reminders.rules import ReminderCase
from registry.matters import queries as matters
from registry.notifications import links, messages
from registry.notifications.models import DigestLine

JOB, DIGEST = "reminders.remind", "reminders.digest"
EARLY, MORNING = 6, 7  # o'clock in Stockholm: first what is to be told, then the digest that gathers it
SLICE = 100  # messages in one transaction; the rest follow in the next
SETTLED = frozenset({Stage.DECIDE, Stage.SECOND})


@swedish()
def remind(_payload: dict[str, Any], at: datetime) -> None:
    """Tell the holders before and after the due day, and then whoever is above them; each of them once."""
    on = clock.local(at).date()
    times, cases = deadlines.all_times(), _not_closed(queries.cases(on), on)
    told = queries.told(case.waiting.subject_id for case in cases)
    due = [
        (case, kind, person)
        for case in cases
        for kind, person in rules.to_tell(case, _kinds(case, times, on), told)
    ]
    accounts = queries.people({person for _case, _kind, person in due})
    due = [(case, kind, person) for case, kind, person in due if person in accounts]
    for case, kind, person in due[:SLICE]:
        _tell(case, kind, accounts[person], at)
    if len(due) > SLICE:
        jobs.enqueue(JOB, {}, at=at)


def _kinds(case: ReminderCase, times: Mapping[Stage, Times], on: date) -> tuple[ReminderKind, ...]:
    return rules.kinds_due(case.waiting.due_on, times[case.stage], on) if case.waiting.due_on else ()


def _not_closed(cases: list[ReminderCase], on: date) -> list[ReminderCase]:
    """Leave out decisions in a freeze period: nobody is late with what had better wait."""
    if not deadlines.settling_warnings(on):
        return cases
    return [case for case in cases if case.stage not in SETTLED]


def _tell(case: ReminderCase, kind: ReminderKind, person: User, at: datetime) -> None:
    one = case.waiting
    if one.matter_id is None or one.due_on is None:  # what has neither is told on the pages only
        return
    session.add(
        Reminder(subject_id=one.subject_id, matter_id=one.matter_id, person_id=person.id, kind=kind, at=at)
    )
    marked = matters.marked([one.matter_id])
    about = messages.MatterNamed(one.matter_id, one.title, one.case_number, marked.get(one.matter_id))
    told: dict[str, Any] = {"to": person, "stage": label(case.stage), "due_on": one.due_on, "at": at}
    if kind is ReminderKind.ESCALATED:
        messages.late_below(about, with_whom=one.who.words, **told)
        return
    link = links.matter(one.matter_id)
    if case.stage in SETTLED:
        link = links.decide(one.matter_id)
    elif case.stage is Stage.REPORT:
        link = links.inbox()  # where everything is that waits to be reported or posted
    tell = messages.due_soon if kind is ReminderKind.SOON else messages.due_late
    tell(about, link=link, **told)


@swedish()
def send_digests(_payload: dict[str, Any], at: datetime) -> None:
    """Send each person who has lines waiting one message with them; a closed account's lines end here, unsent."""
    waiting = DigestLine.sent_at.is_(None)
    ids = session.scalars(select(DigestLine.person_id).where(waiting).distinct().limit(SLICE)).all()
    accounts = queries.people(ids)
    for person_id in ids:
        mine = select(DigestLine).where(waiting, DigestLine.person_id == person_id)
        lines = session.scalars(mine.order_by(DigestLine.created_at, DigestLine.id)).all()
        if person_id in accounts:
            on, person = clock.local(at).date(), accounts[person_id]
            found = folded(queries.waiting_for(person, on))
            marked = matters.marked([one.matter_id for one in found if one.matter_id])
            waits = [(label(one.kind), _named(one, marked), one.due_on) for one in found]
            messages.digest(person, lines, waits=waits, on=on, at=at)
        session.execute(
            update(DigestLine).where(waiting, DigestLine.person_id == person_id).values(sent_at=at)
        )
    if len(ids) == SLICE:
        jobs.enqueue(DIGEST, {}, at=at)


def _named(one: Waiting, marked: Mapping[UUID, str]) -> str:
    """Name what waits as a mail may: not by the title of a matter that is marked with secrecy."""
    return Word(OPEN_TITLE) if one.matter_id in marked else one.title
