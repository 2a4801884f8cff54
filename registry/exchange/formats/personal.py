"""Personal identity numbers never enter: they are found and taken away before anything leaves the reading process.

The third digit of an organisation number is at least 2, so a 0 or 1 there means a month, and a person
(`domain.md` 6.1). In the column for the number that is enough; elsewhere the date and the check digit must hold too,
since telephone numbers look alike.
"""

import re
from collections.abc import Mapping, Sequence

from registry.exchange import columns
from registry.exchange.fields import Field
from registry.exchange.formats.table import Record

GONE = "[personnummer borttaget]"
REASON = "personal"

_ANY = re.compile(
    r"(?<![\d])(?:18|19|20)?(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01]))"
    r"\s?[-+\u2010-\u2015\u2212]?\s?(\d{4})(?:01)?(?!\d)"
)
_SEPARATORS = re.compile(r"[\s\u2010-\u2015\u2212+-]")
_PHONES = frozenset({Field.PHONE, Field.PERSON_PHONE})
_OF_PERSON = frozenset({Field.PERSON, Field.PERSON_ROLE, Field.PERSON_EMAIL})


def is_personal(text: str) -> bool:
    """Return whether what stands in a number's place is a person's number, with or without a check digit that holds."""
    digits = _SEPARATORS.sub("", text.upper().removeprefix("SE"))
    if not (digits.isascii() and digits.isdigit()):
        return has_personal(text)
    if len(digits) == 12:
        if digits[:2] in {"18", "19", "20"} and digits[4] in "01":
            return True
        digits = (
            digits[2:] if digits[:2] == "16" else digits.removesuffix("01") if digits[2] in "01" else digits
        )
    return len(digits) == 10 and digits[2] in "01"


def has_personal(text: str) -> bool:
    """Return whether a person's number stands anywhere in the text."""
    return any(_holds(match[1] + match[2]) for match in _ANY.finditer(text))


def without(text: str) -> str:
    """Return the text with every person's number in it replaced by a mark."""
    return _ANY.sub(lambda match: GONE if _holds(match[1] + match[2]) else match[0], text)


class Sieve:
    """Takes persons' numbers out of records, given what the columns seem to hold."""

    def __init__(self, headings: Sequence[str], guessed: Mapping[int, Field]) -> None:
        named = {field: place for place, field in guessed.items()}
        self.number = named.get(Field.NUMBER)
        self.phones = {place for place, field in guessed.items() if field in _PHONES}
        self.persons = {place for place, field in guessed.items() if field in _OF_PERSON}
        self.declared = [
            place
            for place, heading in enumerate(headings)
            if place not in guessed and columns.PERSONAL.fullmatch(columns.folded(heading))
        ]

    def clear(self, record: Record) -> Record:
        """Return the record without persons' numbers; a sole trader's row is refused and nothing of it is kept."""
        cells = record.cells
        if cells is None:
            return record
        if self.number is not None and cells[self.number] and is_personal(cells[self.number]):
            return Record(record.line, None, REASON)
        if self.declared and any(cells[place] for place in self.declared):
            if self.number is None or not cells[self.number]:
                return Record(record.line, None, REASON)
            cells = [GONE if place in self.declared and cell else cell for place, cell in enumerate(cells)]
        if not _ANY.search("\t".join(cells)):
            return record if cells is record.cells else Record(record.line, cells, record.reason)
        if record.reason:  # its cells are out of place: whose the number is cannot be told
            return Record(record.line, None, REASON)
        return self._masked(record.line, cells)

    def _masked(self, line: int, cells: list[str]) -> Record:
        kept = []
        for place, cell in enumerate(cells):
            if place in self.phones or not has_personal(cell):
                kept.append(cell)
            elif self.number is None and place not in self.persons and _ANY.fullmatch(cell.strip()):
                return Record(line, None, REASON)
            else:
                kept.append(without(cell))
        return Record(line, kept)


def _holds(ten: str) -> bool:
    """Whether the last of ten digits is the check digit of the others (Luhn)."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(ten)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
