"""Sending for decision that an agreement ends before its last day, and what follows when that is decided."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import decided_content
from registry.agreements.actions.committing import commit_frames, release_frames
from registry.agreements.actions.notices import tell_partner, tell_partner_of_ending
from registry.agreements.actions.running import finish
from registry.agreements.models import Edition
from registry.agreements.rules import is_over
from registry.agreements.terminating import queries, rules
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import WORKFLOW, TerminationState
from registry.agreements.workflow import WORKFLOW as AGREEMENTS
from registry.agreements.workflow import State
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock, jobs, workflow
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _, swedish
from registry.core.workflow import Mover
from registry.matters import actions as matters
from registry.matters.approvals import actions as approvals
from registry.matters.approvals.models import Capacity, Decision, Round, RoundStatus
from registry.matters.decisions.hooks import CourtStep
from registry.matters.decisions.rules import Force
from registry.matters.notices import tell_decided, tell_voided

MOVES = {
    RoundStatus.APPROVED: ("approve", Tag.TERMINATION_APPROVED),
    RoundStatus.RETURNED: ("return", Tag.TERMINATION_RETURNED),
    RoundStatus.AMENDED: ("return", Tag.TERMINATION_RETURNED),  # sent again as the nämnd changed it
    RoundStatus.DECLINED: ("decline", Tag.TERMINATION_DECLINED),
    RoundStatus.DISMISSED: ("decline", Tag.TERMINATION_DECLINED),  # the agreement goes on
    RoundStatus.CLOSED: ("decline", Tag.TERMINATION_DECLINED),
}


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


def _is_asked(edition: Edition) -> bool:
    return queries.asked(edition.agreement_id) is not None


def _refuse(edition: Edition, ending: Ending, *, has_conflict: bool, is_asked: bool, at: datetime) -> None:
    if has_conflict:
        raise DomainError(
            Problem(_("Du har anmält jäv. Någon annan måste förbereda uppsägningen."), "has_conflict")
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
        title=_("Uppsägning av %(title)s", title=edition.title)[:300], unit_id=edition.unit_id,
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
        raise DomainError(_("Bara ett avtal som pågår kan sägas upp."))


def closed(made: Termination, round_: Round, decision: Decision, actor: Actor, at: datetime) -> None:
    """Do what follows when it is decided: the partner is told, and the agreement ends after its new last day."""
    name, tag = MOVES[round_.status]
    name = name if made.state is TerminationState.SUBMITTED else f"{name}_fallen"
    _move(made, name, tag, actor=actor, at=at, note=decision.reason)
    if round_.status in {RoundStatus.APPROVED, RoundStatus.DECLINED} and decision.meeting_on is None:
        jobs.enqueue("decisions.document", {"round_id": str(round_.id)}, at=at, subject_id=made.id)
    tell_decided(made, decision, at=at)
    if round_.status is RoundStatus.APPROVED:
        _approved(made, actor=actor, at=at)


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
        return
    _move(made, "annul", Tag.TERMINATION_ANNULLED, actor=actor, at=at, note=note)
    edition = queries.edition_of(made)
    if is_over(edition.ends_on, clock.local(at).date()):
        return
    if edition.agreement.state in {State.ACTIVE, State.ENDED}:
        commit_frames(edition, queries.decided_facts(edition)[0].stored(), at=at)
    if edition.agreement.state is State.ENDED:
        edition.changed(at)
        workflow.fire(AGREEMENTS, edition.agreement, "reinstate", actor=actor, at=at, note=note)
        record(edition, Tag.AGREEMENT_REINSTATED, actor=actor, at=at, matter_id=edition.id, note=note)
        tell_partner(edition, before=State.ENDED, at=at)


def end_due(_payload: dict[str, Any], at: datetime) -> None:
    """End the agreements whose decided last day has passed; every day."""
    for made in queries.due(clock.local(at).date()):
        _end(made, actor=None, at=at)


def _end(made: Termination, *, actor: Mover | None, at: datetime) -> None:
    finish(queries.edition_of(made), reason=made.reason, actor=actor, at=at)


def _move(made: Termination, name: str, tag: Tag, *, actor: Actor, at: datetime, note: str | None) -> None:
    workflow.fire(WORKFLOW, made, name, actor=actor, at=at, note=note)
    record(made, tag, actor=actor, at=at, matter_id=made.id, note=note)
