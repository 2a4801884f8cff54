"""A search: fetch candidates by their tokens, judge and rank them; widen to parts of words and misspellings.

What a search finds is the same set in every order and on every page: that of its groups of tokens. Where the set is
larger than is worth ranking, the best are ranked, and a list by name walks its own order and asks row by row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, union_all

from registry.core.database import session
from registry.partners.organisations.search import engines, tokens
from registry.partners.organisations.search.engines import Group, Token
from registry.partners.organisations.search.ranking import Found, SearchQuestion, is_alike, judge
from registry.partners.organisations.search.tables import SearchIndex, search_misspelling, search_word
from registry.partners.organisations.search.upkeep import settle

RANKED = 300  # candidates that are judged; a larger set is told as "more than"
COUNTED = 1000  # the same where nothing needs judging, since nothing is looked for
TIER = 100  # of each kind of good match, when there are more than can be ranked
FEW = 10  # fewer than these: look inside words and for misspellings too
MOST_WORDS = 30  # words that one typed word is widened to

Key = tuple[int, str, UUID]  # rank, sort name, identifier: the order of what was found


@dataclass(frozen=True, slots=True)
class Result:
    """What a search found: all of it ranked, or the best when there are `more_than` a number."""

    hits: list[tuple[Key, Found]]
    more_than: int | None
    groups: list[Group] = field(default_factory=list)


def find(
    index: SearchIndex,
    asked: SearchQuestion,
    facets: Sequence[Group],
    conditions: Sequence[ColumnElement[bool]] = (),
) -> Result:
    """Return what matches the question and has every facet; `conditions` may name the index's `owner_id`.

    Without a question the hits all have rank 0, so that they come by name.
    """
    settle()
    groups = [*_groups(asked), *facets]
    if not asked:
        rows = _fetch(index, groups, conditions, COUNTED, index.table.c.owner_id, index.table.c.sort_name)
        return Result(_by_name(rows[:COUNTED]), COUNTED if len(rows) > COUNTED else None, groups)
    rows = _fetch(index, groups, conditions, RANKED)
    if len(rows) < FEW and (wider := _widened(asked)):
        groups = [*wider, *facets]
        rows = _fetch(index, groups, conditions, RANKED)
    if len(rows) <= RANKED:
        return Result(_ranked(asked, rows), None, groups)
    return Result(_ranked(asked, [*_best(index, asked, facets, conditions), *rows]), RANKED, groups)


def _fetch(
    index: SearchIndex,
    groups: Sequence[Group],
    conditions: Sequence[ColumnElement[bool]],
    most: int,
    *columns: Any,
) -> Sequence[Any]:
    return session.execute(engines.fetching(index, groups, *columns).where(*conditions).limit(most + 1)).all()


def _by_name(rows: Iterable[Any]) -> list[tuple[Key, Found]]:
    nothing = Found(0)
    return sorted(((0, row.sort_name, row.owner_id), nothing) for row in rows)


def _ranked(asked: SearchQuestion, rows: Iterable[Any]) -> list[tuple[Key, Found]]:
    found: dict[UUID, tuple[Key, Found]] = {}
    for row in rows:
        hit = judge(asked, row.title, row.words) if row.owner_id not in found else None
        if hit:
            found[row.owner_id] = ((hit.rank, row.sort_name, row.owner_id), hit)
    return sorted(found.values(), key=lambda one: one[0])


def _best(
    index: SearchIndex,
    asked: SearchQuestion,
    facets: Sequence[Group],
    conditions: Sequence[ColumnElement[bool]],
) -> Sequence[Any]:
    """Return the candidates that rank highest: the name as typed, and names that hold the words."""
    rows = index.table.c
    begins = engines.fetching(index, ()).where(rows.title >= asked.title, rows.title < asked.title + "~")
    named = begins.where(engines.probing(index.table, facets)).order_by(rows.title, rows.key)
    whole = [(Token(tokens.NAME + word),) for word in asked.words]
    start = [(Token(tokens.NAME + word, begins=True),) for word in asked.words]
    tiers = [named, *(engines.fetching(index, [*groups, *facets]) for groups in (whole, start))]
    parts = [tier.where(*conditions).limit(TIER).subquery() for tier in tiers]
    return session.execute(union_all(*(select(part) for part in parts))).all()


def _groups(asked: SearchQuestion) -> list[Group]:
    number = (Token(tokens.DIGITS + asked.digits, begins=True),) if asked.digits else ()
    return [(*_tokens(word), *number) for word in asked.words]


def _tokens(word: str) -> Group:
    """Where a word may stand. A single letter is only looked for in names: it begins too much else."""
    named = (Token(tokens.NAME + word, begins=True), Token(tokens.OTHER + word, begins=True))
    if len(word) == 1:
        return named
    return (
        *named,
        Token(tokens.PLACE + word, begins=True),
        Token(tokens.SUBJECT + tokens.stem(word), begins=True),
    )


def _widened(asked: SearchQuestion) -> list[Group] | None:
    """Return the groups with, for every longer word, the known words it is part of or nearly is."""
    groups, before = [], _groups(asked)
    for word, group in zip(asked.words, before, strict=True):
        known = [*_inside(word), *_alike(word)] if tokens.is_kept(word) else []
        fields = (tokens.NAME, tokens.OTHER, tokens.PLACE, tokens.SUBJECT)
        more = [Token(field + one) for one in known for field in fields]
        groups.append((*group, *more))
    return groups if groups != before else None


def _inside(word: str) -> Sequence[str]:
    return session.scalars(engines.containing(word, MOST_WORDS)).all()


def _alike(word: str) -> list[str]:
    """Return the known words that are one letter away, in the alphabet's order."""
    starts = select(search_misspelling.c.start).where(
        search_misspelling.c.left_over.in_(sorted(tokens.misspellings(word)))
    )
    near = select(search_word.c.word).where(search_word.c.start.in_(starts)).order_by(search_word.c.word)
    return [one for one in session.scalars(near.limit(5000)) if is_alike(word, one)][:MOST_WORDS]
