"""The daily jobs: reminders of what waits, and one mail a day to those who want their messages gathered.

A reminder and its message are written in one transaction with the job's own end mark, so that a worker that is killed
in between has told nothing, and the next one tells everything once. Nothing here decides: who is told when something
is late gets it for information, and the decision stays where it is (KL 6:38).
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from registry.accounts.models import User
from registry.core import clock, jobs
from registry.core.database import session
from registry.core.i18n import swedish
from registry.core.labels import label
from registry.deadlines import queries as deadlines
from registry.deadlines.models import Stage
from registry.notifications import links, messages
from registry.notifications.models import DigestLine
from registry.reminders import queries, rules
from registry.reminders.models import Reminder, ReminderKind
from registry.reminders.rules import Waiting

JOB, DIGEST = "reminders.remind", "reminders.digest"
EARLY, MORNING = 6, 7  # o'clock in Stockholm: first what is to be told, then the digest that gathers it
SLICE = 100  # messages in one transaction; the rest follow in the next
SETTLED = frozenset({Stage.DECIDE, Stage.SECOND})


@jobs.every_day(JOB, hour=EARLY)
@jobs.handler(JOB)
@swedish()
def remind(_payload: dict[str, Any], at: datetime) -> None:
    """Tell the holders before and after the due day, and then whoever is above them; each of them once."""
    on = clock.local(at).date()
    times, waiting = deadlines.all_times(), _not_closed(queries.waiting(on), on)
    told = queries.told(one.subject_id for one in waiting)
    due = [
        (one, kind, person)
        for one in waiting
        for kind, person in rules.to_tell(one, rules.kinds_due(one.due_on, times[one.stage], on), told)
    ]
    accounts = queries.people({person for _one, _kind, person in due})
    due = [(one, kind, person) for one, kind, person in due if person in accounts]
    for one, kind, person in due[:SLICE]:
        _tell(one, kind, accounts[person], at)
    if len(due) > SLICE:
        jobs.enqueue(JOB, {}, at=at)


def _not_closed(waiting: list[Waiting], on: date) -> list[Waiting]:
    """Leave out the decisions that a freeze period stops: nobody is late with what may not be done."""
    if not deadlines.settling_problems(on):
        return waiting
    return [one for one in waiting if one.stage not in SETTLED]


def _tell(one: Waiting, kind: ReminderKind, person: User, at: datetime) -> None:
    session.add(
        Reminder(subject_id=one.subject_id, matter_id=one.about.id, person_id=person.id, kind=kind, at=at)
    )
    stage = label(one.stage)
    link = links.matter(one.about.id)
    if one.stage in SETTLED:
        link = links.decide(one.about.id)
    elif one.stage is Stage.REPORT:
        link = links.inbox()  # where everything is that waits to be reported or posted
    if kind is ReminderKind.SOON:
        messages.due_soon(one.about, to=person, link=link, stage=stage, due_on=one.due_on, at=at)
    elif kind is ReminderKind.LATE:
        messages.due_late(one.about, to=person, link=link, stage=stage, due_on=one.due_on, at=at)
    else:
        messages.late_below(
            one.about, to=person, stage=stage, due_on=one.due_on, with_whom=one.with_whom, at=at
        )


@jobs.every_day(DIGEST, hour=MORNING)
@jobs.handler(DIGEST)
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
            messages.digest(accounts[person_id], lines, on=clock.local(at).date(), at=at)
        session.execute(
            update(DigestLine).where(waiting, DigestLine.person_id == person_id).values(sent_at=at)
        )
    if len(ids) == SLICE:
        jobs.enqueue(DIGEST, {}, at=at)
