"""Rows of several tables in one statement, one kind below the other: what is read whole anyway needs no more trips."""

from collections import namedtuple
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import CompoundSelect, Select, cast, func, literal_column, null, select, union_all

from registry.core.database import session


class BoundedRows(NamedTuple):
    """Rows to read: the statement for their columns, their order, and how many at most."""

    statement: Select[Any]
    order: tuple[Any, ...]
    most: int


def read_together(*kinds: BoundedRows, **values: Any) -> list[list[Any]]:
    """Return the rows of each kind in their order, named by their columns, in one statement with the values.

    The statement is made once for the same kinds: keep them.
    """
    statement, shapes = _union(kinds)
    found: list[list[Any]] = [[] for _kind in kinds]
    for row in session.execute(statement, values):
        start, end, shape = shapes[row[0]]
        found[row[0]].append(shape(*row[start:end]))
    return found


@lru_cache(maxsize=32)
def _union(kinds: tuple[BoundedRows, ...]) -> tuple[CompoundSelect[Any], list[tuple[int, int, Any]]]:
    """Each kind has columns of its own, which are empty in the rows of the others."""
    parts, shapes, start = [], [], 2
    for n, kind in enumerate(kinds):
        names = kind.statement.selected_columns.keys()
        shapes.append((start, start := start + len(names), namedtuple("Cells", names, rename=True)))
        place = func.row_number().over(order_by=kind.order).label("place")
        rows = kind.statement.add_columns(place).order_by(*kind.order).limit(kind.most).subquery(f"kind_{n}")
        *own, placed = rows.c
        cells: list[Any] = [literal_column(str(n)).label("n"), placed]
        for other, theirs in enumerate(kinds):
            columns = own if other == n else theirs.statement.selected_columns
            cells += [
                (column if other == n else cast(null(), column.type)).label(f"cell_{other}_{k}")
                for k, column in enumerate(columns)
            ]
        parts.append(select(*cells))
    return union_all(*parts).order_by("n", "place"), shapes
