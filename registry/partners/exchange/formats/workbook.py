"""XLSX, read by calamine: no formulas are run and no XML entities expanded. What the zip hides is checked first."""

import re
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, BinaryIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from registry.partners.exchange import columns
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats.table import MOST_CELL, MOST_COLUMNS, Table, Unreadable, fitted, named

_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_HEAD = 4096
_MOST_ROWS = 1 << 20
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")


def is_workbook(names: list[str]) -> bool:
    """Return whether a zip with these entries is a workbook."""
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def read(stream: BinaryIO, archive: zipfile.ZipFile) -> Table:
    """Return the table of the sheet with a column for the name and the most rows. Raises Unreadable."""
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            _check_part(archive, name)
    stream.seek(0)
    try:
        workbook = CalamineWorkbook.from_filelike(stream)
        sheets = [one.name for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
        sheet = _fullest([one for one in map(workbook.get_sheet_by_name, sheets) if one.height])
    except (CalamineError, ValueError, OSError):
        raise Unreadable("workbook") from None
    if sheet is None:
        raise Unreadable("empty")
    if sheet.end and sheet.end[1] >= 4 * MOST_COLUMNS:
        raise Unreadable("columns", most=MOST_COLUMNS)
    remarks = [f"sheet:{sheet.name}"] if len(sheets) > 1 else []
    return _table(sheet, remarks)


def _fullest(sheets: list[CalamineSheet]) -> CalamineSheet | None:
    """The sheet with names and the most rows; of sheets without names the first: a title page comes before a list."""
    named = [one for one in sheets if _has_names(one)]
    return max(named, key=lambda one: one.height, default=next(iter(sheets), None))


def _has_names(sheet: CalamineSheet) -> bool:
    head = ([_text(cell) for cell in row] for row in islice(sheet.iter_rows(), 20))
    return any(
        ListField.NAME in columns.guess(cells).values() and sum(map(bool, cells)) > 1 for cells in head
    )


def _check_part(archive: zipfile.ZipFile, name: str) -> None:
    with archive.open(name) as part:
        head = part.read(_HEAD)
    if any(word in head for word in _FORBIDDEN):
        raise Unreadable("entities")
    if found := _DIMENSION.search(head):
        width = 0
        for letter in found[1][:4]:
            width = width * 26 + letter - 64
        if width > 4 * MOST_COLUMNS:
            raise Unreadable("columns", most=MOST_COLUMNS)
        if int(found[2][:9]) > _MOST_ROWS:
            raise Unreadable("workbook")


def _table(sheet: CalamineSheet, remarks: list[str]) -> Table:
    first = (sheet.start or (0, 0))[0] + 1  # the rows begin where the sheet's content does
    rows = ((first + place, [_text(cell) for cell in row]) for place, row in enumerate(sheet.iter_rows()))
    head = list(islice(rows, 20))
    place = _headings([cells for _line, cells in head])
    columns = named(head[place][1])
    if place:
        remarks = [*remarks, f"skipped:{place}"]
    records = (
        fitted(line, cells, len(columns)) for line, cells in chain(head[place + 1 :], rows) if any(cells)
    )
    return Table(layout=Layout.TABLE, columns=columns, records=records, remarks=remarks)


def _headings(rows: list[list[str]]) -> int:
    for place, cells in enumerate(rows):
        if ListField.NAME in columns.guess(cells).values() and sum(map(bool, cells)) > 1:
            return place
    widest = max((sum(map(bool, cells)) for cells in rows), default=0)
    if not widest:
        raise Unreadable("empty")
    return next(place for place, cells in enumerate(rows) if sum(map(bool, cells)) == widest)


def _text(value: Any) -> str:
    """A cell as text: whole numbers without a decimal point, dates as YYYY-MM-DD, yes and no in words."""
    if isinstance(value, str):
        return value[:MOST_CELL].replace("\0", "").strip()
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, timedelta | int) else ""
