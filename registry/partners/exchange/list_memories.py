"""The memory of a list between the portions of its preview: kept in the process, else gone through anew.

What it holds follows from the rows alone, so a worker that is started again, or another one, comes to the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from registry.partners.exchange import identities, portions, processing
from registry.partners.exchange.in_progress import ImportTerms, RowInProgress
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.same_list import ListMemory

MOST = 2  # lists that a process remembers


@dataclass(slots=True)
class _Remembered:
    names: Mapping[str, Sequence[str]]
    position: int = 0
    memory: ListMemory = field(default_factory=ListMemory)


_LISTS: dict[UUID, _Remembered] = {}


def planned(batch: ImportBatch, terms: ImportTerms) -> list[RowInProgress]:
    """Return what becomes of the rows of the portion in hand, with all the list's earlier rows in mind."""
    kept = _LISTS.pop(batch.id, None)
    if kept is None or kept.position != batch.position:
        kept = _Remembered(identities.survey(portions.all_of(batch.id), terms.places).names)
    terms = replace(terms, names=kept.names)
    lines: list[RowInProgress] = []
    while kept.position <= batch.position:
        lines = read(batch, kept.position, terms)
        processing.planned(lines, terms, seen=kept.memory)
        kept.position += 1
    if kept.position < 2 * batch.portion_count:
        _LISTS[batch.id] = kept
        while len(_LISTS) > MOST:
            del _LISTS[next(iter(_LISTS))]
    return lines


def read(batch: ImportBatch, position: int, terms: ImportTerms) -> list[RowInProgress]:
    """Return the rows of a portion: in the first round those with numbers, in the second the others."""
    turn, place = divmod(position, batch.portion_count)
    return processing.read(portions.at(batch.id, place), terms, numbered=turn == 0)
