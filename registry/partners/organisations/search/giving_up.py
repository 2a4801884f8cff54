"""What to look for when no record has all that was typed: without words that none has, then without one, then more.

What is given up is told beside each hit. A word that tells little (few letters) is never all that is left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Protocol

from registry.core.language.question import QuestionTerm, SearchQuestion
from registry.partners.organisations.search.lookups import Group
from registry.web.pagination import Count

SHORTEST_LEFT = 3  # letters
MOST_TRIED = 30
A_PAGE = 50  # more than these share what is left: it is not what was meant, unless nothing else is
DEARER = 20


class Searchable(Protocol):
    """What can be asked for the records that have a choice of each group; of a short one no part is counted."""

    @property
    def is_short(self) -> bool:
        """Whether it has some ten thousand records at most."""

    def rows(self, groups: Sequence[Group], most: int, *columns: Any) -> Sequence[Any]:
        """Return at most one more than `most` of them."""

    def occurring(self, parts: Sequence[Sequence[Group]]) -> Sequence[bool]:
        """Return of each part whether any record has a choice of each of its groups; in one statement for all."""

    def count(self, groups: Sequence[Group]) -> Count:
        """Return how many there are, as far as is counted."""


@dataclass(frozen=True, slots=True)
class FewerTerms:
    """What was found without some terms: these, the rows, how many there are in all, and how much dearer that is."""

    without: tuple[QuestionTerm, ...]
    groups: list[Group]
    rows: Sequence[Any]
    number: int
    dearer: int


def attempts(
    search: Searchable, asked: SearchQuestion, groups: Sequence[Group], *, most: int
) -> list[FewerTerms]:
    """Return the best that is found without some of the terms; nothing when every way of that finds nothing."""
    terms = list(zip(asked.required, groups, strict=True))
    occurs = search.occurring([[one] for one in groups])
    found_somewhere = [pair for pair, is_there in zip(terms, occurs, strict=True) if is_there]
    for kept in _fewer(found_somewhere, all_of_them=len(terms)):
        found = [
            one for one in (_fewer_terms(search, terms, part, most) for part in _found(search, kept)) if one
        ]
        if found:
            found.sort(key=lambda one: one.number)
            return [one for at, one in enumerate(found) if at == 0 or one.number <= A_PAGE]
    return []


_Pairs = list[tuple[QuestionTerm, Group]]


def _fewer(found: _Pairs, *, all_of_them: int) -> Iterator[list[_Pairs]]:
    """Yield ever smaller parts of the terms, all of one size at a time."""
    for size in range(min(len(found), all_of_them - 1), 0, -1):
        yield [list(part) for part in combinations(found, size) if _tells(part)][:MOST_TRIED]


def _found(search: Searchable, parts: list[_Pairs]) -> list[_Pairs]:
    """Return the parts that any record has: of several asked at once, where each would be asked twice."""
    if len(parts) < 2:
        return parts
    occurs = search.occurring([[one for _term, one in part] for part in parts])
    return [part for part, is_there in zip(parts, occurs, strict=True) if is_there]


def _tells(part: Sequence[tuple[QuestionTerm, Group]]) -> bool:
    return any(len(term.ways[0].words[0]) >= SHORTEST_LEFT for term, _group in part)


def _fewer_terms(search: Searchable, terms: _Pairs, kept: _Pairs, most: int) -> FewerTerms | None:
    groups = [one for _term, one in kept]
    rows = search.rows(groups, most)
    if not rows:
        return None
    left = {id(term) for term, _group in kept}
    given_up = [(at, term) for at, (term, _group) in enumerate(terms) if id(term) not in left]
    dearer = sum(DEARER * (len(terms) - at) for at, _term in given_up)  # what is typed first matters most
    is_counted = len(rows) > most and not search.is_short
    number = search.count(groups).number if is_counted else len(rows)
    return FewerTerms(tuple(term for _at, term in given_up), groups, rows[:most], number, dearer)
