"""Files made on the spot: lists that open right in a Swedish spreadsheet and cannot run anything there.

They are streamed: a register of any size is walked in one snapshot of the database, a batch in memory at a time.
"""

import csv
import io
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import IO, Any
from urllib.parse import quote

from flask import Response, request, stream_with_context

from registry.core import clock
from registry.core.database import one_snapshot
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.language import numbers
from registry.core.money import Money
from registry.core.text import clean

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # XLSX holds no more
MOST_ROWS = 1_048_576  # of one sheet, with its header
FIRST_YEAR = 1900  # before it a workbook knows no days: they are written as text
LONGEST_SHEET = 31  # letters of the name of one
FILTER_BUTTON = 3  # letters that it covers of a heading
WIDEST = 60  # letters of a column: a longer text is read in its cell
_SHEET_REFUSES = re.compile(r"[\[\]:*?/\\]")
CHUNK = 1 << 16
NAMELESS = "fil"  # where no letter of a name exists in ASCII
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Rows = Callable[[], Iterable[Sequence[Any]]]


def table_file(name: str, form: str, header: Sequence[str], rows: Rows) -> Response:
    """Return the file `name.csv` or `name.xlsx` to save, with the rows as `rows()` yields them while it is sent."""
    write = _csv if form == "csv" else partial(_xlsx, name)
    answer = Response(stream_with_context(_in_snapshot(write, header, rows)), content_type=MEDIA[form])
    return named(answer, "attachment", f"{name}.{form}")


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Return the file `name.csv` to save, made at once: for short lists that are read in the view's own transaction."""
    answer = Response(b"".join(_csv(header, lambda: rows)), content_type=MEDIA["csv"])
    return named(answer, "attachment", f"{name}.csv")


def _in_snapshot(
    write: Callable[[Sequence[str], Rows], Iterator[bytes]], header: Sequence[str], rows: Rows
) -> Iterator[bytes]:
    with one_snapshot():
        yield from write(header, rows)


def _csv(header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, semicolons, one row per line."""
    text = io.StringIO("\ufeff")
    text.seek(1)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(cell, header))  # a list that was sent to us has headings of its own
    for row in rows():
        writer.writerow([cell(value) for value in row])
        if text.tell() > CHUNK:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _xlsx(name: str, header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Written to a temporary file a row at a time; every text is a text, whatever it begins with."""
    with tempfile.TemporaryFile() as file:
        write_sheets(file, [WorkbookSheet(name[:1].upper() + name[1:], header, rows)])
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One list of a workbook: its name, its headings, and its rows as they are asked for."""

    name: str
    header: Sequence[str]
    rows: Rows


def write_sheets(
    file: IO[bytes], sheets: Iterable[WorkbookSheet], *, created: datetime | None = None
) -> None:
    """Write the lists into the file as a workbook, a sheet for each; a long one goes on in another.

    With the moment when it was made the bytes are the same each time.
    """
    import xlsxwriter  # forty modules, for those few who save a list as a workbook

    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(file, options) as book:
        if created:
            book.set_properties({"created": created})
        bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for one in sheets:
            _write_sheet(book, one, bold, moment)


def _write_sheet(book: Any, one: WorkbookSheet, bold: Any, moment: Any) -> None:
    """With a filter in the headings, and each column as wide as what stands in it."""
    widths = Counter({at: len(heading) + FILTER_BUTTON for at, heading in enumerate(one.header)})
    sheet = book.add_worksheet(_SHEET_REFUSES.sub(" ", one.name)[:LONGEST_SHEET])
    for position, heading in enumerate(one.header):
        sheet.write_string(0, position, heading, bold)
    sheet.freeze_panes(1, 0)
    first, at = sheet, 0
    for row in one.rows():
        at += 1
        if at == MOST_ROWS:
            _fit(sheet, widths)
            sheet, at = book.add_worksheet(), 0
        for position, value in enumerate(row):
            widths[position] = max(widths[position], _write(sheet, at, position, value, moment))
    _fit(sheet, widths)
    if one.header:
        first.autofilter(0, 0, at if first is sheet else MOST_ROWS - 1, len(one.header) - 1)


def _fit(sheet: Any, widths: Mapping[int, int]) -> None:
    for position, width in widths.items():
        sheet.set_column(position, position, min(width + 1, WIDEST))


def _write(sheet: Any, row: int, position: int, value: Any, moment: Any = None) -> int:
    """Write a value as what it is, and return about how many letters wide it is shown."""
    if isinstance(value, Money):
        sheet.write_number(row, position, value.ore / 100)
    elif isinstance(value, int | float | Decimal) and not isinstance(value, bool | Enum):
        sheet.write_number(row, position, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, position, _here(value), moment)
        return len("yyyy-mm-dd hh:mm")
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, position, value)
        return len("yyyy-mm-dd")
    elif text := _plain(value):
        sheet.write_string(row, position, text[:LONGEST_CELL])
        return len(text)
    else:
        return 0
    return len(str(value))


def cell(value: Any) -> str:
    """Write a value for a CSV file. What would be read as a formula gets an apostrophe first (CWE-1236).

    A telephone number is none: it stands as it is dialled in Sweden.
    """
    text = _plain(value)
    if isinstance(value, Money | int | float | Decimal) and not isinstance(value, Enum):
        return text
    text = numbers.without_plus(text) if text.startswith("+") else text
    return f"'{text}" if text.lstrip().startswith(RUNS) or text.startswith(RUNS) else text


def _here(moment: datetime) -> datetime:
    """Return a moment as the clock says in Sweden: a spreadsheet knows no time zones."""
    return clock.local(moment).replace(tzinfo=None)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Enum | bool):
        return label(value) if isinstance(value, Enum) else _("Ja") if value else _("Nej")
    if isinstance(value, date):
        return f"{_here(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Money | float | Decimal):
        return _number(value)
    if isinstance(value, list | tuple | set):
        return ", ".join(str(part) for part in value)
    return str(value)


def _number(value: Money | float | Decimal) -> str:
    """Write a number with a comma: with a point a Swedish spreadsheet takes it for a day."""
    if isinstance(value, Money):
        return value.plain().replace("\u00a0", "").replace("\u2212", "-")
    return str(value).replace(".", ",")


def file_response(
    content: bytes, filename: str, media_type: str, *, etag: str, shown: str = "inline"
) -> Response:
    """Return stored bytes, shown in the browser where it can. No browser keeps them; who asks with the tag gets 304.

    What somebody else made is to be saved (`shown="attachment"`): it is never run as a page of ours.
    """
    answer = named(Response(content, content_type=media_type), shown, filename)
    answer.headers["Cache-Control"] = "no-store"
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer


def named(answer: Response, shown: str, filename: str) -> Response:
    """Let the file be saved under its name, `shown` inline or as an attachment: in its own letters (RFC 8187), and in
    ASCII for programs that know no others. Nothing in the name can end the header.
    """
    name = re.sub(r'[\s"\\/]+', " ", clean(filename)).strip()
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, dot, ending = plain.rpartition(".")
    header = f'{shown}; filename="{plain if stem.strip(" .") else f"{NAMELESS}{dot}{ending}"}"'
    if plain != name:
        header += f"; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Content-Disposition"] = header
    return answer
