"""What may stand in a row, read from the table itself, so that a new column can be filled without a change here."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, inspect
from sqlalchemy.ext.hybrid import HybridExtensionType
from sqlalchemy.orm import Mapper

from registry.cli.loading.nouns import Noun
from registry.core.database import Base

# What the system keeps for itself. A position is the row's place in the file.
OURS = frozenset({"id", "version", "position", "created_at", "updated_at", "created_by_id"})


@dataclass(frozen=True, slots=True)
class RowShape:
    """The keys of a row: plain columns, references to one row, references to several, and rows inside the row."""

    attributes: Mapping[str, Column[Any]]  # every attribute of the table's rows
    columns: Mapping[str, Column[Any]]
    references: Mapping[str, tuple[str, type[Any]]]  # key -> the attribute, and the table it refers to
    links: Mapping[str, type[Any]]
    children: frozenset[str]

    @property
    def known(self) -> set[str]:
        """The keys that may stand in the row."""
        return {*self.columns, *self.references, *self.links, *self.children}

    @property
    def has_position(self) -> bool:
        """Whether the table keeps the order of its rows."""
        return "position" in self.attributes


_shapes: dict[type[Any], RowShape] = {}


def shape(noun: Noun) -> RowShape:
    """Return the keys of the noun's rows."""
    if noun.model not in _shapes:
        _shapes[noun.model] = _shape(noun, inspect(noun.model))
    return _shapes[noun.model]


def _shape(noun: Noun, mapper: Mapper[Any]) -> RowShape:
    attributes = {one.key: mapper.columns[one.key] for one in mapper.column_attrs}
    kept = {
        name: column for name, column in attributes.items() if name not in OURS | noun.hidden | {noun.parent}
    }
    return RowShape(
        attributes=attributes,
        columns={name: column for name, column in kept.items() if not column.foreign_keys} | _written(mapper),
        references={
            name.removesuffix("_id"): (name, _target(column))
            for name, column in kept.items()
            if column.foreign_keys
        },
        links={one.key: one.mapper.class_ for one in mapper.relationships if one.secondary is not None},
        children=frozenset(child.name for child in noun.children),
    )


def _written(mapper: Mapper[Any]) -> dict[str, Column[Any]]:
    """What is written as a column and kept in a table of its own: a case number."""
    return {
        name: Column(name, getattr(mapper.class_, name).expression.type)
        for name, one in mapper.all_orm_descriptors.items()
        if one.extension_type is HybridExtensionType.HYBRID_PROPERTY
    }


def _target(column: Column[Any]) -> type[Any]:
    (key,) = column.foreign_keys
    return _models()[key.column.table.name]


@cache
def _models() -> dict[str, type[Any]]:
    return {str(mapper.local_table): mapper.class_ for mapper in Base.registry.mappers}
