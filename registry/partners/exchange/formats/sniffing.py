"""Finding out how a text file was written: its encoding, its delimiter, and where its headings stand."""

import codecs
import csv
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO

from registry.partners.exchange import columns
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats.table import Unreadable

DELIMITERS = ";\t,|"
COMMENTS = ("#", "//", "%")
HEAD_LINES = 60
_BLOCK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def encoding(stream: BinaryIO) -> str:
    """Return the encoding: what a byte order mark says, UTF-8 when every byte fits it, else Windows-1252.

    Reads the whole stream, a block at a time. The five bytes that Windows-1252 leaves open mean Latin-1.
    """
    first = stream.read(_BLOCK)
    for mark, name in _BOMS:
        if first.startswith(mark):
            return name
    utf8, undefined, block = codecs.getincrementaldecoder("utf-8")("strict"), False, first
    fits = True
    while block:
        if fits:
            try:
                utf8.decode(block)
            except UnicodeDecodeError:
                fits = False
        if not fits:
            undefined = undefined or any(
                byte in block for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
            )
        block = stream.read(_BLOCK)
    if fits:
        try:
            utf8.decode(b"", final=True)
            return "utf-8"
        except UnicodeDecodeError:
            pass
    return "latin-1" if undefined else "cp1252"


def is_binary(head: bytes) -> bool:
    """Return whether the beginning of a file is no text in any encoding we read."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return odd * 20 > len(head)


def is_comment(line: str) -> bool:
    """Return whether a line before the headings says nothing of the rows: blank, a remark, or Excel's `sep=;`."""
    stripped = line.strip().lstrip('"')
    return (
        not stripped.strip(DELIMITERS + " ")
        or stripped.startswith(COMMENTS)
        or stripped.lower().startswith("sep=")
    )


def delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter by which the first lines fall most evenly into the most columns."""
    told = next((line.strip()[4:5] for line in lines if line.lower().startswith("sep=")), "")
    if told and told in DELIMITERS:
        return told
    if told == "" and any(line.lower().startswith("sep=\t") for line in lines):
        return "\t"
    shown = [line for line in lines if not is_comment(line)]
    return max(DELIMITERS, key=lambda one: _evenness(shown, one))


def headings(lines: Sequence[str], separator: str) -> int:
    """Return on which of the lines the headings stand: the first with a column for the name, else the first of usual
    width. Titles above the headings are passed over like comments. Raises Unreadable when there is nothing.
    """
    candidates = [
        (place, _cells(line, separator)) for place, line in enumerate(lines) if not is_comment(line)
    ]
    if not candidates:
        raise Unreadable("empty")
    for place, cells in candidates[:20]:
        if ListField.NAME in columns.guess(cells).values() and sum(map(bool, cells)) > 1:
            return place
    usual = Counter(len(cells) for _place, cells in candidates).most_common(1)[0][0]
    return next(place for place, cells in candidates if len(cells) == usual)


def _evenness(lines: Sequence[str], separator: str) -> tuple[int, int]:
    widths = Counter(len(_cells(line, separator)) for line in lines)
    best = max(((times * (width - 1), width) for width, times in widths.items()), default=(0, 0))
    known = max((len(columns.guess(_cells(line, separator))) for line in lines[:5]), default=0)
    return known, best[0]


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
