"""The reading process: it sees the file, and gives back rows without persons' numbers. `child.py` starts it.

It has no part of the environment, no network use, no database and no file but the list. The kernel holds it to its
limits; whatever it is busy with, it ends.
"""

import gc
import json
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import IO, Any

from registry.core import limited, personal
from registry.partners.exchange import columns
from registry.partners.exchange.fields import Layout, ListField
from registry.partners.exchange.formats import opening
from registry.partners.exchange.formats.sieve import Sieve
from registry.partners.exchange.formats.table import KNOWN, ReadingLimits, Record, Table, Unreadable

PORTION = 1000
MOST_TEXT = (
    1 << 22
)  # characters in one portion, but for its last row: a workbook can say one long text many times over


def serve(descriptor: int, limits: str, remembered: str) -> None:
    """Read the list in the open file `descriptor` and write what it holds to standard output, a message a line.

    `remembered` is what a person has said of such a list's columns before, by heading.
    """
    allowed = ReadingLimits(**json.loads(limits))
    _limit(allowed)
    out = sys.stdout
    try:
        with os.fdopen(descriptor, "rb") as stream:
            _tell(out, opening.table(stream, allowed), allowed, json.loads(remembered))
    except Unreadable as refused:
        _say(out, {"refused": refused.code, "values": refused.values})
    except MemoryError:
        _say(out, {"refused": "memory", "values": {}})
    except Exception as error:  # whatever it is, the other side must hear of it, but not what the file says
        _say(out, {"refused": "broken", "values": {}, "kind": type(error).__name__})
    out.flush()
    os._exit(0)


def _limit(limits: ReadingLimits) -> None:
    limited.limit(wall=limits.wall, cpu=limits.cpu, memory=limits.memory)
    gc.freeze()


def _tell(out: IO[str], table: Table, limits: ReadingLimits, remembered: Mapping[str, str]) -> None:
    known = table.layout is not Layout.TABLE
    guessed = dict(enumerate(KNOWN)) if known else columns.guess(table.columns, remembered)
    if not known and _are_somebodys(table.columns, named=ListField.NAME in guessed.values()):
        raise Unreadable("empty")
    remarks = [personal.without(remark) for remark in table.remarks]
    _say(out, {"layout": table.layout.value, "columns": table.columns, "remarks": remarks})
    records = _counted(table.records, limits)
    first = list(islice(records, PORTION))
    sieve = Sieve(table.columns, guessed, first)
    for portion in _portions(map(sieve.clear, chain(first, records))):
        _say(out, {"rows": portion})
    _say(out, {"end": True})


def _are_somebodys(headings: list[str], *, named: bool) -> bool:
    """Whether the first row is no headings but somebody's; a date may be a heading where another one says `Namn`."""
    return any(
        personal.has_personal(one) or (not named and len(one) > 5 and personal.is_personal(one))
        for one in headings
    )


def _counted(records: Iterator[Record], limits: ReadingLimits) -> Iterator[Record]:
    text = 0
    for number, record in enumerate(records, 1):
        text += _length(record)
        if number > limits.rows:
            raise Unreadable("rows", most=limits.rows)
        if text > limits.unpacked:
            raise Unreadable("bomb", most=limits.unpacked >> 20)
        yield record


def _portions(records: Iterator[Record]) -> Iterator[list[Record]]:
    portion: list[Record] = []
    text = 0
    for record in records:
        portion.append(record)
        text += _length(record)
        if len(portion) == PORTION or text > MOST_TEXT:
            yield portion
            portion, text = [], 0
    if portion:
        yield portion


def _length(record: Record) -> int:
    return sum(map(len, record.cells or ()))


def _say(out: IO[str], message: dict[str, Any]) -> None:
    out.write(json.dumps(message, ensure_ascii=True))
    out.write("\n")
