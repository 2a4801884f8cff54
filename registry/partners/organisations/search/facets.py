"""What features above bring to narrow a list down by: organisations with running collaborations, say.

Imports go down only, so whoever knows something about records of a kind offers it here when it is loaded, as panels are
offered to a page. What is stored is written into the search index as tokens, and whoever changes it lets the index know
(`indexing.reindex`). What depends on the day is a condition that is asked of each row instead.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from registry.partners.organisations.search.tokens import CODE, facet

Values = Callable[[Sequence[UUID]], Mapping[UUID, Sequence[str]]]
Condition = Callable[[str, Any], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Offer:
    """One more way to narrow a list down: its name in the address, its label, and its values with their words.

    `values_of(ids)` gives the values that records have, for the index; or `condition(value, id_column)` says it in SQL.
    """

    name: str
    label: Any
    choices: Sequence[tuple[str, Any]]
    values_of: Values | None = None
    condition: Condition | None = None


_offers: dict[str, list[Offer]] = {}
_codes: dict[str, list[Values]] = {}


def plug(kind: str, *offers: Offer) -> None:
    """Let lists of the kind of record be narrowed down by these too."""
    _offers[kind] = list(offers)


def plug_codes(kind: str, *values_of: Values) -> None:
    """Let records of the kind be found by these numbers too, of accounts for example: digits alone."""
    _codes[kind] = list(values_of)


def codes(kind: str, ids: Sequence[UUID]) -> defaultdict[UUID, list[str]]:
    """Return the tokens of the numbers that features above know of these records."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for values_of in _codes.get(kind, ()):
        for owner, values in values_of(ids).items():
            found[owner] += [CODE + value for value in values]
    return found


def of(kind: str) -> Sequence[Offer]:
    """Return what has been offered for a kind of record."""
    return _offers.get(kind, ())


def offered(kind: str, ids: Sequence[UUID]) -> defaultdict[UUID, list[str]]:
    """Return the tokens of these records that features above bring."""
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for one in of(kind):
        if one.values_of:
            for owner, values in one.values_of(ids).items():
                found[owner] += [facet(one.name, value) for value in values]
    return found
