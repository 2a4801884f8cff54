"""A record with a value of its own in every field, and what each place where it is read tells of it."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import Enum
from typing import Any

from sqlalchemy import Boolean, Date, Integer
from werkzeug.test import TestResponse

from registry.core.columns import StoredChoice
from registry.core.fields import Fields
from registry.core.labels import label
from registry.core.record_fields import RecordField
from tests.reading import parsed

Told = Callable[[], set[str]]  # the names of the fields that a place tells, with their values


def planted(model: type[Any], fields: Iterable[RecordField], **given: Any) -> dict[str, Any]:
    """Return a value for each field; what must have a certain form, or is a row of its own, is given."""
    return {
        field.name: given[field.name] if field.name in given else _value(model, field.name, number)
        for number, field in enumerate(fields)
        if field.name in given or not field.is_list
    }


def _value(model: type[Any], name: str, number: int) -> Any:
    match model.__table__.c[name].type:
        case StoredChoice() as kind:
            return list(kind.enum)[-1]
        case Boolean():
            return True
        case Date():
            return date(1990 + number, 3, 4)
        case Integer():
            return 1800 + number
        case _:
            return f"Ord om {name.replace('_', ' ')}"


def said(value: Any) -> str:
    """Write a value as people read it."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, list | tuple):
        return ", ".join(map(said, value))
    return label(value) if isinstance(value, Enum) else " ".join(str(value).split()).removeprefix("https://")


def text_of(response: TestResponse) -> str:
    """Return all that the page says, with the addresses and values in its markup."""
    return " ".join(parsed(response.text).get_text(" ").split()) + response.text


def facts_of(response: TestResponse) -> dict[str, str]:
    """Return the lines of facts on the page, by label."""
    lines = parsed(response.text).select("dl.summary > div")
    return {" ".join(line.dt.get_text().split()): " ".join(line.dd.get_text(" ").split()) for line in lines}


def refused_in(response: TestResponse) -> list[str]:
    """Return what the page says must be put right: the label of a control, and the words."""
    assert response.status_code == 422, response.status_code
    return [
        " ".join(line.get_text().split()) for line in parsed(response.text).select("[data-error-summary] li")
    ]


def missed(fields: Iterable[RecordField], told: Iterable[str]) -> set[str]:
    """Return the fields that are told to be missing, each under the label of its control."""
    return {
        field.name
        for field in fields
        if field.needed_by
        and any(line.startswith(str(field.asked)) and line.endswith(str(field.missing)) for line in told)
    }


def listed_in(response: TestResponse) -> dict[str, str]:
    """Return the first row of an exported list, by heading."""
    header, row = list(csv.reader(io.StringIO(response.data.decode("utf-8-sig")), delimiter=";"))[:2]
    return dict(zip(header, row, strict=True))


def among(lines: dict[str, str], fields: Iterable[RecordField], values: dict[str, Any]) -> set[str]:
    """Return the fields that the lines tell under one of their labels, each with its value."""
    return {
        field.name
        for field in fields
        for words in (field.line, field.partner_label, field.label)
        if words and all(part in lines.get(str(words), "") for part in said(values[field.name]).split(", "))
    }


@contextmanager
def without(fields: Fields[Any], forgotten: Iterable[str]) -> Iterator[None]:
    """Forget some fields, as if nobody had said them."""
    every = dict(fields._by_name)
    for name in forgotten:
        del fields._by_name[name]
    try:
        yield
    finally:
        fields._by_name.clear()
        fields._by_name.update(every)


def told_by_the_table(
    fields: Fields[Any], told: Told, wanted: Iterable[str], *, turns: int | None = None
) -> None:
    """Hold that a place tells all that is wanted, and each of it for no other reason than that the table says it.

    Each field is forgotten once: one in each turn, or several in one of few `turns` where the place is a page.
    """
    names = sorted(wanted)
    assert names
    whole = told()
    assert whole >= set(names), f"not told: {sorted(set(names) - whole)}"
    turns = turns or len(names)
    for turn in range(turns):
        with without(fields, names[turn::turns]):
            assert set(names) - told() == set(names[turn::turns])
