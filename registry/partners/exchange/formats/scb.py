"""SCB's bulk file: TAB, Latin-1, 12-digit numbers (`domain.md` 6.5). Only legal persons are let in.

The status codes 0, 1 and 9 are taken as never, now and no longer at work; an organisation that is no longer at work
is called dormant, since only the authority that registered it can say that it is dissolved.
"""

from collections.abc import Iterator, Sequence

from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.table import Record, Table, known_cells, known_columns

NEEDED = frozenset({"PeOrgNr", "JurForm", "Namn", "PostNr"})
PERSONS = frozenset({"10"})  # JurForm: natural persons
ESTATES = frozenset({"91"})  # dödsbon carry the dead person's number
_STANDING = {"9": "dormant", "1": "active"}
_NO_BLOCK = frozenset({"", "0", "N", "NEJ"})


def fits(columns: Sequence[str]) -> bool:
    """Return whether these are SCB's headings."""
    return set(columns) >= NEEDED


def read(columns: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Table:
    """Return the table; natural persons are refused unseen."""
    return Table(layout=Layout.SCB, columns=known_columns(), records=_records(list(columns), rows))


def _records(columns: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Record]:
    place = {name: columns.index(name) for name in (*_TAKEN, "JEStat", "FtgStat") if name in columns}
    for line, cells in rows:
        if not any(cells):
            continue
        row = {name: cells[at].strip() if at < len(cells) else "" for name, at in place.items()}
        number, form = row.get("PeOrgNr", ""), row.get("JurForm", "")
        if form in PERSONS or form in ESTATES or (len(number) == 12 and not number.startswith("16")):
            yield Record(line, None, "personal")
        else:
            yield Record(line, _cells(row))


_TAKEN = ("PeOrgNr", "JurForm", "Namn", "COAdress", "Gatuadress", "PostNr", "PostOrt", "Reklamsparrtyp")


def _cells(row: dict[str, str]) -> list[str]:
    number = row["PeOrgNr"]
    street = ", ".join(part for part in (row.get("COAdress"), row.get("Gatuadress")) if part)
    blocked = row.get("Reklamsparrtyp", "").upper() not in _NO_BLOCK
    return known_cells(
        {
            ListField.NAME: row["Namn"],
            ListField.NUMBER: number,
            ListField.SOURCE_ID: number.removeprefix("16") if len(number) == 12 else number,
            ListField.LEGAL_FORM: f"scb:{row['JurForm']}",
            ListField.STANDING: _STANDING.get(row.get("JEStat") or row.get("FtgStat") or "", ""),
            ListField.STREET: street,
            ListField.POSTCODE: row["PostNr"],
            ListField.SEAT: row.get("PostOrt", ""),
            ListField.NO_ADVERTISING: "ja" if blocked else "nej" if "Reklamsparrtyp" in row else "",
        }
    )
