"""What planning knows: the organisations that rows may be, with what each source said of them, and what it comes to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from registry.partners.exchange.choices import Answer, RowVerdict
from registry.partners.exchange.entries import ListedContact, ListedOrganisation, RowFacts
from registry.partners.exchange.provenance import ASKED, SourceRank, SourceWords
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.reach import reach_key
from registry.partners.payees.rules import Account, PayeeKind

CHANGEABLE = tuple(field.name for field in FIELDS if field.is_in_lists)
_VALUES = attrgetter(*CHANGEABLE)


class Why(StrEnum):
    """Why a row may be an organisation that is in the register."""

    NUMBER = "same_number"
    ID = "same_id"
    NAME_PLACE = "same_name_place"
    NAME = "same_name"


@dataclass(slots=True, kw_only=True)
class KnownOrganisation(RowFacts):
    """An organisation as planning sees it: in the register, or on an earlier row of the same list (`line`)."""

    id: UUID
    version: int = 1
    line: int | None = None
    names: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)  # its e-mails and telephones, comparable
    accounts: set[tuple[PayeeKind, str]] = field(
        default_factory=set
    )  # kind and digits, whatever became of them
    source_ids: set[str] = field(default_factory=set)  # its identifiers in the list that is read
    sources: list[SourceWords] = field(default_factory=list)  # what each list has said of it

    def words_of(self, source: str, rank: SourceRank) -> SourceWords:
        """Return what a source has said of the organisation, which is nothing when it is new to it."""
        return next((one for one in self.sources if one.source == source), SourceWords(source, rank))


class RowCandidate(NamedTuple):
    """An organisation that a row may be, and the codes of why."""

    organisation_id: UUID
    name: str
    number: str | None
    seat: str | None
    reasons: tuple[str, ...]

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> "RowCandidate":
        """Return what is stored of one."""
        return cls(
            UUID(stored["id"]), stored["name"], stored["number"], stored["seat"], tuple(stored["reasons"])
        )


class PlannedChange(NamedTuple):
    """One field of an organisation, before and after, as values; whether it is made unless somebody says otherwise."""

    field: str
    old: Any
    new: Any
    is_taken: bool = True


@dataclass(slots=True)
class Plan:
    """What becomes of a row. A new one has the identifier that it will get."""

    verdict: RowVerdict
    target: KnownOrganisation | None = None
    changes: list[PlannedChange] = field(default_factory=list)
    reaches: list[ListedContact] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    other_names: list[str] = field(default_factory=list)
    tie: str | None = None  # the identifier by which the list is noted on the organisation
    words: SourceWords | None = None  # what the list says now, to be noted
    candidates: list[RowCandidate] = field(default_factory=list)
    umbrella_id: UUID | None = None
    remarks: tuple[str, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether the row has more of the organisation than its fields: ways to reach it, names or accounts."""
        return bool(self.reaches or self.other_names or self.accounts)

    def made(self, answer: Answer | None) -> list[PlannedChange]:
        """Return the changes that are made: all, none, or those that the order of the sources gives."""
        if answer is Answer.KEEP:
            return []
        return [one for one in self.changes if one.is_taken or answer is Answer.TAKE]

    def names(self, made: Sequence[PlannedChange]) -> list[str]:
        """Return the names that are added: the list's other ones, and the one that is replaced. None disappears."""
        known = self.target.names if self.target else set()
        replaced = [one.old for one in made if one.field == "name"]
        return [one for one in (*self.other_names, *replaced) if one.casefold() not in known]

    @property
    def question(self) -> str | None:
        """What there is to answer, alike for rows that can be answered alike."""
        if self.verdict is RowVerdict.DUPLICATE:
            return f"duplicate:{'+'.join(self.candidates[0].reasons)}"[:60]
        asked = [one.field for one in self.changes if not one.is_taken and one.field in ASKED]
        return f"asked:{'+'.join(asked)}" if asked else None


class Register:
    """What is known of the organisations that the rows of one portion may be."""

    def __init__(
        self,
        known: Iterable[KnownOrganisation] = (),
        taken: Iterable[UUID] = (),
        *,
        source: str = "",
        rank: SourceRank = SourceRank.USUAL,
        on: date = date.min,
    ) -> None:
        self.source, self.rank, self.on = source, rank, on
        self.by_number: dict[str, list[KnownOrganisation]] = defaultdict(list)
        self.by_key: dict[str, list[KnownOrganisation]] = defaultdict(list)
        self.by_source: dict[str, KnownOrganisation] = {}
        self.by_id: dict[UUID, KnownOrganisation] = {}
        self.taken = set(taken)  # those that an earlier row of the list is
        self.stamp = ""  # changes with what the register says of them
        for one in known:
            self.add(one)

    def add(self, one: KnownOrganisation) -> None:
        """Let later rows find the organisation."""
        self.by_id[one.id] = one
        self.by_key[one.key].append(one)
        if one.number:
            self.by_number[one.number].append(one)
        for identity in one.source_ids:
            self.by_source[identity] = one

    def tie_of(self, entry: ListedOrganisation) -> str | None:
        """Return the identifier to note: the list's own, else one that is made; None when others have them all."""
        return next((one for one in entry.identities if one not in self.by_source), None)

    def learn(self, one: KnownOrganisation, entry: ListedOrganisation, plan: Plan) -> None:
        """Let later rows know what this row is, as they would find it once it is written."""
        if entry.number and one.number is None:
            one.number = entry.number
            self.by_number[entry.number].append(one)
        for change in plan.changes:
            if change.is_taken and change.field in {"postcode", "seat"}:
                setattr(one, change.field, change.new)
        one.addresses.update(_addresses(plan.reaches))
        one.accounts.update((account.kind, account.digits) for account in plan.accounts)
        if plan.tie:
            one.source_ids.add(plan.tie)
            self.by_source[plan.tie] = one

    def add_new(self, entry: ListedOrganisation, organisation_id: UUID, line: int) -> None:
        """Let later rows of the list find what this row adds."""
        one = KnownOrganisation(entry.name, entry.key, entry.number, id=organisation_id, line=line)
        one.postcode, one.seat = entry.postcode, entry.seat
        one.addresses.update(_addresses(entry.reaches))
        one.accounts.update((account.kind, account.digits) for account in entry.accounts)
        if tie := self.tie_of(entry):
            one.source_ids.add(tie)
        self.add(one)
        self.taken.add(organisation_id)


def _addresses(reaches: Iterable[ListedContact]) -> set[str]:
    return {reach_key(text) for one in reaches for text in (one.email, one.phone) if text}


def facts(entry: ListedOrganisation) -> dict[str, Any]:
    """Return the fields of an organisation as the row has them; None where it says nothing."""
    return dict(zip(CHANGEABLE, _VALUES(entry), strict=True))
