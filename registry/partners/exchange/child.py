"""Reading a list in a limited process: what is hostile in it can cost no more than that process."""

import hashlib
import json
import os
import subprocess
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BufferedIOBase
from itertools import islice
from typing import IO, Any, BinaryIO, cast

from registry.core import limited
from registry.core.errors import DomainError, Problem
from registry.partners.exchange import sentences
from registry.partners.exchange.fields import Layout
from registry.partners.exchange.formats.table import ReadingLimits, Record

_MOST_MESSAGE = 256 << 20
SAMPLES = 5


class FileRefused(DomainError):
    """The file itself cannot be taken in; the message says why and what to do."""

    def __init__(self, code: str, values: dict[str, Any] | None = None) -> None:
        self.code = code
        super().__init__(Problem(sentences.refusal(code, values or {}), "file"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A list as it comes from the reading process: what its columns are, and its rows a portion at a time."""

    layout: Layout
    columns: list[str]
    remarks: list[str]
    portions: Iterator[list[Record]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A whole list, read and packed small: what its columns are, the portions, and a few rows to look at."""

    layout: Layout
    columns: list[str]
    remarks: list[str]
    portions: list[bytes]
    row_count: int
    samples: list[list[str]]


def packed(stream: BinaryIO, limits: ReadingLimits, remembered: Mapping[str, str] | None = None) -> Packed:
    """Read the whole list and return it packed. Raises FileRefused."""
    portions: list[bytes] = []
    samples: list[list[str]] = []
    number = 0
    with reading(stream, limits, remembered) as found:
        for portion in found.portions:
            portions.append(pack(portion))
            number += len(portion)
            samples += sampled(portion, most=SAMPLES - len(samples))
        return Packed(
            layout=found.layout,
            columns=found.columns,
            remarks=found.remarks,
            portions=portions,
            row_count=number,
            samples=samples,
        )


@contextmanager
def reading(
    stream: BinaryIO, limits: ReadingLimits, remembered: Mapping[str, str] | None = None
) -> Iterator[Reading]:
    """Read the list in the stream, which must be an open file. Raises FileRefused, also while the portions come.

    `remembered` is what a person has said of such a list's columns before: the sieve must know where numbers stand.
    """
    process = _started(stream, limits, remembered or {})
    answers = cast("IO[bytes]", process.stdout)
    try:
        first = _message(answers)
        yield Reading(
            layout=Layout(first["layout"]),
            columns=first["columns"],
            remarks=first["remarks"],
            portions=_portions(answers),
        )
    finally:
        process.kill()
        answers.close()
        process.wait()


def pack(records: Iterable[Record]) -> bytes:
    """Return a portion's rows packed small."""
    return zlib.compress(json.dumps(list(records), ensure_ascii=False).encode(), 1)


def unpacked(portion: bytes) -> list[Record]:
    """Return the rows of a packed portion."""
    return [Record(*one) for one in json.loads(zlib.decompress(portion))]


def sampled(records: Iterable[Record], *, most: int = SAMPLES) -> list[list[str]]:
    """Return the first rows that have cells, each cell cut, for whoever says what the columns hold."""
    return [
        [cell[:120] for cell in one.cells]
        for one in islice((r for r in records if r.cells), most)
        if one.cells
    ]


def held(content: bytes) -> BinaryIO:
    """Return a file in memory with the content: what is sent to us is never written to a disk as it came."""
    descriptor = os.memfd_create("list")
    file = os.fdopen(descriptor, "w+b")
    file.write(content)
    file.seek(0)
    return file


def digest(stream: BinaryIO) -> str:
    """Return the SHA-256 of the whole file, and leave it at its beginning."""
    stream.seek(0)
    found = hashlib.file_digest(cast("BufferedIOBase", stream), "sha256").hexdigest()
    stream.seek(0)
    return found


def _started(
    stream: BinaryIO, limits: ReadingLimits, remembered: Mapping[str, str]
) -> "subprocess.Popen[bytes]":
    """Start the reading process; what it complains of could quote the list, so nobody hears it."""
    settings = json.dumps(asdict(limits)), json.dumps(remembered)
    return limited.started("registry.partners.exchange.reader", stream.fileno(), *settings)


def _portions(answers: IO[bytes]) -> Iterator[list[Record]]:
    while not (message := _message(answers)).get("end"):
        yield [Record(*one) for one in message["rows"]]


def _message(answers: IO[bytes]) -> dict[str, Any]:
    """The next message. Silence means that the kernel ended the process: for its memory, or for its time."""
    line = answers.readline(_MOST_MESSAGE)
    if not line.endswith(b"\n"):
        raise FileRefused("limit")
    message: dict[str, Any] = json.loads(line)
    if "refused" in message:
        raise FileRefused(message["refused"], message["values"])
    return message
