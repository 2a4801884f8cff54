"""A list's own identifiers: one that stands on rows of different organisations (`Ingen hemsida`) identifies nothing."""

from collections.abc import Iterable, Mapping

from registry.partners.exchange.entries import tidy
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.table import Record
from registry.partners.organisations import matching

SHARED = "shared_id:"
MOST_ID = 200


def identifier(cell: str) -> str | None:
    """Return a list's own identifier as it is compared and stored."""
    return tidy(cell, MOST_ID)


def shared(records: Iterable[Record], places: Mapping[ListField, int]) -> list[str]:
    """Return the identifiers that rows with different names or numbers have in common, in the order they are met.

    A row that is there twice, or once for each contact person, has its identifier to itself.
    """
    place = places.get(ListField.SOURCE_ID)
    if place is None:
        return []
    first: dict[str, tuple[str, str]] = {}
    found: dict[str, None] = {}
    for record in records:
        if record.cells is None or record.reason or not (one := identifier(record.cells[place])):
            continue
        said = (_cell(record.cells, places, ListField.NAME), _cell(record.cells, places, ListField.NUMBER))
        before = first.setdefault(one, said)
        if one not in found and before != said and _are_different(before, said):
            found[one] = None
    return list(found)


def _cell(cells: list[str], places: Mapping[ListField, int], field: ListField) -> str:
    place = places.get(field)
    return " ".join(cells[place].casefold().split()) if place is not None else ""


def _are_different(one: tuple[str, str], other: tuple[str, str]) -> bool:
    numbers = ["".join(filter(str.isdecimal, number))[-10:] for _name, number in (one, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        return True
    return one[0] != other[0] and matching.key(one[0]) != matching.key(other[0])
