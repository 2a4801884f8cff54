"""Who says what of an organisation: which source holds a field since when, and what each source said last. Pure.

A source keeps of its last word a short mark for each field, not the value: enough to tell news from repetition. It
holds the fields that got their value from it and still have it; what no source holds a person has written, or nobody
knows. Sources have an order: a lower one never overwrites a higher, and none a person.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.partners.organisations import addresses, websites
from registry.partners.organisations.models import LegalForm, Standing

# What a person is asked about when two sources of one rank, or a list and a person, say differently.
ASKED = frozenset({"name", "number", "website", "purpose"})
_UNSAID = frozenset({LegalForm.UNKNOWN, False, None})
_SHORTENED = 4  # bytes of a mark: two values of one field are taken for one once in four thousand million

Marks = dict[str, str]
Held = dict[str, list[str]]


class SourceRank(Labelled):
    """Whose word counts when sources say differently."""

    FIRST = "first", lazy("Går före andra listor")
    USUAL = "usual", lazy("Som andra listor")
    LAST = "last", lazy("Viker för andra listor")

    @property
    def order(self) -> int:
        """The lower, the more it counts."""
        return list(SourceRank).index(self)


FIRST_BY_NAME = frozenset(
    {"SCB", "Bolagsverket"}
)  # the authorities' own registers, until somebody says otherwise


@dataclass(slots=True)
class SourceWords:
    """What one source has said of an organisation: a mark for each field, and which fields it holds, by day."""

    source: str
    rank: SourceRank = SourceRank.USUAL
    told: Marks = field(default_factory=dict)
    held: Held = field(default_factory=dict)
    id: Any = None
    fetched_on: date | None = None

    def holds(self) -> dict[str, str]:
        """Return the day since when the source holds each field."""
        return {name.partition("=")[0]: day for day, names in self.held.items() for name in names}

    def gave(self) -> Marks:
        """Return the marks of what it gave the fields that it holds: its last word, but where that was not followed."""
        said = (name.partition("=") for names in self.held.values() for name in names)
        return {name: pinned or self.told.get(name, "") for name, _sign, pinned in said}


@lru_cache(maxsize=4096)
def mark(name: str, value: Any) -> str:
    """Return the mark of a value: one for all spellings that say the same."""
    digest = hashlib.blake2s(comparable(name, value).encode(), digest_size=_SHORTENED).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def comparable(name: str, value: Any) -> str:
    """Return what the spellings of one value share: letter case and blanks aside, a website by its page."""
    if isinstance(value, Enum):
        return str(value.value)
    text = str(value)
    if name == "website":
        return websites.page_key(text)
    if name == "seat":
        return addresses.place_key(text)
    return " ".join(text.casefold().split())


def is_same(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: another spelling is no change."""
    return one == other or (
        one is not None and other is not None and comparable(name, one) == comparable(name, other)
    )


def holder(name: str, value: Any, sources: Iterable[SourceWords]) -> SourceWords | None:
    """Return the source that the field has its value from, the one that counts most; None for a person."""
    its = [one for one in sources if one.gave().get(name) == mark(name, value)]
    return min(its, key=lambda one: (one.rank.order, one.source), default=None)


def is_taken(
    name: str, value: Any, *, by: SourceWords, sources: Iterable[SourceWords], is_listed: bool
) -> bool:
    """Whether the source's new value replaces the register's `value` unless somebody says otherwise.

    What is empty is filled; the source's own and a lower source's is replaced. A name never is. `is_listed` when the
    organisation came from a list, so that what it is by default nobody has said.
    """
    if name == "name":
        return False
    if value in _UNSAID:
        return True
    has = holder(name, value, sources)
    if has is None:
        return is_listed and value is Standing.ACTIVE
    return has.source == by.source or by.rank.order < has.rank.order


def said(facts: Mapping[str, Any]) -> Marks:
    """Return the marks of all that a source says."""
    return {name: mark(name, value) for name, value in facts.items() if value is not None}


def holding(held: Held, names: Iterable[str], on: date) -> Held:
    """Return what a source holds once it holds these too, since the day."""
    taken = list(dict.fromkeys(names))
    if not taken:
        return held
    kept = {day: [one for one in some if one.partition("=")[0] not in taken] for day, some in held.items()}
    kept[on.isoformat()] = [*kept.get(on.isoformat(), []), *taken]
    return {day: some for day, some in kept.items() if some}


def pinned(held: Held, gave: Marks, told: Marks) -> Held:
    """Return what a source holds, with what it gave where it now says otherwise and that is not followed."""

    def kept(entry: str) -> str:
        name = entry.partition("=")[0]
        return name if gave.get(name) == told.get(name) else f"{name}={gave.get(name, '')}"

    return {day: [kept(one) for one in some] for day, some in held.items()}
