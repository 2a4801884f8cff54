"""Which points of the delegation order reach a matter: kind, place, funding, day and limit. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.access.roles import LEVEL, Post
from registry.city.delegation.models import OverFrame
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.units.structure import UnitStructure
from registry.matters.approvals import wording
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Step


@dataclass(frozen=True, slots=True)
class Area:
    """Whose money a decision is about: units, mostly one, and which funding (None: their ordinary budget)."""

    unit_ids: tuple[UUID, ...]
    sources: frozenset[UUID | None] = frozenset({None})
    past: Post | None = None  # the level that the decision has gone past for good

    @property
    def unit_id(self) -> UUID:
        """The unit from which the way goes up."""
        return self.unit_ids[0]

    @property
    def key(self) -> tuple[tuple[UUID, ...], frozenset[UUID | None]]:
        """What makes it the same area, however far its decision has come."""
        return self.unit_ids, self.sources


@dataclass(frozen=True, slots=True)
class RoutingCase:
    """A question to the order: the matter's facts, the order of its date and the organisation."""

    facts: RoutingFacts
    order: OrderInForce
    structure: UnitStructure

    def areas(self) -> tuple[Area, ...]:
        """Return the areas that pay."""
        return areas_paying(self.facts)

    @property
    def over_frame(self) -> frozenset[UUID]:
        """The units whose frame is not enough, when the order sends such decisions up; otherwise none."""
        return self.facts.over_frame if self.order.over_frame is OverFrame.UP else frozenset()

    def about(self) -> list[Rule]:
        """Return the points about such decisions that hold on the date."""
        facts = self.facts
        return [
            rule
            for rule in self.order.rules
            if rule.concerns(facts.kind, facts.decision_type) and rule.is_valid(facts.on)
        ]

    def counted_words(self, rule: Rule) -> str:
        """Name the amount that the point's limit is held against, and the other matters counted in."""
        facts = self.facts
        others = [one.words for one in facts.counted(rule)]
        in_kind = rule.counts_in_kind and bool(facts.in_kind)
        return wording.counted(facts.amount(rule), rule.basis, facts.own_amount(), others, in_kind)

    def names(self, unit_ids: Iterable[UUID]) -> list[str]:
        """Return the units' names."""
        return [self.structure.by_id[one].name for one in unit_ids if one in self.structure.by_id]


def areas_paying(facts: RoutingFacts) -> tuple[Area, ...]:
    """Return the areas that pay, each with each of its fundings; the matter's own unit when nothing says who."""
    paying = dict.fromkeys((one.unit_id, one.funding_source_id) for one in facts.shares)
    found = tuple(Area((unit_id,), frozenset({source})) for unit_id, source in paying)
    return found or (Area((facts.unit_id,)),)


def chosen(post: Post, case: RoutingCase, area: Area) -> Rule | None:
    """Return the point that lets the post decide, the least demanding first: alone before together with a second."""
    found = [rule for rule in case.order.rules if rule.post is post and covers(rule, case, area)]
    return min(found, key=_demand, default=None)


def _demand(rule: Rule) -> tuple[int, bool]:
    return (LEVEL[rule.second_post] + 1 if rule.second_post else 0, rule.funding_source_id is not None)


def covers(rule: Rule, case: RoutingCase, area: Area) -> bool:
    """Return whether the point gives its post the right to decide for the area on the date of the facts.

    A sub-delegated point never reaches further than the one it comes from (KL 7:6).
    """
    if not _reaches(rule, case, area):
        return False
    if rule.parent_id is None:
        return True
    parent = case.order.rule(rule.parent_id)
    is_source = parent is not None and parent.parent_id is None and parent.may_sub_delegate
    return parent is not None and is_source and _reaches(parent, case, area)


def _reaches(rule: Rule, case: RoutingCase, area: Area) -> bool:
    facts = case.facts
    return (
        rule.concerns(facts.kind, facts.decision_type)
        and rule.is_valid(facts.on)
        and within(rule, case, area)
        and (rule.funding_source_id is None or area.sources == {rule.funding_source_id})
        and _is_within_limit(rule, case)
    )


def _is_within_limit(rule: Rule, case: RoutingCase) -> bool:
    """Unknown is never nought: what has no known value is within no limit, only where there is none."""
    limit = case.order.limit(rule, case.facts.on)
    return limit.endless or (not case.facts.is_unknown(rule) and limit.covers(case.facts.amount(rule)))


def within(rule: Rule, case: RoutingCase, area: Area) -> bool:
    """Return whether every unit of the area lies in the part of the organisation that the point is about."""
    scope = rule.scope_unit_id
    return scope is None or all(
        case.structure.is_within(unit_id, scope, case.facts.on) for unit_id in area.unit_ids
    )


def area_of(step: Step, facts: RoutingFacts, structure: UnitStructure) -> Area:
    """Return whose money the step is about: its own area, or all of those below the unit that decides."""
    if stored := stored_areas(step):
        units = dict.fromkeys(unit for one in stored for unit in one.unit_ids)
        return Area(tuple(units), frozenset(source for one in stored for source in one.sources))
    paying = [one.unit_id for one in facts.shares] or [facts.unit_id]
    if step.area_unit_id is not None:
        about = [step.area_unit_id]
    else:
        below = [one for one in paying if step.unit_id and structure.is_within(one, step.unit_id)]
        about = list(dict.fromkeys(below or paying))
    sources = {one.funding_source_id for one in facts.shares if one.unit_id in about}
    return Area(tuple(about), frozenset(sources or {None}))


def stored_areas(step: Step) -> tuple[Area, ...]:
    """Return the areas that the step is about, as it keeps them; none of a step that is older than that."""
    return tuple(
        Area(
            tuple(map(UUID, one["units"])),
            frozenset(UUID(source) if source else None for source in one["sources"]),
            Post(one["past"]) if one["past"] else None,
        )
        for one in step.areas or ()
    )


def kept(areas: Iterable[Area]) -> list[dict[str, Any]]:
    """Return the areas as a step keeps them."""
    return [
        {
            "units": [str(unit) for unit in one.unit_ids],
            "sources": sorted((str(source) if source else None for source in one.sources), key=str),
            "past": one.past.value if one.past else None,
        }
        for one in areas
    ]
