"""Who may decide: from the facts of a matter, the delegation order in force and the organisation. Pure.

The nämnd may let employees decide (KL 7:5–6), never an automatic function in these matters (KL 6:38), so the result
is always posts that people hold, or the nämnd itself, and the reasons in words. Every area that pays needs the
decision of the manager with its budget (AMF 2024/717), held against the whole amount of the matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.units.models import UnitKind
from registry.city.units.structure import Holder, UnitStructure
from registry.core.money import ZERO
from registry.matters.approvals import wording
from registry.matters.approvals.facts import Linked, RoutingFacts, Share
from registry.matters.approvals.models import StepPart
from registry.matters.approvals.points import Area, RoutingCase, chosen, covers, within
from registry.matters.approvals.ways import Level, PlannedStep, Route, WayUp

__all__ = [
    "Area", "Level", "Linked", "PlannedStep", "Route", "RoutingCase", "RoutingFacts", "Share", "WayUp",
    "covers", "higher", "route",
]  # fmt: skip


@dataclass(slots=True)
class _Plan:
    """The steps found so far. Whoever is alone in one of them is taken: nobody decides twice in a round.

    What is `waiting` in the round already takes in whatever the same people would decide: one decision is about both.
    """

    taken: frozenset[UUID] = frozenset()
    waiting: frozenset[tuple[object, ...]] = frozenset()
    steps: list[PlannedStep] = field(default_factory=list)
    ways: list[WayUp] = field(default_factory=list)

    def same(self, step: PlannedStep) -> PlannedStep | None:
        return next((one for one in self.steps if one.is_same(step)), None)

    def taken_for(self, step: PlannedStep) -> frozenset[UUID]:
        is_new = self.same(step) is None and step.identity not in self.waiting
        return self.taken if is_new else frozenset()

    def add(self, step: PlannedStep) -> None:
        if (known := self.same(step)) is not None:
            both = (*known.areas, *(one for one in step.areas if one not in known.areas))
            self.steps[self.steps.index(known)] = replace(known, areas=both)
            return
        self.steps.append(step)
        if len(step.holders) == 1:
            self.taken |= {step.holders[0].user_id}


def route(facts: RoutingFacts, order: OrderInForce | None, structure: UnitStructure) -> Route:
    """Return the lowest levels that may decide under the order, or the nämnd when none may (KL 7:5–6, `domain.md` 5.3).

    A level may decide for an area when a point gives its post such decisions in that part of the organisation, the
    whole amount is within the point's limit, and somebody who is present holds the post who neither prepared the
    matter, nor has a conflict, nor is the only one who can make another of its decisions. What is of principle or
    otherwise of greater weight may be delegated to nobody (KL 6:38).
    """
    if facts.weight:
        return _undelegated(wording.committee_of_weight(facts.weight))
    if order is None:
        return _undelegated(wording.committee_without_order(facts.on.isoformat()))
    case = RoutingCase(facts, order, structure)
    plan = _Plan()
    for area in case.areas():
        _decided(case, area, plan)
    _countersigned(case, plan)
    return _told(case, plan)


def _undelegated(reason: str) -> Route:
    return Route((PlannedStep(reason),), (reason,))


def higher(
    case: RoutingCase,
    area: Area,
    *,
    part: StepPart,
    rule: Rule | None,
    taken: frozenset[UUID] = frozenset(),
    waiting: frozenset[tuple[object, ...]] = frozenset(),
) -> Route:
    """Return who decides instead when a step has gone past its level: the next one above that may.

    `case.facts.above` is the level it has gone past; `rule` is the point that asked for a second signature, when the
    step is one; `taken` are those who have decided in the round or are alone in another step of it, `waiting` the part,
    point, post and unit of the steps that somebody can decide: what goes there becomes part of them.
    """
    plan = _Plan(taken, waiting)
    if part is StepPart.SECOND and rule is not None:
        _second(case, area, rule, frozenset(), plan)
    else:
        _decided(case, area, plan)
        _countersigned(case, plan)
    return _told(case, plan)


def _decided(case: RoutingCase, area: Area, plan: _Plan) -> None:
    levels: list[Level] = []
    for post in MANAGERS:
        levels.append(_level(post, case, area, plan))
        if levels[-1].step is not None:
            break
    else:
        levels += _elected_levels(case, area)
    if levels[-1].step is None:
        reason = _why_committee(case, area)
        levels.append(Level(reason, step=PlannedStep(reason, areas=area.unit_ids)))
    way = WayUp(area, StepPart.DECISION, tuple(levels))
    plan.ways.append(way)
    plan.add(way.step)


def _elected_levels(case: RoutingCase, area: Area) -> list[Level]:
    """Return what holds for those in the nämnd to whom it has delegated (KL 6:37): nothing where it has not.

    Who they are, and whether they have a conflict, is seen to where they meet; the registrar records what they decide.
    """
    levels: list[Level] = []
    for post in (Post.MEMBER, Post.PANEL, Post.PRESIDIUM):
        who, rule = wording.head(post, ""), chosen(post, case, area)
        if rule is not None:
            limit = case.order.limit(rule, case.facts.on)
            reason = wording.decides(who, rule.number, case.counted_words(rule), limit)
            step = PlannedStep(reason, rule=rule, limit=limit, areas=area.unit_ids)
            return [*levels, Level(reason, post, rule, limit, step=step)]
        if any(one.post is post for one in case.about()):
            widest, words = _outside(post, who, case, area)
            levels.append(Level(words, post, widest))
    return levels


def _level(post: Post, case: RoutingCase, area: Area, plan: _Plan) -> Level:
    """Return what holds at the level: the step when it may decide, otherwise the sentence that says why not."""
    on = case.facts.on
    holders = case.structure.responsible(post, area.unit_id, on)
    who = wording.head(post, _unit_name(post, holders, case, area))
    rule = chosen(post, case, area)
    if rule is None:
        widest, words = _outside(post, who, case, area)
        return Level(words, post, widest, case.order.limit(widest, on) if widest else None, holders)
    limit = case.order.limit(rule, on)
    step = PlannedStep(
        wording.decides(who, rule.number, case.counted_words(rule), limit),
        post,
        holders[0].unit_id if holders else None,
        rule,
        limit,
        _free(holders, case),
        areas=area.unit_ids,
    )
    taken = plan.taken_for(step)
    if (stop := _stopped(who, post, holders, case, taken)) or (
        stop := _over_frame(who, post, step, case, area)
    ):
        return Level(stop, post, rule, limit, holders)
    step = replace(step, holders=tuple(one for one in step.holders if one.user_id not in taken))
    return Level(step.reason, post, rule, limit, holders, step)


def _free(holders: Iterable[Holder], case: RoutingCase) -> tuple[Holder, ...]:
    """Return those who are present and neither prepared the matter nor have a conflict in it."""
    away, barred = case.structure.absent(case.facts.on), case.facts.barred
    return tuple(one for one in holders if one.user_id not in away and one.user_id not in barred)


def _stopped(
    who: str, post: Post, holders: tuple[Holder, ...], case: RoutingCase, taken: frozenset[UUID]
) -> str | None:
    """Return what keeps everybody who holds the post from deciding, None when somebody can."""
    facts, on = case.facts, case.facts.on.isoformat()
    if not holders:
        return wording.vacant(who, on)
    if any(holder.user_id in facts.conflicted for holder in holders):
        # Also past a substitute: whoever acts in the conflicted person's place is that person's to instruct.
        return wording.conflicted(who)
    if facts.above and LEVEL[post] <= LEVEL[facts.above]:
        return wording.passed(who)
    if all(holder.user_id in case.structure.absent(facts.on) for holder in holders):
        return _away(who, holders, case)
    free = _free(holders, case)
    if not free:
        return wording.prepared(who)
    return wording.taken(who) if all(holder.user_id in taken for holder in free) else None


def _away(who: str, holders: tuple[Holder, ...], case: RoutingCase) -> str:
    """Say that nobody who holds the post is there today, or can sign in at all."""
    names = ", ".join(holder.name for holder in holders)
    if all(holder.user_id in case.structure.closed for holder in holders):
        return wording.account_closed(who, names)
    return wording.absent(who, names, case.facts.on.isoformat())


def _over_frame(who: str, post: Post, step: PlannedStep, case: RoutingCase, area: Area) -> str | None:
    """Return that the budget of the level is not enough, when the order sends such decisions up.

    The unit head's level answers for the area's own frame, a level above for that of the unit it leads.
    """
    over = case.over_frame
    own = set(area.unit_ids) if post is MANAGERS[0] else set()
    return wording.over_frame(who) if over & (own | {step.unit_id}) else None


def _countersigned(case: RoutingCase, plan: _Plan) -> None:
    """Add the second signature to every decision whose point asks for it: another person, at that post or above."""
    for step in tuple(plan.steps):
        if step.part is StepPart.DECISION and step.rule and step.rule.second_post:
            first = frozenset(one.user_id for one in step.holders)
            _second(case, Area(step.areas), step.rule, first, plan)


def _second(case: RoutingCase, area: Area, rule: Rule, first: frozenset[UUID], plan: _Plan) -> None:
    """Find who signs second, above `case.facts.above` when the step has moved; at last the nämnd."""
    levels: list[Level] = []
    for post in MANAGERS:
        if rule.second_post and LEVEL[post] < LEVEL[rule.second_post]:
            continue
        levels.append(_signature(post, case, area, rule, first, plan))
        if levels[-1].step is not None:
            break
    else:
        reason = wording.committee_second(rule.number)
        step = PlannedStep(reason, rule=rule, part=StepPart.SECOND, areas=area.unit_ids)
        levels.append(Level(reason, step=step))
    way = WayUp(area, StepPart.SECOND, tuple(levels))
    plan.ways.append(way)
    plan.add(way.step)


def _signature(
    post: Post, case: RoutingCase, area: Area, rule: Rule, first: frozenset[UUID], plan: _Plan
) -> Level:
    holders = case.structure.responsible(post, area.unit_id, case.facts.on)
    who = wording.head(post, _unit_name(post, holders, case, area))
    step = PlannedStep(
        wording.signs(who, rule.number), post, holders[0].unit_id if holders else None, rule,
        case.order.limit(rule, case.facts.on), (), StepPart.SECOND, area.unit_ids,
    )  # fmt: skip
    others = first | plan.taken_for(step)
    if stop := _stopped(who, post, holders, case, others):
        return Level(stop, post, rule, None, holders)
    free = tuple(one for one in _free(holders, case) if one.user_id not in others)
    return Level(step.reason, post, rule, step.limit, holders, replace(step, holders=free))


def _outside(post: Post, who: str, case: RoutingCase, area: Area) -> tuple[Rule | None, str]:
    """Return the point that comes closest, and which of the conditions keeps every point for the post from applying."""
    facts = case.facts
    about = [rule for rule in case.about() if rule.post is post]
    if not about:
        return None, wording.no_rule(who, facts.kind, facts.decision_type)
    numbers = ", ".join(rule.number for rule in about)
    here = [rule for rule in about if within(rule, case, area)]
    if not here:
        return about[0], wording.elsewhere(who, numbers, ", ".join(case.names(area.unit_ids)))
    paying = [
        rule for rule in here if rule.funding_source_id is None or area.sources == {rule.funding_source_id}
    ]
    if not paying:
        return here[0], wording.other_funding(who, ", ".join(rule.number for rule in here))
    widest = max(paying, key=lambda rule: case.order.limit(rule, facts.on).amount or ZERO)
    limit = case.order.limit(widest, facts.on)
    if facts.is_unknown(widest) and not limit.endless:
        return widest, wording.value_unknown(who, widest.number)
    if limit.covers(facts.amount(widest)):
        return widest, wording.beyond_parent(who, widest.number)
    return widest, wording.too_much(who, widest.number, case.counted_words(widest), limit)


def _unit_name(post: Post, holders: tuple[Holder, ...], case: RoutingCase, area: Area) -> str:
    """Return the name of the part of the organisation that the post leads, also when the post is vacant."""
    path = case.structure.path_up(area.unit_id)
    if holders:
        return case.structure.by_id[holders[0].unit_id].name
    if post is Post.DIVISION_HEAD:
        path = tuple(part for part in path if part.kind is UnitKind.DIVISION) or path
    return path[0].name if path else ""


def _why_committee(case: RoutingCase, area: Area) -> str:
    about = [rule for rule in case.about() if within(rule, case, area)]
    if about and all(case.facts.is_unknown(rule) for rule in about):
        return wording.committee_of_unknown()
    if about and not any(covers(rule, case, area) for rule in about):
        limits = [case.order.limit(rule, case.facts.on) for rule in about]
        if any(limit.amount is None and not limit.endless for limit in limits):
            return wording.committee_limit_unknown(case.facts.on.year)
        return wording.committee_above(max(case.facts.amount(rule) for rule in about))
    return wording.committee()


def _told(case: RoutingCase, plan: _Plan) -> Route:
    """Put the ways into words. With several areas each says what it pays, and a decision what it is about."""
    several = len({unit for way in plan.ways for unit in way.area.unit_ids}) > 1
    steps = tuple(_about(step, case) if several else step for step in plan.steps)
    said: list[str] = []
    blocks: set[tuple[str, ...]] = set()
    for way in plan.ways:
        block = _sentences(way, steps, case, several=several)
        said += block if block not in blocks else ()
        blocks.add(block)
    return Route(steps, tuple(said), tuple(plan.ways))


def _sentences(
    way: WayUp, steps: Iterable[PlannedStep], case: RoutingCase, *, several: bool
) -> tuple[str, ...]:
    said = [level.words for level in way.levels[:-1]]
    said.append(next(step for step in steps if step.is_same(way.step)).reason)
    if several and way.part is StepPart.DECISION:
        paid = case.facts.paid_by(way.area.unit_ids)
        said.insert(0, wording.pays(", ".join(case.names(way.area.unit_ids)), paid, case.facts.own_amount()))
    return tuple(said)


def _about(step: PlannedStep, case: RoutingCase) -> PlannedStep:
    words = wording.about_areas(case.names(step.areas))
    return replace(step, reason=wording.followed(step.reason, words))
