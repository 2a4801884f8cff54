"""What a record says as lines of facts, in the order and with the words of its table."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Any

from markupsafe import Markup

from registry.core.i18n import _, joined, marked
from registry.core.labels import label
from registry.core.record_fields import RecordField


def facts(
    fields: Iterable[RecordField],
    record: Any,
    own: Mapping[str, Any] | None = None,
    *,
    change: str = "",
    to_partner: bool = False,
    notes: Mapping[str, str] | None = None,
) -> list[tuple[Any, Any, str]]:
    """Return the lines of a summary: label, value, and the address where it is changed.

    `own` are values that the page writes in its own way, by field, and `notes` what stands under a value. Fields of one
    line are told together.
    """
    found, own, notes = [], own or {}, notes or {}
    for words, line in groupby(
        fields, key=lambda one: one.line or (to_partner and one.partner_label) or one.label
    ):
        told = [(one, own[one.name] if one.name in own else getattr(record, one.name)) for one in line]
        if any(value or not field.is_quiet for field, value in told):
            under = dict.fromkeys(notes[field.name] for field, _value in told if field.name in notes)
            found.append(
                (words, _noted(_in_a_line(told), joined(under, "; ")) if under else _in_a_line(told), change)
            )
    return found


def _noted(value: Any, under: str) -> Markup:
    return Markup('%s <span class="under">%s</span>') % (marked(value), marked(under))  # escapes them


def _in_a_line(told: Sequence[tuple[RecordField, Any]]) -> Any:
    """`Götgatan 1, 112 21 Stockholm`: a comma between, and none between those beside each other."""
    if len(told) == 1:
        return _written(told[0][1])
    groups: list[list[Any]] = []
    for field, value in told:
        if not field.is_beside or not groups:
            groups.append([])
        groups[-1] += [value.isoformat() if isinstance(value, date) else _written(value)] if value else []
    return _joined([_joined(group, " ") for group in groups if group], ", ")


def _joined(parts: Sequence[Any], by: str) -> str:
    if any(isinstance(part, Markup) for part in parts):
        return Markup(by).join(map(marked, parts))  # noqa: S704  # a comma or a blank
    return joined(map(str, parts), by)


def _written(value: Any) -> Any:
    match value:
        case bool():
            return _("Ja") if value else _("Nej")
        case Enum():
            return label(value)
        case str() if "\n" in value and not isinstance(value, Markup):
            parts = (marked(part) for part in value.split("\n") if part.strip())
            return Markup("").join(Markup("<p>%s</p>") % part for part in parts)
        case _:
            return value
