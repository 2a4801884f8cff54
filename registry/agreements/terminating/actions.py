"""Sending for decision that an agreement ends before its last day, and what follows when that is decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import decided_content
from registry.agreements.actions.committing import commit_frames, release_frames
from registry.agreements.actions.notices import tell_partner, tell_partner_goes_on, tell_partner_of_ending
from registry.agreements.actions.running import finish
from registry.agreements.models import Edition
from registry.agreements.paid_payments import paid, total
from registry.agreements.rules import is_over
from registry.agreements.terminating import queries, rules
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import FALLS, WORKFLOW, TerminationState
from registry.agreements.workflow import WORKFLOW as AGREEMENTS
from registry.agreements.workflow import State
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, jobs, workflow
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _, swedish
from registry.core.money import Money
from registry.core.workflow import Mover, StateChange
from registry.documents.content import fingerprint
from registry.matters import actions as matters
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals import trials
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Capacity, Decision, Round, RoundStatus
from registry.matters.decisions import actions as decisions
from registry.matters.decisions.hooks import CourtStep
from registry.matters.decisions.rules import DOCUMENTED, Force
from registry.matters.notices import tell_decided, tell_voided

MOVES = {
    RoundStatus.APPROVED: ("approve", Tag.TERMINATION_APPROVED),
    RoundStatus.RETURNED: ("return", Tag.TERMINATION_RETURNED),
    RoundStatus.AMENDED: ("amend", Tag.TERMINATION_AMENDED),  # decided; what was changed is written in
    RoundStatus.DECLINED: ("decline", Tag.TERMINATION_DECLINED),
    RoundStatus.DISMISSED: ("decline", Tag.TERMINATION_DECLINED),  # the agreement goes on
    RoundStatus.CLOSED: ("decline", Tag.TERMINATION_DECLINED),
}
FELLED = frozenset(
    {TerminationState.AMENDED, TerminationState.APPROVED}
)  # by a court that annuls the decision


@dataclass(frozen=True, slots=True)
class Ending:
    """The last day that is asked for, and why."""

    ends_on: date
    reason: str


def send(edition: Edition, ending: Ending, *, has_conflict: bool, actor: Actor, at: datetime) -> Termination:
    """Send for decision that a running agreement ends after a day before its last (säga upp, KL 7:5).

    Raises NotAllowed for others than those who prepare, and DomainError for what cannot be ended so, and for whoever
    has a conflict of interest (KL 6:28 through 7:4).
    """
    check.require(Permission.AGREEMENT_END, actor, edition)
    _refuse(edition, ending, has_conflict=has_conflict, is_asked=_is_asked(edition), at=at)
    made = _made(edition, ending, actor=actor, at=at)
    _send(made, actor=actor, at=at)
    return made


def send_again(
    made: Termination, ending: Ending, *, has_conflict: bool, seen: int, actor: Actor, at: datetime
) -> None:
    """Change what came back and send it for decision again. Raises as `send` does."""
    check.require(Permission.AGREEMENT_SUBMIT, actor, made)
    check_version(made, seen)
    _refuse(queries.edition_of(made), ending, has_conflict=has_conflict, is_asked=False, at=at)
    made.ends_on, made.reason = ending.ends_on, ending.reason
    _send(made, actor=actor, at=at)


def adopt(made: Termination, ending: Ending, *, seen: int, actor: Actor, at: datetime) -> None:
    """Keep the last day and the ground as the nämnd changed them: from now on that is what is decided.

    Raises NotAllowed for others than the registrar, and DomainError for whoever prepared it, for what is the same as
    was sent, and for a day that cannot be right.
    """
    check.require(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    check_version(made, seen)
    refuse(workflow.blockers(WORKFLOW, made, "adopt"))
    sent, edition = approval_queries.rounds(made.id)[0], queries.edition_of(made)
    amending = next(one.decision for one in sent.steps if one.decision and one.decision.amendment)
    refuse(
        rules.adopting_problems(
            ending.ends_on, meeting_on=amending.meeting_on, last_day=edition.ends_on,
            is_same=(ending.ends_on, ending.reason) == (made.ends_on, made.reason),
        )
    )  # fmt: skip
    made.ends_on, made.reason = ending.ends_on, ending.reason
    session.flush()
    content, facts = queries.content(made), RoutingFacts.restored(sent.facts)
    round_, decision = approvals.adopt(amending, content, fingerprint(content), facts, actor=actor, at=at)
    decisions.carry_over(amending, decision, tag=Tag.TERMINATION_ADOPTED, actor=actor, at=at)
    closed(made, round_, decision, actor, at)


def take_over(made: Termination, *, reason: str, actor: Actor, at: datetime) -> None:
    """Go on preparing what somebody else prepared, who has a conflict of interest or has left it for another reason.

    Whoever takes over answers the question about conflict of interest when it is sent again; whoever prepared before
    cannot decide. Raises DomainError when it has not come back, nor is left while it waits, or is the actor's already.
    """
    refuse(queries.take_over_problems(made, actor))
    made.prepared_by_id = actor.user_id
    record(made, Tag.PREPARATION_TAKEN_OVER, actor=actor, at=at, matter_id=made.id, note=reason)
    approvals.look_anew(made.id, at=at)


def _is_asked(edition: Edition) -> bool:
    return queries.asked(edition.agreement_id) is not None


def _refuse(edition: Edition, ending: Ending, *, has_conflict: bool, is_asked: bool, at: datetime) -> None:
    if has_conflict:
        raise DomainError(
            Problem(_("Du har anmält jäv. Någon annan måste förbereda beslutet."), "has_conflict")
        )
    refuse(
        rules.terminating_problems(
            ending.ends_on,
            is_running=edition.agreement.state is State.ACTIVE,
            is_decided=decided_content.decided(edition) is not None,
            last_day=edition.ends_on,
            is_asked=is_asked,
            on=clock.local(at).date(),
        )
    )


@swedish()
def _made(edition: Edition, ending: Ending, *, actor: Actor, at: datetime) -> Termination:
    made = Termination(
        title=(str(queries.words_of(edition).title) % {"title": edition.title})[:300], unit_id=edition.unit_id,
        prepared_by_id=actor.user_id, agreement=edition.agreement, ends_on=ending.ends_on, reason=ending.reason,
        state=TerminationState.DRAFT, secrecy=edition.secrecy, secrecy_on=edition.secrecy_on,
        is_example=edition.is_example, created_at=at,
        numbered=None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    made.case_number = edition.case_number  # the same matter in the diary
    record(made, Tag.TERMINATION_PREPARED, actor=actor, at=at, matter_id=made.id)
    return made


def _send(made: Termination, *, actor: Actor, at: datetime) -> None:
    approvals.declare(
        made.id, capacity=Capacity.PREPARER, has_conflict=False, ground=None, actor=actor, at=at
    )
    session.flush()
    matters.submit(made, seen=made.version, note=None, actor=actor, at=at)


def before_sending(made: Termination, _at: datetime) -> None:
    """Nothing more is asked than what the page asked."""
    refuse_stopped(made)


def sent(made: Termination, _round: Round, note: str | None, actor: Actor, at: datetime) -> None:
    """Move it on its way."""
    _move(made, "submit", Tag.TERMINATION_SUBMITTED, actor=actor, at=at, note=note)


def before_approval(made: Termination, _round: Round, _step: Any, _at: datetime) -> None:
    """An agreement that no longer runs is not ended."""
    refuse_stopped(made)


def refuse_stopped(made: Termination) -> None:
    """Raise DomainError when the agreement does not run."""
    if made.agreement.state is not State.ACTIVE:
        raise DomainError(_("Bara det som pågår kan avslutas i förtid."))


def closed(made: Termination, round_: Round, decision: Decision, actor: Actor, at: datetime) -> None:
    """Do what follows when it is decided: the partner is told, and the agreement ends after its new last day."""
    is_confirmed = round_.tries_anew_id is not None  # what is confirmed has done what it does
    if not is_confirmed:
        name, tag = _move_of(made.state, round_.status)
        _move(made, name, tag, actor=actor, at=at, note=decision.reason)
    if round_.status in DOCUMENTED:
        jobs.enqueue("decisions.document", {"round_id": str(round_.id)}, at=at, subject_id=made.id)
    tell_decided(made, decision, at=at)
    if round_.status is RoundStatus.APPROVED and not is_confirmed:
        _approved(made, actor=actor, at=at)


def _move_of(state: TerminationState, status: RoundStatus) -> tuple[str, Tag]:
    name, tag = MOVES[status]
    if state is TerminationState.AMENDED:
        return "adopt", Tag.TERMINATION_ADOPTED
    return (name if state is TerminationState.SUBMITTED else f"{name}_fallen"), tag


def _approved(made: Termination, *, actor: Actor, at: datetime) -> None:
    """What the nämnd decided is recorded also when the agreement has ended meanwhile: then nothing more follows."""
    if made.agreement.state is not State.ACTIVE:
        return
    edition = queries.edition_of(made)
    release_frames(edition, at=at, after=made.ends_on.year)
    tell_partner_of_ending(edition, at=at)
    if made.ends_on < clock.local(at).date():
        _end(made, actor=actor, at=at)


def sent_back(made: Termination, round_: Round, reason: str, actor: Actor, at: datetime) -> None:
    """Go back to whoever prepares it: what was sent is no longer what would be decided."""
    _move(made, "return", Tag.TERMINATION_RETURNED, actor=actor, at=at, note=reason)
    tell_voided(made, matters.deciders_of(round_), by=actor, at=at)


@swedish()
def in_court(made: Termination, _round: Round, step: CourtStep, actor: Actor, at: datetime) -> None:
    """An annulled decision ends nothing: an agreement that it ended runs again, with what it took of the frames."""
    if step.after is not Force.ANNULLED:
        return
    note = _("Domstolen har upphävt beslutet.")
    if made.state is TerminationState.DECLINED:
        _move(made, "annul_refusal", Tag.TERMINATION_RETURNED, actor=actor, at=at, note=note)
    elif made.state in FELLED:
        had_ended = made.state is TerminationState.APPROVED
        _move(made, "annul", Tag.TERMINATION_ANNULLED, actor=actor, at=at, note=note)
        if had_ended:
            _goes_on(made, note, actor=actor, at=at)


def withdrawn(made: Termination, round_: Round, reason: str, actor: Actor, at: datetime) -> None:
    """Follow a withdrawal: nothing ends, and an agreement that it ended runs again."""
    _move(made, "revoke", Tag.TERMINATION_REVOKED, actor=actor, at=at, note=reason)
    tell_voided(made, matters.deciders_of(round_), by=actor, at=at)
    _goes_on(made, reason, actor=actor, at=at)


def _goes_on(made: Termination, note: str, *, actor: Actor, at: datetime) -> None:
    """Let the agreement go on as if it had not been terminated, with what it took of the frames."""
    edition = queries.edition_of(made)
    if is_over(edition.ends_on, clock.local(at).date()):
        return
    if edition.agreement.state in {State.ACTIVE, State.ENDED}:
        commit_frames(edition, queries.decided_facts(edition)[0].stored(), at=at)
        if edition.agreement.state is State.ACTIVE:
            tell_partner_goes_on(edition, at=at)
    if edition.agreement.state is State.ENDED:
        edition.changed(at)
        workflow.fire(AGREEMENTS, edition.agreement, "reinstate", actor=actor, at=at, note=note)
        record(edition, Tag.AGREEMENT_REINSTATED, actor=actor, at=at, matter_id=edition.id, note=note)
        tell_partner(edition, before=State.ENDED, at=at)


def carried_out(made: Termination) -> tuple[bool, Money | None]:
    """Return whether the agreement has ended by it; nothing is paid by a termination."""
    return queries.carried_out(made).is_begun, None


def obstacles(made: Termination, _round: Round) -> list[Problem]:
    """Return what has happened since the decision fell, so that it cannot stand again, and what to do instead."""
    later = [one for one in paid(queries.edition_of(made).id) if one.due_on > made.ends_on]
    return rules.restoring_problems(
        is_last=_fall(made) is not None,
        ends_on=made.ends_on,
        is_asked=_is_asked_anew(made),
        paid=total(later),
    )


def restored(made: Termination, _round: Round, actor: Actor, at: datetime) -> None:
    """Let the decision stand as it stood: what it ended ends again."""
    fall = _fall(made)
    if fall is None:
        raise LookupError(made.id)  # `obstacles` says so
    _move(made, f"restore_{fall.source}", Tag.TERMINATION_RESTORED, actor=actor, at=at, note=None)
    if made.state is TerminationState.APPROVED:
        _approved(made, actor=actor, at=at)


def _is_asked_anew(made: Termination) -> bool:
    other = queries.asked(made.agreement_id)
    return other is not None and other.id != made.id


def _fall(made: Termination) -> StateChange | None:
    """Return the move by which it fell, while that is the last thing that happened to it."""
    last = next(reversed(workflow.history(made.id)), None)
    return last if last is not None and last.transition in FALLS else None


def end_due(_payload: dict[str, Any], at: datetime) -> None:
    """End the agreements whose decided last day has passed; every day. What is tried anew waits for its answer."""
    for made in queries.due(clock.local(at).date()):
        if trials.trial_anew(made.id) is None:
            _end(made, actor=None, at=at)


def _end(made: Termination, *, actor: Mover | None, at: datetime) -> None:
    finish(queries.edition_of(made), reason=made.reason, actor=actor, at=at)


def _move(made: Termination, name: str, tag: Tag, *, actor: Actor, at: datetime, note: str | None) -> None:
    workflow.fire(WORKFLOW, made, name, actor=actor, at=at, note=note)
    record(made, tag, actor=actor, at=at, matter_id=made.id, note=note)
