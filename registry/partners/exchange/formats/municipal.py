"""Municipal association registers as JSON lists (`domain.md` 9), a record at a time however long the list."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

import ijson

from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.table import (
    MOST_CELL,
    Record,
    Table,
    Unreadable,
    known_cells,
    known_columns,
)

_PLAIN = {
    ListField.NAME: "name",
    ListField.NUMBER: "org_number",
    ListField.STREET: "street_address",
    ListField.POSTCODE: "postal_code",
    ListField.SEAT: "city",
    ListField.EMAIL: "email",
    ListField.PHONE: "phone",
    ListField.WEBSITE: "homepage_url",
    ListField.COUNTRY: "country",
    ListField.BANKGIRO: "bankgiro",
    ListField.PLUSGIRO: "plusgiro",
}
_CONTACTS = {
    ListField.PERSON: "contact_person_name",
    ListField.PERSON_ROLE: "contact_person_role",
    ListField.PERSON_EMAIL: "contact_person_email",
    ListField.PERSON_PHONE: "contact_person_phone",
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
            ListField.SOURCE_ID: _text(flat.get("detail_url") or flat.get("id")),
            ListField.PURPOSE: _text(about.get("free_text")),
            ListField.FOUNDED_YEAR: _text(_said("founded_year", flat, about)),
            ListField.AFFILIATION: _text(_said("national_affiliation", flat, about)),
            **{field: _text(flat.get(key)) for field, key in _TOPICS.items()},
            ListField.SEAT: values[ListField.SEAT] or _text(flat.get("municipality")),
            ListField.FETCHED_AT: _text(item.get("scraped_at")),
        }
    )


def _said(key: str, *where: Mapping[str, Any]) -> Any:
    """What is said under the key: in the association, its description, or in a section of that."""
    sections = where[-1].get("sections")
    parts = (
        [one.get("data") for one in sections if isinstance(one, dict)] if isinstance(sections, list) else []
    )
    found = (one.get(key) for one in (*where, *parts) if isinstance(one, dict))
    return next((one for one in found if one), None)


_TOPICS = {
    ListField.TYPES: "types",
    ListField.ACTIVITIES: "activities",
    ListField.CATEGORIES: "categories",
}
_ALSO = {ListField.EMAIL: "email", ListField.PHONE: "phone"}


def _persons(contacts: Any) -> dict[ListField, str]:
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
