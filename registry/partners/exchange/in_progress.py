"""An import's rows on their way: how they are read, what each says and comes to, and how many of each there are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from registry.partners.exchange.choices import Answer, RowOutcome, RowVerdict, WrongNumber
from registry.partners.exchange.entries import ListedOrganisation, Refusal
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.known import Plan, PlannedChange, RowCandidate


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportTerms:
    """How the rows of an import are read: which column is what, whose list it is, and what was chosen for it."""

    source: str
    places: Mapping[ListField, int]
    wrong_number: WrongNumber = WrongNumber.REFUSE
    only_civil: bool = False
    batch_id: UUID | None = None
    shared_ids: frozenset[str] = frozenset()  # identifiers of the list that different rows have in common
    names: Mapping[str, Sequence[str]] = field(
        default_factory=dict
    )  # of numbers that the list has several names for
    on: date = date.min  # the day of the import
    otherwise: Answer | None = None  # what holds for differences that nobody has answered
    has_answers: bool = False  # whether rows of earlier files of the list were answered
    has_open_questions: bool = False  # whether some were left out, and nobody has said which they are


@dataclass(slots=True)
class RowInProgress:
    """A row on its way: what it says, what becomes of it, and what a person has answered."""

    number: int
    cells: list[str] | None
    name: str | None = None
    place: int = 0  # among the rows of its portion
    entry: ListedOrganisation | None = None
    refused: Refusal | None = None
    plan: Plan | None = None
    answer: Answer | None = None
    chosen: UUID | None = None
    outcome: RowOutcome | None = None
    organisation_id: UUID | None = None
    made: list[PlannedChange] = field(default_factory=list)
    added: Any = None

    @property
    def verdict(self) -> RowVerdict:
        """What becomes of the row."""
        return self.plan.verdict if self.plan else RowVerdict.REFUSED


@dataclass(slots=True)
class Tally:
    """How many rows got each verdict and outcome, and why rows were refused."""

    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, line: RowInProgress) -> None:
        """Count a row."""
        self.counts[line.verdict.value] += 1
        if line.outcome:
            self.counts[f"outcome_{line.outcome.value}"] += 1
        if line.refused:
            self.reasons[line.refused.code] += 1


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What the whole list was found to come to before any of it was written, for one row."""

    verdict: RowVerdict
    organisation_id: UUID | None = None  # which a new one gets
    alike: Sequence[RowCandidate] = ()
