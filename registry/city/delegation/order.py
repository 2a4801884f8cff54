"""A delegation order as a value: its points, and what a limit in price base amounts comes to in kronor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from registry.access.roles import Post
from registry.city.delegation.models import DecisionType, LimitBasis, LimitKind, OverFrame
from registry.city.guidelines.choices import Kind
from registry.core.money import Money
from registry.core.sentences import saying

no_limit = saying("no_limit", "ingen beloppsgräns")
unknown_amount = saying("unknown_amount", "okänt belopp")
base_amounts = saying("base_amounts", "%(number)s prisbasbelopp")
limit_of_unknown_year = saying("limit_of_unknown_year", "%(limit)s (beloppet för %(year)s är okänt)")
limit_of_year = saying("limit_of_year", "%(limit)s (%(amount)s för %(year)s)")
limit_of_earlier_year = saying(
    "limit_of_earlier_year",
    "%(limit)s (%(amount)s, räknat på %(known)s eftersom beloppet för %(year)s är okänt)",
)


@dataclass(frozen=True, slots=True)
class Limit:
    """How far a point reaches: an amount, and how to say it. Unless `endless`, no amount means that it is unknown."""

    words: str
    amount: Money | None = None
    endless: bool = False

    def covers(self, amount: Money) -> bool:
        """Return whether the amount is within the limit; never when the limit cannot be worked out."""
        return self.endless or (self.amount is not None and amount <= self.amount)


@dataclass(frozen=True, slots=True)
class Rule:
    """One point in the order: which post may decide what, where, and up to how much (KL 7:5–6)."""

    id: UUID
    number: str
    text: str
    decision_type: DecisionType
    kind: Kind | None
    post: Post
    limit_kind: LimitKind
    basis: LimitBasis = LimitBasis.DECISION
    scope_unit_id: UUID | None = None
    limit_amount: Money | None = None
    limit_multiple: Decimal | None = None
    reported: bool = True
    funding_source_id: UUID | None = None
    second_post: Post | None = None
    may_sub_delegate: bool = False
    parent_id: UUID | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    case_number: str | None = None
    counts_in_kind: bool = False

    def is_valid(self, on: date) -> bool:
        """Return whether the point itself holds on the date, first and last day included; an order's own always do."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def concerns(self, kind: Kind, decision_type: DecisionType) -> bool:
        """Return whether the point is about such a decision; a point without kind is about all kinds."""
        return self.decision_type is decision_type and self.kind in (None, kind)

    def limit_words(self) -> str:
        """Return the limit as the order writes it, whatever it comes to in a certain year."""
        if self.limit_kind is LimitKind.NONE:
            return no_limit()
        if self.limit_kind is LimitKind.KRONOR:
            return str(self.limit_amount) if self.limit_amount is not None else unknown_amount()
        return base_amounts(multiple_words(self.limit_multiple or Decimal(0)))


@dataclass(frozen=True, slots=True)
class Head:
    """What an edition of the order says of itself: who adopted it and when, from when it applies, what goes with it."""

    title: str
    adopted_by: str = ""
    adopted_on: date | None = None
    paragraph: str | None = None
    case_number: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    over_frame: OverFrame = OverFrame.BLOCK
    note: str | None = None

    def is_valid(self, on: date) -> bool:
        """Return whether the edition, once adopted, applies on the date, first and last day included."""
        return (
            self.valid_from is not None
            and self.valid_from <= on
            and (self.valid_to is None or on <= self.valid_to)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderInForce(Head):
    """The delegation order of a date, with the price base amounts by year that its limits are counted in."""

    title: str = ""
    rules: tuple[Rule, ...]
    base_amounts: Mapping[int, Money] = field(default_factory=dict)
    id: UUID | None = None
    is_example: bool = False

    def rule(self, rule_id: UUID | None) -> Rule | None:
        """Return the point, or None when it is not part of this order."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def limit(self, rule: Rule, on: date) -> Limit:
        """Return the point's limit for a decision on the date, in kronor and in words (`domain.md` 0.5).

        A limit in price base amounts follows the decision's year. When that year's amount is not known, the latest
        known before it is used, and the words say so; a later one is never used, since it would stretch the limit.
        """
        if rule.limit_kind is LimitKind.NONE:
            return Limit(rule.limit_words(), endless=True)
        if rule.limit_kind is LimitKind.KRONOR:
            return Limit(rule.limit_words(), rule.limit_amount)
        return self._counted(rule, on.year)

    def _counted(self, rule: Rule, year: int) -> Limit:
        words = rule.limit_words()
        known = max((y for y in self.base_amounts if y <= year), default=None)
        if known is None:
            return Limit(limit_of_unknown_year(words, year))
        amount = Money(int(self.base_amounts[known].ore * (rule.limit_multiple or 0)))
        if known == year:
            return Limit(limit_of_year(words, amount, year), amount)
        return Limit(limit_of_earlier_year(words, amount, known, year), amount)


def valid_points(rules: Iterable[Rule], on: date) -> tuple[Rule, ...]:
    """Return the points that hold on the date: a sub-delegated one only with a point that allows it (KL 7:6)."""
    held = [rule for rule in rules if rule.is_valid(on)]
    allowing = {rule.id for rule in held if rule.may_sub_delegate and rule.parent_id is None}
    return tuple(rule for rule in held if rule.parent_id is None or rule.parent_id in allowing)


def multiple_words(multiple: Decimal) -> str:
    """Write how many price base amounts, as Swedish does: `3`, `2,5`."""
    text = format(multiple.normalize(), "f")
    return text.replace(".", ",")
