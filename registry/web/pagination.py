"""Keyset pagination: every page costs the same, however far in. The cursor is the last row's sort key.

A cursor is signed for the order it belongs to, so that whatever we have not written ourselves is not even taken
apart (CWE-502): it gives the first page, as does a cursor of another list or order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Column, Integer, Label, Row, Select, bindparam, func, tuple_
from sqlalchemy import select as sql_select
from sqlalchemy.orm import ColumnProperty

from registry.core.database import rows_of, session
from registry.settings import current

SIZE = 50
_MOST, _EDGE = "page_most", "page_edge_"  # what a statement of a page is told when it is sent
Nearest = tuple[Select[Any], bool]
_statements: WeakKeyDictionary[Select[Any], dict[Any, Nearest]] = WeakKeyDictionary()
COUNTED = (
    10_000  # as far as lists and searches are counted unasked: a whole count may cost more than the page
)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of rows, and the cursors of its neighbours."""

    rows: list[Any]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has; `more` when there are more than were counted."""

    number: int
    more: bool


def count_of(select: Select[Any], most: int = COUNTED) -> Count:
    """Count the rows of a select, but never further than `most`."""
    some = select.order_by(None).limit(most + 1).subquery()
    found = session.scalar(sql_select(func.count()).select_from(some)) or 0
    return Count(min(found, most), found > most)


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a page begins: after a row's sort key, or before it when the reader goes `back`."""

    key: tuple[Any, ...]
    back: bool


def page_of(
    select: Select[Any],
    keys: Sequence[Any],
    *,
    cursor: str | None,
    size: int = SIZE,
    descending: bool = False,
    of: str = "",
) -> Page:
    """Return one page of the select, in the order of `keys`: columns that together are unique, all in one direction.

    `cursor` is a Page's `before` or `after`, or None for the first page; what is not one of this order's, or leads
    past the end, also gives the first page. `of` tells a list from another one in the same order.
    """
    order = of + _order(keys, descending=descending)
    kinds = [key.type.python_type for key in keys]
    edge = _read(cursor, order, kinds)
    found = _rows(select, keys, edge, size + 1, descending=descending)
    if edge and not found:
        edge, found = None, _rows(select, keys, None, size + 1, descending=descending)
    more, back = len(found) > size, edge is not None and edge.back
    rows = found[:size][::-1] if back else found[:size]
    has_before, has_after = (more, True) if back else (edge is not None, more)
    return _page(rows, [key.key for key in keys], order, has_before=has_before, has_after=has_after)


def page_in(keys: Sequence[tuple[Any, ...]], *, order: str, cursor: str | None, size: int = SIZE) -> Page:
    """Return one page of keys that are all at hand and in `order`, as `page_of` does of a table."""
    edge = _read(cursor, order, [type(value) for value in keys[0]] if keys else [])
    if edge and edge.back:
        end = bisect_left(keys, edge.key)
        start = max(0, end - size)
    else:
        start = bisect_right(keys, edge.key) if edge else 0
        end = min(start + size, len(keys))
    if start == end:
        start, end = 0, min(size, len(keys))
    first = _write(keys[start], order, back=True) if start else None
    last = _write(keys[end - 1], order, back=False) if end < len(keys) else None
    return Page(list(keys[start:end]), first, last)


def cursor_after(row: Any, keys: Sequence[Any], *, descending: bool = False) -> str:
    """Return the cursor of the page that follows the row in a list paged by `page_of`."""
    values = [getattr(row, key.key) for key in keys]
    return _write(values, _order(keys, descending=descending), back=False)


def whole_in_batches(
    select: Select[Any], keys: Sequence[Any], *, size: int, descending: bool = False
) -> Iterator[list[Any]]:
    """Yield everything that the select has, in the order of `keys`, so many rows at a time."""
    edge: Edge | None = None
    while True:
        batch = _rows(select, keys, edge, size, descending=descending)
        yield batch
        if len(batch) < size:
            return
        edge = Edge(tuple(getattr(batch[-1], key.key) for key in keys), back=False)


def _rows(
    select: Select[Any], keys: Sequence[Any], edge: Edge | None, most: int, *, descending: bool
) -> list[Row[Any]]:
    """Return the rows nearest to the edge, on the side that it looks to, the nearest first."""
    falling = descending is not (edge is not None and edge.back)
    key = edge.key if edge else ()
    values = {_MOST: most, **{f"{_EDGE}{number}": value for number, value in enumerate(key)}}
    statement, is_plain = _nearest(select, tuple(keys), falling=falling, edge=bool(edge))
    return list(rows_of(statement, values) if is_plain else session.execute(statement, values).all())


def _nearest(select: Select[Any], keys: tuple[Any, ...], *, falling: bool, edge: bool) -> Nearest:
    """Return the statement of `_rows`, built once for a select that is kept: that costs more than to answer it.

    With it goes whether it reads nothing but columns with names, which is done sooner without the session.
    """
    known = _statements.setdefault(select, {})
    if (nearest := known.get((keys, falling, edge))) is None:
        statement = select.order_by(None).order_by(*(key.desc() if falling else key.asc() for key in keys))
        if edge:
            here = tuple_(*(bindparam(f"{_EDGE}{n}", type_=key.type) for n, key in enumerate(keys)))
            statement = statement.where(tuple_(*keys) < here if falling else tuple_(*keys) > here)
        is_plain = all(_is_named_column(one["expr"]) for one in select.column_descriptions)
        known[keys, falling, edge] = nearest = statement.limit(bindparam(_MOST, type_=Integer)), is_plain
    return nearest


def _is_named_column(read: Any) -> bool:
    return isinstance(read, Label | Column) or isinstance(getattr(read, "property", None), ColumnProperty)


def _page(rows: list[Any], names: list[str], order: str, *, has_before: bool, has_after: bool) -> Page:
    def cursor(row: Any, *, back: bool) -> str:
        return _write([getattr(row, name) for name in names], order, back=back)

    first = cursor(rows[0], back=True) if rows and has_before else None
    return Page(rows, first, cursor(rows[-1], back=False) if rows and has_after else None)


def _order(keys: Sequence[Any], *, descending: bool) -> str:
    return f"{', '.join(map(str, keys))} {'descending' if descending else 'ascending'}"


def _seal(order: str) -> URLSafeSerializer:
    return URLSafeSerializer(current().secret_key, salt=f"page of a list by {order}")


def _write(key: Sequence[Any], order: str, *, back: bool) -> str:
    values = [value if isinstance(value, int | str) else _text(value) for value in key]
    return str(_seal(order).dumps([back, *values]))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(cursor: str | None, order: str, kinds: Sequence[type[Any]]) -> Edge | None:
    """Return what a cursor says, or None for the beginning: without one, and for one that is not of this order."""
    if not cursor:
        return None
    try:
        back, *written = _seal(order).loads(cursor)
        key = tuple(_value(kind, one) for kind, one in zip(kinds, written, strict=True))
    except (BadData, ValueError):  # not ours, not even UTF-8, or from before a column changed
        return None
    return Edge(key, back)


def _value(kind: type[Any], written: Any) -> Any:
    return kind.fromisoformat(written) if issubclass(kind, date) else kind(written)
