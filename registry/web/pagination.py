"""Keyset pagination: every page costs the same, however far in. The cursor is the last row's sort key."""

import base64
import json
from collections.abc import Sequence
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


def _write(direction: str, row: Any, names: list[str]) -> str:
    values = [str(getattr(row, name)) for name in names]
    return base64.urlsafe_b64encode(json.dumps([direction, *values]).encode()).decode().rstrip("=")


def _read(cursor: str | None, keys: Sequence[Any]) -> tuple[str, list[Any] | None]:
    if not cursor:
        return "a", None
    try:
        direction, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        bound = [_bound(key, value) for key, value in zip(keys, values, strict=True)]
    except (ValueError, TypeError, AttributeError):
        return "a", None
    return (direction, bound) if direction in {"a", "b"} else ("a", None)


def _bound(key: Any, text: str) -> Any:
    python = key.type.python_type
    if python is str:
        return text + ""  # anything but text raises TypeError
    return python.fromisoformat(text) if issubclass(python, date) else python(text)
