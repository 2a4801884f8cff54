"""From bytes to a table: what a file is, told by its content and never by its name."""

import os
import zipfile
from collections.abc import Callable
from typing import BinaryIO, cast

from registry.partners.exchange.formats import delimited, municipal, sniffing, workbook
from registry.partners.exchange.formats.table import ReadingLimits, Table, Unreadable

MOST_ENTRIES = 200
MOST_RATIO = 200  # a list packs ten to twenty times; a bomb a thousand
_SMALL = 1 << 20  # what unpacks to less than this is no bomb, whatever its ratio
_HEAD = 8192
_LEFT_OUT = ("__MACOSX/", ".DS_Store")


def table(stream: BinaryIO, limits: ReadingLimits) -> Table:
    """Return the table in a file that can be read from any place. Raises Unreadable."""
    size = stream.seek(0, 2)
    if size > limits.size:
        raise Unreadable("size", most=limits.size >> 20)
    stream.seek(0)
    head = stream.read(_HEAD)
    if head.startswith(b"PK\x03\x04"):
        return _zipped(stream, limits)
    return _text(head, lambda: _again(stream))


def _zipped(stream: BinaryIO, limits: ReadingLimits) -> Table:
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
        entries = [one for one in archive.infolist() if not one.is_dir()]
        _check_sizes(entries, limits)
        names = [one.filename for one in entries]
        if workbook.is_workbook(names):
            return workbook.read(stream, archive)
        lists = [name for name in names if not any(part in name for part in _LEFT_OUT)]
        if len(lists) != 1:
            raise Unreadable("entries", n=len(lists))
        with archive.open(lists[0]) as inner:
            head = inner.read(_HEAD)
        if head.startswith(b"PK"):
            raise Unreadable("nested")
        return _text(head, lambda: cast("BinaryIO", archive.open(lists[0])))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError):
        raise Unreadable("zip") from None


def _check_sizes(entries: list[zipfile.ZipInfo], limits: ReadingLimits) -> None:
    if not entries or len(entries) > MOST_ENTRIES:
        raise Unreadable("entries", n=len(entries))
    unpacked = sum(one.file_size for one in entries)
    packed = sum(one.compress_size for one in entries) or 1
    if unpacked > limits.unpacked or (unpacked > _SMALL and unpacked / packed > MOST_RATIO):
        raise Unreadable("bomb", most=limits.unpacked >> 20)


def _text(head: bytes, opened: Callable[[], BinaryIO]) -> Table:
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("empty")
    if sniffing.is_binary(head):
        raise Unreadable("binary")
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"<":
        raise Unreadable("markup")
    if first in (b"[", b"{"):
        return municipal.read(opened)
    return delimited.read(opened)


def _again(stream: BinaryIO) -> BinaryIO:
    """Return the same bytes from the beginning, in a handle of its own."""
    again = os.fdopen(os.dup(stream.fileno()), "rb")
    again.seek(0)
    return again
