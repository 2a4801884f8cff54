"""Which records are looked at closely for a need: by what they are tied to, and by the words that they say.

A record says a group or an activity when people have tied it to the term, or one near it, or when its title or
description has the words of a phrase that stands for the term. The search index knows both, whenever it was written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select

from registry.collaborations.models import Collaboration
from registry.collaborations.search import INDEX, LINKS
from registry.core.database import session
from registry.enquiries.needs.phrases import ELSEWHERE
from registry.enquiries.needs.rules import ENOUGH, WHOLE_CITY
from registry.enquiries.needs.tied_terms import most_tied, wanted_terms
from registry.enquiries.needs.values import Need, NeedList
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.partners.organisations.search import engines, tokens, upkeep
from registry.partners.organisations.search.lookups import Group, Token, Tokens
from registry.partners.organisations.search.tables import SearchIndex

MOST = 1000  # collaborations that are looked at closely
MOST_ALIKE = 700  # of them, like the need in one respect alone; the rest is for those tied to nothing
LEAST_ROOM = 50  # for those: with less nobody can say how few they are
READ_FROM = 75  # per cent: what a record may mean is not enough, nobody asks the one who wrote it
_FACETS = {NeedList.TARGET_GROUP: "target", NeedList.ACTIVITY: "activity"}


@dataclass(frozen=True, slots=True)
class LikelyRecords:
    """The records to look at closely; `is_full` when those that say both a group and an activity leave no room."""

    ids: tuple[UUID, ...]
    is_full: bool


def likely(need: Need, known: NeedVocabulary, *, most: int = MOST) -> LikelyRecords:
    """Return at most so many: first those that say both a group and an activity that is needed, then what lies near.

    After them those that are tied to one of the two, and the newest that nobody has tied to both lists: a letter may be
    wrong in the words that would have found them.
    """
    found = dict.fromkeys(saying(INDEX, need, known, (tokens.TOLD,), most=most))
    is_full = (left := min(most, MOST_ALIKE) - len(found)) < LEAST_ROOM
    if left > 0:
        tied = most_tied(LINKS, need, known, most=MOST_ALIKE)
        found |= dict.fromkeys([one for one in tied if one not in found][:left])
    if len(found) < most:
        found |= dict.fromkeys(_untied(most))
    return LikelyRecords(tuple(found)[:most], is_full)


def saying(
    index: SearchIndex,
    need: Need,
    known: NeedVocabulary,
    fields: Sequence[str],
    *,
    lists: Sequence[NeedList] = tuple(_FACETS),
    most: int,
) -> list[UUID]:
    """Return at most so many records that say something needed of each of the lists; what only lies near comes last.

    Of either what is in a place asked for comes first. `fields` are the kinds of tokens that the phrases are looked for
    in; of one list alone those count and no ties.
    """
    upkeep.settle()
    found: dict[UUID, None] = {}
    kinds = [one for one in lists if need.of(one)]
    place = tuple(_of_place(need, known, fields)) if kinds else ()
    for near, where in product((False, True), ((place,), ()) if place else ((),)):
        said = [tuple(_said(need, one, known, fields, near=near, tied=len(kinds) > 1)) for one in kinds]
        if len(found) < most and (groups := [one for one in (*said, *where) if one]):
            found |= dict.fromkeys(_written_last(index, groups, most))
    return list(found)[:most]


def _written_last(index: SearchIndex, groups: Sequence[Group], most: int) -> Sequence[UUID]:
    """Return the owners of what has a choice of each group, the last written first.

    Of what must say two things PostgreSQL expects to find much, and walks the whole key backwards for it: then it is
    sorted when it is found.
    """
    key = index.table.c.key
    order = (key if len(groups) == 1 else key + 0).desc()
    rows = engines.fetching(index, groups, index.table.c.owner_id).order_by(order)
    return session.scalars(rows.limit(most)).all()


def _of_place(need: Need, known: NeedVocabulary, fields: Sequence[str]) -> Iterator[Tokens]:
    """Every way in which the index may hold that a record is in a place that is asked for, or in the whole city."""
    asked = set(need.codes[NeedList.DISTRICT]) - {ELSEWHERE, WHOLE_CITY}
    for id_, term in known.terms.items():
        if asked and term.list is NeedList.DISTRICT and term.code in {*asked, WHOLE_CITY}:
            yield from _ways(id_, known, fields, facet="district")


def _said(
    need: Need, which: NeedList, known: NeedVocabulary, fields: Sequence[str], *, near: bool, tied: bool
) -> Iterator[Tokens]:
    """Every way in which the index may hold that a record says what is needed of a list, or what lies near it."""
    for id_, worth in wanted_terms(need, which, known).items():
        if worth == 100 or (near and worth >= 100 * ENOUGH):
            yield from _ways(id_, known, fields, facet=_FACETS[which] if tied else None)


def _ways(id_: UUID, known: NeedVocabulary, fields: Sequence[str], *, facet: str | None) -> Iterator[Tokens]:
    """A term as a tie, when its facet is given, and as each of its phrases in each of the fields."""
    if facet:
        yield (Token(tokens.facet(facet, id_.hex)),)
    for phrase in known.book.phrases_of(known.terms[id_], least=READ_FROM):
        yield from (tuple(_token(field, part) for part in phrase.parts) for field in fields)


def _token(field: str, part: str) -> Token:
    return Token(field + part.rstrip("*"), begins=part.endswith("*"))


def _untied(most: int) -> Sequence[UUID]:
    """The newest that lack a group or an activity altogether."""
    lacking: list[ColumnElement[bool]] = [
        ~exists().where(table.c.collaboration_id == Collaboration.id)
        for table in (LINKS.target_group, LINKS.activity)
    ]
    rows = select(Collaboration.id).where(or_(*lacking))
    return session.scalars(rows.order_by(Collaboration.id.desc()).limit(most)).all()  # UUIDv7
