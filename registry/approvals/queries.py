"""Reads over the delegation order, the rounds and what waits. Everything is loaded explicitly, ordered and bounded."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from registry.access.actor import Actor
from registry.approvals import routing, rules
from registry.approvals.models import (
    Capacity,
    Decision,
    Declaration,
    Outcome,
    Round,
    RoundStatus,
    Step,
)
from registry.approvals.routing import Facts, Route
from registry.core.database import session
from registry.core.errors import Problem
from registry.delegation.queries import order_in_force
from registry.units import queries as units
from registry.units.models import Appointment
from registry.units.structure import Structure

MOST_WAITING = 200
MOST_ROUNDS = 100


def route(facts: Facts, matter_id: UUID | None = None) -> Route:
    """Return who decides a matter with these facts, under the order and the organisation of their date.

    With the matter given, those who have declared a conflict of interest in it are left out as well.
    """
    if matter_id is not None:
        facts = replace(facts, conflicted=facts.conflicted | conflicted(matter_id))
    return routing.route(facts, order_in_force(facts.on), units.structure())


def waiting_for(actor: Actor, on: date) -> list[Step]:
    """Return the open steps whose post the actor holds on the date, oldest first, with their rounds.

    Without those the actor prepared or has declared a conflict in: those wait for somebody else.
    """
    held = exists().where(
        Appointment.user_id == actor.user_id,
        Appointment.post == Step.post,
        Appointment.unit_id == Step.unit_id,
        Appointment.starts_on <= on,
        or_(Appointment.ends_on.is_(None), Appointment.ends_on >= on),
    )
    found = session.scalars(_waiting().where(held, Round.submitted_by_id != actor.user_id))
    return [step for step in found if actor.user_id not in Facts.restored(step.round.facts).barred]


def waiting_for_committee() -> list[Step]:
    """Return the open steps that the nämnd itself decides, oldest first, with their rounds."""
    return list(session.scalars(_waiting().where(Step.post.is_(None))))


def _waiting() -> Select[tuple[Step]]:
    return (
        select(Step)
        .join(Step.round)
        .options(contains_eager(Step.round))
        .where(Step.is_open, Round.status == RoundStatus.OPEN)
        .order_by(Step.opened_at, Step.id)
        .limit(MOST_WAITING)
    )


def current_round(matter_id: UUID) -> Round | None:
    """Return the round that waits for a decision, with steps, decisions and declarations; None when none does."""
    return session.scalar(_rounds(matter_id).where(Round.status == RoundStatus.OPEN))


def rounds(matter_id: UUID) -> list[Round]:
    """Return all rounds of the matter, the latest first, with steps, decisions and declarations."""
    return list(session.scalars(_rounds(matter_id)))


def _rounds(matter_id: UUID) -> Select[tuple[Round]]:
    return (
        select(Round)
        .where(Round.matter_id == matter_id)
        .options(*_whole())
        .order_by(Round.number.desc())
        .limit(MOST_ROUNDS)
    )


def whole_round(round_id: UUID) -> Select[tuple[Round]]:
    """Return the statement for one round as it is in the database now, with steps, decisions and declarations."""
    return (
        select(Round).where(Round.id == round_id).options(*_whole()).execution_options(populate_existing=True)
    )


def _whole() -> tuple[Any, ...]:
    steps = selectinload(Round.steps)
    return steps.joinedload(Step.decision), steps.joinedload(Step.rule), selectinload(Round.declarations)


def round_of(decision: Decision) -> Round:
    """Return the round that the decision was made in."""
    return session.scalars(select(Round).join(Round.steps).where(Step.id == decision.step_id)).one()


def decided_before(round_: Round) -> frozenset[UUID]:
    """Return who decided the matter in an earlier round, whatever became of it."""
    earlier = (
        select(Decision.decided_by_id)
        .join(Decision.step)
        .join(Step.round)
        .where(Round.matter_id == round_.matter_id, Round.number < round_.number)
    )
    return frozenset(session.scalars(earlier.distinct().order_by(Decision.decided_by_id).limit(500)))


def open_step(round_: Round) -> Step | None:
    """Return the step of a loaded round that waits for its decision."""
    return (
        next((step for step in round_.steps if step.is_open), None)
        if round_.status is RoundStatus.OPEN
        else None
    )


def final_decision(matter_id: UUID) -> Decision | None:
    """Return the approval that the matter rests on, with its step, rule and round; None while it is not approved."""
    approval = (
        select(Decision)
        .where(Decision.matter_id == matter_id, Decision.outcome == Outcome.APPROVE)
        .where(Decision.voided_at.is_(None))
        .options(
            joinedload(Decision.step).joinedload(Step.round), joinedload(Decision.step).joinedload(Step.rule)
        )
        .order_by(Decision.at.desc(), Decision.id.desc())
        .limit(1)
    )
    return session.scalar(approval)


def declarations(matter_id: UUID) -> list[Declaration]:
    """Return all declarations about conflict of interest in the matter, oldest first."""
    made = (
        select(Declaration).where(Declaration.matter_id == matter_id).order_by(Declaration.at, Declaration.id)
    )
    return list(session.scalars(made.limit(500)))


def declaration_of(matter_id: UUID, person: UUID, round_: Round | None = None) -> Declaration | None:
    """Return the person's latest declaration: as decider in the round, or as preparer when no round is given."""
    where = Declaration.round_id == round_.id if round_ else Declaration.capacity == Capacity.PREPARER
    return rules.latest_of(_declared(Declaration.matter_id == matter_id, where), person)


def _declared(*where: Any) -> Sequence[Declaration]:
    made = select(Declaration).where(*where).order_by(Declaration.at, Declaration.id).limit(500)
    return session.scalars(made).all()


def conflicted(matter_id: UUID) -> frozenset[UUID]:
    """Return who has a conflict of interest in the matter: each person's latest word as preparer and as decider."""
    latest = {(made.person_id, made.capacity): made.has_conflict for made in declarations(matter_id)}
    return frozenset(person for (person, _capacity), has_conflict in latest.items() if has_conflict)


def may_decide(step: Step, actor: Actor, on: date) -> list[Problem]:
    """Return why the actor cannot decide the step on the date, in sentences; empty when the actor can."""
    return rules.decision_problems(standing(step, on), actor.user_id)


def standing(step: Step, on: date) -> rules.Standing:
    """Gather what the rules need to know about the step on the date."""
    round_ = session.get_one(Round, step.round_id)
    facts = replace(Facts.restored(round_.facts), on=on)
    structure = units.structure()
    by_whom = select(Decision.decided_by).join(Decision.step).where(Step.round_id == round_.id)
    return rules.Standing(
        is_open=step.is_open and round_.status is RoundStatus.OPEN,
        holders=structure.holders(step.post, step.unit_id, on) if step.post and step.unit_id else (),
        prepared_by=facts.excluded,
        declarations=tuple(_declared(Declaration.round_id == round_.id)),
        conflicted=facts.conflicted,
        decided_by=session.scalar(by_whom.order_by(Decision.at.desc()).limit(1)),
        for_committee=step.post is None,
        within_order=step.post is None or _still_covered(step.rule_id, facts, structure),
    )


def _still_covered(rule_id: UUID | None, facts: Facts, structure: Structure) -> bool:
    order = order_in_force(facts.on)
    rule = order.rule(rule_id) if order else None
    return order is not None and rule is not None and routing.covers(rule, facts, order, structure)
