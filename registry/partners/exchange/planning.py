"""What becomes of a row: compared with what is in the register, and with the rows before it. Pure, over values.

The organisation number decides, else the list's own identifier under an unchanged name, else name and place, else a
person (`domain.md` 9). Two different numbers are two organisations whatever else says otherwise. Branches may share one
number; they are told apart by the list's identifier, or by name and place. Blank cells never erase anything, and a name
is not changed because its letter case differs.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from registry.partners.exchange.choices import RowVerdict
from registry.partners.exchange.entries import ListedContact, ListedOrganisation, RowFacts
from registry.partners.organisations import naming
from registry.partners.organisations.fields import FIELDS

MOST_CANDIDATES = 5
CHANGEABLE = tuple(
    field.name for field in FIELDS if field.is_in_lists
)  # the name first: it is compared apart
_COMPANY = re.compile(r"\b(?:AB|HB|KB)\b|(?i:\b(?:aktie|handels|kommandit)bolag)")


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
    source_ids: set[str] = field(default_factory=set)  # its identifiers in the list that is read


class RowCandidate(NamedTuple):
    """An organisation that a row may be, and the codes of why."""

    organisation_id: UUID
    name: str
    number: str | None
    seat: str | None
    reasons: tuple[str, ...]


class PlannedChange(NamedTuple):
    """One field of an organisation, before and after, as values."""

    field: str
    old: Any
    new: Any


@dataclass(slots=True)
class Plan:
    """What becomes of a row. A new one has the identifier that it will get."""

    verdict: RowVerdict
    target: KnownOrganisation | None = None
    changes: list[PlannedChange] = field(default_factory=list)
    reaches: list[ListedContact] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    ties: bool = False  # the list's identifier is to be noted on the organisation
    candidates: list[RowCandidate] = field(default_factory=list)
    umbrella_id: UUID | None = None
    remarks: tuple[str, ...] = ()


class Register:
    """What is known of the organisations that the rows of one portion may be."""

    def __init__(self, known: Iterable[KnownOrganisation] = (), taken: Iterable[UUID] = ()) -> None:
        self.by_number: dict[str, list[KnownOrganisation]] = defaultdict(list)
        self.by_key: dict[str, list[KnownOrganisation]] = defaultdict(list)
        self.by_source: dict[str, KnownOrganisation] = {}
        self.by_id: dict[UUID, KnownOrganisation] = {}
        self.taken = set(taken)  # those that an earlier row of the list is
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

    def is_free(self, identity: str) -> bool:
        """Whether no organisation has the identifier in the list yet: it can be noted on one only."""
        return identity not in self.by_source

    def learn_number(self, one: KnownOrganisation, number: str | None) -> None:
        """Let later rows know that a row has told the organisation's number."""
        if number and one.number is None:
            one.number = number
            self.by_number[number].append(one)

    def add_new(self, entry: ListedOrganisation, organisation_id: UUID, line: int) -> None:
        """Let later rows of the list find what this row adds."""
        one = KnownOrganisation(entry.name, entry.key, entry.number, id=organisation_id, line=line)
        one.postcode, one.seat = entry.postcode, entry.seat
        if self.is_free(entry.identity):
            one.source_ids.add(entry.identity)
        self.add(one)
        self.taken.add(organisation_id)


def plan(entry: ListedOrganisation, register: Register) -> Plan:
    """Return what becomes of the row. Its likeness to names in the register is not looked at here."""
    target, candidates, is_branch = _match(entry, register)
    if target is not None:
        return against(entry, target, register)
    if candidates:
        return Plan(RowVerdict.DUPLICATE, candidates=candidates, remarks=entry.remarks)
    umbrella = _umbrella(entry, register) if is_branch else None
    remarks = (*entry.remarks, *(["shared"] if is_branch else []), *_tied_elsewhere(entry, register))
    return Plan(RowVerdict.NEW, umbrella_id=umbrella, remarks=remarks, ties=register.is_free(entry.identity))


def may_be(entry: ListedOrganisation, target: KnownOrganisation, register: Register) -> bool:
    """Return whether the row may be the organisation at all: never one with another number, nor one without a number
    that an earlier row of the list is already, since this row's number would be lost.
    """
    if not entry.number or entry.number == target.number:
        return True
    return target.number is None and target.id not in register.taken


def against(entry: ListedOrganisation, target: KnownOrganisation, register: Register) -> Plan:
    """Return what the row changes in the organisation that it is; nothing when an earlier row is the same."""
    if target.id in register.taken:
        return Plan(RowVerdict.SAME, target, remarks=(*entry.remarks, "repeated"))
    register.taken.add(target.id)
    changes = differences(entry, target)
    reaches = [one for one in entry.reaches if not _is_known(one, target)]
    names = _added_names(entry, target, changes)
    register.learn_number(target, entry.number)
    ties = register.is_free(entry.identity) and not (
        entry.identity.startswith("~") and any(one.startswith("~") for one in target.source_ids)
    )
    if ties:
        register.by_source[entry.identity] = target
    verdict = RowVerdict.CHANGED if changes or reaches or names or ties else RowVerdict.SAME
    return Plan(verdict, target, changes, reaches, names, ties, remarks=entry.remarks)


def differences(entry: ListedOrganisation, target: KnownOrganisation) -> list[PlannedChange]:
    """Return the fields that the list has and the register has otherwise."""
    found = []
    if _same_words(entry.name) not in {_same_words(target.name), *target.names}:
        found.append(PlannedChange("name", target.name, entry.name))
    for name in CHANGEABLE[1:]:
        new, old = getattr(entry, name), getattr(target, name)
        if new is not None and new != old:
            found.append(PlannedChange(name, old, new))
    return found


def _added_names(
    entry: ListedOrganisation, target: KnownOrganisation, changes: Sequence[PlannedChange]
) -> list[str]:
    """The other names that the list tells of, and the name that it replaces: no name disappears."""
    replaced = [change.old for change in changes if change.field == "name"]
    return [one for one in (*entry.other_names, *replaced) if one.casefold() not in target.names]


def comparable(address: str) -> str:
    """Return an e-mail address or a telephone number so that two spellings of it are equal."""
    if "@" in address:
        return address.strip().casefold()
    digits = "".join(one for one in address if one.isdigit())
    has_country = address.strip().startswith(("+46", "0046")) and digits.startswith("46")
    return f"0{digits[2:]}" if has_country else digits


Found = tuple[KnownOrganisation | None, list[RowCandidate], bool]


def _match(entry: ListedOrganisation, register: Register) -> Found:
    """The organisation that the row is, or those that it may be, and whether it shares its number as a branch."""
    sharing = register.by_number.get(entry.number, ()) if entry.number else ()
    tied = register.by_source.get(entry.identity)
    if tied is not None and tied in sharing:
        return tied, [], False
    if sharing:
        return _among_sharing(entry, sharing, register)
    if tied is not None and not may_be(entry, tied, register):
        tied = None
    is_called_so = tied is not None and tied.key == entry.key and _is_same_kind(entry.name, tied.name)
    if tied is not None and (is_called_so or _same_words(entry.name) in tied.names):
        return tied, [], False
    target, candidates = _by_name(entry, register)
    if target is None and tied is not None and tied.id not in {one.organisation_id for one in candidates}:
        candidates = [*_candidates([tied], Why.ID), *candidates][:MOST_CANDIDATES]
    return target, candidates, False


def _by_name(
    entry: ListedOrganisation, register: Register
) -> tuple[KnownOrganisation | None, list[RowCandidate]]:
    """The organisation with the row's name and place, or those that it may be."""
    namesakes = [
        one
        for one in register.by_key.get(entry.key, ())
        if may_be(entry, one, register)
        and not _is_another_record(entry, one)
        and _is_same_kind(entry.name, one.name)
    ]
    here = [one for one in namesakes if _same_place(entry, one)]
    if len(here) == 1:
        return here[0], []
    if here:
        return None, _candidates(here, Why.NAME_PLACE)
    return None, _candidates((one for one in namesakes if _same_place(entry, one) is None), Why.NAME)


def _tied_elsewhere(entry: ListedOrganisation, register: Register) -> list[str]:
    """What to remark when the list's identifier is known, and belongs to an organisation with another number."""
    tied = register.by_source.get(entry.identity)
    differs = bool(tied and entry.number and tied.number and tied.number != entry.number)
    return ["other_number"] if differs else []


def _among_sharing(
    entry: ListedOrganisation, sharing: Sequence[KnownOrganisation], register: Register
) -> Found:
    """Which of those with the number the row is. One that an earlier row is, or that the list has another identifier
    for, is not this one: then the row is a branch.
    """
    others = [one for one in sharing if not _is_another_record(entry, one)]
    namesakes = [one for one in others if one.key == entry.key]
    here = [one for one in namesakes if _same_place(entry, one) is not False]
    if len(here) > 1:
        here = [one for one in here if _same_place(entry, one)] or here
    if len(here) == 1:
        return here[0], [], False
    if here:
        return None, _candidates(here, Why.NUMBER), False
    if len(sharing) > 1 or not others or others[0].id in register.taken:
        return None, [], True
    only = others[0]
    if namesakes or (_same_place(entry, only) is not False and not _is_part(entry.name, only.name)):
        return only, [], False
    return None, _candidates([only], Why.NUMBER), False


def _is_another_record(entry: ListedOrganisation, one: KnownOrganisation) -> bool:
    """Whether the list has the organisation under an identifier of its own, and this row under another."""
    own = [known for known in one.source_ids if not known.startswith("~")]
    return bool(entry.source_id and own and entry.source_id not in own)


def _is_same_kind(one: str, other: str) -> bool:
    """Whether two names with one key may be one organisation's. A foundation or a company beside an association often
    has its name and address, and is a legal person of its own; a swimming club (`Simsällskap`) is no sailing club.
    """
    a, b = naming.parse(one).written, naming.parse(other).written
    return _legal_person(one) == _legal_person(other) and (not a or not b or bool(a & b))


def _legal_person(name: str) -> str:
    if "stiftelse" in name.casefold():
        return "stiftelse"
    return "bolag" if _COMPANY.search(name) else ""


def _is_part(one: str, other: str) -> bool:
    """Whether one name begins with the other, as a branch's does with the main organisation's."""
    a, b = _same_words(one), _same_words(other)
    return a != b and (a.startswith(b) or b.startswith(a))


def _umbrella(entry: ListedOrganisation, register: Register) -> UUID | None:
    """The one with the number whose whole name the branch's begins with, when there is just one shortest such."""
    name = _same_words(entry.name)
    over = {
        one.id: len(one.name)
        for one in register.by_number.get(entry.number or "", ())
        if name != _same_words(one.name) and name.startswith(_same_words(one.name))
    }
    main = [one for one, length in over.items() if length == min(over.values())]
    return main[0] if len(main) == 1 else None


def _same_place(entry: ListedOrganisation, one: KnownOrganisation) -> bool | None:
    """Whether the postcodes are one, or the places where a postcode is missing; None when that cannot be told."""
    if entry.postcode and one.postcode:
        if entry.postcode == one.postcode:
            return True
        return None if entry.seat and _same_words(entry.seat) == _same_words(one.seat or "") else False
    if entry.seat and one.seat:
        return _same_words(entry.seat) == _same_words(one.seat)
    return None


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_known(reach: ListedContact, target: KnownOrganisation) -> bool:
    return comparable(reach.email or reach.phone or "") in target.addresses


def _candidates(found: Iterable[KnownOrganisation], why: Why) -> list[RowCandidate]:
    return [RowCandidate(one.id, one.name, one.number, one.seat, (why.value,)) for one in found][
        :MOST_CANDIDATES
    ]
