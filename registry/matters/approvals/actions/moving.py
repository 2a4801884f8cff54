"""Moving a step up, never down: after a conflict of interest, a referral, or when nobody can decide it today."""

from dataclasses import replace
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.delegation.queries import order_in_force
from registry.city.units import queries as units
from registry.core import jobs
from registry.core.database import session
from registry.core.workflow import Mover
from registry.matters.approvals import hooks, queries, routing, rules, wording
from registry.matters.approvals.actions import rounds
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Round, RoundStatus, Step, StepPart
from registry.matters.approvals.points import area_of

REROUTE = "approvals.reroute"


def move_up(round_: Round, step: Step, *, actor: Mover | None, at: datetime) -> None:
    """Close the step and open one at the next level above that may decide; `round_` is held already.

    A second signature asked for by the point that no longer decides goes with it: the new point says what it needs.
    """
    on = rounds.day(at)
    facts = queries.facts_now(round_, on)
    rounds.end_step(step, at)
    for other in round_.steps:
        if step.part is StepPart.DECISION and other.part is StepPart.SECOND and _belong(step, other):
            rounds.end_step(other, at)
    found = _higher(round_, step, replace(facts, above=step.post), on)
    rounds.add_steps(round_, found.steps, at=at)
    round_.facts = facts.stored()
    kept = [words for words in round_.explanation if words != step.reason and words not in found.explanation]
    round_.explanation = [*kept, *found.explanation]
    audit.record(
        round_,
        Tag.AGREEMENT_REFERRED,
        actor=actor,
        at=at,
        matter_id=round_.matter_id,
        note=reduce(wording.followed, found.explanation[-2:]),
    )


def _belong(step: Step, other: Step) -> bool:
    return other.rule_id == step.rule_id and other.area_unit_id == step.area_unit_id


def _higher(round_: Round, step: Step, facts: RoutingFacts, on: date) -> routing.Route:
    order, structure = order_in_force(on), units.structure()
    area = area_of(step, facts, structure)
    if order is None:
        planned = routing.PlannedStep(
            wording.committee_without_order(on.isoformat()), part=step.part, areas=area.unit_ids
        )
        return routing.Route((planned,), (planned.reason,))
    case = routing.RoutingCase(facts, order, structure)
    others = [one for one in round_.steps if one.is_open and one is not step]
    able = [(one, found) for one in others if (found := rules.able(queries.step_situation(one, on)))]
    alone = frozenset(found[0].user_id for _one, found in able if len(found) == 1)
    waiting = frozenset((one.part, one.rule_id, one.post, one.unit_id) for one, _found in able)
    taken = alone | queries.deciders(round_)
    rule = order.rule(step.rule_id)
    return routing.higher(case, area, part=step.part, rule=rule, taken=taken, waiting=waiting)


def leave(round_: Round, person_id: UUID, *, actor: Mover | None, at: datetime) -> bool:
    """Move up every step that waits for the person, who is out of the matter; `round_` is held. Return whether any did.

    Also past a substitute or another manager of the unit: they would act in that person's place (KL 6:30).
    """
    waiting = [step for step in round_.steps if step.is_open and step.post]
    on = rounds.day(at)
    known = queries.round_context(round_, on)
    moving = [
        step
        for step in waiting
        if rules.holder_among(queries.step_situation(step, on, known).holders, person_id)
    ]
    for step in moving:
        if step.is_open:
            move_up(round_, step, actor=actor, at=at)
    return bool(moving)


def reroute(round_: Round, *, at: datetime) -> bool:
    """Move up the open steps that nobody can decide today: vacant, absent without a substitute, or all have a conflict.

    Never down: a step stays where it has come. Returns whether any moved.
    """
    held, moved = rounds.locked(round_.id), False
    for step in stranded(held, rounds.day(at)):
        if step.is_open:
            move_up(held, step, actor=None, at=at)
            moved = True
    return moved


def stranded(round_: Round, on: date) -> list[Step]:
    """Return the open steps of the round that nobody can decide on the date."""
    if round_.status is not RoundStatus.OPEN:
        return []
    waiting = [step for step in round_.steps if step.is_open and step.post]
    known = queries.round_context(round_, on) if waiting else None
    return [step for step in waiting if not rules.able(queries.step_situation(step, on, known))]


def reroute_all(_payload: dict[str, Any], at: datetime) -> None:
    """Look through every round that waits; only those where somebody is missing are held and changed."""
    for round_ in queries.open_rounds():
        if stranded(round_, rounds.day(at)) and reroute(round_, at=at):
            hooks.tell_moved(round_, at)


def people_changed(at: datetime) -> None:
    """Have every round that waits looked through, since somebody has come or gone."""
    jobs.enqueue(REROUTE, {}, at=at)


def after_decision(round_: Round, *, at: datetime) -> None:
    """Move up what only those could decide who have decided in the round by now; `round_` is held."""
    session.flush()
    for step in stranded(round_, rounds.day(at)):
        if step.is_open:
            move_up(round_, step, actor=None, at=at)
