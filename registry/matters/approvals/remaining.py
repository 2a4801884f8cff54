"""What is left to decide in a round that waits, read off its steps: what routing is asked anew. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from registry.access.roles import LEVEL, Post
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.units.structure import UnitStructure
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Outcome, Step, StepPart
from registry.matters.approvals.points import (
    Area,
    RoutingCase,
    area_of,
    areas_paying,
    chosen,
    covers,
    stored_areas,
)
from registry.matters.approvals.ways import Remaining

AsRule = Callable[[Step], Rule | None]  # the point that the step was planned by, of whichever edition


def remaining(
    steps: Sequence[Step],
    facts: RoutingFacts,
    structure: UnitStructure,
    *,
    taken: frozenset[UUID],
    point: AsRule,
    referred: Step | None = None,
) -> Remaining:
    """Return what waits in the steps: areas to decide, and signatures whose first decision is made.

    A step that its decider has `referred` up waits too, above the level that it has left for good.
    """
    waiting = [step for step in steps if step.is_open or step is referred]
    about = {step.id: _about(step, facts, structure, referred) for step in waiting}
    decisions = [step for step in waiting if step.part is StepPart.DECISION]
    order = {one.key: place for place, one in enumerate(areas_paying(facts))}
    pending = {area.key: area for step in decisions for area in about[step.id]}
    areas = sorted(pending.values(), key=lambda one: order.get(one.key, len(order)))
    signatures: list[tuple[tuple[Area, ...], Rule]] = []
    past: dict[object, Post | None] = {}
    for step in waiting:
        if step.part is StepPart.DECISION:
            continue
        if all(area.key in pending for area in about[step.id]):
            past |= {area.key: area.past for area in about[step.id]}
        elif (rule := point(step)) is not None:
            signatures.append((about[step.id], rule))
    signed = [
        area.key
        for step in steps
        if step.part is StepPart.SECOND and step.decision and step.decision.outcome is Outcome.APPROVE
        for area in _about(step, facts, structure, None)
    ]
    return Remaining(tuple(areas), tuple(signatures), past, taken, frozenset(signed))


def again(
    steps: Sequence[Step],
    others: Sequence[Step],
    facts: RoutingFacts,
    structure: UnitStructure,
    *,
    taken: frozenset[UUID],
    point: AsRule,
) -> Remaining:
    """Return what is to be decided anew of decided steps, from the lowest level; what `others` decided stands."""
    fresh = [
        (step, tuple(replace(one, past=None) for one in _about(step, facts, structure, None)))
        for step in steps
    ]
    areas = dict.fromkeys(one for step, about in fresh if step.part is StepPart.DECISION for one in about)
    signatures = tuple(
        (about, rule)
        for step, about in fresh
        if step.part is StepPart.SECOND and (rule := point(step)) is not None
    )
    signed = (
        area.key
        for step in others
        if step.part is StepPart.SECOND
        for area in _about(step, facts, structure, None)
    )
    return Remaining(tuple(areas), signatures, taken=taken, signed=frozenset(signed))


def _about(
    step: Step, facts: RoutingFacts, structure: UnitStructure, referred: Step | None
) -> tuple[Area, ...]:
    """Return the areas of the step, each with the level it has gone past; of an older step those that it may decide."""
    found = stored_areas(step)
    if not found:
        units = set(area_of(step, facts, structure).unit_ids)
        found = tuple(one for one in areas_paying(facts) if units.issuperset(one.unit_ids))
    if step is referred and step.post is not None:
        return tuple(replace(one, past=_higher(one.past, step.post)) for one in found)
    return found


def _higher(one: Post | None, other: Post) -> Post:
    return other if one is None else max(one, other, key=LEVEL.__getitem__)


def point_today(
    step: Step,
    planned: Rule | None,
    facts: RoutingFacts,
    order: OrderInForce | None,
    structure: UnitStructure,
) -> Rule | None:
    """Return the point of the order in force that the step rests on: its own, or the same post's (KL 7:5).

    One that asks for two signatures gives the second that right too. None when the order no longer gives it.
    """
    if order is None or planned is None:
        return None
    case, area = RoutingCase(facts, order, structure), area_of(step, facts, structure)
    own = order.rule(planned.id)
    if own is not None and covers(own, case, area):
        return own
    return chosen(planned.post, case, area)
