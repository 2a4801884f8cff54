"""A list's own identifiers: one that stands on rows of different organisations (`Ingen hemsida`) identifies nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from registry.core import identifiers
from registry.partners.exchange import names
from registry.partners.exchange.entries import tidy
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.table import Record
from registry.partners.organisations import matching

SHARED = "shared_id:"
MOST_ID = 200


def identifier(cell: str) -> str | None:
    """Return a list's own identifier as it is compared and stored."""
    return tidy(cell, MOST_ID)


@dataclass(frozen=True, slots=True)
class WholeList:
    """What only the whole of a list tells."""

    shared: Sequence[str] = ()  # identifiers that identify nothing
    names: Mapping[str, Sequence[str]] = field(default_factory=dict)  # of numbers that have several
    is_mixed: bool = False  # whether there are rows that tell no number


def survey(records: Iterable[Record], places: Mapping[ListField, int]) -> WholeList:
    """Go through a list once, and return what only the whole of it tells."""
    passed, numbers = SharedIds(places), SharedNumbers(places)
    for record in records:
        if record.cells is not None and not record.reason:
            passed.meet(record.cells)
            numbers.meet(record.cells)
    return WholeList(list(passed.found), numbers.names(), numbers.is_mixed)


class SharedIds:
    """Meets rows, and finds the identifiers that rows with different names or numbers have in common, in their order.

    A row that is there twice, or once for each contact person, has its identifier to itself.
    """

    def __init__(self, places: Mapping[ListField, int]) -> None:
        self.place, self.places = places.get(ListField.SOURCE_ID), places
        self.first: dict[str, tuple[str, str]] = {}
        self.found: dict[str, None] = {}

    def meet(self, cells: list[str]) -> None:
        """Take one row in."""
        if self.place is None or not (one := identifier(cells[self.place])):
            return
        said = (_cell(cells, self.places, ListField.NAME), _cell(cells, self.places, ListField.NUMBER))
        before = self.first.setdefault(one, said)
        if one not in self.found and before != said and _are_different(before, said):
            self.found[one] = None


class SharedNumbers:
    """Meets rows, and finds the numbers that the list has several names for."""

    def __init__(self, places: Mapping[ListField, int]) -> None:
        self.name, self.number = places.get(ListField.NAME), places.get(ListField.NUMBER)
        self.said: dict[str, str | dict[str, None]] = {}
        self.is_mixed = self.number is None

    def meet(self, cells: list[str]) -> None:
        """Take one row in."""
        if self.name is None or self.number is None:
            return
        try:
            known = identifiers.organisation_number(cells[self.number])
        except ValueError:
            self.is_mixed = True
            return
        before = self.said.setdefault(known, cells[self.name])
        if isinstance(before, str):
            if before == cells[self.name]:
                return
            before = self.said[known] = {before: None}
        before[cells[self.name]] = None

    def names(self) -> dict[str, list[str]]:
        """Return the names of each number that has several, as the register writes them."""
        several = {number: said for number, said in self.said.items() if not isinstance(said, str)}
        found = {
            number: list(dict.fromkeys(names.tidy(tidy(one, 400) or "").name for one in said))
            for number, said in several.items()
        }
        return {number: some for number, some in found.items() if len(some) > 1}


def _cell(cells: list[str], places: Mapping[ListField, int], field: ListField) -> str:
    place = places.get(field)
    return " ".join(cells[place].casefold().split()) if place is not None else ""


def _are_different(one: tuple[str, str], other: tuple[str, str]) -> bool:
    numbers = ["".join(filter(str.isdecimal, number))[-10:] for _name, number in (one, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    return one[0] != other[0] and matching.key(one[0]) != matching.key(other[0])
