"""Who may decide: from the facts of a matter, the delegation order in force and the organisation. Pure.

The nämnd may let employees decide (KL 7:5–6), never an automatic function in these matters (KL 6:38), so the result
is always posts that people hold, or the nämnd itself, and the reasons in words. Every area that pays needs the
decision of the manager with its budget (AMF 2024/717), held against the whole amount of the matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.city.delegation.order import OrderInForce, Rule
from registry.city.units.structure import UnitStructure
from registry.core.money import ZERO
from registry.matters.approvals import wording
from registry.matters.approvals.facts import Linked, RoutingFacts, Share
from registry.matters.approvals.levels import free_holders, is_past, led_by, stopped, unit_name
from registry.matters.approvals.models import StepPart
from registry.matters.approvals.points import Area, RoutingCase, chosen, covers, within
from registry.matters.approvals.ways import Level, PlannedStep, Remaining, Route, WayUp

__all__ = [
    "Area", "Level", "Linked", "PlannedStep", "Remaining", "Route", "RoutingCase", "RoutingFacts", "Share", "WayUp",
    "covers", "route",
]  # fmt: skip


@dataclass(slots=True)
class _Plan:
    """The steps found so far. Whoever is alone in one of them is taken: nobody decides twice in a round."""

    taken: frozenset[UUID] = frozenset()
    signed_past: Mapping[object, Post | None] = field(default_factory=dict)
    signed: frozenset[object] = frozenset()
    steps: list[PlannedStep] = field(default_factory=list)
    ways: list[WayUp] = field(default_factory=list)

    def same(self, step: PlannedStep) -> PlannedStep | None:
        return next((one for one in self.steps if one.is_same(step)), None)

    def taken_for(self, step: PlannedStep) -> frozenset[UUID]:
        return self.taken if self.same(step) is None else frozenset()

    def add(self, step: PlannedStep) -> None:
        if (known := self.same(step)) is not None:
            both = {one.key: one for one in (*known.about, *step.about)}
            self.steps[self.steps.index(known)] = replace(known, about=tuple(both.values()))
            return
        self.steps.append(step)
        if len(step.holders) == 1:
            self.taken |= {step.holders[0].user_id}


def route(
    facts: RoutingFacts,
    order: OrderInForce | None,
    structure: UnitStructure,
    left: Remaining | None = None,
) -> Route:
    """Return the lowest levels that may decide under the order, or the nämnd when none may (KL 7:5–6, `domain.md` 5.3).

    A level may decide for an area when a point gives its post such decisions in that part of the organisation, the
    whole amount is within the point's limit, and somebody who is present acts in the post who neither prepared the
    matter, nor has a conflict, nor is the only one who can make another of its decisions. What is of principle or
    otherwise of greater weight may be delegated to nobody (KL 6:38). Of a round that waits `left` is what is not
    decided yet: it is with whom the rule gives it on the date, but never below the level that it has gone past.
    """
    if facts.weight:
        return _undelegated(wording.committee_of_weight(facts.weight), left)
    if order is None:
        return _undelegated(wording.committee_without_order(facts.on.isoformat()), left)
    case = RoutingCase(facts, order, structure)
    left = left or Remaining(case.areas())
    plan = _Plan(left.taken, left.signed_past, left.signed)
    for area in left.areas:
        _decided(case, area, plan)
    _countersigned(case, plan)
    for about, rule in left.signatures:
        _second(case, about, rule, frozenset(), plan)
    return _told(case, plan)


def _undelegated(reason: str, left: Remaining | None) -> Route:
    left = left or Remaining(())
    steps = [
        PlannedStep(wording.committee_second(rule.number), rule=rule, part=StepPart.SECOND, about=about)
        for about, rule in left.signatures
    ]
    if left.areas or not steps:
        steps.insert(0, PlannedStep(reason, about=left.areas))
    return Route(tuple(steps), (reason,))


def _decided(case: RoutingCase, area: Area, plan: _Plan) -> None:
    levels: list[Level] = []
    for post in MANAGERS:
        levels.append(_level(post, case, area, plan))
        if levels[-1].step is not None:
            break
    else:
        levels += _elected_levels(case, area)
    last = levels[-1].step
    if last is None:
        reason = _why_committee(case, area)
        last = PlannedStep(reason)
        levels.append(Level(reason, step=last))
    about = (replace(area, past=_past(levels, area)),)
    levels[-1] = replace(levels[-1], step=replace(last, about=about))
    way = WayUp(area, StepPart.DECISION, tuple(levels))
    plan.ways.append(way)
    plan.add(way.step)


def _past(levels: Sequence[Level], area: Area) -> Post | None:
    """Return the level under which the decision never comes back: below the lowest that the order gives it to now."""
    past = area.past
    for post, level in zip(MANAGERS, levels, strict=False):
        if level.has_point and not is_past(post, area.past):
            break
        past = post
    return past


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
            step = PlannedStep(reason, rule=rule, limit=limit, about=(area,))
            return [*levels, Level(reason, post, rule, limit, step=step)]
        if any(one.post is post for one in case.about()):
            widest, words = _outside(post, who, case, area)
            levels.append(Level(words, post, widest))
    return levels


def _level(post: Post, case: RoutingCase, area: Area, plan: _Plan) -> Level:
    """Return what holds at the level: the step when it may decide, otherwise the sentence that says why not."""
    on = case.facts.on
    holders = case.structure.responsible(post, area.unit_id, on)
    if not holders and led_by(post, case, area) is None:
        return Level(wording.no_such_post(post, case.names(area.unit_ids)), post, has_point=False)
    who = wording.head(post, unit_name(post, holders, case, area))
    rule = chosen(post, case, area)
    if rule is None:
        widest, words = _outside(post, who, case, area)
        limit = case.order.limit(widest, on) if widest else None
        return Level(words, post, widest, limit, holders, has_point=False)
    limit = case.order.limit(rule, on)
    step = PlannedStep(
        wording.decides(who, rule.number, case.counted_words(rule), limit),
        post,
        holders[0].unit_id if holders else None,
        rule,
        limit,
        free_holders(holders, case),
        about=(area,),
    )
    taken = plan.taken_for(step)
    if (stop := stopped(who, post, holders, case, taken, area.past)) or (
        stop := _over_frame(who, post, step, case, area)
    ):
        return Level(stop, post, rule, limit, holders)
    step = replace(step, holders=tuple(one for one in step.holders if one.user_id not in taken))
    return Level(step.reason, post, rule, limit, holders, step)


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
            unsigned = (one for one in step.about if one.key not in plan.signed)
            about = tuple(replace(one, past=plan.signed_past.get(one.key)) for one in unsigned)
            if about:
                _second(case, about, step.rule, first, plan)


def _second(
    case: RoutingCase, about: tuple[Area, ...], rule: Rule, first: frozenset[UUID], plan: _Plan
) -> None:
    """Find who signs second, above the level that the signature has gone past; at last the nämnd."""
    levels: list[Level] = []
    for post in MANAGERS:
        if rule.second_post and LEVEL[post] < LEVEL[rule.second_post]:
            continue
        levels.append(_signature(post, case, about, rule, first, plan))
        if levels[-1].step is not None:
            break
    else:
        reason = wording.committee_second(rule.number)
        levels.append(Level(reason, step=PlannedStep(reason, rule=rule, part=StepPart.SECOND, about=about)))
    joint = Area(tuple(dict.fromkeys(unit for one in about for unit in one.unit_ids)))
    way = WayUp(joint, StepPart.SECOND, tuple(levels))
    plan.ways.append(way)
    plan.add(way.step)


def _signature(
    post: Post,
    case: RoutingCase,
    about: tuple[Area, ...],
    rule: Rule,
    first: frozenset[UUID],
    plan: _Plan,
) -> Level:
    holders = case.structure.responsible(post, about[0].unit_id, case.facts.on)
    if not holders and led_by(post, case, about[0]) is None:
        return Level(wording.no_such_post(post, case.names(about[0].unit_ids)), post, has_point=False)
    who = wording.head(post, unit_name(post, holders, case, about[0]))
    step = PlannedStep(
        wording.signs(who, rule.number), post, holders[0].unit_id if holders else None, rule,
        case.order.limit(rule, case.facts.on), (), StepPart.SECOND, about,
    )  # fmt: skip
    others = first | plan.taken_for(step)
    past = max((one.past for one in about if one.past), key=LEVEL.__getitem__, default=None)
    if stop := stopped(who, post, holders, case, others, past):
        return Level(stop, post, rule, None, holders)
    free = tuple(one for one in free_holders(holders, case) if one.user_id not in others)
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
    taken_over = _taken_over(case, plan)
    return Route(steps, (*taken_over, *said), tuple(plan.ways), taken_over)


def _taken_over(case: RoutingCase, plan: _Plan) -> tuple[str, ...]:
    """Say which unit decides for one that has ended and has a successor."""
    structure, on = case.structure, case.facts.on
    ended = dict.fromkeys(unit for way in plan.ways for unit in way.area.unit_ids)
    pairs = ((unit, structure.in_charge(unit, on)) for unit in ended)
    return tuple(
        wording.taken_over(case.names([old])[0], last.isoformat(), case.names([new])[0])
        for old, new in pairs
        if old != new and (last := structure.by_id[old].ends_on)
    )


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
