"""The way to a decision as a page tells it: level by level, with point, limit, people and reason. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from registry.access.actor import Actor
from registry.city.delegation.order import OrderInForce
from registry.city.units.structure import UnitStructure
from registry.core.i18n import _, joined
from registry.matters.approvals import wording
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import StepPart
from registry.matters.approvals.routing import Level, Route, RoutingCase, WayUp


@dataclass(frozen=True, slots=True)
class ToldLevel:
    """One level: the sentence, whether it decides, and what stands behind: point, limit, sum, people."""

    words: str
    decides: bool
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldWay:
    """The way up for one area, or for a second signature."""

    heading: str
    levels: tuple[ToldLevel, ...]


def told(
    found: Route, facts: RoutingFacts, order: OrderInForce | None, structure: UnitStructure
) -> list[ToldWay]:
    """Return the ways of the route as a page shows them; none when no order applies."""
    if order is None:
        return []
    case = RoutingCase(facts, order, structure)
    ways = dict.fromkeys(_way(way, found, case) for way in found.ways)
    return list(ways)


def _way(way: WayUp, found: Route, case: RoutingCase) -> ToldWay:
    names = ", ".join(case.names(way.area.unit_ids))
    if way.part is StepPart.SECOND:
        heading = _("Andra underskrift, %(names)s", names=names)
    else:
        heading = wording.pays(names, case.facts.paid_by(way.area.unit_ids), case.facts.own_amount())
    end = next(step for step in found.steps if step.is_same(way.step))
    levels = [ToldLevel(level.words, False, tuple(_behind(level, case))) for level in way.levels[:-1]]
    last = ToldLevel(end.reason, True, tuple(_behind(way.levels[-1], case)))
    return ToldWay(heading, (*levels, last))


def _behind(level: Level, case: RoutingCase) -> Iterable[str]:
    rule = level.rule
    if rule and level.limit and level.limit.words not in level.words:
        yield _(
            "Punkt %(number)s: %(limit)s. Räknat belopp: %(amount)s.",
            number=rule.number, limit=level.limit.words, amount=case.facts.amount(rule),
        )  # fmt: skip
    others = [one.words for one in case.facts.counted(rule)] if rule and level.limit else []
    if others and others[0] not in level.words:
        yield _("Inräknade ärenden: %(names)s.", names=joined(others))
    parent = case.order.rule(rule.parent_id) if rule and rule.parent_id else None
    if parent:
        yield _("Punkten är vidaredelegerad från punkt %(number)s.", number=parent.number)
    away = case.structure.absent(case.facts.on)
    people = [
        _("%(name)s (frånvarande)", name=name) if holder.user_id in away else name
        for holder in level.holders
        for name in (wording.by(holder.name, holder.substitute_for),)
    ]
    if people:
        yield _("Har uppdraget den %(on)s: %(names)s.", on=case.facts.on.isoformat(), names=joined(people))


def why_not_you(found: Route, actor: Actor) -> str | None:
    """Say to a signed-in manager why the decision is, or is not, his or hers; None for somebody without a post."""
    if not actor.posts:
        return None
    own = [
        level
        for way in found.ways
        for level in way.levels
        if actor.user_id in {holder.user_id for holder in level.holders}
    ]
    decides = next(
        (
            level
            for level in own
            if level.step and actor.user_id in {one.user_id for one in level.step.holders}
        ),
        None,
    )
    if decides:
        return _("Du kan besluta. %(why)s", why=decides.words)
    if own:
        return _("Du kan inte besluta. %(why)s", why=own[-1].words)
    return _(
        "Du beslutar inte: en lägre nivå kan besluta, eller så leder du inte den del som ärendet gäller."
    )
