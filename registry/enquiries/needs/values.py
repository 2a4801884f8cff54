"""What is needed, as a value: for whom, what, where, when and how much, with where in a text each was read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class NeedList(Labelled):
    """The list that a term of a need belongs to."""

    TARGET_GROUP = "target_group", lazy("Målgrupp")
    ACTIVITY = "activity", lazy("Insats")
    DISTRICT = "district", lazy("Stadsdelsområde")


class CertaintyLevel(Enum):
    """How sure a reading is, as three words."""

    SURE = "sure"
    LIKELY = "likely"
    POSSIBLE = "possible"


SURE_FROM, LIKELY_FROM = 90, 70


@dataclass(frozen=True, slots=True)
class NeedTerm:
    """A term of the vocabulary that the need is about: why it was read (words, sentence) and how sure, in per cent."""

    list: NeedList
    code: str
    name: str
    certainty: int = 100
    words: str = ""
    sentence: str = ""

    @property
    def level(self) -> CertaintyLevel:
        """How sure the reading is, as one of three words."""
        if self.certainty >= SURE_FROM:
            return CertaintyLevel.SURE
        return CertaintyLevel.LIKELY if self.certainty >= LIKELY_FROM else CertaintyLevel.POSSIBLE


@dataclass(frozen=True, slots=True)
class ReadParty:
    """A party of the project described, and its roles in the words of the text."""

    name: str
    roles: tuple[str, ...]


def party_lines(parties: Iterable[ReadParty]) -> Iterator[str]:
    """Yield a line for each party: its name, and its roles after a colon."""
    for party in parties:
        yield f"{party.name}: {', '.join(party.roles)}" if party.roles else party.name


def party_of(line: str) -> ReadParty:
    """Return the party of such a line."""
    name, _colon, roles = line.partition(":")
    return ReadParty(name.strip(), tuple(role.strip() for role in roles.split(",") if role.strip()))


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """The rest of what a text or a person says of the need. Ages in years, lengths in months, cost in kronor."""

    age_from: int | None = None
    age_to: int | None = None
    capacity: int | None = None
    length_months: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    cost: int | None = None
    owner: str | None = None
    funder: str | None = None
    parties: tuple[ReadParty, ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)  # where each was read


@dataclass(frozen=True, slots=True)
class Need:
    """What is needed: the terms of the three lists, the facts, and the text that it was read from."""

    terms: tuple[NeedTerm, ...] = ()
    facts: NeedFacts = NeedFacts()
    text: str = ""

    def of(self, which: NeedList) -> tuple[NeedTerm, ...]:
        """Return the terms of one list, the surest first."""
        return tuple(term for term in self.terms if term.list is which)

    @property
    def codes(self) -> dict[NeedList, dict[str, int]]:
        """How sure each term is, by list and code."""
        return {which: {term.code: term.certainty for term in self.of(which)} for which in NeedList}
