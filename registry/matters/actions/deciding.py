"""Having it decided: submission freezes the content, a person decides on exactly that, and the answer is told.

Nothing here decides by itself: KL 6:38 second paragraph forbids automatic decisions in these matters.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from registry.access.actor import Actor
from registry.access.roles import Post
from registry.city.deadlines import queries as deadlines
from registry.core import clock
from registry.core.database import session
from registry.core.errors import Stale, check_version, refuse
from registry.core.i18n import _, swedish
from registry.documents.content import fingerprint
from registry.matters import types
from registry.matters.actions import trying_anew
from registry.matters.actions.numbering import number_from_range
from registry.matters.actions.voiding import refuse_if_changed
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import fallen_rounds, recusals
from registry.matters.approvals import queries as approvals_queries
from registry.matters.approvals import rules as approval_rules
from registry.matters.approvals.models import (
    Capacity,
    ConflictGround,
    Decision,
    Outcome,
    Round,
    RoundStatus,
    Step,
)
from registry.matters.decisions import decision_basis
from registry.matters.models import Matter
from registry.matters.notices import tell_decided, tell_deciders


def submit(
    matter: Matter, *, seen: int, note: str | None, actor: Actor, at: datetime, weight: str | None = None
) -> Round:
    """Freeze the matter and send it to whoever may decide it under the delegation order (AMF 2024/717, KL 7:5).

    `weight` is why it is of principle or otherwise of greater weight, empty when it is not: that is the nämnd's alone
    (KL 6:38). Raises DomainError with everything that is still missing, and Stale when it changed after the look.
    """
    type_ = types.of(matter)
    check_version(matter, seen)
    refuse(deadlines.sending_problems(clock.local(at).date()))
    refuse(recusals.handling_problems(matter.id, matter.prepared_by_id, actor.user_id))
    number_from_range(matter, actor=actor, at=at)
    type_.before_sending(matter, at)
    content, facts = type_.content(matter, at=at), replace(type_.facts(matter, at=at), weight=weight)
    said, hash_ = (note or "").strip() or None, fingerprint(content)
    round_ = approvals.open_round(matter.id, content, hash_, facts, actor=actor, at=at, note=said)
    type_.sent(matter, round_, note, actor, at)
    tell_deciders(matter, round_, at=at)
    return round_


def declare(
    matter: Matter,
    step: Step,
    *,
    has_conflict: bool,
    ground: ConflictGround | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Record the decider's declaration (KL 6:28–30). A conflict moves the decision one level up at once."""
    approvals.declare(
        matter.id,
        capacity=Capacity.DECIDER,
        has_conflict=has_conflict,
        ground=ground,
        actor=actor,
        at=at,
        round_=session.get_one(Round, step.round_id),
    )


def decide(
    matter: Matter,
    step: Step,
    outcome: Outcome,
    *,
    actor: Actor,
    at: datetime,
    seen_round: int,
    seen_hash: str,
    reason: str | None,
    seen_against: str | None = None,
) -> Decision:
    """Decide a step on the nämnd's behalf (KL 7:5): approve, return for change or decline.

    `seen_round`, `seen_hash` and `seen_against` are what the decider had on the page; anything else is refused, so that
    nobody decides on something other than what was read. Raises DomainError with the reasons.
    """
    decision = approvals.decide(
        step,
        outcome,
        actor=actor,
        at=at,
        seen_round=seen_round,
        seen_hash=seen_hash,
        reason=reason,
        case_number=matter.case_number,
    )
    round_ = approvals_queries.round_of(decision)
    refuse_if_changed(matter, round_)
    if seen_against not in (None, read_against(matter, round_, at)):
        raise Stale(_("Något nytt har antecknats sedan du öppnade ärendet. Läs det innan du beslutar."))
    decision_basis.keep(decision, what_speaks_against(matter, round_, at))
    if outcome is Outcome.APPROVE:
        types.of(matter).before_approval(matter, round_, step, at)
    _follow(matter, decision, actor=actor, at=at)
    return decision


@swedish()
def what_speaks_against(matter: Matter, round_: Round, at: datetime) -> list[dict[str, Any]]:
    """Return what speaks against what was sent, as it is known at the moment: as the record of a decision keeps it."""
    finder = types.of(matter).against
    return finder(matter, round_, at) if finder else []


def read_against(matter: Matter, round_: Round, at: datetime) -> str:
    """Return the hash of what somebody who reads it at the moment is told to speak against it; empty for nothing."""
    found = what_speaks_against(matter, round_, at)
    return fingerprint({"against": found}) if found else ""


def committee_decided(
    matter: Matter,
    step: Step,
    outcome: Outcome,
    *,
    meeting_on: date | None,
    paragraph: str,
    case_number: str,
    reason: str | None,
    actor: Actor,
    at: datetime,
    body: Post | None = None,
    member: str | None = None,
) -> Decision:
    """Record what the nämnd, or with `body` its panel, presidium, chair or a member, decided: day, § and case number.

    The nämnd decided on what was sent to it. What binds and has changed since stops no recording; the decision stands
    for the text that was sent, and signing waits until the agreement says that again, or for a new decision.
    """
    refuse(approval_rules.outcome_problems(outcome, reason, matter.case_number))
    decision = approvals.record_committee(
        step,
        outcome,
        meeting_on=meeting_on,
        paragraph=paragraph,
        case_number=case_number,
        actor=actor,
        at=at,
        body=body,
        member=member,
        reason=reason,
    )
    _follow(matter, decision, actor=actor, at=at)
    return decision


def committee_decided_on_fallen(
    matter: Matter,
    outcome: Outcome,
    *,
    meeting_on: date | None,
    paragraph: str,
    case_number: str,
    reason: str | None,
    actor: Actor,
    at: datetime,
    body: Post | None = None,
    member: str | None = None,
) -> Decision:
    """Record what the nämnd, or a `body` of it, decided on what it had, though the round fell before that was known.

    The decision stands for the text that was sent; signing waits while what binds differs from it.
    """
    refuse(approval_rules.outcome_problems(outcome, reason, matter.case_number))
    round_ = fallen_rounds.before_committee(matter.id)
    if round_ is None:
        raise Stale(_("Det finns ingen omgång som nämnden kan ha beslutat om. Ladda om sidan."))
    decision = approvals.record_on_fallen(
        round_,
        outcome,
        meeting_on=meeting_on,
        paragraph=paragraph,
        case_number=case_number,
        reason=reason,
        actor=actor,
        at=at,
        body=body,
        member=member,
    )
    types.of(matter).closed(matter, approvals_queries.round_of(decision), decision, actor, at)
    return decision


def _follow(matter: Matter, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Go on after a decision: the matter moves when its round closes; otherwise whoever is to decide now is told."""
    round_ = approvals_queries.round_of(decision)
    if round_.status is RoundStatus.OPEN:
        if decision.outcome is Outcome.TABLE:
            tell_decided(matter, decision, at=at)
    elif round_.tries_anew_id is not None:
        trying_anew.settled(matter, round_, decision, actor=actor, at=at)
    else:
        types.of(matter).closed(matter, round_, decision, actor, at)
        if (
            round_.status is RoundStatus.APPROVED
        ):  # a conflict that was found before the last of several decided
            trying_anew.conflict_found(matter.id, decision.decided_by_id, actor, at)
