"""Account numbers as a reason to think that two records are one. Whoever keeps them, above, offers them here.

Imports go down only: the search for duplicates asks this place, and does not know where the numbers are kept.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Source:
    """Where account numbers are kept: those of some organisations, as digits, and who has one of some numbers."""

    numbers: Callable[[Sequence[UUID]], Mapping[UUID, tuple[str, ...]]]
    holders: Callable[[Sequence[str]], Sequence[UUID]]


_sources: list[Source] = []


def offer(source: Source) -> None:
    """Let the search for duplicates ask this source."""
    _sources.append(source)


def numbers(organisation_ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Return the account numbers of each of the organisations, as digits; those without are left out."""
    found: dict[UUID, tuple[str, ...]] = {}
    for source in _sources if organisation_ids else ():
        for key, digits in source.numbers(organisation_ids).items():
            found[key] = (*found.get(key, ()), *digits)
    return found


def holders(digits: Sequence[str]) -> list[UUID]:
    """Return the organisations that have one of the numbers."""
    return [key for source in _sources for key in source.holders(digits)] if digits else []
