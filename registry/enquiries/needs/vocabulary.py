"""What needs are read with, from the database: the phrase book, and how near terms lie to one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core.database import session
from registry.enquiries.needs.models import VocabularyKinship, VocabularyWording
from registry.enquiries.needs.phrases import Phrase, PhraseBook, VocabularyTerm, phrase, wordings
from registry.enquiries.needs.values import NeedList

MOST_ROWS = 2000
_NAMED, _PLACE = 97, 95  # per cent: a term's own name; a place in a district
_WHOLE_CITY = "HELA"


@dataclass(frozen=True, slots=True)
class NeedVocabulary:
    """The three lists by identifier, the phrases, the nearness of codes (0 to 1), and what became of districts."""

    terms: Mapping[UUID, VocabularyTerm]
    book: PhraseBook
    near: Mapping[NeedList, Mapping[tuple[str, str], float]]
    successors: Mapping[str, str]

    @property
    def names(self) -> dict[tuple[NeedList, str], str]:
        """The name of each term by list and code."""
        return {(term.list, term.code): term.name for term in self.terms.values()}


@dataclass(frozen=True, slots=True)
class VocabularyRows:
    """What the city has written that is in use: the phrases of each term, and the terms that lie near, in per cent."""

    wordings: tuple[tuple[UUID, str], ...]
    kinships: tuple[tuple[UUID, UUID, int], ...]


def stored(*, but: UUID | None = None) -> VocabularyRows:
    """Return the rows that are stored and in use, without the one that is being changed."""
    wording, kinship = VocabularyWording, VocabularyKinship
    written = select(wording).where(wording.is_retired.is_(False), wording.id.is_distinct_from(but))
    near = select(kinship).where(kinship.is_retired.is_(False), kinship.id.is_distinct_from(but))
    pairs = [
        (row.target_group_id or row.activity_id, row.near_target_group_id or row.near_activity_id, row.share)
        for row in session.scalars(near.order_by(kinship.id).limit(MOST_ROWS))
    ]
    return VocabularyRows(
        tuple(
            (row.term_id, row.phrases)
            for row in session.scalars(written.order_by(wording.id).limit(MOST_ROWS))
            if row.term_id
        ),
        tuple((one, other, share) for one, other, share in pairs if one and other),
    )


def load(rows: VocabularyRows | None = None) -> NeedVocabulary:
    """Return all that a need is read with, in five statements; with these rows instead of those that are stored."""
    rows = rows or stored()
    groups = session.scalars(select(TargetGroup).order_by(TargetGroup.position).limit(MOST_ROWS)).all()
    acts = session.scalars(select(ActivityType).order_by(ActivityType.position).limit(MOST_ROWS)).all()
    districts = session.scalars(select(District).order_by(District.position).limit(MOST_ROWS)).all()
    terms = {
        row.id: VocabularyTerm(which, row.code, row.name)
        for which, rows in (
            (NeedList.TARGET_GROUP, groups), (NeedList.ACTIVITY, acts), (NeedList.DISTRICT, districts)
        )
        for row in rows
    }  # fmt: skip
    codes = {row.id: row.code for row in districts}
    successors = {row.code: codes[row.successor_id] for row in districts if row.successor_id}
    phrases = [*_named(terms), *_places(districts, terms), *_written(terms, rows)]
    return NeedVocabulary(terms, PhraseBook(phrases), _near(terms, rows), successors)


def _named(terms: Mapping[UUID, VocabularyTerm]) -> list[Phrase]:
    made = (phrase(term.name, term, _NAMED) for term in terms.values() if term.code != _WHOLE_CITY)
    return [one for one in made if one]


def _places(districts: Sequence[District], terms: Mapping[UUID, VocabularyTerm]) -> list[Phrase]:
    """A place is said of the district that stands today: the later row of a place is history."""
    seen: dict[str, District] = {}
    for district in sorted(districts, key=lambda one: one.ends_on is not None):
        for place in (district.places or "").split(","):
            seen.setdefault(place.strip(), district)
        for part in district.name.split("-"):
            seen.setdefault(part.strip(), district)
    made = (
        phrase(place, terms[of.id], _PLACE) for place, of in seen.items() if place and of.code != _WHOLE_CITY
    )
    return [one for one in made if one]


def _written(terms: Mapping[UUID, VocabularyTerm], rows: VocabularyRows) -> list[Phrase]:
    made = [
        phrase(text, terms[term_id], certainty)
        for term_id, written in rows.wordings
        for certainty, text in wordings(written)
    ]
    return [one for one in made if one]


def _near(
    terms: Mapping[UUID, VocabularyTerm], rows: VocabularyRows
) -> dict[NeedList, dict[tuple[str, str], float]]:
    found: dict[NeedList, dict[tuple[str, str], float]] = {which: {} for which in NeedList}
    for one, other, share in rows.kinships:
        first, second = terms[one], terms[other]
        found[first.list] |= dict.fromkeys(
            ((first.code, second.code), (second.code, first.code)), share / 100
        )
    return found
