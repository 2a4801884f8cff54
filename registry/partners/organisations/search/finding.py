"""A search: fetch candidates by their tokens, judge and rank them; widen to parts of words and misspellings.

What a search finds is the same set in every order and on every page: that of its groups of tokens. Where the set is
larger than is worth ranking, the best are ranked, and a list by name walks its own order and asks row by row. What no
record has together is looked for without one of the words, and that is told.

Nothing here reads a set that grows with the register: more than `RANKED` are not ranked, and not counted further than
`COUNTED`. Whole tokens are asked for before the beginnings of tokens, since an engine must gather all that begin so
before it gives the first; where the whole ones are more than were wanted, no more is asked.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, literal, select

from registry.core.database import session
from registry.core.language.question import SearchQuestion
from registry.partners.organisations.search import engines
from registry.partners.organisations.search.giving_up import FewerTerms, attempts
from registry.partners.organisations.search.lookups import Group, MatchPlace, group, lookups
from registry.partners.organisations.search.ranking import Found, judge
from registry.partners.organisations.search.tables import SearchIndex
from registry.partners.organisations.search.upkeep import settle
from registry.partners.organisations.search.widening import taken_apart, widened
from registry.web.pagination import COUNTED, Count

RANKED = 300  # candidates that are all judged; of a larger set the best are, and the others follow by name
AT_HAND = 1000  # of what was found: more are not listed but by name
TOLD_IN = 100  # whole hundreds: how many there are at least, of more than that with the very words
ENOUGH = 150  # of each kind of those that rank highest: three pages
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
    count: Count
    groups: list[Group] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether all that was found is at hand."""
        return not self.count.more and self.count.number <= len(self.hits)


@dataclass(frozen=True, slots=True)
class Search:
    """One index, searched under facets that must hold and conditions that may name its `owner_id`.

    `is_short`: whole tokens and beginnings are asked for at once, since to gather these costs less than a statement.
    """

    index: SearchIndex
    facets: Sequence[Group] = ()
    conditions: Conditions = ()
    is_short: bool = False

    def rows(self, groups: Sequence[Group], most: int, *columns: Any) -> Sequence[Any]:
        """Return at most one more than `most` of the records that have a choice of each group."""
        rows: Sequence[Any] = ()
        for asked in self._in_steps(groups):
            found = engines.fetching(self.index, asked, *columns).where(*self.conditions)
            rows = session.execute(found.limit(most + 1)).all()
            if len(rows) > most:
                break
        return rows

    def occurring(self, parts: Sequence[Sequence[Group]]) -> Sequence[bool]:
        """Return of each part whether any record has a choice of each of its groups; in one statement for all."""
        found = (engines.fetching(self.index, [*one, *self.facets], literal(1)) for one in parts)
        return tuple(session.execute(select(*(one.where(*self.conditions).exists() for one in found))).one())

    def keys(self, groups: Sequence[Group], most: int) -> Sequence[int]:
        """Return at most one more than `most` of the keys of the records that have a choice of each group."""
        keys: Sequence[int] = ()
        for asked in self._in_steps(groups):
            keys = session.scalars(engines.keys(self.index, asked, self.conditions).limit(most + 1)).all()
            if len(keys) > most:
                break
        return keys

    def of(self, keys: Sequence[int]) -> Sequence[Any]:
        """Return the records with these keys, for judging."""
        found = engines.fetching(self.index, ()).where(self.index.table.c.key.in_(keys))
        return session.execute(found).all() if keys else ()

    def count(self, groups: Sequence[Group]) -> Count:
        """Return how many records have a choice of each group, as far as is counted.

        Of many that have the very words, those are counted, and it is told in hundreds that there are more.
        """
        *narrow, last = self._in_steps(groups)
        for asked in narrow:
            if (number := self._number(asked)) > AT_HAND:
                return Count((number - 1) // TOLD_IN * TOLD_IN, more=True)
        number = self._number(last)
        return Count(min(number, COUNTED), number > COUNTED)

    def _in_steps(self, groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
        asked = [*groups, *self.facets]
        return iter([asked]) if self.is_short else _narrow_first(asked)

    def _number(self, groups: Sequence[Group]) -> int:
        return session.scalar(engines.counting(self.index, groups, self.conditions, COUNTED + 1)) or 0


def _narrow_first(groups: Sequence[Group]) -> Iterator[Sequence[Group]]:
    """Yield the groups with whole tokens alone, where that leaves something of each, and then as they are."""
    whole = [tuple(one for one in group if not any(token.begins for token in one)) for group in groups]
    if whole != list(groups) and all(whole):
        yield whole
    yield groups


def find(
    index: SearchIndex,
    asked: SearchQuestion,
    facets: Sequence[Group],
    conditions: Conditions = (),
    *,
    is_short: bool = False,
) -> Result:
    """Return what matches the question and has every facet; `conditions` may name the index's `owner_id`.

    Without a question the hits all have rank 0, so that they come by name.
    """
    settle()
    engines.use_the_index()
    search = Search(index, facets, conditions, is_short)
    if not asked:
        return _everything(search)
    groups = [group(term) for term in asked.required]
    keys = search.keys(groups, AT_HAND)
    if len(keys) < FEW:
        asked = taken_apart(asked)
        wider = widened(asked)
        if wider != groups:
            groups, keys = wider, search.keys(wider, AT_HAND)
    if len(keys) <= RANKED:
        hits = _ranked(asked, search.of(keys))
        if len(hits) < FEW and (not hits or hits[0][0][0] >= POOR):
            hits = _with_less(asked, hits, attempts(search, asked, groups, most=RANKED))
        return Result(hits, Count(len(hits), more=False), [*groups, *facets])
    if len(keys) <= AT_HAND:
        return Result(_most(search, asked, keys), Count(len(keys), more=False), [*groups, *facets])
    return Result(_ranked(asked, _best(search, asked, groups)), search.count(groups), [*groups, *facets])


def judged(index: SearchIndex, asked: SearchQuestion, ids: Sequence[UUID]) -> dict[UUID, Found]:
    """Return how well these records match, of which it is known that they do."""
    rows = index.table.c
    found = session.execute(select(rows.owner_id, rows.title, rows.words).where(rows.owner_id.in_(ids)))
    hits = {row.owner_id: judge(asked, row.title, row.words, without=asked.required) for row in found}
    return {one: hit for one, hit in hits.items() if hit}


def _most(search: Search, asked: SearchQuestion, keys: Sequence[int]) -> _Hits:
    """Return the best in order, and after them the others by name: not too many to be listed."""
    rows = search.index.table.c
    best = _ranked(asked, _best(search, asked, (), known=keys))
    ranked = {key[-1] for key, _hit in best}
    others = select(rows.sort_name, rows.owner_id).where(rows.key.in_(keys))
    found = session.execute(others.order_by(rows.sort_name, rows.owner_id)).all()
    left = [(LAST, row.sort_name, row.owner_id) for row in found if row.owner_id not in ranked]
    return [*best, *((key, Found(LAST)) for key in left)]


def _everything(search: Search) -> Result:
    """Return what the facets leave, at hand when they are few: more are only listed by name."""
    count = search.count(())
    if count.number > RANKED:
        return Result([], count, list(search.facets))
    rows = search.rows((), RANKED, search.index.table.c.owner_id, search.index.table.c.sort_name)
    hits = sorted(((0, row.sort_name, row.owner_id), Found(0)) for row in rows)
    return Result(hits, count, list(search.facets))


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


def _best(
    search: Search, asked: SearchQuestion, groups: Sequence[Group], known: Sequence[int] = ()
) -> list[Any]:
    """Return the candidates that rank highest: names that begin as typed, then those that hold the words ever worse.

    Each kind in the order that its index has, so that no more are read than are taken. Last come those of the groups,
    or of the keys `known`.
    """
    found = list(session.execute(_beginning_as(search, asked.title)))
    tiers = [_standing_in(asked, *places) for places in ((MatchPlace.NAME_WHOLE,), _GOOD, _FAIR)]
    for tier in (*tiers, list(groups)):
        if len({row.owner_id for row in found}) >= ENOUGH:
            return found
        if tier and all(tier):
            best = engines.fetching(search.index, [*tier, *search.facets]).where(*search.conditions)
            found += session.execute(engines.in_turn(search.index, best).limit(ENOUGH)).all()
    return [*found, *search.of(sorted(known)[:ENOUGH])]


def _beginning_as(search: Search, title: str) -> Select[Any]:
    """Return the select of those whose name begins as typed, of the first so many whether they have the facets."""
    rows = search.index.table.c
    named = select(rows.key).where(rows.title >= title, rows.title < title + "~")
    first = named.order_by(rows.title, rows.key).limit(RANKED)
    found = engines.fetching(search.index, ()).where(rows.key.in_(first), *search.conditions)
    found = found.where(engines.probing(search.index.table, search.facets))
    return found.order_by(rows.title, rows.key).limit(ENOUGH)


_GOOD = (MatchPlace.NAME_WHOLE, MatchPlace.NAME_BENT, MatchPlace.SEAT, MatchPlace.NUMBER)
_FAIR = (*_GOOD, MatchPlace.NAME_BEGINS, MatchPlace.OTHER_NAME, MatchPlace.ADDRESS, MatchPlace.CODE)


def _standing_in(asked: SearchQuestion, *places: MatchPlace) -> list[Group]:
    return [
        tuple(dict.fromkeys(one.tokens for one in lookups(term) if one.place in places))
        for term in asked.required
    ]
