"""What a decision means for an agreement: what it needs before, and what follows in its life, its frames and mail."""

from datetime import datetime

from registry.access.actor import Actor
from registry.agreements import frozen_parties, linked, queries
from registry.agreements.actions.committing import commit_frames, hold_frames, release_frames
from registry.agreements.actions.notices import tell_partner
from registry.agreements.models import Agreement
from registry.agreements.workflow import EDITABLE, WORKFLOW, State
from registry.approvals import actions as approvals
from registry.approvals.models import Capacity, ConflictGround, Decision, Round, RoundStatus, Step
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import jobs, workflow
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _
from registry.matters import queries as matters
from registry.matters.actions import deciders_of
from registry.matters.notices import tell_decided, tell_voided

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


def before_sending(agreement: Agreement, at: datetime) -> None:
    """Refuse while something is missing, and hold the counterparties: two with one are sent one after the other."""
    refuse(Problem(item.message) for item in queries.preparation(agreement, at=at).missing)
    linked.hold_counterparties(agreement)


def sent(agreement: Agreement, round_: Round, note: str | None, actor: Actor, at: datetime) -> None:
    """Freeze the parties, move the agreement, and tell the partner."""
    frozen_parties.freeze(agreement, round_.content_hash)
    before = _move(agreement, "submit", Tag.AGREEMENT_SUBMITTED, actor=actor, at=at, note=note)
    tell_partner(agreement, before=before, at=at)


def recall(agreement: Agreement, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take a submitted agreement back for change. What is sent again needs a fresh decision."""
    approvals.withdraw(matters.open_round(agreement), actor=actor, at=at)
    _move(agreement, "recall", Tag.AGREEMENT_RECALLED, actor=actor, at=at, note=reason)


def withdraw(agreement: Agreement, *, reason: str, actor: Actor, at: datetime) -> None:
    """End the matter without a decision; everything about it is kept."""
    before = _move(agreement, "withdraw", Tag.AGREEMENT_WITHDRAWN, actor=actor, at=at, note=reason)
    release_frames(agreement, at=at)
    tell_partner(agreement, before=before, at=at)


def before_approval(agreement: Agreement, round_: Round, step: Step, at: datetime) -> None:
    """Nothing is agreed with a party that has ended, and the money must be there."""
    refuse(map(Problem, queries.dissolved(agreement)))
    hold_frames(agreement, round_, step, at=at)


def sent_back(agreement: Agreement, round_: Round, reason: str, actor: Actor, at: datetime) -> None:
    """Go back to whoever prepares: what was sent is no longer what would be agreed."""
    send_back(agreement, "void", Tag.AGREEMENT_VOIDED, reason, round_, actor=actor, at=at)


def send_back(
    agreement: Agreement, name: str, tag: Tag, reason: str, round_: Round, *, actor: Actor, at: datetime
) -> None:
    """Move the agreement back to whoever prepares it, free its frames, and tell everybody who decided it."""
    before = _move(agreement, name, tag, actor=actor, at=at, note=reason)
    release_frames(agreement, at=at)
    tell_voided(agreement, deciders_of(round_), by=actor, at=at)
    tell_partner(agreement, before=before, at=at)


def closed(agreement: Agreement, round_: Round, decision: Decision, actor: Actor, at: datetime) -> None:
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
