"""Lists of decisions for the nämnd's meetings: put together, sent, and noted in the minutes (KL 6:40, 7:8)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, jobs
from registry.core.database import session
from registry.core.errors import Problem, Stale, check_version, refuse
from registry.core.i18n import _, swedish
from registry.matters.decisions import content, list_rules, open_lists, queries, rules
from registry.matters.decisions.actions.posting import put_up
from registry.matters.decisions.models import DecisionList, ListStatus, Notice, ReportedDecision
from registry.matters.decisions.rules import AppealStage
from registry.settings import current


def make(
    *, meeting_on: date, case_number: str | None, decisions: Iterable[UUID], actor: Actor, at: datetime
) -> DecisionList:
    """Begin a list for a meeting with these decisions on it, the earliest first.

    Raises DomainError for a meeting that has been or has a list already, and Stale when a decision is on another one.
    """
    decisions = list(decisions)
    refuse_meeting(meeting_on, at)
    made = DecisionList(
        meeting_on=meeting_on,
        case_number=case_number,
        status=ListStatus.DRAFT,
        created_at=at,
        created_by=actor.name,
        rows=[],
    )
    session.add(made)
    session.flush()
    _put(made, decisions)
    record(made, Tag.DECISION_LIST_MADE, actor=actor, at=at)
    return made


def add(made: DecisionList, decisions: Iterable[UUID], *, seen: int, actor: Actor, at: datetime) -> None:
    """Put more decisions last on a list. Raises Stale when one of them no longer waits to be reported."""
    _change(made, seen)
    _put(made, decisions)
    record(made, Tag.DECISION_LIST_CHANGED, actor=actor, at=at)


def take_away(made: DecisionList, decision_id: UUID, *, seen: int, actor: Actor, at: datetime) -> None:
    """Take a decision off a list; it waits to be reported again."""
    _change(made, seen)
    row = _row(made, decision_id)
    made.rows.remove(row)
    session.delete(row)
    session.flush()
    _number(made)
    record(made, Tag.DECISION_LIST_CHANGED, actor=actor, at=at)


def move(made: DecisionList, decision_id: UUID, *, steps: int, seen: int, actor: Actor, at: datetime) -> None:
    """Move a decision so many steps down the list, or up when negative."""
    _change(made, seen)
    row = _row(made, decision_id)
    place = max(0, min(len(made.rows) - 1, made.rows.index(row) + steps))
    made.rows.remove(row)
    made.rows.insert(place, row)
    _number(made)
    record(made, Tag.DECISION_LIST_CHANGED, actor=actor, at=at)


def send(made: DecisionList, *, seen: int, actor: Actor, at: datetime) -> None:
    """Send the list to the meeting: from now on it is as it is, and the worker makes the document of it."""
    check_version(made, seen)
    refuse(list_rules.sending_problems(made.status, len(made.rows)))
    made.status, made.sent_at = ListStatus.SENT, at
    data = content.decision_list(made, queries.whole_list(made.id), settings=current(), at=at)
    jobs.enqueue(
        "decisions.list",
        {"list_id": str(made.id), "data": data, "sent_at": at.isoformat()},
        at=at,
        subject_id=made.id,
    )
    record(made, Tag.DECISION_LIST_SENT, actor=actor, at=at)


def note(
    made: DecisionList,
    *,
    paragraph: str,
    adjusted_on: date,
    posted_on: date,
    seen: int,
    actor: Actor,
    at: datetime,
) -> Notice:
    """Note that the decisions were reported: the paragraph, the minutes adjusted, the notice on the board (KL 8:9–12).

    Raises DomainError when the list has not been sent or a day cannot be right.
    """
    check_version(made, seen)
    refuse(list_rules.noting_problems(made.status, paragraph))
    days = {"adjusted_on": adjusted_on, "posted_on": posted_on}
    refuse(rules.notice_problems(**days, decided_on=made.meeting_on, on=clock.local(at).date()))
    made.status, made.paragraph = ListStatus.NOTED, paragraph.strip()
    record(made, Tag.DECISION_LIST_NOTED, actor=actor, at=at)
    with swedish():
        said = _("Sammanträdet %(day)s, %(paragraph)s.", day=made.meeting_on, paragraph=made.paragraph)
    for one in queries.whole_list(made.id):
        told = {"matter_id": one.row.matter_id, "changes": (), "note": said}
        record(made, Tag.DECISION_LIST_NOTED, actor=actor, at=at, **told)
    return put_up(Notice(list_id=made.id, **days), matter_id=made.id, actor=actor, at=at)


def refuse_meeting(meeting_on: date, at: datetime) -> None:
    """Raise DomainError for a meeting that has been, or has an open list already: there is one at a time."""
    if meeting_on < clock.local(at).date():
        refuse([Problem(_("Sammanträdet har redan hållits."), "meeting_on")])
    refuse_second(meeting_on, "meeting_on")


def refuse_second(meeting_on: date, field: str | None = None) -> None:
    """Raise DomainError when a list is being put together for the meeting already."""
    if open_lists.has_draft(meeting_on):
        refuse([Problem(_("Det finns redan en lista för sammanträdet. Lägg besluten på den."), field)])


def _change(made: DecisionList, seen: int) -> None:
    check_version(made, seen)
    refuse(list_rules.listing_problems(made.status))
    made.touch()


def _put(made: DecisionList, decisions: Iterable[UUID]) -> None:
    """Add the rows. The table allows a decision on one list only; whoever comes second is told."""
    wanted = list(dict.fromkeys(decisions))
    found = queries.final(wanted, AppealStage.TO_REPORT)
    taken = _("Något av besluten står redan på en lista. Ladda om sidan och välj igen.")
    if len(found) < len(wanted):
        raise Stale(taken)
    first = max((row.position for row in made.rows), default=0) + 1
    try:
        with session.begin_nested():
            for position, decision_id in enumerate(found, first):
                made.rows.append(ReportedDecision(decision_id=decision_id, position=position))
            session.flush()
    except IntegrityError as error:
        raise Stale(taken) from error


def _row(made: DecisionList, decision_id: UUID) -> ReportedDecision:
    row = next((one for one in made.rows if one.decision_id == decision_id), None)
    if row is None:
        raise Stale(_("Beslutet står inte längre på listan. Ladda om sidan."))
    return row


def _number(made: DecisionList) -> None:
    """Number the rows from one. First out of the way, since two rows may never have the same number."""
    for position, row in enumerate(made.rows, 1):
        row.position = -position
    session.flush()
    for row in made.rows:
        row.position = -row.position
