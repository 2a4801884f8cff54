"""The notice board, and carrying out a decision before it has legal force (KL 8:9–12, 13:5, 13:14)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Stale, check_version, refuse
from registry.core.i18n import _
from registry.matters.decisions import queries, rules
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import Execution, Notice
from registry.matters.decisions.rules import AppealStage


def post(entry: FinalDecision, *, adjusted_on: date, posted_on: date, actor: Actor, at: datetime) -> Notice:
    """Note that a decision was minuted by itself and posted (KL 8:10 p. 3), or that the nämnd's minutes were.

    Raises DomainError for a decision that is to be reported instead: the notice of that meeting's minutes covers it.
    """
    if entry.place in {AppealStage.TO_REPORT, AppealStage.ON_LIST}:
        raise DomainError(
            _("Beslutet anmäls till nämnden. Anslaget om det protokollet gäller också beslutet.")
        )
    if entry.place is AppealStage.POSTED:
        raise Stale(_("Beslutet är redan anslaget. Ladda om sidan."))
    days = {"adjusted_on": adjusted_on, "posted_on": posted_on}
    refuse(rules.notice_problems(**days, decided_on=entry.decided_on, on=clock.local(at).date()))
    return put_up(Notice(decision_id=entry.id, **days), matter_id=entry.row.matter_id, actor=actor, at=at)


def put_up(notice: Notice, *, matter_id: UUID, actor: Actor, at: datetime) -> Notice:
    """Keep a new notice with its last day to appeal. Raises Stale when somebody else was first."""
    notice.appeal_until = rules.appeal_deadline(notice.posted_on)
    try:
        with session.begin_nested():
            session.add(notice)
            session.flush()
    except IntegrityError as error:
        raise Stale(_("Anslaget är redan antecknat. Ladda om sidan.")) from error
    record(notice, Tag.NOTICE_POSTED, actor=actor, at=at, matter_id=matter_id)
    return notice


def post_again(notice: Notice, *, posted_on: date, seen: int, actor: Actor, at: datetime) -> None:
    """Note that a notice was put up anew, since it came down too early or its day was wrong: the time begins anew."""
    check_version(notice, seen)
    problems = rules.notice_problems(
        adjusted_on=notice.adjusted_on,
        posted_on=posted_on,
        decided_on=notice.adjusted_on,
        on=clock.local(at).date(),
    )
    refuse(problems)
    notice.posted_on, notice.removed_on = posted_on, None
    notice.appeal_until = rules.appeal_deadline(posted_on)
    record(notice, Tag.NOTICE_CHANGED, actor=actor, at=at, matter_id=matter_of(notice))


def take_down(notice: Notice, *, removed_on: date, seen: int, actor: Actor, at: datetime) -> None:
    """Note the day a notice came down. It must stay up the whole appeal time; one that did not must go up again."""
    check_version(notice, seen)
    up = rules.Posted(notice.adjusted_on, notice.posted_on, notice.appeal_until)
    refuse(rules.removal_problems(up, removed_on, on=clock.local(at).date()))
    notice.removed_on = removed_on
    record(notice, Tag.NOTICE_REMOVED, actor=actor, at=at, matter_id=matter_of(notice))


def execute(matter_id: UUID, *, on: date, note: str | None, actor: Actor, at: datetime) -> Execution | None:
    """Let an approved matter be carried out, and keep why when it has no legal force yet (KL 13:14).

    Returns None when nothing needs to be kept. Raises DomainError when words are missing or a court annulled it.
    """
    carried = queries.carrying(matter_id)
    stands = rules.whole([entry.standing(on) for entry in carried])
    refuse(rules.execution_problems(note, stands))
    if stands is None or stands.force is rules.Force.IN_FORCE or queries.execution(carried[-1].id):
        return None
    made = Execution(decision_id=carried[-1].id, on=on, note=(note or "").strip(), by=actor.name, at=at)
    session.add(made)
    record(made, Tag.DECISION_EXECUTED, actor=actor, at=at, matter_id=matter_id, note=made.note)
    return made


def matter_of(notice: Notice) -> UUID:
    """Return whose history a notice belongs to: the list's, or the matter's."""
    if notice.decision_id is None:
        return notice.list_id or notice.id
    return queries.decided(notice.decision_id).matter_id
