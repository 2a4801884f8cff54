"""Text with a delimiter: CSV as Excel, databases and people write it. Read a line at a time."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from registry.partners.exchange.fields import Layout
from registry.partners.exchange.formats import bolagsverket, scb, sniffing
from registry.partners.exchange.formats.table import (
    MOST_CELL,
    MOST_LINE,
    Record,
    Table,
    Unreadable,
    fitted,
    named,
)

Open = Callable[[], BinaryIO]
_NUL = "\0"


def read(opened: Open) -> Table:
    """Return the table in the text that `opened` gives from its beginning each time. Raises Unreadable."""
    with opened() as stream:
        written = sniffing.encoding(stream)
    text = io.TextIOWrapper(opened(), encoding=written, errors="replace", newline="")
    head = [line for line, _number in zip(_lines(text), range(sniffing.HEAD_LINES), strict=False)]
    separator = sniffing.delimiter(head)
    place = sniffing.headings(head, separator)
    text.close()
    return _table(opened, written, separator, place)


def _table(opened: Open, written: str, separator: str, place: int) -> Table:
    text = io.TextIOWrapper(opened(), encoding=written, errors="replace", newline="")
    lines = _lines(text)
    for _skipped in range(place):
        next(lines, "")
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(lines, delimiter=separator)
    rows = _numbered(reader, place)
    _line, columns = next(rows, (0, []))
    columns = named(columns)
    if scb.fits(columns):
        return scb.read(columns, rows)
    if bolagsverket.fits(columns):
        return bolagsverket.read(columns, rows)
    remarks = [f"encoding:{written}"] if written not in {"utf-8", "utf-8-sig"} else []
    if place:
        remarks.append(f"skipped:{place}")
    return Table(layout=Layout.TABLE, columns=columns, records=_records(rows, len(columns)), remarks=remarks)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines, none longer than a line can be: what never ends is no list."""
    number = 0
    while line := text.readline(MOST_LINE):
        number += 1
        if len(line) >= MOST_LINE and not line.endswith(("\n", "\r")):
            raise Unreadable("line", line=number)
        yield line.replace(_NUL, "") if _NUL in line else line


def _numbered(reader: Iterator[list[str]], skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on in the file: a quoted cell may run over several."""
    last = 0
    try:
        for cells in reader:
            yield skipped + last + 1, cells
            last = reader.line_num  # type: ignore[attr-defined]  # csv's own reader
    except csv.Error:
        raise Unreadable("cell", line=skipped + last + 1, most=MOST_CELL) from None


def _records(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[Record]:
    for line, given in rows:
        cells = [cell.strip() for cell in given]
        if not any(cells):
            continue
        yield fitted(line, cells, width)
