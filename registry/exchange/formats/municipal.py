"""Municipal association registers as JSON lists (`domain.md` 9), a record at a time however long the list."""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import ijson

from registry.exchange.fields import Field, Layout
from registry.exchange.formats.table import MOST_CELL, Record, Table, Unreadable, known_cells, known_columns

_PLAIN = {
    Field.NAME: "name",
    Field.NUMBER: "org_number",
    Field.STREET: "street_address",
    Field.POSTCODE: "postal_code",
    Field.SEAT: "city",
    Field.EMAIL: "email",
    Field.PHONE: "phone",
    Field.WEBSITE: "homepage_url",
}
_CONTACTS = {
    Field.PERSON: "contact_person_name",
    Field.PERSON_ROLE: "contact_person_role",
    Field.PERSON_EMAIL: "contact_person_email",
    Field.PERSON_PHONE: "contact_person_phone",
}
_MOST_CONTACTS = 20


def read(opened: Callable[[], BinaryIO]) -> Table:
    """Return the table: a list at the top, or the first list in an object. Raises Unreadable."""
    with opened() as stream:
        prefix = _prefix(stream)
    return Table(
        layout=Layout.MUNICIPAL, columns=known_columns(), records=_records(opened, prefix), remarks=["json"]
    )


def _prefix(stream: BinaryIO) -> str:
    try:
        for prefix, event, _value in ijson.parse(stream):
            if event == "start_array":
                return f"{prefix}.item" if prefix else "item"
    except ijson.JSONError:
        pass
    raise Unreadable("json")


def _records(opened: Callable[[], BinaryIO], prefix: str) -> Iterator[Record]:
    try:
        with opened() as stream:
            for place, item in enumerate(ijson.items(stream, prefix, use_float=True), 1):
                if isinstance(item, dict):
                    yield Record(place, _cells(item))
                else:
                    yield Record(place, None, "shape")
    except ijson.JSONError:
        raise Unreadable("json") from None


def _cells(item: dict[str, Any]) -> list[str]:
    inner = item.get("association")
    flat = {**item, **inner} if isinstance(inner, dict) else item
    description = flat.get("description")
    about = description if isinstance(description, dict) else {"free_text": description}
    values = {field: _text(flat.get(key)) for field, key in _PLAIN.items()}
    values |= {field: _text(flat.get(f"contact_{key}")) or values[field] for field, key in _ALSO.items()}
    return known_cells(
        {
            **values,
            **_persons(flat.get("contacts")),
            Field.SOURCE_ID: _text(flat.get("detail_url") or flat.get("id")),
            Field.PURPOSE: _text(about.get("free_text")),
            Field.FOUNDED_YEAR: _text(flat.get("founded_year") or about.get("founded_year")),
            Field.SEAT: values[Field.SEAT] or _text(flat.get("municipality")),
            Field.FETCHED_AT: _text(item.get("scraped_at")),
        }
    )


_ALSO = {Field.EMAIL: "email", Field.PHONE: "phone"}


def _persons(contacts: Any) -> dict[Field, str]:
    """The contacts as parallel lines: one line in each cell for each person."""
    people = [one for one in contacts if isinstance(one, dict)] if isinstance(contacts, list) else []
    return {
        field: "\n".join(" ".join(_text(one.get(key)).split()) for one in people[:_MOST_CONTACTS])
        for field, key in _CONTACTS.items()
    }


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)[:MOST_CELL]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value)[:MOST_CELL].strip()
