"""The repeating rows of an agreement as values, on their way from a form to the tables."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from registry.agreements.choices import ContributionKind, Side
from registry.core.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRow:
    """A goal with its measure."""

    text: str
    indicator: str | None = None
    baseline: str | None = None
    target: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionRow:
    """What one side brings; `value` is the total in kronor of the row, in the year if one is given."""

    side: Side
    kind: ContributionKind
    description: str
    organisation_id: UUID | None = None
    quantity: Decimal | None = None
    unit_word: str | None = None
    value: Money | None = None
    year: int | None = None
    counts_as_aid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """What the city pays in a year."""

    year: int
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """What one area pays of a year's amount; without a funding source it is the area's own budget."""

    unit_id: UUID
    year: int
    amount: Money
    funding_source_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """A planned payment."""

    due_on: date
    amount: Money
    condition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """An agreed follow-up."""

    due_on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRow:
    """A seat in the steering group, by role."""

    side: Side
    role: str
