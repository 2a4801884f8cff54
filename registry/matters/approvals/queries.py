"""Reads over the delegation order, the rounds and what waits. Everything is loaded explicitly, ordered and bounded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from registry.access.actor import Actor
from registry.access.visibility import is_staff
from registry.city.delegation.models import DelegationRule
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.delegation.queries import order_in_force, rule_of
from registry.city.units import queries as units
from registry.city.units.structure import Holder, UnitStructure
from registry.core.database import session
from registry.core.errors import Problem
from registry.core.lists_at_once import ListsAtOnce, ShortList
from registry.core.read_once import forget_reads_of
from registry.matters.approvals import cases, routing, rules
from registry.matters.approvals.conflict_rules import outside_of, questioned_of
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import (
    OUTSIDE,
    Capacity,
    Decision,
    DecisionQuestion,
    Declaration,
    Outcome,
    Recusal,
    ReopeningRequest,
    Round,
    RoundStatus,
    Step,
)
from registry.matters.approvals.remaining import point_today
from registry.matters.approvals.routing import Route

MOST_ROUNDS = 100
MOST_OPEN = 2000


@dataclass(frozen=True, slots=True)
class RoundContext:
    """What is read once to judge every step of a round on a date: people, order, and what has been said and decided."""

    facts: RoutingFacts
    order: OrderInForce | None
    structure: UnitStructure
    declarations: tuple[Declaration, ...]
    made: Sequence[tuple[Step, Decision]]
    is_waiting: bool
    questioned: frozenset[UUID] = frozenset()


def route(facts: RoutingFacts, matter_id: UUID | None = None) -> Route:
    """Return who decides a matter with these facts, under the order and the organisation of their date.

    With the matter given, those who have declared a conflict of interest in it are left out as well.
    """
    if matter_id is not None:
        facts = replace(facts, conflicted=facts.conflicted | conflicted(matter_id))
    return routing.route(facts, order_in_force(facts.on), units.structure())


def current_round(matter_id: UUID) -> Round | None:
    """Return the round that waits for a decision, with steps, decisions and declarations; None when none does."""
    return next((one for one in rounds(matter_id) if one.status is RoundStatus.OPEN), None)


def rounds(matter_id: UUID) -> list[Round]:
    """Return all rounds of the matter, the latest first, with steps, decisions and declarations."""
    return list(cases.case_of(matter_id).rounds)


def whole_round(round_id: UUID, *, held: bool = False) -> Round:
    """Return one round as it is in the database now, with steps, decisions and declarations; `held` until the end."""
    rows = select(Round.matter_id).where(Round.id == round_id)
    matter_id = session.scalars(rows.with_for_update() if held else rows).one()
    forget_reads_of(Round)  # what was read before it was held may have changed
    stored = cases.OF_MATTER.read({"matter": [matter_id]}, anew=True)
    found = next(one for one in rounds(matter_id) if one.id == round_id)
    del stored  # held until now: what nobody holds would be read as it was
    return found


_OF_ROUNDS = ListsAtOnce(
    ShortList.of(Round.steps),
    ShortList.of(Round.declarations),
    options=(joinedload(Step.decision), joinedload(Step.rule)),
)


def latest_hash(matter_id: UUID) -> str | None:
    """Return the hash of the content that the matter was last sent for decision with; None when it never was."""
    return next((one.content_hash for one in rounds(matter_id)), None)


def round_of(decision: Decision) -> Round:
    """Return the round that the decision was made in, with steps, decisions and declarations."""
    of = rounds(decision.matter_id)
    return next(one for one in of if decision.step_id in {step.id for step in one.steps})


def decided_before(round_: Round) -> frozenset[UUID]:
    """Return who decided the matter in an earlier round, whatever became of it; not who only withdrew that."""
    earlier = (one for one in rounds(round_.matter_id) if one.number < round_.number)
    made = [step.decision for one in earlier for step in one.steps if step.decision]
    return frozenset(one.decided_by_id for one in made if one.outcome is not Outcome.REVOKE)


def open_steps(round_: Round) -> list[Step]:
    """Return the steps of a loaded round that wait for their decisions, in order."""
    return [step for step in round_.steps if step.is_open] if round_.status is RoundStatus.OPEN else []


def step_for(round_: Round, actor: Actor, on: date, known: RoundContext | None = None) -> Step | None:
    """Return the open step of a loaded round that is the actor's to decide; otherwise the first that waits."""
    waiting = open_steps(round_)
    known = known or (round_context(round_, on) if waiting else None)
    situations = ((step, step_situation(step, on, known)) for step in waiting)
    own = (step for step, found in situations if not rules.authority_problems(found, actor.user_id))
    return next(own, next(iter(waiting), None))


def committee_step(round_: Round | None) -> Step | None:
    """Return the open step of a loaded round that the nämnd itself decides."""
    return next((step for step in open_steps(round_) if step.post is None), None) if round_ else None


def open_rounds() -> list[Round]:
    """Return every round that waits for a decision, with steps, decisions and declarations; the oldest first."""
    rows = select(Round).where(Round.status == RoundStatus.OPEN)
    found = list(session.scalars(rows.order_by(Round.submitted_at, Round.id).limit(MOST_OPEN)))
    _OF_ROUNDS.fill(*found)
    return found


def open_step(round_: Round) -> Step | None:
    """Return the first step of a loaded round that waits for its decision."""
    return next(iter(open_steps(round_)), None)


def final_decision(matter_id: UUID) -> Decision | None:
    """Return the approval that closed the round which the matter rests on; None while it is not approved.

    With its step, rule and round. A matter that several areas pay for has more of them: see `approvals_of`.
    """
    return next(iter(approvals_of(matter_id)), None)


def approvals_of(*matter_ids: UUID) -> list[Decision]:
    """Return the approvals that the matter rests on, or several, with step, rule and round, the latest first."""
    made = (
        select(Decision)
        .join(Decision.step)
        .join(Step.round)
        .where(Decision.matter_id.in_(matter_ids), Decision.outcome == Outcome.APPROVE)
        .where(Decision.voided_at.is_(None), Round.status == RoundStatus.APPROVED)
        .options(
            contains_eager(Decision.step).contains_eager(Step.round),
            contains_eager(Decision.step).joinedload(Step.rule),
        )
        .order_by(Decision.at.desc(), Step.position.desc())
    )
    return list(session.scalars(made.limit(MOST_ROUNDS * len(matter_ids))))


def declarations(matter_id: UUID) -> list[Declaration]:
    """Return all declarations about conflict of interest in the matter, oldest first."""
    return list(cases.case_of(matter_id).declarations)


def latest_request(matter_id: UUID) -> ReopeningRequest | None:
    """Return the latest request that the matter's decision be taken back, answered or not."""
    return next(reversed(cases.case_of(matter_id).requests), None)


def questions(matter_id: UUID) -> list[DecisionQuestion]:
    """Return what deciders have asked whoever prepares the matter, in every round, oldest first."""
    return list(cases.case_of(matter_id).questions)


def declaration_of(matter_id: UUID, person: UUID, round_: Round | None = None) -> Declaration | None:
    """Return the person's latest declaration: as decider in the round, or as preparer when no round is given."""
    said = declarations(matter_id)
    if round_:
        return rules.latest_of([one for one in said if one.round_id == round_.id], person)
    return rules.latest_of([one for one in said if one.capacity is Capacity.PREPARER], person)


def conflicted(matter_id: UUID) -> frozenset[UUID]:
    """Return who stands outside the matter: by an own declaration or a question that is not settled in their favour.

    Each person's latest word as preparer and as decider counts, unless the nämnd has answered (KL 6:30).
    """
    return outside_of(declarations(matter_id), recusals(matter_id))


def questioned(matter_id: UUID) -> frozenset[UUID]:
    """Return about whose conflict of interest there is an open question in the matter (KL 6:30)."""
    return questioned_of(recusals(matter_id))


def preparers(matter_id: UUID) -> frozenset[UUID]:
    """Return everybody who has declared as preparer of the matter: whoever handed it over has prepared it too."""
    return frozenset(one.person_id for one in declarations(matter_id) if one.capacity is Capacity.PREPARER)


def recusals(matter_id: UUID) -> list[Recusal]:
    """Return everybody about whose conflict of interest there is or was a question in the matter, by name."""
    return list(cases.case_of(matter_id).recusals)


def may_read(actor: Actor, matter_id: UUID) -> bool:
    """Return for one matter, from its case, what `staff_only` and `not_recused` say of rows."""
    outside = any(row.person_id == actor.user_id and row.status in OUTSIDE for row in recusals(matter_id))
    return is_staff(actor) and not outside


def may_decide(step: Step, actor: Actor, on: date, known: RoundContext | None = None) -> list[Problem]:
    """Return why the actor cannot decide the step on the date, in sentences; empty when the actor can."""
    return rules.decision_problems(step_situation(step, on, known), actor.user_id)


def able(step: Step, on: date, known: RoundContext | None = None) -> list[Holder]:
    """Return who can decide the step on the date: holders who are present and free, ordinary ones first."""
    return rules.able(step_situation(step, on, known))


def round_context(round_: Round, on: date) -> RoundContext:
    """Read what the steps of the round are judged by on the date, in a few statements however many steps there are."""
    said, rows = declarations(round_.matter_id), recusals(round_.matter_id)
    out = outside_of(said, rows)
    return RoundContext(
        facts=replace(RoutingFacts.restored(round_.facts), on=on, conflicted=out),
        order=order_in_force(on),
        structure=units.structure(),
        declarations=tuple(one for one in said if one.round_id == round_.id),
        made=_made(round_),
        is_waiting=round_.status is RoundStatus.OPEN,
        questioned=questioned_of(rows),
    )


def step_situation(step: Step, on: date, known: RoundContext | None = None) -> rules.StepSituation:
    """Gather what the rules need to know about the step on the date; `known` is what has been read about its round."""
    known = known or round_context(session.get_one(Round, step.round_id), on)
    facts = known.facts
    made = [(one, decision) for one, decision in known.made if decision.outcome not in rules.GOES_ON]
    own = next((decision for one, decision in made if one.id == step.id), None)
    settled = own if known.is_waiting else next((decision for _one, decision in made), None)
    return rules.StepSituation(
        is_open=step.is_open and known.is_waiting,
        holders=known.structure.holders(step.post, step.unit_id, on) if step.post and step.unit_id else (),
        acting=known.structure.acting(step.post, step.unit_id, on) if step.post and step.unit_id else (),
        prepared_by=facts.excluded,
        declarations=known.declarations,
        conflicted=facts.conflicted,
        questioned=known.questioned,
        away=known.structure.absent(on),
        deciders=frozenset(
            decision.decided_by_id for one, decision in known.made if one.id != step.id and one.post
        ),
        decided_by=settled.decided_by if settled else None,
        goes_on=known.is_waiting,
        for_committee=step.post is None,
        within_order=step.post is None or point_of(step, known) is not None,
    )


def _made(round_: Round) -> list[tuple[Step, Decision]]:
    """Return the decided steps of the round, and of what it tries anew those that stand, the latest first."""
    of_matter, out = rounds(round_.matter_id), conflicted(round_.matter_id)
    own, tried = ([one for one in of_matter if one.id == key] for key in (round_.id, round_.tries_anew_id))
    made = [(step, step.decision) for one in own for step in one.steps if step.decision]
    made += [pair for one in tried for pair in rules.standing_in(one) if pair[1].decided_by_id not in out]
    return sorted(made, key=lambda one: (one[1].at, one[1].id), reverse=True)


def deciders(round_: Round) -> frozenset[UUID]:
    """Return the people who have decided a step of the round; whoever recorded the nämnd's decision has not."""
    return frozenset(decision.decided_by_id for step, decision in _made(round_) if step.post)


def facts_of(round_: Round) -> RoutingFacts:
    """Return the facts that the round was sent with."""
    return RoutingFacts.restored(round_.facts)


def facts_now(round_: Round, on: date) -> RoutingFacts:
    """Return the round's facts for the date, with who stands outside the matter by now."""
    return replace(RoutingFacts.restored(round_.facts), on=on, conflicted=conflicted(round_.matter_id))


def point_of(step: Step, known: RoundContext) -> Rule | None:
    """Return the point of the order in force that the step rests on; None when the order no longer gives the right."""
    return point_today(step, planned_by(step), known.facts, known.order, known.structure)


def planned_by(step: Step) -> Rule | None:
    """Return the point that the step was planned by, of whichever edition of the order."""
    if step.rule_id is None:
        return None
    row = session.get(DelegationRule, step.rule_id)
    return rule_of(row) if row else None
