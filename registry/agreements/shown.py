"""An agreement's content laid out for reading: the sections of a page and of the document, from the fields' table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry.agreements.comparison import words
from registry.agreements.fields import FIELDS, FROZEN, AgreementField, ValueShape
from registry.agreements.kinds import AgreementKind
from registry.core.i18n import _, joined


@dataclass(frozen=True, slots=True)
class Section:
    """What is read under one heading: facts as (label, value), and tables as (field, rows)."""

    label: Any
    facts: list[tuple[Any, Any]]
    tables: list[tuple[AgreementField, list[dict[str, Any]]]]


def sections(content: Mapping[str, Any], kind: AgreementKind) -> list[Section]:
    """Return content in words as the sections of a page: those of the kind's form, each with what is read there.

    What the kind does not ask for is left out when nothing stands there.
    """
    asked = {field.name for field in kind.asked}
    found = []
    for page, (label, _names) in kind.pages.items():
        here = [kind.field(one) for one in FROZEN if kind.page_of(one.name) == page]
        read = [one for one in here if content[one.name] or one.name in asked or not one.written]
        facts = [fact for one in read if one.shape is not ValueShape.ROWS for fact in facts_of(one, content)]
        found.append(
            Section(label, facts, [(one, content[one.name]) for one in read if one.shape is ValueShape.ROWS])
        )
    return [section for section in found if section.facts or section.tables]


def facts_of(field: AgreementField, content: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """Yield what a field says as (label, value): one row of facts each of its own."""
    value = content[field.name]
    if field.shape is ValueShape.FACTS and field.rows is not None:
        yield from ((one.label, _written(one, value[one.name])) for one in field.rows if value)
    elif field.name == "unit_id":
        yield field.label, joined(filter(None, (content["city"]["unit"], content["city"]["administration"])))
    elif field.name == "grounds":
        yield field.label, [f"{one['text']} ({one['reference']})" for one in value]
    else:
        yield field.label, _written(field, value)


def _written(field: AgreementField, value: Any) -> Any:
    is_list = field.shape in {ValueShape.RECORDS, ValueShape.CHOICES}
    return value if is_list or field.shape is ValueShape.DAY else words(field, value)


def columns(field: AgreementField, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the columns of a field's table; what is read beside another has none of its own, nor what no row says."""
    beside = {one.beside: one.name for one in field.rows or () if one.beside}
    own = [
        one
        for one in field.rows or ()
        if not one.beside
        and (
            one.is_required
            or not rows
            or any(row[one.name] or row.get(beside.get(one.name, "")) for row in rows)
        )
    ]
    return [{"key": one.name, "label": one.label, "numeric": one.shape is ValueShape.MONEY} for one in own]


def cell(field: AgreementField, row: Mapping[str, Any], key: str) -> Any:
    """Return what a table's cell says, with what is read beside it: a day or a list as it is, all else in words."""
    read = [one for one in field.rows or () if key in {one.name, one.beside}]
    if read[0].shape in {ValueShape.DAY, ValueShape.CHOICES}:
        return row[key]
    if read[0].shape is ValueShape.YES:
        return _("Ja") if row[key] else None
    told = [said for one in read if (said := words(one, row[one.name]))]
    return joined(told, " ") if told[1:] else next(iter(told), None)


def layout(content: Mapping[str, Any], kind: AgreementKind) -> list[dict[str, Any]]:
    """Return the document's sections in order, with what a partner may read: heading, and each part as plain data.

    A section without anything known or needed is left out, so that no heading stands alone.
    """
    headings: dict[str, list[dict[str, Any]]] = {}
    for field in map(kind.field, FIELDS.public()):
        is_needed, value = field.name in kind.needed, content.get(field.name)
        if field.heading and field.frozen and (is_needed or value not in (None, "", [])):
            columns = [
                {"name": one.name, "label": str(one.label), "shape": one.shape.value}
                for one in field.rows or ()
            ]
            headings.setdefault(str(field.heading), []).append(
                {
                    "name": field.name,
                    "label": str(field.label),
                    "shape": field.shape.value,
                    "columns": columns,
                }
            )
    return [{"heading": heading, "parts": parts} for heading, parts in headings.items()]
