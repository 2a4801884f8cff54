"""Having it decided: submission freezes the content, a person decides on exactly that, and the answer is told.

Nothing here decides by itself: KL 6:38 second paragraph forbids automatic decisions in these matters.
"""

from datetime import date, datetime

from registry.access.actor import Actor
from registry.agreements import frozen_parties, linked, queries
from registry.agreements.actions.committing import commit_frames, hold_frames, release_frames
from registry.agreements.actions.notices import tell_decided, tell_deciders, tell_partner
from registry.agreements.actions.numbering import number_from_range
from registry.agreements.actions.voiding import refuse_if_changed
from registry.agreements.models import Agreement
from registry.agreements.workflow import EDITABLE, WORKFLOW, State
from registry.approvals import actions as approvals
from registry.approvals import queries as approvals_queries
from registry.approvals import rules as approval_rules
from registry.approvals.models import (
    Capacity,
    ConflictGround,
    Decision,
    Outcome,
    Round,
    RoundStatus,
    Step,
)
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, jobs, workflow
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.deadlines import queries as deadlines
from registry.documents.content import fingerprint

SETTLED = (Outcome.APPROVE, Outcome.DECLINE)
MOVES = {
    RoundStatus.APPROVED: ("approve", Tag.AGREEMENT_APPROVED),
    RoundStatus.RETURNED: ("return", Tag.AGREEMENT_RETURNED),
    RoundStatus.DECLINED: ("decline", Tag.AGREEMENT_DECLINED),
}
REPORTED = (RoundStatus.APPROVED, RoundStatus.DECLINED)  # the delegate's decision is a document of its own


def declare_as_preparer(
    agreement: Agreement,
    *,
    has_conflict: bool,
    ground: ConflictGround | None,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Record the preparer's declaration about conflict of interest (KL 6:28, which covers preparing too).

    Raises DomainError when the agreement cannot be edited now, or the actor is not the one who prepares it.
    """
    if agreement.state not in EDITABLE or agreement.prepared_by_id != actor.user_id:
        raise DomainError(
            _("Bara den som bereder ärendet kan lämna den här förklaringen, innan det skickas för beslut.")
        )
    check_version(agreement, seen)
    approvals.declare(
        agreement.id, capacity=Capacity.PREPARER, has_conflict=has_conflict, ground=ground, actor=actor, at=at
    )


def submit(agreement: Agreement, *, seen: int, note: str | None, actor: Actor, at: datetime) -> Round:
    """Freeze the agreement and send it to whoever may decide it under the delegation order (AMF 2024/717, KL 7:5).

    Raises DomainError with everything that is still missing, and Stale when it changed after the person looked.
    """
    check_version(agreement, seen)
    refuse(deadlines.sending_problems(clock.local(at).date()))
    number_from_range(agreement, actor=actor, at=at)
    prepared = queries.preparation(agreement, at=at)
    refuse(Problem(item.message) for item in prepared.missing)
    linked.hold_counterparties(agreement)
    content, facts = prepared.content, queries.facts(agreement, at=at)
    round_ = approvals.open_round(agreement.id, content, fingerprint(content), facts, actor=actor, at=at)
    frozen_parties.freeze(agreement, round_.content_hash)
    before = _move(agreement, "submit", Tag.AGREEMENT_SUBMITTED, actor=actor, at=at, note=note)
    tell_deciders(agreement, round_, at=at)
    tell_partner(agreement, before=before, at=at)
    return round_


def recall(agreement: Agreement, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take a submitted agreement back for change. What is sent again needs a fresh decision."""
    approvals.withdraw(queries.open_round(agreement), actor=actor, at=at)
    _move(agreement, "recall", Tag.AGREEMENT_RECALLED, actor=actor, at=at, note=reason)


def withdraw(agreement: Agreement, *, reason: str, actor: Actor, at: datetime) -> None:
    """End the matter without a decision; everything about it is kept."""
    before = _move(agreement, "withdraw", Tag.AGREEMENT_WITHDRAWN, actor=actor, at=at, note=reason)
    release_frames(agreement, at=at)
    tell_partner(agreement, before=before, at=at)


def declare(
    agreement: Agreement,
    step: Step,
    *,
    has_conflict: bool,
    ground: ConflictGround | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Record the decider's declaration (KL 6:28–30). A conflict moves the decision one level up at once."""
    approvals.declare(
        agreement.id,
        capacity=Capacity.DECIDER,
        has_conflict=has_conflict,
        ground=ground,
        actor=actor,
        at=at,
        round_=session.get_one(Round, step.round_id),
    )
    if has_conflict:
        tell_deciders(agreement, queries.open_round(agreement), at=at, since=at)


def decide(
    agreement: Agreement,
    step: Step,
    outcome: Outcome,
    *,
    actor: Actor,
    at: datetime,
    seen_round: int,
    seen_hash: str,
    reason: str | None,
) -> Decision:
    """Decide a step on the nämnd's behalf (KL 7:5): approve, return for change or decline.

    `seen_round` and `seen_hash` are what the decider had on the page; anything else is refused, so that nobody decides
    on something other than what was read. Raises DomainError with the reasons.
    """
    if outcome in SETTLED:
        refuse(deadlines.settling_problems(clock.local(at).date()))
    decision = approvals.decide(
        step,
        outcome,
        actor=actor,
        at=at,
        seen_round=seen_round,
        seen_hash=seen_hash,
        reason=reason,
        case_number=agreement.case_number,
    )
    round_ = approvals_queries.round_of(decision)
    refuse_if_changed(agreement, round_)
    if outcome is Outcome.APPROVE:
        refuse(map(Problem, queries.dissolved(agreement)))
        hold_frames(agreement, round_, step, at=at)
    _follow(agreement, decision, actor=actor, at=at)
    return decision


def committee_decided(
    agreement: Agreement,
    step: Step,
    outcome: Outcome,
    *,
    meeting_on: date | None,
    paragraph: str,
    case_number: str,
    reason: str | None,
    actor: Actor,
    at: datetime,
) -> Decision:
    """Record what the nämnd itself decided, from its minutes: meeting date, § and case number."""
    refuse(approval_rules.outcome_problems(outcome, reason, agreement.case_number))
    decision = approvals.record_committee(
        step,
        outcome,
        meeting_on=meeting_on,
        paragraph=paragraph,
        case_number=case_number,
        actor=actor,
        at=at,
        reason=reason,
    )
    refuse_if_changed(agreement, approvals_queries.round_of(decision))
    _follow(agreement, decision, actor=actor, at=at)
    return decision


def _follow(agreement: Agreement, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Go on after a decision: the agreement moves when its round closes; otherwise whoever is to decide now is told."""
    round_ = approvals_queries.round_of(decision)
    if round_.status is RoundStatus.OPEN:
        tell_deciders(agreement, round_, at=at, since=at)
    else:
        _closed(agreement, round_, decision, actor=actor, at=at)


def _closed(agreement: Agreement, round_: Round, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Do what follows when the round closes, once: the new state, the log, the document, the messages."""
    name, tag = MOVES[round_.status]
    before = _move(agreement, name, tag, actor=actor, at=at, note=decision.reason)
    if round_.status is RoundStatus.APPROVED:
        commit_frames(agreement, at=at)
        jobs.enqueue(
            "agreement.document", {"agreement_id": str(agreement.id)}, at=at, subject_id=agreement.id
        )
    if round_.status in REPORTED and decision.meeting_on is None:
        jobs.enqueue("decisions.document", {"round_id": str(round_.id)}, at=at, subject_id=agreement.id)
    tell_decided(agreement, decision, at=at)
    tell_partner(agreement, before=before, at=at)


def _move(
    agreement: Agreement, name: str, tag: Tag, *, actor: Actor, at: datetime, note: str | None
) -> State:
    """Fire the transition, log it, and return the state before."""
    before = agreement.state
    agreement.updated_at = at
    workflow.fire(WORKFLOW, agreement, name, actor=actor, at=at, note=note)
    record(agreement, tag, actor=actor, at=at, matter_id=agreement.id, note=note)
    return before
