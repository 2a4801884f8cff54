"""Deciding a step, and recording what the nämnd itself decided. What the last step closes, closes the round."""

from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.roles import Post
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.delegation import queries as orders
from registry.city.delegation.order import Rule
from registry.city.units import queries as units
from registry.city.units.models import UnitKind
from registry.core import identifiers
from registry.core.errors import DomainError, Problem, Stale, refuse
from registry.core.i18n import _, swedish
from registry.matters.approvals import fallen_rounds, queries, rules, wording
from registry.matters.approvals.actions import moving, rounds
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import (
    Decision,
    Outcome,
    Round,
    RoundStatus,
    Step,
    StepPart,
)
from registry.matters.approvals.points import RoutingCase, area_of, chosen
from registry.matters.approvals.ways import PlannedStep

_CLOSES_AS = {
    Outcome.RETURN: RoundStatus.RETURNED,
    Outcome.DECLINE: RoundStatus.DECLINED,
    Outcome.AMEND: RoundStatus.AMENDED,
    Outcome.DISMISS: RoundStatus.DISMISSED,
    Outcome.CLOSE: RoundStatus.CLOSED,
    Outcome.REVOKE: RoundStatus.REVOKING,
}
_WHY_FALLEN = {
    Outcome.RETURN: wording.returned_by,
    Outcome.DECLINE: wording.declined_by,
    Outcome.AMEND: wording.amended_by,
    Outcome.DISMISS: wording.closed_by,
    Outcome.CLOSE: wording.closed_by,
    Outcome.REVOKE: wording.revoked_by,
}


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
    """Decide the step on exactly the content that was seen, as the holder of its post (KL 7:5–6).

    The round closes when everything that is needed is approved, or at once when somebody returns or declines; to refer
    it up opens a step at the next level. `seen_round` and `seen_hash` are the round's number and content hash on the
    page that the person read; `case_number` is the matter's own. Raises Stale when they differ from what waits now or
    when the step is decided already, and DomainError with all reasons when the person may not decide.
    """
    round_, step = rounds.current(step)
    if rules.is_changed(seen=(seen_round, seen_hash), current=(round_.number, round_.content_hash)):
        raise Stale(_("Ärendet har ändrats sedan du öppnade det. Läs det igen innan du beslutar."))
    if outcome not in rules.delegate_choices(round_):
        raise DomainError(_("Det valet finns inte här. Bara nämnden bordlägger ett ärende eller ändrar det."))
    on = rounds.day(at)
    standing = queries.step_situation(step, on)
    if closed := rules.closed_problems(standing):
        raise Stale(*closed)
    refuse(
        [
            *rules.decision_problems(standing, actor.user_id),
            *rules.outcome_problems(outcome, reason, case_number),
        ]
    )
    # The order may have another point today, or ask for two signatures.
    moving.look(round_, actor=None, at=at)
    if not step.is_open:
        raise Stale(*rules.closed_problems(queries.step_situation(step, on)))
    refuse(rules.authority_problems(queries.step_situation(step, on), actor.user_id))
    holder = rules.holder_among(standing.holders, actor.user_id)
    decision = new_decision(step, round_, outcome, actor=actor, at=at, reason=reason)
    decision.title = actor.title or (wording.post_called(step.post) if step.post else "")
    decision.in_place_of = holder.substitute_for if holder else None
    cite(decision, step, on)
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
    body: Post | None = None,
    member: str | None = None,
    reason: str | None = None,
) -> Decision:
    """Record what the nämnd itself decided, or a `body` of it: day, § and case number. The registrar only records.

    A body decides under a point of the order of that day, which the decision cites and by which it is reported.
    What is delegated the nämnd may always take back and decide itself, and then all that waits. Raises NotAllowed for
    others than the registrar, Stale when the matter is settled already, and DomainError when the body has no right to
    it, or something is missing.
    """
    check.require(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    round_, step = rounds.current(step)
    on = rounds.day(at)
    if closed := rules.closed_problems(queries.step_situation(step, on)):
        raise Stale(*closed)
    if outcome not in rules.committee_choices(round_):
        raise DomainError(_("Över nämnden finns ingen högre nivå att skicka ärendet vidare till."))
    told: dict[str, Any] = {
        "meeting_on": meeting_on,
        "paragraph": paragraph,
        "case_number": case_number,
        "reason": reason,
    }
    refuse(rules.delegated_problems(step.post, body))
    decision = _from_minutes(step, round_, outcome, **told, body=body, member=member, actor=actor, at=at)
    if step.post is not None:
        moving.take_back_to_committee(round_, step, actor=actor, at=at)
    if body is not None:
        _rest_on_mandate(decision, step, round_, body, meeting_on or on)
    elif step.part is StepPart.DECISION:
        step.rule_id = None  # what was delegated to a body is the nämnd's own again
    return _settle(decision, round_, step, tag=Tag.DECISION_RECORDED_COMMITTEE, actor=actor)


def _from_minutes(
    step: Step,
    round_: Round,
    outcome: Outcome,
    *,
    meeting_on: date | None,
    paragraph: str | None,
    case_number: str | None,
    reason: str | None,
    actor: Actor,
    at: datetime,
    body: Post | None = None,
    member: str | None = None,
) -> Decision:
    told: dict[str, Any] = {"meeting_on": meeting_on, "paragraph": paragraph, "case_number": case_number}
    refuse(
        rules.recorder_problems(actor.user_id, queries.round_context(round_, rounds.day(at)).facts.excluded)
    )
    refuse(rules.committee_problems(**told, on=rounds.day(at), body=body, reason=reason))
    refuse(rules.member_problems(body, member))
    refuse(rules.outcome_problems(outcome, reason, case_number))
    decision = new_decision(step, round_, outcome, actor=actor, at=at, reason=reason)
    with swedish():
        decision.decided_by = _elected(body, member) if body else committee_name(round_)
    decision.title = wording.recorded_by(actor.name)
    if outcome is Outcome.AMEND:
        decision.amendment = decision.reason
    decision.meeting_on = meeting_on
    decision.paragraph = identifiers.paragraph(paragraph or "") or None
    decision.committee_case_number = case_number
    return decision


def _elected(body: Post, member: str | None) -> str:
    """Name who in the nämnd decided: a single member by name."""
    return wording.member_called((member or "").strip()) if body is Post.MEMBER else wording.elected(body)


def _rest_on_mandate(decision: Decision, step: Step, round_: Round, body: Post, on: date) -> None:
    """Let the decision of a body of the nämnd rest on the point that gives it the right. Raises DomainError."""
    step.rule_id = _mandate(round_, step, body, on).id
    cite(decision, step, on)


def record_on_fallen(
    round_: Round,
    outcome: Outcome,
    *,
    meeting_on: date | None,
    paragraph: str | None,
    case_number: str | None,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
    body: Post | None = None,
    member: str | None = None,
) -> Decision:
    """Record what the nämnd, or a `body` of it, decided on the content of a round that fell before that was known.

    What a body decides under the order is the nämnd's decision (KL 6:37, 6:39): it was made all the same.
    Raises as `record_committee` does, and DomainError for what decides nothing: the round has fallen already.
    """
    check.require(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    round_ = rounds.locked(round_.id)
    step = fallen_rounds.undecided_by_committee(round_)
    if step is None or round_.status not in fallen_rounds.FALLEN:
        raise Stale(_("Ärendet är redan avgjort."))
    if outcome not in fallen_rounds.ON_FALLEN:
        raise DomainError(
            Problem(_("Omgången har redan fallit. Bara ett bifall eller avslag ändrar något."), "outcome")
        )
    told: dict[str, Any] = {
        "meeting_on": meeting_on,
        "paragraph": paragraph,
        "case_number": case_number,
        "reason": reason,
    }
    decision = _from_minutes(step, round_, outcome, **told, body=body, member=member, actor=actor, at=at)
    if body is not None:
        _rest_on_mandate(decision, step, round_, body, meeting_on or rounds.day(at))
    step.decision = decision
    rounds.close(round_, fallen_rounds.ON_FALLEN[outcome], actor=actor, at=at)
    rounds.insert(decision, _("Ärendet är redan avgjort."))
    tag = Tag.DECISION_RECORDED_COMMITTEE
    audit.record(decision, tag, actor=actor, at=at, matter_id=round_.matter_id, changes=changes.of(decision))
    return decision


def adopt(
    amending: Decision,
    content: dict[str, Any],
    content_hash: str,
    facts: RoutingFacts,
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Round, Decision]:
    """Keep the text as the nämnd changed it: the decision of that meeting stands for it, in a round of its own.

    Raises DomainError for whoever prepared the matter: another person reads the text against the minutes.
    """
    if actor.user_id in facts.excluded:
        raise DomainError(_("Du har berett ärendet. Någon annan jämför texten med protokollet."))
    planned = PlannedStep(wording.amended())
    round_ = rounds.closed_round(
        amending.matter_id, content, content_hash, facts, planned=planned, actor=actor, at=at
    )
    made = new_decision(round_.steps[0], round_, Outcome.APPROVE, actor=actor, at=at, reason=amending.reason)
    for name in ("decided_by", "meeting_on", "paragraph", "committee_case_number", "amendment"):
        setattr(made, name, getattr(amending, name))
    made.title = wording.recorded_by(actor.name)
    round_.steps[0].decision = made
    rounds.insert(made, _("Ärendet är redan avgjort."))
    tag = Tag.DECISION_RECORDED_COMMITTEE
    audit.record(made, tag, actor=actor, at=at, matter_id=round_.matter_id, changes=changes.of(made))
    return round_, made


def _mandate(round_: Round, step: Step, body: Post, on: date) -> Rule:
    """Return the point of the order of the day by which the body decides. Raises DomainError when there is none."""
    order, structure, facts = orders.order_in_force(on), units.structure(), queries.facts_now(round_, on)
    area = area_of(step, facts, structure)
    rule = chosen(body, RoutingCase(facts, order, structure), area) if order else None
    refuse(rules.mandate_problems(body, is_given=rule is not None, has_weight=bool(facts.weight)))
    if rule is None:
        raise LookupError(body)  # refused above
    return rule


def new_decision(
    step: Step, round_: Round, outcome: Outcome, *, actor: Actor, at: datetime, reason: str | None
) -> Decision:
    """Return what the actor decides, or records, in the step: the content is the round's."""
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


def cite(decision: Decision, step: Step, on: date) -> None:
    """Copy the order and the point that the decision rests on: the order may change, the decision does not."""
    order = orders.order_in_force(on)
    rule = order.rule(step.rule_id) if order else None
    if order and rule:
        decision.rule_number, decision.rule_text = rule.number, rule.text
        decision.limit_text = order.limit(rule, on).words
        decision.order_text = wording.cited(order)


def _settle(decision: Decision, round_: Round, step: Step, *, tag: Tag, actor: Actor) -> Decision:
    """Close the step, and the round when nothing more is needed; log what was decided and what fell with it."""
    at, outcome = decision.at, decision.outcome
    step.decision = decision
    rounds.end_step(step, at)
    fallen: list[Decision] = []
    if outcome in _CLOSES_AS:
        why = _WHY_FALLEN[outcome](decision.decided_by)
        fallen = rounds.void_decisions(round_, why, at=at, besides=decision)
        rounds.close(round_, _CLOSES_AS[outcome], actor=actor, at=at)
    elif outcome is Outcome.APPROVE and not any(one.is_open for one in round_.steps):
        rounds.close(round_, RoundStatus.APPROVED, actor=actor, at=at)
    rounds.insert(decision, _("Ärendet är redan avgjort."))
    audit.record(decision, tag, actor=actor, at=at, matter_id=round_.matter_id, changes=changes.of(decision))
    for one in fallen:
        audit.record(one, Tag.DECISION_VOIDED, actor=actor, at=at, matter_id=round_.matter_id)
    opened = rounds.wait_anew(round_, step, at=at) if outcome is Outcome.TABLE else ()
    referred = step if outcome is Outcome.REFER else None
    moving.look(round_, actor=actor if referred else None, at=at, referred=referred, opened=opened)
    return decision


def committee_name(round_: Round) -> str:
    """Return what the nämnd above the matter's unit is called."""
    path = units.structure().path_up(RoutingFacts.restored(round_.facts).unit_id)
    return next((part.name for part in path if part.kind is UnitKind.COMMITTEE), _("Nämnden"))
