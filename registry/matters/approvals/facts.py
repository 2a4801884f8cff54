"""What the delegation order needs to know of a matter: its facts as a value, and as a round stores them."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from registry.access.roles import Post
from registry.city.delegation.models import DecisionType, LimitBasis
from registry.city.delegation.order import Rule
from registry.city.guidelines.choices import Kind
from registry.core.money import ZERO, Money
from registry.core.sentences import coded, decoded

Yearly = tuple[tuple[int, Money], ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Another matter with the same counterparty in the twelve months before, decided or waiting for its decision.

    `options` is what its own option would add: it counts towards the whole contract as this matter's does. `belongs` is
    the sender's written answer to whether they belong together, None while nobody has answered. `likely` names a
    record that may be the counterparty's second one: nobody knows yet, so only an answer lets it count. Where
    `amount_unknown` nobody knows what it costs; `in_kind` is what the city brings to it besides money, at its stated
    value, None where a value is lacking.
    """

    matter_id: UUID
    words: str
    kind: Kind
    yearly: Yearly
    same_purpose: bool
    options: Money = ZERO
    belongs: bool | None = None
    likely: str | None = None
    amount_unknown: bool = False
    in_kind: Money | None = ZERO

    @property
    def own_amount(self) -> Money:
        """What the city pays in it, all years together."""
        return sum((amount for _year, amount in self.yearly), ZERO)

    def stored(self) -> dict[str, Any]:
        """Return it as plain values."""
        yearly = [[year, amount.ore] for year, amount in self.yearly]
        kept = {"matter_id": str(self.matter_id), "words": coded(self.words), "kind": self.kind.value}
        answered = {"belongs": self.belongs, "likely": self.likely, "amount_unknown": self.amount_unknown}
        in_kind = None if self.in_kind is None else self.in_kind.ore
        said = {"yearly": yearly, "same_purpose": self.same_purpose, "options": self.options.ore}
        return {**kept, **said, **answered, "in_kind": in_kind}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        """Return it as it was stored."""
        yearly = tuple((year, Money(ore)) for year, ore in stored["yearly"])
        return cls(
            UUID(stored["matter_id"]),
            decoded(stored["words"]),
            Kind(stored["kind"]),
            yearly,
            stored["same_purpose"],
            Money(stored.get("options", 0)),
            stored.get("belongs"),
            stored.get("likely"),
            stored.get("amount_unknown", False),
            _amount(stored.get("in_kind", 0)),
        )


def _amount(ore: int | None) -> Money | None:
    return None if ore is None else Money(ore)


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
class RoutingFacts:
    """What routing needs to know of a matter. `on` is the date of the decision.

    `excluded` are the people who may not decide because they prepared the matter, `conflicted` those who declared a
    conflict of interest. What has gone past a level stays `above` it. `earlier` is what earlier decisions about the
    same agreement committed and `options` what an agreed option to extend would add: both count towards the whole
    contract, so that neither an amendment nor an option becomes a way round a limit. Nor does splitting: of the
    `linked` matters those with the same purpose, or that the sender says belong together, count with this one, and
    under a limit per counterparty all of the kind that the limit is about. `in_kind` is what the city brings besides
    money at its stated value, and counts where the point says so; None where a value is lacking, which is not nought:
    then only a point without limit reaches. `shares` are the areas that pay, when not the unit pays all by itself;
    every one is held against the whole amount. `over_frame` are the units of whose frames the matter would exceed one.
    `weight` says why the matter is one of principle or otherwise of greater weight: then only the nämnd decides
    (KL 6:38, for employees through 7:5). Empty is the answer that it is not, None that nobody was asked.
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
    weight: str | None = None
    in_kind: Money | None = ZERO

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
            if one.same_purpose
            or one.belongs
            or (by_counterparty and not one.likely and rule.kind in (None, one.kind))
        )

    def is_unknown(self, rule: Rule) -> bool:
        """Return whether something that the point counts has no known value, so that no limit can be held to it."""
        others = self.counted(rule)
        if self.in_kind is None or any(one.amount_unknown for one in others):
            return True
        return rule.counts_in_kind and any(one.in_kind is None for one in others)

    def amount(self, rule: Rule) -> Money:
        """Return the amount that the point's limit is held against, with the matters that count with this one."""
        yearly = [*self.yearly, *(row for one in self.counted(rule) for row in one.yearly)]
        if rule.basis is LimitBasis.YEAR:
            by_year: dict[int, Money] = {}
            for year, amount in yearly:
                by_year[year] = by_year.get(year, ZERO) + amount
            return max(by_year.values(), default=ZERO) + self._in_kind(rule)
        decided = sum((amount for _year, amount in yearly), ZERO) + self._in_kind(rule)
        if rule.basis is LimitBasis.DECISION:
            return decided
        others = sum((one.options for one in self.counted(rule)), ZERO)
        return decided + self.earlier + self.options + others

    def _in_kind(self, rule: Rule) -> Money:
        """What is brought besides money, where the point counts it: of no certain year, so it counts in each."""
        if not rule.counts_in_kind:
            return ZERO
        brought = (self.in_kind, *(one.in_kind for one in self.counted(rule)))
        return sum((value for value in brought if value is not None), ZERO)

    def own_amount(self) -> Money:
        """Return what is decided now, all years together."""
        return sum((amount for _year, amount in self.yearly), ZERO)

    def paid_by(self, units: Container[UUID]) -> Money:
        """Return what the units pay of the matter, all years together; all of it when nothing says who pays."""
        if not self.shares:
            return self.own_amount()
        paid = (amount for one in self.shares if one.unit_id in units for _year, amount in one.yearly)
        return sum(paid, ZERO)

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
            "weight": self.weight,
            "in_kind": None if self.in_kind is None else self.in_kind.ore,
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
            weight=stored.get("weight"),
            in_kind=_amount(stored.get("in_kind", 0)),
        )
