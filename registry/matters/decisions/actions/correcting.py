"""Correcting what was registered about lists and notices: in the open, with a reason, before and after kept.

A slip must not stay in the city's records for ever. Whatever is computed from what was wrong is computed anew: the last
day to appeal is counted from the day that the notice really went up (KL 13:5).
"""

from datetime import date, datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.delegation import queries as orders
from registry.city.delegation.models import DelegationRule
from registry.core import clock, identifiers
from registry.core.database import session
from registry.core.errors import Stale, check_version, refuse
from registry.core.i18n import _
from registry.matters.approvals import rules as approval_rules
from registry.matters.approvals.models import Decision
from registry.matters.decisions import list_rules, queries, rules
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
    refuse(list_rules.listing_problems(made.status))
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
    refuse(list_rules.recall_problems(made.status, reason))
    refuse_second(made.meeting_on)
    made.status, made.sent_at = ListStatus.DRAFT, None
    record(made, Tag.DECISION_LIST_RECALLED, actor=actor, at=at, note=reason.strip())


def correct_minutes(
    decision: Decision,
    *,
    meeting_on: date | None,
    paragraph: str | None,
    case_number: str | None,
    reason: str,
    seen: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct what was recorded from the minutes of the nämnd, or a body of it: day, § and case number.

    What was decided stays. `seen` is `as_recorded` when the form was opened: Stale when somebody has corrected since.
    Raises DomainError for what the record would lack, for a day when the body had no such right or after which the
    notice is, and without a reason.
    """
    if seen != as_recorded(decision):
        raise Stale(_("Någon annan har rättat uppgifterna sedan du öppnade sidan. Läs dem igen."))
    point = session.get(DelegationRule, decision.step.rule_id) if decision.rule_number else None
    body = point.post if point else None
    told = {"paragraph": paragraph, "case_number": case_number, "reason": decision.reason}
    refuse(
        approval_rules.committee_problems(meeting_on=meeting_on, on=clock.local(at).date(), body=body, **told)
    )
    order = orders.order_in_force(meeting_on) if meeting_on else None
    has_right = body is None or (order is not None and order.rule(decision.step.rule_id) is not None)
    notice = queries.notice_of(decision_id=decision.id)
    adjusted_on = notice.adjusted_on if notice else None
    refuse(list_rules.minutes_problems(meeting_on, has_right=has_right, adjusted_on=adjusted_on))
    refuse(list_rules.reason_problems(reason))
    decision.meeting_on, decision.committee_case_number = meeting_on, case_number
    decision.paragraph = identifiers.paragraph(paragraph or "") or None
    why, matter_id = reason.strip(), decision.matter_id
    record(decision, Tag.DECISION_CORRECTED, actor=actor, at=at, matter_id=matter_id, note=why)


def as_recorded(decision: Decision) -> str:
    """Return what stands recorded from the minutes, to see whether it is what somebody looked at."""
    return "|".join(map(str, (decision.meeting_on, decision.paragraph, decision.committee_case_number)))


def throw_away(made: DecisionList, *, reason: str, seen: int, actor: Actor, at: datetime) -> None:
    """Give a list up that is being put together; its decisions wait to be reported again. The list stays to be seen."""
    check_version(made, seen)
    refuse([*list_rules.listing_problems(made.status), *list_rules.reason_problems(reason)])
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
    removed_on: date | None,
    reported: rules.Reported | None,
    reason: str,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Correct what was noted of minutes and notice: the days, and what was `reported` when the notice is a list's.

    The appeal time is counted anew. Raises DomainError for days that cannot be right, without a § for a list, and
    without a reason.
    """
    check_version(notice, seen)
    made = session.get_one(DecisionList, notice.list_id) if notice.list_id else None
    own = queries.entry(actor, notice.decision_id) if notice.decision_id else None
    decided_on = reported.meeting_on if reported else own.decided_on if own else adjusted_on
    today = clock.local(at).date()
    problems = rules.notice_problems(
        adjusted_on=adjusted_on, posted_on=posted_on, decided_on=decided_on, on=today
    )
    up = rules.Posted(adjusted_on, posted_on, rules.appeal_deadline(posted_on), removed_on)
    problems += rules.removal_problems(up, removed_on, on=today) if removed_on else []
    if reported is not None:
        decided = (one.decided_on for one in queries.whole_list(made.id)) if made else ()
        problems += list_rules.meeting_problems(reported.meeting_on, reported.paragraph, decided)
    refuse([*problems, *list_rules.reason_problems(reason)])
    notice.adjusted_on, notice.posted_on, notice.removed_on = adjusted_on, posted_on, removed_on
    notice.appeal_until = up.appeal_until
    said = reason.strip()
    record(notice, Tag.NOTICE_CORRECTED, actor=actor, at=at, matter_id=matter_of(notice), note=said)
    if made is not None and reported is not None:
        made.meeting_on, made.case_number = reported.meeting_on, reported.case_number
        made.paragraph = identifiers.paragraph(reported.paragraph)
        record(made, Tag.DECISION_LIST_CORRECTED, actor=actor, at=at, note=said)
        for one in queries.whole_list(made.id):
            told = {"matter_id": one.row.matter_id, "changes": (), "note": said}
            record(made, Tag.DECISION_LIST_CORRECTED, actor=actor, at=at, **told)
