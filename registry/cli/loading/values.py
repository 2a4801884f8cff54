"""From what stands in a file to what a column holds, refused in words when it does not fit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, Numeric, String, Text

from registry.core.columns import Kronor, Said, StoredChoice
from registry.core.i18n import _
from registry.core.money import Money


def for_column(column: Column[Any], value: Any) -> Any:
    """Return the value as the column holds it: a code as its enum member, whole kronor as Money, text trimmed.

    Raises ValueError with a Swedish sentence when it does not fit.
    """
    if value is None:
        if not column.nullable:
            raise ValueError(_("får inte vara tomt"))
        return None
    for kind, read in _READERS:
        if isinstance(column.type, kind):
            return read(column.type, value)
    raise ValueError(_("går inte att ange i en fil"))


def _choice(type_: Any, value: Any) -> Any:
    try:
        return type_.enum(value)
    except ValueError:
        known = ", ".join(member.value for member in type_.enum)
        raise ValueError(
            _("”%(value)s” finns inte. Välj bland: %(known)s", value=value, known=known)
        ) from None


def _kronor(_type: Any, value: Any) -> Money:
    return Money.kronor(_whole(_type, value))


def _whole(_type: Any, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(_("ska vara ett heltal"))
    return value


def _number(_type: Any, value: Any) -> Decimal:
    return Decimal(_whole(_type, value)) if not isinstance(value, float) else Decimal(str(value))


def _truth(_type: Any, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("ska vara true eller false"))
    return value


def _day(_type: Any, value: Any) -> date:
    if type(value) is not date:
        raise ValueError(_("ska vara ett datum, till exempel 2025-03-25"))
    return value


def _text(type_: Any, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(_("ska vara text; sätt citattecken om den bara har siffror"))
    text = value.strip()
    if type_.length is not None and len(text) > type_.length:
        raise ValueError(_("är %(long)s tecken; högst %(most)s får plats", long=len(text), most=type_.length))
    return text


def _plain(_type: Any, value: Any) -> Any:
    """Lists and rows inside a JSON column, as plain lists and dicts."""
    if isinstance(value, dict):
        return {key: _plain(_type, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(_type, inner) for inner in value]
    return value


# The order matters: our own types are made of the plain ones that come after them.
_READERS: tuple[tuple[type, Callable[[Any, Any], Any]], ...] = (
    (StoredChoice, _choice),
    (Kronor, _kronor),
    (JSON, _plain),
    (Boolean, _truth),
    (Integer, _whole),
    (Numeric, _number),
    (Date, _day),
    (Said, _text),
    (Text, _text),
    (String, _text),
)
