"""Keyset pagination: every page costs the same, however far in. The cursor is the last row's sort key."""

import base64
import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, tuple_
from sqlalchemy import select as sql_select

from registry.core.database import session

SIZE = 50
COUNTED = 1000  # an exact count of a large table costs more than the page itself


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


def page_of(
    select: Select[Any],
    keys: Sequence[Any],
    *,
    cursor: str | None,
    size: int = SIZE,
    descending: bool = False,
) -> Page:
    """Return one page of the select, in the order of `keys`: columns that together are unique, all in one direction.

    `cursor` is a Page's `before` or `after`, or None for the first page; a broken one also gives the first page.
    """
    direction, values = _read(cursor, keys)
    backwards = direction == "b"
    if values is not None:
        edge, here = tuple_(*keys), tuple_(*values)
        select = select.where(edge < here if backwards is not descending else edge > here)
    order = [key.desc() if backwards is not descending else key.asc() for key in keys]
    found = list(session.execute(select.order_by(None).order_by(*order).limit(size + 1)).all())
    more = len(found) > size
    rows = found[:size][::-1] if backwards else found[:size]
    names = [key.key for key in keys]
    first = _write("b", rows[0], names) if rows and (more if backwards else values is not None) else None
    last = _write("a", rows[-1], names) if rows and (values is not None if backwards else more) else None
    return Page(rows, first, last)


def page_in(keys: Sequence[tuple[Any, ...]], *, cursor: str | None, size: int = SIZE) -> Page:
    """Return one page of keys that are all at hand and in order, as `page_of` does of a table."""
    kinds = [type(value) for value in keys[0]] if keys else []
    direction, values = _unpack(cursor, len(kinds), lambda at, text: kinds[at](text))
    edge = tuple(values) if values is not None else None
    if edge is None:
        start, end = 0, min(size, len(keys))
    elif direction == "b":
        end = bisect_left(keys, edge)
        start = max(0, end - size)
    else:
        start = bisect_right(keys, edge)
        end = min(start + size, len(keys))
    rows = list(keys[start:end])
    first = _packed("b", rows[0]) if rows and start else None
    return Page(rows, first, _packed("a", rows[-1]) if rows and end < len(keys) else None)


def whole_in_batches(select: Select[Any], keys: Sequence[Any], *, size: int) -> Iterator[list[Any]]:
    """Yield everything that the select has, in the order of `keys`, so many rows at a time."""
    cursor: str | None = None
    while True:
        batch = page_of(select, keys, cursor=cursor, size=size)
        yield batch.rows
        cursor = batch.after
        if cursor is None:
            return


def _write(direction: str, row: Any, names: list[str]) -> str:
    return _packed(direction, [getattr(row, name) for name in names])


def _packed(direction: str, values: Iterable[Any]) -> str:
    written = json.dumps([direction, *map(str, values)])
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _read(cursor: str | None, keys: Sequence[Any]) -> tuple[str, list[Any] | None]:
    return _unpack(cursor, len(keys), lambda at, text: _bound(keys[at], text))


def _unpack(
    cursor: str | None, number: int, bound: Callable[[int, str], Any]
) -> tuple[str, list[Any] | None]:
    """Return the direction and the values that a cursor carries; for a broken one, the beginning."""
    if not cursor:
        return "a", None
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        read = [bound(at, value) for at, value in zip(range(number), values, strict=True)]
    except (ValueError, TypeError, AttributeError):
        return "a", None
    return (direction, read) if direction in {"a", "b"} else ("a", None)


def _bound(key: Any, text: str) -> Any:
    python = key.type.python_type
    if python is str:
        return text + ""  # anything but text raises TypeError
    return python.fromisoformat(text) if issubclass(python, date) else python(text)
