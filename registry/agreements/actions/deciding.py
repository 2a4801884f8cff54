"""What a decision means for an agreement: what it needs before, and what follows in its life, its frames and mail."""

from datetime import datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import frozen_parties, objections, party_conditions, queries, same_counterparty
from registry.agreements.actions.committing import commit_frames, hold_frames, release_frames, release_unpaid
from registry.agreements.actions.notices import tell_partner, tell_partner_of_court
from registry.agreements.attaching import actions as attaching
from registry.agreements.before_decision import as_known_now
from registry.agreements.comparison import binding_changes
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.workflow import EDITABLE, WORKFLOW, State
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.collaborations import actions as collaborations
from registry.collaborations.models import Collaboration
from registry.core import clock, jobs, workflow
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _, swedish
from registry.documents.content import fingerprint
from registry.matters import queries as matters
from registry.matters.actions import deciders_of
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals.models import Capacity, ConflictGround, Decision, Round, RoundStatus, Step
from registry.matters.decisions import actions as decisions
from registry.matters.decisions.hooks import CourtStep
from registry.matters.decisions.rules import DOCUMENTED, Force
from registry.matters.notices import tell_adopted, tell_decided, tell_voided

MOVES = {
    RoundStatus.APPROVED: ("approve", Tag.AGREEMENT_APPROVED),
    RoundStatus.DISMISSED: ("close", Tag.AGREEMENT_CLOSED),
    RoundStatus.CLOSED: ("close", Tag.AGREEMENT_CLOSED),
    RoundStatus.AMENDED: ("amend", Tag.AGREEMENT_AMENDED),
    RoundStatus.RETURNED: ("return", Tag.AGREEMENT_RETURNED),
    RoundStatus.DECLINED: ("decline", Tag.AGREEMENT_DECLINED),
}
TAKES_FRAMES = (RoundStatus.APPROVED, RoundStatus.AMENDED)  # as sent, until the changed text is in
STOPPED_FOR_NOW = {Force.STAYED, Force.OVERTURNED}


def declare_as_preparer(
    edition: Edition,
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
    if edition.agreement.state not in EDITABLE or edition.prepared_by_id != actor.user_id:
        raise DomainError(
            _("Bara den som bereder ärendet kan lämna den här förklaringen, innan det skickas för beslut.")
        )
    check_version(edition, seen)
    approvals.declare(
        edition.id, capacity=Capacity.PREPARER, has_conflict=has_conflict, ground=ground, actor=actor, at=at
    )


def before_sending(edition: Edition, at: datetime) -> None:
    """Refuse while something is missing, and hold the counterparties: two with one are sent one after the other."""
    same_counterparty.hold_counterparties(edition)
    refuse(Problem(item.message) for item in queries.preparation(edition, at=at).lacking)


def sent(edition: Edition, round_: Round, note: str | None, actor: Actor, at: datetime) -> None:
    """Freeze the parties, move the agreement, and tell the partner."""
    frozen_parties.freeze(edition, round_.content_hash)
    attaching.freeze(edition, round_)
    before = move(edition, "submit", Tag.AGREEMENT_SUBMITTED, actor=actor, at=at, note=note)
    tell_partner(edition, before=before, at=at)


def recall(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> None:
    """Take a submitted agreement back for change. What is sent again needs a fresh decision."""
    approvals.withdraw(matters.open_round(edition), actor=actor, at=at)
    move(edition, "recall", Tag.AGREEMENT_RECALLED, actor=actor, at=at, note=reason)


def withdraw(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> None:
    """End the matter without a decision; everything about it is kept."""
    before = move(edition, "withdraw", Tag.AGREEMENT_WITHDRAWN, actor=actor, at=at, note=reason)
    release_frames(edition, at=at)
    tell_partner(edition, before=before, at=at)


def before_approval(edition: Edition, round_: Round, step: Step, at: datetime) -> None:
    """Nothing is agreed with a party that has ended, nor against what stops it, and the money must be there.

    Whoever approves in spite of what speaks against says why: the decision quotes it.
    """
    refuse(map(Problem, queries.dissolved(edition)))
    on, kind = clock.local(at).date(), KINDS[edition.agreement.kind]
    stops = objections.stopping(edition, kind, round_.content, party_conditions.remarks(edition), on)
    refuse(Problem(item.message) for item in stops)
    reason = step.decision.reason if step.decision else None
    if not reason and objections.against(as_known_now(edition, round_.content), on):
        words = _("Något talar emot ett bifall. Skriv varför du bifaller ändå.")
        raise DomainError(Problem(words, "reason"))
    if round_.tries_anew_id is None:  # what was decided before holds of the frames already
        hold_frames(edition, round_, step, at=at)


def sent_back(edition: Edition, round_: Round, reason: str, actor: Actor, at: datetime) -> None:
    """Go back to whoever prepares: what was sent is no longer what would be agreed."""
    send_back(edition, "void", Tag.AGREEMENT_VOIDED, reason, round_, actor=actor, at=at)


def send_back(
    edition: Edition, name: str, tag: Tag, reason: str, round_: Round, *, actor: Actor, at: datetime
) -> None:
    """Move the agreement back to whoever prepares it, free its frames, and tell everybody who decided it."""
    before = move(edition, name, tag, actor=actor, at=at, note=reason)
    release_frames(edition, at=at)
    tell_voided(edition, deciders_of(round_), by=actor, at=at)
    tell_partner(edition, before=before, at=at)


def closed(edition: Edition, round_: Round, decision: Decision, actor: Actor, at: datetime) -> None:
    """Do what follows when the round closes, once: the new state, the log, the document, the messages."""
    before = edition.agreement.state
    if round_.tries_anew_id is None:  # a decision that is confirmed moves nothing
        name, tag = _move_of(before, round_.status)
        move(edition, name, tag, actor=actor, at=at, note=decision.reason)
        if round_.status in TAKES_FRAMES:
            commit_frames(edition, round_.facts, at=at)
    if round_.status is RoundStatus.APPROVED:
        jobs.enqueue("agreement.document", {"edition_id": str(edition.id)}, at=at, subject_id=edition.id)
    if round_.status in DOCUMENTED:
        attaching.release(edition, round_)
        is_in_own = round_.status is RoundStatus.APPROVED and KINDS[edition.agreement.kind].is_decision
        told = {"round_id": str(round_.id), "to_party": not is_in_own}
        jobs.enqueue("decisions.document", told, at=at, subject_id=edition.id)
    if before is State.AMENDED:
        tell_adopted(edition, by=actor, at=at)  # the decision itself was told when it was recorded
    else:
        tell_decided(edition, decision, at=at)
    tell_partner(edition, before=before, at=at)


def _move_of(state: State, status: RoundStatus) -> tuple[str, Tag]:
    """Return the move that a closed round makes: of what waits, of what the nämnd changed, or of what had fallen."""
    if state is State.AMENDED:
        return "adopt", Tag.AGREEMENT_ADOPTED
    name, tag = MOVES[status]
    return (name if state is State.SUBMITTED else f"{name}_fallen"), tag


def adopt(edition: Edition, *, seen: int, actor: Actor, at: datetime) -> None:
    """Confirm that the text says what the nämnd decided when it changed it: from now on that is what is decided.

    Raises NotAllowed for others than the registrar, and DomainError for whoever prepared it, while the text is what was
    sent, and while something is missing.
    """
    check.require(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    check_version(edition, seen)
    refuse(workflow.blockers(WORKFLOW, edition.agreement, "adopt"))
    sent = approval_queries.rounds(edition.id)[0]
    prepared = queries.preparation(edition, at=at)
    refuse(Problem(item.message) for item in prepared.missing)
    if not binding_changes(sent.content, prepared.content):
        raise DomainError(
            _("Texten är densamma som nämnden hade framför sig. Skriv först in det den ändrade.")
        )
    amending = next(one.decision for one in sent.steps if one.decision and one.decision.amendment)
    facts, content_hash = queries.facts(edition, at=at), fingerprint(prepared.content)
    round_, decision = approvals.adopt(amending, prepared.content, content_hash, facts, actor=actor, at=at)
    frozen_parties.freeze(edition, content_hash)
    decisions.carry_over(amending, decision, tag=Tag.AGREEMENT_ADOPTED, actor=actor, at=at)
    closed(edition, round_, decision, actor, at)


# What an annulled decision moves an agreement to, by where it stands: what was decided falls, what was refused is open.
ANNULMENTS = {
    State.AMENDED: ("annul", Tag.AGREEMENT_ANNULLED),
    State.APPROVED: ("annul", Tag.AGREEMENT_ANNULLED),
    State.ACTIVE: ("annul", Tag.AGREEMENT_ANNULLED),
    State.ENDED: ("annul", Tag.AGREEMENT_ANNULLED),
    State.DECLINED: ("annul_refusal", Tag.AGREEMENT_REFUSAL_ANNULLED),
    State.CLOSED: ("annul_refusal", Tag.AGREEMENT_REFUSAL_ANNULLED),
}


@swedish()
def in_court(edition: Edition, round_: Round, step: CourtStep, actor: Actor, at: datetime) -> None:
    """Follow what a court did with the decision: annulled, the agreement falls; stopped for now, the partner is told.

    A decision lets go of the frames but for what is paid already; what was carried out is put right (KL 13:15).
    """
    if step.after is Force.ANNULLED and edition.agreement.state in ANNULMENTS:
        name, tag = ANNULMENTS[edition.agreement.state]
        before = move(edition, name, tag, actor=actor, at=at, note=_("Domstolen har upphävt beslutet."))
        release_unpaid(edition, round_.facts, at=at)
        tell_partner(edition, before=before, at=at)
    elif step.after is not step.before and {step.before, step.after} & STOPPED_FOR_NOW:
        tell_partner_of_court(edition, before=step.before, now=step.after, at=at)


def move(edition: Edition, name: str, tag: Tag, *, actor: Actor, at: datetime, note: str | None) -> State:
    """Fire the transition, log it, let the collaboration follow, and return the state before."""
    before = edition.agreement.state
    edition.changed(at)
    workflow.fire(WORKFLOW, edition.agreement, name, actor=actor, at=at, note=note)
    record(edition, tag, actor=actor, at=at, matter_id=edition.id, note=note)
    _collaboration_follows(edition, actor=actor, at=at)
    return before


def _collaboration_follows(edition: Edition, *, actor: Actor, at: datetime) -> None:
    """A refused agreement leaves nothing planned, unless another one is on its way; sent again it is planned again."""
    collaboration = session.get_one(Collaboration, edition.agreement.collaboration_id)
    if edition.agreement.state not in {State.DECLINED, State.CLOSED}:
        collaborations.planned_again(collaboration, actor=actor, at=at)
    elif not queries.is_in_preparation(collaboration.id):
        collaborations.came_to_nothing(collaboration, actor=actor, at=at)
