"""The sieve: persons' numbers are taken away and sole traders' rows refused before anything leaves the reading process.

What counts as a person's is said in `core.personal`. A row that is refused keeps its line and the reason, and its name
only when that says that it is an association's.
"""

from collections.abc import Mapping, Sequence

from registry.core import personal
from registry.core.personal import GONE
from registry.partners.exchange import columns
from registry.partners.exchange.fields import ListField
from registry.partners.exchange.formats import persons_forms
from registry.partners.exchange.formats.table import Record

REASON = "personal"
MOST_NAME = 300
# Digits: fewer are as a rule a running number, and are judged when it is said what the column holds.
SHORTEST = 5

_PHONES = frozenset({ListField.PHONE, ListField.PERSON_PHONE})
_OF_PERSON = frozenset({ListField.PERSON, ListField.PERSON_ROLE, ListField.PERSON_EMAIL})
_HERE = frozenset({"", "se", "swe", "sverige", "sweden"})
_DATES = frozenset({ListField.DISSOLVED_ON, ListField.FOUNDED_YEAR, ListField.FETCHED_AT})


class Sieve:
    """Takes persons' numbers out of records, given what the columns hold or seem to hold.

    `sample` are records of the list: a column nobody has named may be seen to hold numbers by what stands in it.
    """

    def __init__(
        self, headings: Sequence[str], fields: Mapping[int, ListField], sample: Sequence[Record] = ()
    ) -> None:
        named = {field: place for place, field in fields.items()}
        self.name = named.get(ListField.NAME)
        self.form = named.get(ListField.LEGAL_FORM)
        self.width = len(headings)
        self.phones = {place for place, field in fields.items() if field in _PHONES}
        self.country = named.get(ListField.COUNTRY)
        self.persons = {place for place, field in fields.items() if field in _OF_PERSON}
        self.dates = {place for place, field in fields.items() if field in _DATES}
        said = {place: columns.folded(one) for place, one in enumerate(headings) if place not in fields}
        self.hidden = {place for place, words in said.items() if columns.PERSONAL.search(words)}
        self.declared = [place for place in self.hidden if columns.PERSONAL.fullmatch(said[place])]
        self.numbers = [place for place, field in fields.items() if field is ListField.NUMBER]
        if not any(_holds_numbers(headings[place], place, sample) for place in self.numbers):
            self.numbers += [
                place
                for place, heading in enumerate(headings)
                if fields.get(place, ListField.SOURCE_ID) is ListField.SOURCE_ID
                and place not in self.declared
                and _holds_numbers(heading, place, sample)
            ]

    def clear(self, record: Record) -> Record:
        """Return the record without persons' numbers; a sole trader's row is refused and nothing of it is kept."""
        cells = record.cells
        if cells is None:
            return record
        if record.reason:  # its cells are out of place: whose the number is cannot be told
            return self._out_of_place(record, cells)
        if self._is_of_person(cells):
            return Record(record.line, None, REASON, self._kept_name(cells))
        if self.hidden:
            cells = [GONE if place in self.hidden and cell else cell for place, cell in enumerate(cells)]
        if personal.may_hold("\t".join(cells)):
            return self._masked(record.line, cells)
        return record if cells is record.cells else Record(record.line, cells)

    def _is_of_person(self, cells: list[str]) -> bool:
        """Whether a person's number or birth date stands where the row says what it is about."""
        is_persons = personal.has_personal if self._is_abroad(cells) else _is_persons
        if any(is_persons(cells[place]) for place in self.numbers):
            return True
        if self._has_number(cells):
            return False
        if self.form is not None and persons_forms.is_persons(cells[self.form]):
            return True
        name = cells[self.name] if self.name is not None else ""
        return any(cells[place] for place in self.declared) or personal.is_persons_name(name)

    def _is_abroad(self, cells: list[str]) -> bool:
        """Whether the row says another country: numbers of organisations there may look like a birth date here."""
        said = columns.folded(cells[self.country]) if self.country is not None else ""
        return said not in _HERE

    def _masked(self, line: int, cells: list[str]) -> Record:
        """The row without the numbers in it, unless it is the person's own: neither numbered nor an association's."""
        holding = {place for place, cell in enumerate(cells) if self._holds(place, cell)}
        if holding - self.persons and not (self._has_number(cells) or self._kept_name(cells)):
            return Record(line, None, REASON)
        return Record(
            line, [personal.without(cell) if place in holding else cell for place, cell in enumerate(cells)]
        )

    def _holds(self, place: int, cell: str) -> bool:
        if place in self.numbers or not personal.may_hold(cell):
            return False
        if place in self.phones:
            return personal.is_masked(cell)
        return place not in self.dates and personal.has_personal(cell)

    def _out_of_place(self, record: Record, cells: list[str]) -> Record:
        if any(map(personal.looks_personal, cells)):
            return Record(record.line, None, REASON)
        if any(map(_is_persons, cells)):
            return Record(record.line, None, record.reason)
        return Record(record.line, cells[: self.width], record.reason)

    def _has_number(self, cells: list[str]) -> bool:
        return any(cells[place] and personal.is_organisational(cells[place]) for place in self.numbers)

    def _kept_name(self, cells: list[str]) -> str | None:
        return kept_name(cells[self.name]) if self.name is not None else None


def kept_name(name: str) -> str | None:
    """Return what is kept of the name on a row with a person's number: an association's own name, else nothing."""
    is_kept = personal.names_association(name) and not personal.has_birth(name)
    return " ".join(name.split())[:MOST_NAME] if is_kept else None


def _is_persons(cell: str) -> bool:
    """Whether the cell is a person's when it stands in a number's place."""
    return bool(cell) and personal.is_personal(cell) and not 0 < _digits(cell) < SHORTEST


def _digits(cell: str) -> int:
    return sum(map(str.isdecimal, cell))


def _holds_numbers(heading: str, place: int, sample: Sequence[Record]) -> bool:
    """Whether a column that nobody has named is seen to hold organisation numbers, or persons' own.

    Half of its cells must look like it and one be sure; dates alone count only below a heading like `Nr` or `Ident`.
    """
    cells = [one.cells[place] for one in sample if one.cells and not one.reason and one.cells[place]]
    sure = [one for one in cells if personal.is_certain(one)]
    alike = [one for one in cells if one in sure or (_digits(one) > SHORTEST and personal.is_personal(one))]
    return 2 * len(alike) >= len(cells) > 0 and bool(
        sure or columns.IDENTIFYING.search(columns.folded(heading))
    )
