"""Opening a round, declaring about conflict of interest, deciding, recording the nämnd's decision, taking back.

A person always decides: KL 6:38 forbids automatic decisions in these matters, so nothing here approves or declines
by itself. Whoever changes a round locks it first, so that two windows, or two people, cannot both settle it.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.approvals import queries, rules
from registry.approvals.models import (
    Capacity,
    ConflictGround,
    Decision,
    Declaration,
    Outcome,
    Round,
    RoundStatus,
    Step,
)
from registry.approvals.routing import Facts, PlannedStep
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Stale, refuse
from registry.core.i18n import _, swedish
from registry.core.labels import label
from registry.delegation import queries as orders
from registry.units import queries as units
from registry.units.models import UnitKind

_CLOSES_AS = {
    Outcome.APPROVE: RoundStatus.APPROVED,
    Outcome.RETURN: RoundStatus.RETURNED,
    Outcome.DECLINE: RoundStatus.DECLINED,
}


def open_round(
    matter_id: UUID, content: dict[str, Any], content_hash: str, facts: Facts, *, actor: Actor, at: datetime
) -> Round:
    """Submit the frozen content for decision: find who decides (KL 7:5–6) and open the step.

    Whoever submits has prepared the matter, and whoever has declared a conflict in it stays out of it.
    Raises DomainError when a round is open already.
    """
    # The number is read before the look for an open round: a round that somebody else opens after that look takes
    # the number, and one opened before it is seen. The other way round both could open one.
    number = _last_number(matter_id) + 1
    if queries.current_round(matter_id) is not None:
        raise DomainError(_("Ärendet väntar redan på beslut."))
    facts = replace(
        facts, excluded=facts.excluded | {actor.user_id}, conflicted=queries.conflicted(matter_id)
    )
    order = orders.order_in_force(facts.on)
    round_ = Round(
        matter_id=matter_id,
        number=number,
        content=content,
        content_hash=content_hash,
        order_id=order.id if order else None,
        submitted_by_id=actor.user_id,
        submitted_by=actor.name,
        submitted_at=at,
        steps=[],
        declarations=[],
    )
    _plan(round_, facts, at)
    _insert(round_, _("Ärendet väntar redan på beslut."))
    return round_


def declare(
    matter_id: UUID,
    *,
    capacity: Capacity,
    has_conflict: bool,
    ground: ConflictGround | None,
    actor: Actor,
    at: datetime,
    round_: Round | None = None,
) -> Declaration:
    """Keep a person's answer about conflict of interest (KL 6:28–30, for staff through 7:4).

    A decider answers for a round; with a conflict the decision moves one level up at once. Raises DomainError when
    the ground is missing, or when the person could not decide the round's open step anyway.
    """
    refuse(rules.declaration_problems(has_conflict=has_conflict, ground=ground))
    step = _step_to_declare_for(round_, actor, at) if capacity is Capacity.DECIDER else None
    declaration = Declaration(
        matter_id=matter_id,
        round_id=step.round_id if step else None,
        person_id=actor.user_id,
        person=actor.name,
        capacity=capacity,
        has_conflict=has_conflict,
        ground=ground if has_conflict else None,
        at=at,
    )
    session.add(declaration)
    audit.record(
        declaration,
        Tag.DECLARATION_MADE,
        actor=actor,
        at=at,
        matter_id=matter_id,
        changes=changes.of(declaration),
    )
    if step and has_conflict:
        _move_up(step, actor=actor, at=at)
    return declaration


def decide(
    step: Step,
    outcome: Outcome,
    *,
    actor: Actor,
    at: datetime,
    seen_round: int,
    seen_hash: str,
    reason: str | None = None,
    case_number: str | None = None,
) -> Decision:
    """Decide the step on exactly the content that was seen, as the holder of its post (KL 7:5–6); closes the round.

    `seen_round` and `seen_hash` are the round's number and content hash on the page that the person read;
    `case_number` is the matter's own. Raises Stale when they differ from what waits now or when the matter is
    decided already, and DomainError with all reasons when the person may not decide.
    """
    round_, step = _current(step)
    _refuse_changed(round_, (seen_round, seen_hash))
    on = clock.local(at).date()
    standing = queries.standing(step, on)
    if closed := rules.closed_problems(standing):
        raise Stale(*closed)
    refuse(
        [
            *rules.decision_problems(standing, actor.user_id),
            *rules.outcome_problems(outcome, reason, case_number),
        ]
    )
    holder = rules.holder_among(standing.holders, actor.user_id)
    decision = _decision(step, round_, outcome, actor=actor, at=at, reason=reason)
    with swedish():
        decision.title = actor.title or (label(step.post) if step.post else "")
        decision.in_place_of = holder.substitute_for if holder else None
        _cite_rule(decision, step, on)
    return _settle(decision, round_, step, tag=Tag.DECISION_MADE, actor=actor)


def record_committee(
    step: Step,
    outcome: Outcome,
    *,
    meeting_on: date | None,
    paragraph: str | None,
    case_number: str | None,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
) -> Decision:
    """Record what the nämnd itself decided: its meeting, § and case number. The registrar records, the nämnd decides.

    Raises NotAllowed for others than the registrar, Stale when the matter is settled already, and DomainError when
    the step is not the nämnd's or something is missing.
    """
    check.require(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    round_, step = _current(step)
    on = clock.local(at).date()
    if closed := rules.closed_problems(queries.standing(step, on)):
        raise Stale(*closed)
    if step.post is not None:
        raise DomainError(_("Beslutet är delegerat. Det är inte nämnden som beslutar här."))
    submitted_on = clock.local(round_.submitted_at).date()
    refuse(
        rules.committee_problems(
            meeting_on=meeting_on,
            paragraph=paragraph,
            case_number=case_number,
            submitted_on=submitted_on,
            on=on,
        )
    )
    refuse(rules.outcome_problems(outcome, reason, case_number))
    decision = _decision(step, round_, outcome, actor=actor, at=at, reason=reason)
    with swedish():
        decision.decided_by = _committee_name(round_)
        decision.title = _("registrerat av %(name)s", name=actor.name)
    decision.meeting_on, decision.paragraph, decision.committee_case_number = (
        meeting_on,
        paragraph,
        case_number,
    )
    return _settle(decision, round_, step, tag=Tag.DECISION_RECORDED_COMMITTEE, actor=actor)


def withdraw(round_: Round, *, actor: Actor, at: datetime) -> None:
    """Take the matter back before it is decided; closes the round and its step. Raises Stale when it is settled."""
    current = _locked(round_.id)
    if current.status is not RoundStatus.OPEN:
        raise Stale(_("Ärendet väntar inte längre på beslut, så det går inte att ta tillbaka."))
    _close(current, RoundStatus.WITHDRAWN, actor=actor, at=at)
    session.flush()


def void(round_: Round, *, reason: str, actor: Actor, at: datetime) -> None:
    """Let the round and the decisions made in it fall, with the reason: the matter has changed, or is taken up again.

    They are kept, and say that they no longer count. Raises Stale when the round was closed some other way.
    """
    current = _locked(round_.id)
    if current.status not in {RoundStatus.OPEN, RoundStatus.APPROVED}:
        raise Stale(_("Ärendet väntar inte längre på beslut. Ladda om sidan."))
    for step in current.steps:
        if step.decision:
            step.decision.voided_at, step.decision.void_reason = at, reason
    _close(current, RoundStatus.VOIDED, actor=actor, at=at)
    session.flush()


def _plan(round_: Round, facts: Facts, at: datetime) -> None:
    """Add the step that the facts need now, and the words for it, kept in Swedish whoever reads."""
    with swedish():
        found = queries.route(facts)
    round_.facts = facts.stored()
    round_.explanation = list(found.explanation)
    first = len(round_.steps)
    round_.steps.extend(_step(planned, first + number, at) for number, planned in enumerate(found.steps))


def _step(planned: PlannedStep, position: int, at: datetime) -> Step:
    return Step(
        position=position,
        post=planned.post,
        unit_id=planned.unit_id,
        rule_id=planned.rule.id if planned.rule else None,
        reason=planned.reason,
        opened_at=at,
        is_open=True,
    )


def _move_up(step: Step, *, actor: Actor, at: datetime) -> None:
    """Close the step of a decider with a conflict and open one at the next level (KL 6:30)."""
    round_ = session.get_one(Round, step.round_id)
    facts = Facts.restored(round_.facts)
    step.is_open = False
    moved = replace(
        facts, conflicted=facts.conflicted | {actor.user_id}, above=step.post, on=clock.local(at).date()
    )
    _plan(round_, moved, at)
    audit.record(
        round_,
        Tag.AGREEMENT_REFERRED,
        actor=actor,
        at=at,
        matter_id=round_.matter_id,
        note=" ".join(round_.explanation[-2:]),
    )


def _locked(round_id: UUID) -> Round:
    """Return the round as it is now, and hold it until the transaction ends: whoever comes second finds it changed."""
    return session.scalars(queries.whole_round(round_id).with_for_update(of=Round)).one()


def _current(step: Step) -> tuple[Round, Step]:
    round_ = _locked(step.round_id)
    return round_, next(one for one in round_.steps if one.id == step.id)


def _step_to_declare_for(round_: Round | None, actor: Actor, at: datetime) -> Step:
    if round_ is None:
        raise ValueError("a decider declares for a round")
    step = queries.open_step(_locked(round_.id))
    if step is None:
        raise Stale(_("Ärendet väntar inte längre på beslut."))
    refuse(rules.authority_problems(queries.standing(step, clock.local(at).date()), actor.user_id))
    return step


def _refuse_changed(round_: Round, seen: tuple[int, str]) -> None:
    if rules.is_changed(seen=seen, current=(round_.number, round_.content_hash)):
        raise Stale(_("Ärendet har ändrats sedan du öppnade det. Läs det igen innan du beslutar."))


def _decision(
    step: Step, round_: Round, outcome: Outcome, *, actor: Actor, at: datetime, reason: str | None
) -> Decision:
    return Decision(
        matter_id=round_.matter_id,
        step_id=step.id,
        outcome=outcome,
        reason=(reason or "").strip() or None,
        content_hash=round_.content_hash,
        decided_by_id=actor.user_id,
        decided_by=actor.name,
        at=at,
    )


def _cite_rule(decision: Decision, step: Step, on: date) -> None:
    """Copy the point that the decision rests on: the order may change, the decision does not."""
    order = orders.order_in_force(on)
    rule = order.rule(step.rule_id) if order else None
    if order and rule:
        decision.rule_number, decision.rule_text = rule.number, rule.text
        decision.limit_text = order.limit(rule, on).words


def _settle(decision: Decision, round_: Round, step: Step, *, tag: Tag, actor: Actor) -> Decision:
    step.decision = decision
    _close(round_, _CLOSES_AS[decision.outcome], actor=actor, at=decision.at)
    _insert(decision, _("Ärendet är redan avgjort."))
    audit.record(
        decision, tag, actor=actor, at=decision.at, matter_id=round_.matter_id, changes=changes.of(decision)
    )
    return decision


def _close(round_: Round, status: RoundStatus, *, actor: Actor, at: datetime) -> None:
    for step in round_.steps:
        step.is_open = False
    round_.status, round_.closed_at, round_.closed_by = status, at, actor.name


def _insert(row: Round | Decision, otherwise: str) -> None:
    """Write the row now. Raises Stale with the given words when somebody else was first: the table allows only one."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Stale(otherwise) from error


def _last_number(matter_id: UUID) -> int:
    return session.scalar(select(func.max(Round.number)).where(Round.matter_id == matter_id)) or 0


def _committee_name(round_: Round) -> str:
    path = units.structure().path_up(Facts.restored(round_.facts).unit_id)
    return next((part.name for part in path if part.kind is UnitKind.COMMITTEE), _("Nämnden"))
