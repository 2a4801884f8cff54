"""Correcting what was registered about lists and notices: in the open, with a reason, before and after kept.

A slip must not stay in the city's records for ever. Whatever is computed from what was wrong is computed anew: the last
day to appeal is counted from the day that the notice really went up (KL 13:5).
"""

from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Problem, check_version, refuse
from registry.core.i18n import _
from registry.matters.decisions import queries, rules
from registry.matters.decisions.actions.listing import refuse_meeting, refuse_second
from registry.matters.decisions.actions.posting import matter_of
from registry.matters.decisions.models import DecisionList, ListStatus, Notice


def change_list(
    made: DecisionList, *, meeting_on: date, case_number: str | None, seen: int, actor: Actor, at: datetime
) -> None:
    """Move a list that is being put together to another meeting, or give it another number.

    Raises DomainError for a meeting that has been or has an open list, and for a list that the meeting was sent.
    """
    check_version(made, seen)
    refuse(rules.listing_problems(made.status))
    if meeting_on != made.meeting_on:
        refuse_meeting(meeting_on, at)
    made.meeting_on, made.case_number = meeting_on, case_number
    record(made, Tag.DECISION_LIST_CHANGED, actor=actor, at=at)


def call_back(made: DecisionList, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """Take a list back that the meeting was sent and did not take up: it can be changed, moved and sent again.

    The document that was sent is kept, and said to be replaced. Raises DomainError for one that was not sent or is
    noted in the minutes, and while another one is put together for that meeting.
    """
    check_version(made, seen)
    refuse(rules.recall_problems(made.status, reason))
    refuse_second(made.meeting_on)
    made.status, made.sent_at = ListStatus.DRAFT, None
    record(made, Tag.DECISION_LIST_RECALLED, actor=actor, at=at, note=reason.strip())


def throw_away(made: DecisionList, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """Give a list up that is being put together; its decisions wait to be reported again. The list stays to be seen."""
    check_version(made, seen)
    refuse([*rules.listing_problems(made.status), *rules.reason_problems(reason)])
    for row in list(made.rows):
        made.rows.remove(row)
        session.delete(row)
    made.status = ListStatus.DROPPED
    record(made, Tag.DECISION_LIST_DROPPED, actor=actor, at=at, note=reason.strip())


def correct_notice(
    notice: Notice,
    *,
    adjusted_on: date,
    posted_on: date,
    paragraph: str | None,
    reason: str,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct what was noted of minutes and notice: the days, and of a list its §. The appeal time is counted anew.

    Raises DomainError for days that cannot be right, without a § for a list, and without a reason.
    """
    check_version(notice, seen)
    made = session.get_one(DecisionList, notice.list_id) if notice.list_id else None
    own = queries.entry(actor, notice.decision_id) if notice.decision_id else None
    decided_on = made.meeting_on if made else own.decided_on if own else adjusted_on
    days = {"adjusted_on": adjusted_on, "posted_on": posted_on}
    today = clock.local(at).date()
    problems = rules.notice_problems(**days, decided_on=decided_on, on=today)
    if notice.removed_on and notice.removed_on < posted_on:
        problems.append(Problem(_("Anslaget kan inte ha tagits ner innan det sattes upp."), "posted_on"))
    if made is not None and not (paragraph or "").strip():
        problems.append(Problem(_("Fyll i anmälans paragraf i protokollet."), "paragraph"))
    refuse([*problems, *rules.reason_problems(reason)])
    notice.adjusted_on, notice.posted_on = adjusted_on, posted_on
    notice.appeal_until = rules.appeal_deadline(posted_on)
    said = reason.strip()
    record(notice, Tag.NOTICE_CORRECTED, actor=actor, at=at, matter_id=matter_of(notice), note=said)
    if made is not None:
        made.paragraph = (paragraph or "").strip()
        record(made, Tag.DECISION_LIST_CORRECTED, actor=actor, at=at, note=said)
        for one in queries.whole_list(made.id):
            told = {"matter_id": one.row.matter_id, "changes": (), "note": said}
            record(made, Tag.DECISION_LIST_CORRECTED, actor=actor, at=at, **told)
