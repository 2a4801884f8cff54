"""What the pages of phrases and kinships show."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.core.i18n import joined
from registry.enquiries.needs import vocabulary
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.needs.phrases import VocabularyTerm
from registry.enquiries.needs.values import NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.enquiries.wordings import queries


@dataclass(frozen=True, slots=True)
class ShownWording:
    """The phrases of a term."""

    row: VocabularyWording
    term: VocabularyTerm

    @property
    def lines(self) -> list[str]:
        """A line for each degree of certainty."""
        return [line for line in self.row.phrases.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class ShownKinship:
    """Two terms, and how near."""

    row: VocabularyKinship
    one: VocabularyTerm
    other: VocabularyTerm


@dataclass(frozen=True, slots=True)
class EveryPhrase:
    """Phrases by list, and kinships."""

    wordings: dict[NeedList, list[ShownWording]]
    kinships: list[ShownKinship]


def every(known: NeedVocabulary) -> EveryPhrase:
    """Return all phrases and kinships with their terms, in the order of the lists."""
    place = {id_: number for number, id_ in enumerate(known.terms)}
    rows = sorted(
        (row for row in queries.every_wording() if row.term_id), key=lambda row: _at(place, row.term_id)
    )
    shown = [ShownWording(row, known.terms[row.term_id]) for row in rows if row.term_id]
    pairs = []
    for row in queries.every_kinship():
        one, other = row.target_group_id or row.activity_id, other_of(row)
        if one and other:
            pairs.append(ShownKinship(row, known.terms[one], known.terms[other]))
    by_list = {which: [one for one in shown if one.term.list is which] for which in NeedList}
    return EveryPhrase(by_list, pairs)


def name_of_wording(row: VocabularyWording) -> str:
    """Return the name of the term."""
    return vocabulary.load().terms[row.term_id].name if row.term_id else ""


def name_of_kinship(row: VocabularyKinship) -> str:
    """Return the names of the two terms."""
    terms = vocabulary.load().terms
    ids = (row.target_group_id or row.activity_id, other_of(row))
    return joined([terms[one].name for one in ids if one], " – ")


def other_of(row: VocabularyKinship) -> UUID | None:
    """Return the second of the two terms."""
    return row.near_target_group_id or row.near_activity_id


def _at(place: dict[UUID, int], term_id: Any) -> int:
    return place.get(term_id, len(place))
