"""The Swedish words for members of closed lists, in one place for pages, documents, exports and the log."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any, Self

_labels: dict[tuple[type[Enum], Any], Any] = {}


class Labelled(StrEnum):
    """A closed list whose members carry their word: `CITY = "city", lazy("Staden")`. None goes without."""

    words: Any

    def __new__(cls, value: str, words: Any = None) -> Self:
        """Take the value that is stored and the (lazy) word that is shown."""
        if words is None:
            raise TypeError(f"{cls.__name__}: {value} has no word")
        member = str.__new__(cls, value)
        member._value_, member.words = value, words
        return member


def register(*tables: Mapping[Any, Any]) -> None:
    """Make the words known of a list that cannot carry them itself: tables from enum member to (lazy) text."""
    for table in tables:
        for member, text in table.items():
            _labels[type(member), member.value] = text


def label(member: Enum | None) -> str:
    """Return the word for the member, empty for none. Raises KeyError when the list has no labels."""
    if member is None:
        return ""
    return str(member.words if isinstance(member, Labelled) else _labels[type(member), member.value])


def labels_of(enum: type[Enum]) -> list[tuple[str, str]]:
    """Return (value, word) for every member, in the list's order: what a select or a row of radios shows."""
    return [(member.value, label(member)) for member in enum]
