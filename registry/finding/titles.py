"""Searching what has no index of its own, by titles: the database sifts with patterns, the ranking decides.

For some tens of thousands of rows that are read under a rule of their own anyway. A pattern leaves open every letter
that people write with and without marks, so that both engines sift alike.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, or_, type_coerce

from registry.core.database import session
from registry.core.language import case_numbers, light
from registry.core.language.question import QuestionTerm, SearchQuestion
from registry.finding.found import AskedSearch, KindAnswer, SearchHit
from registry.finding.indexed import Told
from registry.partners.organisations.search import ranking, tokens
from registry.partners.organisations.search.ranking import Found

SIFTED = 300  # rows that are judged; the newest, when there are more
_MARKED = re.compile("[aoeuicnsyzl]")
_PIECE = 4  # letters of a word of which one piece is whole when another is misspelt
Texts = Callable[[Any], Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Sifted:
    """The rows that match, the best first, and whether there may be more than were looked at."""

    hits: list[tuple[Found, Any]]
    more: bool = False


def search(
    rows: Select[Any], columns: Sequence[Any], asked: SearchQuestion, texts: Texts, *order: Any
) -> Sifted:
    """Return the rows that match, the best first.

    `columns` are sifted by patterns; `texts(row)` gives the title, then the other texts, that are judged.
    """
    for patterns in (_written, _misspelt):
        sifted = rows.where(*(_in_any(columns, patterns(term)) for term in asked.required)).order_by(*order)
        found = session.execute(sifted.limit(SIFTED + 1)).all()
        if hits := judged(found[:SIFTED], asked, texts).hits:
            return Sifted(hits, more=len(found) > SIFTED)
    return Sifted([])


def judged(rows: Iterable[Any], asked: SearchQuestion, texts: Texts) -> Sifted:
    """Return those of the rows that match, the best first, otherwise in their order."""
    found = ((_judge(asked, texts(row)), row) for row in rows)
    return Sifted(sorted(((hit, row) for hit, row in found if hit), key=lambda one: one[0].rank))


def answer(asked: AskedSearch, found: Sifted, told: Callable[[Any], Told]) -> KindAnswer:
    """Return the best of what was found as hits, and how many there are."""
    hits = [SearchHit(*told(row), rank=hit.rank) for hit, row in found.hits[: asked.most]]
    return KindAnswer(hits, len(found.hits), found.more)


def _judge(asked: SearchQuestion, texts: Sequence[str | None]) -> Found | None:
    name, *others = (text or "" for text in texts)
    title = " ".join(light.telling(tokens.words(name)))
    cases = [key for text in others for _typed, key in case_numbers.taken_out(text)[0]]
    held = [*tokens.named(name, others), *tokens.marked(tokens.CASE, cases)]
    return ranking.judge(asked, title, " ".join(held))


def _in_any(columns: Sequence[Any], patterns: Sequence[Sequence[str]]) -> ColumnElement[bool]:
    plain = [type_coerce(column, String) for column in columns]  # the words as they are stored
    return or_(*(and_(*(column.ilike(one) for one in all_of)) for all_of in patterns for column in plain))


def _written(term: QuestionTerm) -> list[list[str]]:
    return [[_pattern(word) for word in way.words] for way in term.ways]


def _misspelt(term: QuestionTerm) -> list[list[str]]:
    word = term.ways[0].words[0]
    pieces = [word[at : at + _PIECE] for at in range(0, len(word), _PIECE)]
    return [*_written(term), *([_pattern(piece)] for piece in pieces if len(piece) == _PIECE < len(word))]


def _pattern(word: str) -> str:
    """Return a pattern for the beginning of a word too: what may be bent at the end is left to the ranking."""
    return f"%{_MARKED.sub('_', word)}%"
