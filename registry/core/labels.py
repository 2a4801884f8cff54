"""The Swedish words for members of closed lists, in one place for pages, documents, exports and the log."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

_labels: dict[tuple[type[Enum], Any], Any] = {}


def register(*tables: Mapping[Any, Any]) -> None:
    """Make the labels of closed lists known: tables from enum member to (lazy) text."""
    for table in tables:
        for member, text in table.items():
            _labels[type(member), member.value] = text


def label(member: Enum | None) -> str:
    """Return the word for the member, empty for none. Raises KeyError when the list has no labels."""
    return "" if member is None else str(_labels[type(member), member.value])


def labels_of(enum: type[Enum]) -> list[tuple[str, str]]:
    """Return (value, word) for every member, in the list's order: what a select or a row of radios shows."""
    return [(member.value, label(member)) for member in enum]
