"""A record's fields, each said once: form, setter, pages, log, export and completeness read the record's table.

A column, its form field, its key in frozen content and in a document all have the field's name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: what it is called, on which page of the form it is written, and whether it stays inside the house."""

    name: str
    label: Any
    page: str
    is_inside: bool = False


F = TypeVar("F", bound=Field)


class Fields(Generic[F]):
    """The ordered table of a record's fields. Raises ValueError for a name said twice."""

    def __init__(self, *fields: F) -> None:
        self._by_name = {field.name: field for field in fields}
        if len(self._by_name) != len(fields):
            raise ValueError("a field is said twice")

    def __iter__(self) -> Iterator[F]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> F:
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def on_page(self, page: str) -> list[F]:
        """Return the fields that are written on a page of the form, in order."""
        return [field for field in self if field.page == page]

    def public(self) -> list[F]:
        """Return the fields that may leave the house."""
        return [field for field in self if not field.is_inside]


V = TypeVar("V")


def value_of(kind: type[V], row: Any, **others: Any) -> V:
    """Return a stored row as a value of the dataclass: what they both name, and the `others` said apart."""
    names = (field.name for field in fields(kind) if field.name not in others)  # type: ignore[arg-type]  # a dataclass
    return kind(**{name: getattr(row, name) for name in names}, **others)
