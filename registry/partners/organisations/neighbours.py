"""The rows on both sides of a key in an index, for many keys in one statement, on either engine."""

import json
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.orm import InstrumentedAttribute

from registry.core.database import session

# SQLite gets its keys as one JSON text, PostgreSQL as one array: a statement of constant length either way.
_SQLITE = """
SELECT wanted.key AS place, o.id, o.{name} AS found FROM json_each(:keys) AS wanted JOIN organisation AS o ON o.rowid IN
(SELECT n.rowid FROM organisation AS n WHERE n.{name} {sign} wanted.value ORDER BY n.{name} {way} LIMIT :near)
"""
_POSTGRESQL = """
SELECT wanted.place - 1 AS place, o.id, o.found
FROM unnest(CAST(:keys AS varchar[])) WITH ORDINALITY AS wanted(value, place)
CROSS JOIN LATERAL (SELECT n.id, n.{name} AS found FROM organisation AS n WHERE n.{name} {sign} wanted.value
ORDER BY n.{name} {way} LIMIT :near) AS o
"""


def of(
    order: InstrumentedAttribute[Any], keys: Sequence[str], near: int, *, both_sides: bool = True
) -> Iterator[tuple[int, Any, str]]:
    """Yield (position of the key, the organisation's identifier as the engine has it, its value in the column).

    `near` rows from the key on and, unless told otherwise, as many before it. `identifier` reads the identifier: most
    rows are not worth that.
    """
    if not keys:
        return
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    given = json.dumps(list(keys)) if is_sqlite else list(keys)
    for sign, way in ((">=", "ASC"), ("<", "DESC"))[: 2 if both_sides else 1]:
        statement = _statement(_SQLITE if is_sqlite else _POSTGRESQL, order.key, sign, way)
        for row in session.execute(statement, {"keys": given, "near": near}).all():
            yield row[0], row[1], row[2]


def identifier(stored: Any) -> UUID:
    """Return the identifier of a row that `of` found."""
    return stored if isinstance(stored, UUID) else UUID(stored)


def _statement(shape: str, name: str, sign: str, way: str) -> TextClause:
    """`name` is a column of ours, never what somebody typed."""
    return text(shape.format(name=name, sign=sign, way=way))
