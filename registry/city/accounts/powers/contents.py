"""What is proposed, as plain values that a row can hold, and back again. Pure."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from registry.core.money import Money

T = TypeVar("T")
_AS_TEXT: dict[Any, Any] = {UUID: UUID, Decimal: Decimal, date: date.fromisoformat}


def written(value: Any) -> Any:
    """Return the value as JSON holds it."""
    if is_dataclass(value) and not isinstance(value, type | Money):
        return {one.name: written(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Money):
        return value.ore
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def read(kind: type[T], stored: Any) -> T:
    """Return the value of that kind that was `written`."""
    found: T = _read(kind, stored)
    return found


def _read(kind: Any, stored: Any) -> Any:
    made: Any = kind
    if stored is None:
        return None
    if get_origin(kind) in {Union, UnionType}:
        (made,) = (one for one in get_args(kind) if one is not NoneType)
    if made in _AS_TEXT:
        return _AS_TEXT[made](stored)
    if is_dataclass(made) and made is not Money:
        hints = get_type_hints(made)
        stored = {name: _read(hints[name], value) for name, value in stored.items()}
        return _made(made, **stored)
    return made(stored)


def _made(kind: Any, /, **values: Any) -> Any:
    return kind(**values)
