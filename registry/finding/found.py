"""What the one search answers: of each kind the best hits, how many there are, and where all of them are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.core.language.question import SearchQuestion

LAST = 10**6


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing that was found: its name, the page it has, what is told beside, why it was found, and how well."""

    title: str
    endpoint: str
    values: Mapping[str, Any]
    meta: str = ""
    why: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class KindAnswer:
    """What one kind answers: the best hits, how many there are (`more` than that number), and the list with all."""

    hits: Sequence[SearchHit]
    number: int
    more: bool = False
    list_endpoint: str = ""
    list_values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_list(self) -> bool:
        """Whether there is more to see in a list than the hits here."""
        return bool(self.list_endpoint) and self.number > len(self.hits)


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of thing that is looked for: its words, who may look, and the reading that answers."""

    name: str
    label: Any
    permission: Permission
    ask: Callable[[Actor, "AskedSearch"], KindAnswer]


@dataclass(frozen=True, slots=True)
class AskedSearch:
    """What was typed, as text and as a question, and how many hits of a kind are wanted."""

    text: str
    question: SearchQuestion
    most: int


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """A kind with its answer."""

    name: str
    label: Any
    answer: KindAnswer

    @property
    def best(self) -> int:
        """How well its best hit matches; the less, the better."""
        return min((hit.rank for hit in self.answer.hits), default=LAST)
