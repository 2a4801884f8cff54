"""Who may decide: from the facts of a matter, the delegation order in force and the organisation. Pure.

The nämnd may let employees decide (KL 7:5–6), never an automatic function in these matters (KL 6:38), so the result
is always a post that a person holds, or the nämnd itself, and the reasons in words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from registry.access.roles import LEVEL, Post
from registry.approvals import wording
from registry.collaborations.choices import Kind
from registry.core.money import ZERO, Money
from registry.delegation.models import DecisionType, LimitBasis
from registry.delegation.order import Limit, OrderInForce, Rule
from registry.units.models import UnitKind
from registry.units.structure import Holder, Structure

Yearly = tuple[tuple[int, Money], ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another matter with the same counterparty in the twelve months before, decided or waiting for its decision."""

    matter_id: UUID
    words: str
    kind: Kind
    yearly: Yearly
    same_purpose: bool

    def stored(self) -> dict[str, Any]:
        """Return it as plain values."""
        yearly = [[year, amount.ore] for year, amount in self.yearly]
        kept = {"matter_id": str(self.matter_id), "words": self.words, "kind": self.kind.value}
        return {**kept, "yearly": yearly, "same_purpose": self.same_purpose}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """Return it as it was stored."""
        yearly = tuple((year, Money(ore)) for year, ore in stored["yearly"])
        return cls(
            UUID(stored["matter_id"]), stored["words"], Kind(stored["kind"]), yearly, stored["same_purpose"]
        )


@dataclass(frozen=True, slots=True)
class Share:
    """What one area pays, by calendar year: the unit whose budget it is, and which funding when it is a certain one."""

    unit_id: UUID
    yearly: Yearly
    funding_source_id: UUID | None = None

    def stored(self) -> dict[str, Any]:
        """Return it as plain values."""
        yearly = [[year, amount.ore] for year, amount in self.yearly]
        source = str(self.funding_source_id) if self.funding_source_id else None
        return {"unit_id": str(self.unit_id), "yearly": yearly, "funding_source_id": source}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """Return it as it was stored."""
        source = stored["funding_source_id"]
        yearly = tuple((year, Money(ore)) for year, ore in stored["yearly"])
        return cls(UUID(stored["unit_id"]), yearly, UUID(source) if source else None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What routing needs to know of a matter. `on` is the date of the decision.

    `excluded` are the people who may not decide because they prepared the matter, `conflicted` those who declared a
    conflict of interest; such a declaration by a decider moves the decision to a level `above` that one. `earlier`
    is what earlier decisions about the same agreement committed: it counts towards the whole contract, so that an
    amendment does not become a way round a limit; `options` is what an agreed option to extend would add. `shares`
    are the areas that pay, when not the unit pays all by itself, and `over_frame` the units whose frame of this year
    the matter would exceed. Nor does splitting: of the `linked` matters those with the same
    purpose count with this one, and under a limit per counterparty all of the kind that the limit is about.
    """

    kind: Kind
    decision_type: DecisionType
    unit_id: UUID
    yearly: Yearly
    on: date
    excluded: frozenset[UUID] = frozenset()
    conflicted: frozenset[UUID] = frozenset()
    above: Post | None = None
    earlier: Money = ZERO
    linked: tuple[Linked, ...] = ()
    shares: tuple[Share, ...] = ()
    options: Money = ZERO
    over_frame: frozenset[UUID] = frozenset()

    @property
    def barred(self) -> frozenset[UUID]:
        """Everybody who may not decide this matter."""
        return self.excluded | self.conflicted

    def counted(self, rule: Rule) -> tuple[Linked, ...]:
        """Return the other matters that count with this one under the point's limit."""
        by_counterparty = rule.basis is LimitBasis.COUNTERPARTY
        return tuple(
            one
            for one in self.linked
            if one.same_purpose or (by_counterparty and rule.kind in (None, one.kind))
        )

    def amount(self, rule: Rule) -> Money:
        """Return the amount that the point's limit is held against, with the matters that count with this one."""
        yearly = [*self.yearly, *(row for one in self.counted(rule) for row in one.yearly)]
        if rule.basis is LimitBasis.YEAR:
            by_year: dict[int, Money] = {}
            for year, amount in yearly:
                by_year[year] = by_year.get(year, ZERO) + amount
            return max(by_year.values(), default=ZERO)
        decided = sum((amount for _year, amount in yearly), ZERO)
        return decided if rule.basis is LimitBasis.DECISION else decided + self.earlier

    def own_amount(self) -> Money:
        """Return what is decided now, all years together."""
        return sum((amount for _year, amount in self.yearly), ZERO)

    def stored(self) -> dict[str, Any]:
        """Return the facts as plain values for the round that keeps them."""
        return {
            "kind": self.kind.value,
            "decision_type": self.decision_type.value,
            "unit_id": str(self.unit_id),
            "yearly": [[year, amount.ore] for year, amount in self.yearly],
            "on": self.on.isoformat(),
            "excluded": sorted(map(str, self.excluded)),
            "conflicted": sorted(map(str, self.conflicted)),
            "above": self.above.value if self.above else None,
            "earlier": self.earlier.ore,
            "linked": [one.stored() for one in self.linked],
            "shares": [one.stored() for one in self.shares],
            "options": self.options.ore,
            "over_frame": sorted(map(str, self.over_frame)),
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """Return the facts as they were stored."""
        return cls(
            kind=Kind(stored["kind"]),
            decision_type=DecisionType(stored["decision_type"]),
            unit_id=UUID(stored["unit_id"]),
            yearly=tuple((year, Money(ore)) for year, ore in stored["yearly"]),
            on=date.fromisoformat(stored["on"]),
            excluded=frozenset(map(UUID, stored["excluded"])),
            conflicted=frozenset(map(UUID, stored["conflicted"])),
            above=Post(stored["above"]) if stored["above"] else None,
            earlier=Money(stored["earlier"]),
            linked=tuple(
                map(Linked.restored, stored.get("linked", ()))
            ),  # rounds before there were any have none
            shares=tuple(map(Share.restored, stored.get("shares", ()))),
            options=Money(stored.get("options", 0)),
            over_frame=frozenset(map(UUID, stored.get("over_frame", ()))),
        )


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One decision that is needed: a post over a unit under a point of the order, or (post None) the nämnd itself."""

    reason: str
    post: Post | None = None
    unit_id: UUID | None = None
    rule: Rule | None = None
    limit: Limit | None = None
    holders: tuple[Holder, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """Who decides, and the way there in sentences: why each lower level could not, and last who decides and why."""

    steps: tuple[PlannedStep, ...]
    explanation: tuple[str, ...]


def route(facts: Facts, order: OrderInForce | None, structure: Structure) -> Route:
    """Return the lowest level that may decide under the order, or the nämnd when none may (KL 7:5–6, `domain.md` 5.3).

    A level may decide when a point gives its post such decisions in this part of the organisation, the amount is
    within the point's limit, and somebody holds the post who neither prepared the matter nor has a conflict.
    """
    if order is None:
        return _committee(wording.committee_without_order(facts.on.isoformat()))
    passed: list[str] = []
    for post in Post:
        found = _level(post, facts, order, structure)
        if isinstance(found, PlannedStep):
            return Route((found,), (*passed, found.reason))
        passed.append(found)
    return _committee(_why_committee(facts, order, structure), passed)


def covers(rule: Rule, facts: Facts, order: OrderInForce, structure: Structure) -> bool:
    """Return whether the point gives its post the right to decide the matter on the date of the facts."""
    return (
        rule.concerns(facts.kind, facts.decision_type)
        and _in_scope(rule, facts, structure)
        and order.limit(rule, facts.on).covers(facts.amount(rule))
    )


def _level(post: Post, facts: Facts, order: OrderInForce, structure: Structure) -> PlannedStep | str:
    """Return the step when the level may decide, otherwise the sentence that says why it may not."""
    holders = structure.responsible(post, facts.unit_id, facts.on)
    who = wording.head(post, _unit_name(post, holders, facts, structure))
    rule = next((r for r in order.rules if r.post is post and covers(r, facts, order, structure)), None)
    if rule is None:
        return _outside(post, who, facts, order, structure)
    if not holders:
        return wording.vacant(who, facts.on.isoformat())
    if any(holder.user_id in facts.conflicted for holder in holders):
        # Also past a substitute: whoever acts in the conflicted person's place is that person's to instruct.
        return wording.conflicted(who)
    if facts.above and LEVEL[post] <= LEVEL[facts.above]:
        return wording.passed(who)
    free = tuple(holder for holder in holders if holder.user_id not in facts.barred)
    if not free:
        return wording.prepared(who)
    limit = order.limit(rule, facts.on)
    reason = wording.decides(who, rule.number, _counted(rule, facts), limit)
    return PlannedStep(reason, post, free[0].unit_id, rule, limit, free)


def _outside(post: Post, who: str, facts: Facts, order: OrderInForce, structure: Structure) -> str:
    """Say which of the conditions keeps every point for the post from applying."""
    about = [r for r in order.rules if r.post is post and r.concerns(facts.kind, facts.decision_type)]
    if not about:
        return wording.no_rule(who, facts.kind, facts.decision_type)
    here = [rule for rule in about if _in_scope(rule, facts, structure)]
    if not here:
        part = structure.by_id.get(facts.unit_id)
        return wording.elsewhere(who, ", ".join(rule.number for rule in about), part.name if part else "")
    widest = max(here, key=lambda rule: order.limit(rule, facts.on).amount or ZERO)
    return wording.too_much(who, widest.number, _counted(widest, facts), order.limit(widest, facts.on))


def _in_scope(rule: Rule, facts: Facts, structure: Structure) -> bool:
    return rule.scope_unit_id is None or structure.is_within(facts.unit_id, rule.scope_unit_id)


def _counted(rule: Rule, facts: Facts) -> str:
    others = [one.words for one in facts.counted(rule)]
    return wording.counted(facts.amount(rule), rule.basis, facts.own_amount(), others)


def _unit_name(post: Post, holders: tuple[Holder, ...], facts: Facts, structure: Structure) -> str:
    """Return the name of the part of the organisation that the post leads, also when the post is vacant."""
    path = structure.path_up(facts.unit_id)
    if holders:
        return structure.by_id[holders[0].unit_id].name
    if post is Post.DIVISION_HEAD:
        path = tuple(part for part in path if part.kind is UnitKind.DIVISION) or path
    return path[0].name if path else ""


def _why_committee(facts: Facts, order: OrderInForce, structure: Structure) -> str:
    about = [
        rule
        for rule in order.rules
        if rule.concerns(facts.kind, facts.decision_type) and _in_scope(rule, facts, structure)
    ]
    if about and not any(covers(rule, facts, order, structure) for rule in about):
        return wording.committee_above(max(facts.amount(rule) for rule in about))
    return wording.committee()


def _committee(reason: str, passed: list[str] | None = None) -> Route:
    return Route((PlannedStep(reason),), (*(passed or ()), reason))
