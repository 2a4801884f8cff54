"""Files made on the spot: lists as CSV that opens right in a Swedish spreadsheet and cannot run anything there."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from typing import Any

from flask import Response, request

from registry.core.labels import label
from registry.core.money import Money

RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Return a file `name.csv` to save: UTF-8 with a byte order mark, semicolons, one row per line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([cell(value) for value in row] for row in rows)
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def cell(value: Any) -> str:
    """Write a value for a spreadsheet. What would be read as a formula gets an apostrophe first (CWE-1236)."""
    if value is None:
        return ""
    if isinstance(value, Enum):
        return label(value)
    if isinstance(value, date | int):
        return value.isoformat() if isinstance(value, date) else str(value)
    if isinstance(value, Money):
        return value.plain().replace("\u00a0", "").replace("\u2212", "-")
    if isinstance(value, list | tuple | set):
        return cell(", ".join(str(part) for part in value))
    text = str(value)
    return f"'{text}" if text.lstrip().startswith(RUNS) or text.startswith(RUNS) else text


def file_response(content: bytes, filename: str, media_type: str, *, etag: str) -> Response:
    """Return stored bytes, shown in the browser where it can; a browser that has them already gets 304."""
    answer = Response(content, content_type=media_type)
    answer.headers.set("Content-Disposition", "inline", filename=filename)
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(etag)
    answer.make_conditional(request)
    return answer
