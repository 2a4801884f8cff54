"""A search: fetch candidates by their tokens, judge and rank them; widen to parts of words and misspellings.

What a search finds is the same set in every order and on every page: that of its groups of tokens. Where the set is
larger than is worth ranking, the best are ranked, and a list by name walks its own order and asks row by row. What no
record has together is looked for without one of the words, and that is told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal, select

from registry.core.database import session
from registry.core.language.question import SearchQuestion
from registry.partners.organisations.search import engines
from registry.partners.organisations.search.giving_up import FewerTerms, attempts
from registry.partners.organisations.search.lookups import Group, MatchPlace, group, lookups
from registry.partners.organisations.search.ranking import Found, judge
from registry.partners.organisations.search.tables import SearchIndex
from registry.partners.organisations.search.upkeep import settle
from registry.partners.organisations.search.widening import widened

RANKED = 300  # candidates that are judged; of a larger set the best are, and the others follow by name
AT_HAND = (
    1000  # of what was found, or of what is narrowed down without a question: more are only listed by name
)
FEW = 10  # fewer than these: look for parts of words in texts and for misspellings too

LAST = 10_000  # the rank of what is found but was not judged
POOR = 40  # the rank from which the best hit may not be what was meant

Key = tuple[int, str, UUID]  # rank, sort name, identifier: the order of what was found
_Hits = list[tuple[Key, Found]]
Conditions = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found: how many, and all of them ranked unless only the best are at hand."""

    hits: list[tuple[Key, Found]]
    number: int
    groups: list[Group] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all that was found is at hand."""
        return self.number <= len(self.hits)


@dataclass(frozen=True, slots=True)
class Search:
    """One index, searched under facets that must hold and conditions that may name its `owner_id`."""

    index: SearchIndex
    facets: Sequence[Group] = ()
    conditions: Conditions = ()

    def rows(self, groups: Sequence[Group], most: int, *columns: Any) -> Sequence[Any]:
        """Return at most one more than `most` of the records that have a choice of each group."""
        found = engines.fetching(self.index, [*groups, *self.facets], *columns)
        return session.execute(found.where(*self.conditions).limit(most + 1)).all()

    def occurring(self, groups: Sequence[Group]) -> Sequence[bool]:
        """Return of each group, by itself, whether any record has a choice of it; in one statement for all."""
        found = (engines.fetching(self.index, [one, *self.facets], literal(1)) for one in groups)
        return tuple(session.execute(select(*(one.where(*self.conditions).exists() for one in found))).one())

    def number(self, groups: Sequence[Group]) -> int:
        """Return how many records have a choice of each group."""
        asked = engines.counting(self.index, [*groups, *self.facets], self.conditions)
        return session.scalar(asked) or 0


def find(
    index: SearchIndex, asked: SearchQuestion, facets: Sequence[Group], conditions: Conditions = ()
) -> Result:
    """Return what matches the question and has every facet; `conditions` may name the index's `owner_id`.

    Without a question the hits all have rank 0, so that they come by name.
    """
    settle()
    search = Search(index, facets, conditions)
    if not asked:
        return _everything(search)
    groups = [group(term) for term in asked.required]
    rows = search.rows(groups, RANKED)
    if len(rows) < FEW and (wider := widened(asked)):
        groups = wider
        rows = search.rows(groups, RANKED)
    if len(rows) <= RANKED:
        hits = _ranked(asked, rows)
        if len(hits) < FEW and (not hits or hits[0][0][0] >= POOR):
            hits = _with_less(asked, hits, attempts(search, asked, groups, most=RANKED))
        return Result(hits, len(hits), [*groups, *facets])
    return Result(_most(search, asked, groups), search.number(groups), [*groups, *facets])


def judged(index: SearchIndex, asked: SearchQuestion, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Return how well these records match, of which it is known that they do."""
    rows = index.table.c
    found = session.execute(select(rows.owner_id, rows.title, rows.words).where(rows.owner_id.in_(ids)))
    hits = {row.owner_id: judge(asked, row.title, row.words, without=asked.required) for row in found}
    return {one: hit for one, hit in hits.items() if hit}


def _most(search: Search, asked: SearchQuestion, groups: Sequence[Group]) -> _Hits:
    """Return the best in order, and after them others by name."""
    best, rows = _ranked(asked, _best(search, asked, groups)), search.index.table.c
    known = {key[-1] for key, _hit in best}
    found = engines.fetching(search.index, [*groups, *search.facets], *_keys(rows))
    found = found.where(*search.conditions).order_by(*_keys(rows)).limit(AT_HAND)
    others = [row for row in session.execute(found) if row.owner_id not in known]
    return [*best, *(((LAST, row.sort_name, row.owner_id), Found(LAST)) for row in others)][:AT_HAND]


def _keys(rows: Any) -> tuple[Any, Any]:
    return rows.sort_name, rows.owner_id


def _everything(search: Search) -> Result:
    rows = search.rows((), AT_HAND, search.index.table.c.owner_id, search.index.table.c.sort_name)
    hits = sorted(((0, row.sort_name, row.owner_id), Found(0)) for row in rows[:AT_HAND])
    number = search.number(()) if len(rows) > AT_HAND else len(rows)
    return Result(hits, number, list(search.facets))


def _with_less(asked: SearchQuestion, hits: _Hits, tried: Sequence[FewerTerms]) -> _Hits:
    """Add what was found without some of the words: each record once, where it comes highest."""
    found = {key[-1]: (key, hit) for key, hit in hits}
    for one in tried:
        for key, hit in _ranked(asked, one.rows, without=one.without, dearer=one.dearer):
            if key[-1] not in found or key < found[key[-1]][0]:
                found[key[-1]] = key, hit
    return sorted(found.values(), key=lambda one: one[0])


def _ranked(
    asked: SearchQuestion, rows: Iterable[Any], *, without: Sequence[Any] = (), dearer: int = 0
) -> list[tuple[Key, Found]]:
    found: dict[UUID, tuple[Key, Found]] = {}
    for row in rows:
        hit = judge(asked, row.title, row.words, without=without) if row.owner_id not in found else None
        if hit:
            found[row.owner_id] = ((hit.rank + dearer, row.sort_name, row.owner_id), hit)
    return sorted(found.values(), key=lambda one: one[0])


def _best(search: Search, asked: SearchQuestion, groups: Sequence[Group]) -> list[Any]:
    """Return the candidates that rank highest: names that begin as typed, then those that hold the words ever worse.

    Each kind in an order of its own, so that both engines take the same ones when there are too many.
    """
    rows, found = search.index.table.c, list[Any]()
    begins = engines.fetching(search.index, ()).where(
        rows.title >= asked.title, rows.title < asked.title + "~"
    )
    named = begins.where(engines.probing(search.index.table, search.facets)).where(*search.conditions)
    found += session.execute(named.order_by(rows.title, rows.key).limit(RANKED)).all()
    tiers = [_standing_in(asked, *places) for places in ((MatchPlace.NAME_WHOLE,), _GOOD, _FAIR)]
    for tier in (*tiers, list(groups)):
        if len({row.owner_id for row in found}) >= RANKED:
            break
        if all(tier):
            best = engines.fetching(search.index, [*tier, *search.facets]).where(*search.conditions)
            found += session.execute(best.order_by(rows.sort_name, rows.owner_id).limit(RANKED)).all()
    return found


_GOOD = (MatchPlace.NAME_WHOLE, MatchPlace.NAME_BENT, MatchPlace.SEAT, MatchPlace.NUMBER)
_FAIR = (*_GOOD, MatchPlace.NAME_BEGINS, MatchPlace.OTHER_NAME, MatchPlace.ADDRESS, MatchPlace.CODE)


def _standing_in(asked: SearchQuestion, *places: MatchPlace) -> list[Group]:
    return [
        tuple(dict.fromkeys(one.tokens for one in lookups(term) if one.place in places))
        for term in asked.required
    ]
