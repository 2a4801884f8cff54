"""Lists as files: the ways in which municipalities lay them out and save them, each with the line of every row."""

import csv
import io
import json
import random
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import xlsxwriter

from benchmarks.lists.world import Row
from registry.partners.exchange.fields import ListField

F = ListField
_SWEDISH = {
    F.NAME: "Namn", F.NUMBER: "Organisationsnummer", F.SOURCE_ID: "Id", F.STREET: "Adress", F.POSTCODE: "Postnr",
    F.SEAT: "Ort", F.EMAIL: "E-post", F.PHONE: "Telefon", F.WEBSITE: "Hemsida", F.PURPOSE: "Ändamål",
    F.FOUNDED_YEAR: "Bildad", F.PERSON: "Kontaktperson", F.PERSON_EMAIL: "Kontaktpersonens e-post",
    F.TYPES: "Föreningstyp", F.ACTIVITIES: "Aktiviteter", F.CATEGORIES: "Kategorier",
    F.BANKGIRO: "Bankgiro", F.COUNTRY: "Land",
}  # fmt: skip
_CAMEL = _SWEDISH | {
    F.NAME: "orgName", F.NUMBER: "orgNumber", F.STREET: "streetAddress", F.POSTCODE: "postalCode", F.SEAT: "city",
    F.EMAIL: "email", F.PHONE: "phone", F.WEBSITE: "web", F.SOURCE_ID: "objectId", F.PURPOSE: "description",
}  # fmt: skip
_KEYS = {
    F.NAME: "name", F.NUMBER: "org_number", F.SOURCE_ID: "detail_url", F.STREET: "street_address",
    F.POSTCODE: "postal_code", F.SEAT: "city", F.EMAIL: "email", F.PHONE: "phone", F.WEBSITE: "homepage_url",
    F.BANKGIRO: "bankgiro", F.COUNTRY: "country",
}  # fmt: skip


class ListFile(NamedTuple):
    """A list as a file: its name, its bytes, and on which line its first row stands."""

    name: str
    content: bytes
    first: int


def saved(dice: random.Random, number: int, rows: Sequence[Row]) -> ListFile:
    """Return the rows as one of the usual kinds of file."""
    chosen = dice.choices(_KINDS, _SHARES)[0]
    name, content, first = chosen(rows)
    return ListFile(f"lista-{number}.{name}", content, first)


def _as_csv(rows: Sequence[Row], headings: dict[ListField, str], separator: str, title: str = "") -> str:
    text = io.StringIO()
    text.write(title)
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headings.values())
    writer.writerows([row.cells.get(one, "") for one in headings] for row in rows)
    return text.getvalue()


def _plain(rows: Sequence[Row]) -> tuple[str, bytes, int]:
    return "csv", _as_csv(rows, _SWEDISH, ";").encode("utf-8-sig"), 2


def _latin(rows: Sequence[Row]) -> tuple[str, bytes, int]:
    return "csv", _as_csv(rows, _SWEDISH, ";").encode("cp1252", "replace"), 2


def _titled(rows: Sequence[Row]) -> tuple[str, bytes, int]:
    return "csv", _as_csv(rows, _SWEDISH, ";", "Föreningar i kommunen;;;\r\n;;;\r\n").encode(), 4


def _commas(rows: Sequence[Row]) -> tuple[str, bytes, int]:
    return "csv", _as_csv(rows, _CAMEL, ",").encode(), 2


def _workbook(rows: Sequence[Row]) -> tuple[str, bytes, int]:
    """The list on the second sheet, behind one of information."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.add_worksheet("Info").write(0, 0, "Uttag ur föreningsregistret")
        sheet = book.add_worksheet("Föreningar")
        sheet.write_row(0, 0, _SWEDISH.values())
        for place, row in enumerate(rows, 1):
            for column, one in enumerate(_SWEDISH):
                sheet.write_string(place, column, row.cells.get(one, ""))
    return "xlsx", held.getvalue(), 2


def _json(rows: Sequence[Row]) -> tuple[str, bytes, int]:
    return "json", json.dumps([{"association": _association(row.cells)} for row in rows]).encode(), 1


def _association(cells: dict[ListField, str]) -> dict[str, Any]:
    told: dict[str, Any] = {key: cells.get(one) or None for one, key in _KEYS.items()}
    filed = {"types": F.TYPES, "activities": F.ACTIVITIES, "categories": F.CATEGORIES}
    told |= {key: cells[one].split(", ") for key, one in filed.items() if cells.get(one)}
    section = {"founded_year": cells.get(F.FOUNDED_YEAR)}
    told["description"] = {"free_text": cells.get(F.PURPOSE), "sections": [{"data": section}]}
    if cells.get(F.PERSON):
        person = {"contact_person_name": cells[F.PERSON], "contact_person_email": cells.get(F.PERSON_EMAIL)}
        told["contacts"] = [person]
    return told


_KINDS: tuple[Callable[[Sequence[Row]], tuple[str, bytes, int]], ...] = (
    _json, _plain, _latin, _titled, _commas, _workbook,
)  # fmt: skip
_SHARES = (50, 20, 8, 7, 10, 5)
