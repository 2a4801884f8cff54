"""Bolagsverket's bulk file: semicolons and packed sub-fields (`domain.md` 6.5). Only legal persons are let in."""

from collections.abc import Iterator, Sequence

from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.table import Record, Table, known_cells, known_columns

NEEDED = frozenset({"organisationsidentitet", "organisationsnamn", "organisationsform"})
LEGAL_PERSON = "ORGNR-IDORG"
MAIN_NAME = "FORETAGSNAMN-ORGNAM"
SOLE_TRADER = frozenset({"E", "E-ORGFO"})


def fits(columns: Sequence[str]) -> bool:
    """Return whether these are Bolagsverket's headings."""
    return set(columns) >= NEEDED


def read(columns: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Table:
    """Return the table; everything but organisation numbers is refused unseen."""
    return Table(layout=Layout.BOLAGSVERKET, columns=known_columns(), records=_records(list(columns), rows))


def _records(columns: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[Record]:
    for line, cells in rows:
        if not any(cells):
            continue
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
        number, _dollar, kind = row.get("organisationsidentitet", "").partition("$")
        if (kind and kind != LEGAL_PERSON) or row.get("organisationsform") in SOLE_TRADER:
            yield Record(line, None, "personal")
        else:
            yield Record(line, _cells(row, number))


def _cells(row: dict[str, str], number: str) -> list[str]:
    name, others = _names(row.get("organisationsnamn", ""))
    street, postcode, seat = _address(row.get("postadress", ""))
    return known_cells(
        {
            ListField.NAME: name,
            ListField.NUMBER: number,
            ListField.SOURCE_ID: number,
            ListField.OTHER_NAME: "\n".join(others),
            ListField.LEGAL_FORM: f"bolagsverket:{row.get('organisationsform', '').removesuffix('-ORGFO')}",
            ListField.DISSOLVED_ON: row.get("avregistreringsdatum", ""),
            ListField.STREET: street,
            ListField.POSTCODE: postcode,
            ListField.SEAT: seat,
            ListField.PURPOSE: row.get("verksamhetsbeskrivning", ""),
        }
    )


def _names(packed: str) -> tuple[str, list[str]]:
    """The main name and the others, of `NAMN$FORETAGSNAMN-ORGNAM$ÅÅÅÅ-MM-DD|…`."""
    parts = [[*one.split("$"), ""][:2] for one in packed.split("|") if one]
    main = next((name for name, kind in parts if kind == MAIN_NAME), parts[0][0] if parts else "")
    return main, [name for name, _kind in parts if name and name != main]


def _address(packed: str) -> tuple[str, str, str]:
    """Street with c/o, postcode and place, of `gata$c/o$POSTORT$postnr$SE-LAND`."""
    street, care_of, seat, postcode = [part.strip() for part in [*packed.split("$"), "", "", "", ""][:4]]
    if care_of and not care_of.lower().startswith("c/o"):
        care_of = f"c/o {care_of}"
    return ", ".join(part for part in (care_of, street) if part), postcode, seat
