"""An edition of the delegation order as a file, and back again: JSON, its schema named and numbered. Pure.

Units and funding sources stand by their codes and money in kronor, so that a file can go from one installation to
another. What the head of administration has sub-delegated is not in it: that is not the nämnd's decision.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from registry.city.delegation.order import Head, Rule
from registry.city.delegation.reading import HEAD, POINT, Codes, OrderReader
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.core.money import Money

SCHEMA, VERSION = "delegation-order", 1
LARGEST = 1_000_000  # bytes
MOST_PROBLEMS = 50
MOST_POINTS = 500  # each is held against the others


@dataclass(frozen=True, slots=True)
class OrderFile:
    """What a file holds: an edition's own facts and its points in order."""

    head: Head
    points: tuple[Rule, ...]


def written(head: Head, points: Iterable[Rule], codes: Codes) -> str:
    """Return the edition as a file. Raises KeyError when a point refers to a unit or a funding source without code."""
    of_unit, of_source = codes.by_id()
    edition = {
        "schema": SCHEMA,
        "version": VERSION,
        **_plain(head, HEAD),
        "points": [
            {
                **_plain(rule, POINT),
                "scope_unit": of_unit[rule.scope_unit_id] if rule.scope_unit_id else None,
                "funding_source": of_source[rule.funding_source_id] if rule.funding_source_id else None,
            }
            for rule in points
            if rule.parent_id is None
        ],
    }
    return json.dumps(edition, ensure_ascii=False, indent=2) + "\n"


def read(content: bytes, codes: Codes) -> OrderFile:
    """Return the edition that the file holds. Raises DomainError: every problem says which point and which field."""
    data = _opened(content)
    reader = OrderReader(codes)
    head = reader.head(
        {key: value for key, value in data.items() if key not in {"schema", "version", "points"}}
    )
    rows = data.get("points")
    if not isinstance(rows, list):
        raise DomainError(_("”points” ska vara en lista med punkter."))
    if len(rows) > MOST_POINTS:
        words = _("Filen har för många punkter. Den kan ha högst %(most)s.", most=MOST_POINTS)
        raise DomainError(Problem(words, "file"))
    points = tuple(filter(None, (reader.point(row, place) for place, row in enumerate(rows, 1))))
    if reader.problems:
        raise DomainError(*(Problem(sentence, "file") for sentence in reader.problems[:MOST_PROBLEMS]))
    return OrderFile(head, points)


def _opened(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST:
        raise DomainError(Problem(_("Filen är för stor. Den kan vara högst 1 MB."), "file"))
    try:
        data = json.loads(content.decode("utf-8-sig"), parse_float=str, parse_constant=str)
        json.dumps(data, ensure_ascii=False).encode()  # half a sign can neither be stored nor shown
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise DomainError(Problem(_("Filen går inte att läsa. Den ska vara JSON i UTF-8."), "file")) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise DomainError(
            Problem(_("Filen är inte en delegationsordning (schema ”%(name)s”).", name=SCHEMA), "file")
        )
    if data.get("version") != VERSION:
        raise DomainError(
            Problem(
                _("Filens version kan inte läsas. Det här systemet läser version %(known)s.", known=VERSION),
                "file",
            )
        )
    return data


def _plain(value: Head | Rule, keys: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: _in_file(getattr(value, one.name)) for one in fields(value) if one.name in keys}


def _in_file(value: Any) -> Any:
    """A value as the file has it: amounts and multiples as whole numbers, or as text when they are not whole."""
    if isinstance(value, Money):
        value = Decimal(value.ore) / 100
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else format(value.normalize(), "f")
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
