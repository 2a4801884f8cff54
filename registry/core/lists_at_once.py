"""Several short lists in one statement: what belongs to a record is read at once, not a statement for each list.

Each row of the statement belongs to one list: the tables of the others are not joined to it, so nothing is multiplied
as it is when several lists are joined to one record.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    bindparam,
    inspect,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.orm.attributes import set_committed_value

from registry.core.database import session


@dataclass(frozen=True, slots=True)
class ShortList:
    """A list of records: whose it is, which belong to it, and in which order; through a link table when it has one."""

    record: type[Any]
    owner: Any  # the column that identifies whose it is
    mine: ColumnElement[bool]
    order: tuple[Any, ...]
    link: tuple[FromClause, ColumnElement[bool]] | None = None
    attribute: InstrumentedAttribute[Any] | None = None

    @classmethod
    def of(cls, collection: InstrumentedAttribute[Any]) -> Self:
        """Return a relationship's list."""
        way: Any = collection.property
        ((owner, key),) = way.synchronize_pairs
        link = None
        if way.secondary is not None:
            ((theirs, linked),) = way.secondary_synchronize_pairs
            link = (way.secondary, theirs == linked)
        return cls(way.mapper.class_, owner, key == owner, tuple(way.order_by or ()), link, collection)


class ListsAtOnce:
    """Short lists that are read in one statement. No two of them are of the same record.

    They are those of one kind of owner, however many, or of one owner of each kind.
    """

    def __init__(self, *lists: ShortList, options: Sequence[Any] = ()) -> None:
        self.lists = lists
        self.options = options

    @cached_property
    def _of_many(self) -> Select[Any]:
        """Built once, as the next: putting it together costs more than the database needs to answer it."""
        return self._statement(lambda owner, kind: owner.in_(bindparam(kind, expanding=True)))

    @cached_property
    def _of_one(self) -> Select[Any]:
        """One owner of each kind: a list of values is written into the statement anew each time."""
        return self._statement(lambda owner, kind: owner == bindparam(kind))

    def _statement(self, is_asked: Callable[[Any, str], ColumnElement[bool]]) -> Select[Any]:
        numbers: Iterable[Select[Any]] = (
            select(literal_column(str(n)).label("n")) for n in range(len(self.lists))
        )
        part = union_all(*numbers).subquery("part")
        rows = select(part.c.n).select_from(part)
        for kind, owner in {one.owner.table.name: one.owner for one in self.lists}.items():
            rows = rows.join(owner.table, is_asked(owner, kind))
        for n, one in enumerate(self.lists):
            mine = and_(part.c.n == literal_column(str(n)), one.mine)
            if one.link:
                table, on = one.link
                rows = rows.outerjoin(table, mine).outerjoin(one.record, on)
            else:
                rows = rows.outerjoin(one.record, mine)
            rows = rows.add_columns(one.owner.label(f"owner_{n}"), one.record)
        rows = rows.where(or_(*(inspect(one.record).primary_key[0].is_not(None) for one in self.lists)))
        order = (column for one in self.lists for column in one.order)
        return rows.order_by(part.c.n, *order).options(*self.options)

    def read(
        self, owners: Mapping[str, Iterable[UUID]], *, anew: bool = False
    ) -> list[dict[UUID, list[Any]]]:
        """Return each list by the identifier of whose it is; the owners' identifiers are given by their table.

        `anew` reads also what this session has read before.
        """
        keys = {kind: list(ids) for kind, ids in owners.items()}
        found: list[dict[UUID, list[Any]]] = [
            {key: [] for key in keys[one.owner.table.name]} for one in self.lists
        ]
        is_one = all(len(ids) == 1 for ids in keys.values())
        values: Mapping[str, Any] = {kind: ids[0] for kind, ids in keys.items()} if is_one else keys
        statement = self._of_one if is_one else self._of_many
        for n, *cells in session.execute(statement, values, execution_options={"populate_existing": anew}):
            owner, record = cells[2 * n : 2 * n + 2]
            if record is not None:
                found[n][owner].append(record)
        return found

    def of(self, owner: Any) -> list[list[Any]]:
        """Return each list of one record."""
        return [rows[owner.id] for rows in self.read({owner.__tablename__: [owner.id]})] if self.lists else []

    def fill(self, *owners: Any, anew: bool = False) -> None:
        """Put the lists of the records where their relationships look for them."""
        by_kind: dict[str, dict[UUID, Any]] = {}
        for owner in owners:
            by_kind.setdefault(owner.__tablename__, {})[owner.id] = owner
        if not by_kind:
            return
        for one, found in zip(self.lists, self.read(by_kind, anew=anew), strict=True):
            for key, records in found.items():
                set_committed_value(by_kind[one.owner.table.name][key], one.attribute.key, records)  # type: ignore[union-attr]
