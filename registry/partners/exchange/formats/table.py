"""What every format yields: headings and records, or why the file is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from registry.partners.exchange.fields import Layout, ListField

MOST_COLUMNS = 256
MOST_CELL = 32_000
MOST_LINE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingLimits:
    """What a file may be and what reading it may use: bytes, rows, seconds."""

    size: int = 5 << 20
    unpacked: int = 100 << 20
    rows: int = 100_000
    cpu: int = 20
    wall: int = 30
    memory: int = 1 << 30


NATIONAL = ReadingLimits(size=8 << 30, unpacked=32 << 30, rows=20_000_000, cpu=3600, wall=7200)


class Unreadable(Exception):
    """The file itself is refused: a code that has a sentence in `sentences.REFUSALS`, and what goes into it."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values


class Record(NamedTuple):
    """One row: the line it begins on, its cells in the order of the columns, or why it is refused unseen.

    `name` is all that is kept of a row that is refused for a person's number, and only of an association's.
    """

    line: int
    cells: list[str] | None
    reason: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file as read: its layout, its headings, its records, and what had to be done to read it."""

    layout: Layout
    columns: list[str]
    records: Iterator[Record]
    remarks: list[str] = field(default_factory=list)


# The columns of the known layouts, named by what they hold.
KNOWN = [
    ListField.NAME, ListField.NUMBER, ListField.SOURCE_ID, ListField.OTHER_NAME, ListField.LEGAL_FORM,
    ListField.STANDING, ListField.DISSOLVED_ON,
    ListField.STREET, ListField.POSTCODE, ListField.SEAT, ListField.EMAIL, ListField.PHONE, ListField.WEBSITE,
    ListField.PURPOSE,
    ListField.FOUNDED_YEAR, ListField.NO_ADVERTISING, ListField.PERSON, ListField.PERSON_ROLE,
    ListField.PERSON_EMAIL, ListField.PERSON_PHONE,
    ListField.FETCHED_AT, ListField.TYPES, ListField.ACTIVITIES, ListField.CATEGORIES, ListField.AFFILIATION,
    ListField.BANKGIRO, ListField.PLUSGIRO, ListField.COUNTRY,
]  # fmt: skip
_EMPTY = dict.fromkeys(KNOWN, "")


def known_columns() -> list[str]:
    """Return the headings of the known layouts."""
    return [one.value for one in KNOWN]


def known_cells(values: dict[ListField, str]) -> list[str]:
    """Return the cells of a record in a known layout."""
    return list((_EMPTY | values).values())


def named(headings: list[str]) -> list[str]:
    """Return the headings cut to a length and each one different; empty ones at the end are no columns.

    Raises Unreadable when there are none, or too many.
    """
    names: list[str] = []
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    if len(headings) > MOST_COLUMNS:
        raise Unreadable("columns", most=MOST_COLUMNS)
    for place, heading in enumerate(headings, 1):
        name = " ".join(heading.split())[:100] or f"Kolumn {place}"
        names.append(name if name not in names else f"{name} ({place})"[:100])
    if not names:
        raise Unreadable("empty")
    return names


def fitted(line: int, cells: list[str], width: int) -> Record:
    """Return the record as wide as the headings; one with something to the right of them is refused, and cut to the
    headings once the sieve has seen all of it.
    """
    if len(cells) > width and any(cells[width:]):
        return Record(line, cells, "columns")
    return Record(line, cells[:width] + [""] * (width - len(cells)))
