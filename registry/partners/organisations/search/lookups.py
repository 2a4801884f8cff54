"""Where a term may stand in a record, said once: the engine asks for these tokens, and the ranking looks for the same.

Each lookup says what it costs to be found there: the costs of all terms together are the order of what is found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from registry.core.language.question import QuestionTerm, TermKind, WayOfWriting, WritingKind
from registry.core.language.stems import stem
from registry.partners.organisations.search import tokens

SHORT_WORD = 4  # letters: a shorter abbreviation or kindred word must stand alone


@dataclass(frozen=True, slots=True)
class Token:
    """A token to look for: whole, or as the beginning of one."""

    text: str
    begins: bool = False


Tokens = tuple[Token, ...]  # all of them must be there
Group = tuple[Tokens, ...]  # any of these


class MatchPlace(IntEnum):
    """Where a word was found, the best place first."""

    NUMBER = 0
    NAME_WHOLE = 1
    NAME_BENT = 2  # in another form: `kyrkan` for `kyrka`
    NAME_BEGINS = 3
    SEAT = 4
    ADDRESS = 5
    CODE = 6
    OTHER_NAME = 7
    INITIALS = 8
    INSIDE = 9
    NUMBER_BEGINS = 10
    SUBJECT = 11
    ALIKE = 12
    CASE = 13


COST = {
    MatchPlace.NUMBER: 0, MatchPlace.NAME_WHOLE: 0, MatchPlace.NAME_BENT: 8, MatchPlace.NAME_BEGINS: 20,
    MatchPlace.SEAT: 10, MatchPlace.ADDRESS: 10, MatchPlace.CODE: 10, MatchPlace.OTHER_NAME: 30,
    MatchPlace.INITIALS: 40, MatchPlace.INSIDE: 45, MatchPlace.NUMBER_BEGINS: 50, MatchPlace.SUBJECT: 60,
    MatchPlace.ALIKE: 90, MatchPlace.CASE: 0,
}  # fmt: skip
COST_OF_WAY = {
    WritingKind.TYPED: 0, WritingKind.JOINED: 8, WritingKind.SHORT: 9, WritingKind.KINDRED: 45,
    WritingKind.PARTS: 20,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lookup:
    """One place where a word may stand, which way of writing it that is, and what it costs to be found there."""

    place: MatchPlace
    way: WritingKind
    tokens: Tokens
    cost: int


@lru_cache(maxsize=4096)
def lookups(term: QuestionTerm) -> tuple[Lookup, ...]:
    """Return every place where the term may stand, the cheapest first."""
    found = [one for way in term.ways for one in _of_way(term.kind, way)]
    return tuple(sorted(found, key=lambda one: (one.cost, one.place, one.way)))


def group(term: QuestionTerm) -> Group:
    """Return the tokens of which a record must have one for the term to be found."""
    return tuple(dict.fromkeys(one.tokens for one in lookups(term)))


def _of_way(kind: TermKind, way: WayOfWriting) -> Iterator[Lookup]:
    extra = COST_OF_WAY[way.how]
    if len(way.words) > 1:
        for place, field in ((MatchPlace.NAME_WHOLE, tokens.NAME), (MatchPlace.OTHER_NAME, tokens.OTHER)):
            yield Lookup(
                place,
                way.how,
                tuple(Token(field + word, begins=True) for word in way.words),
                COST[place] + extra,
            )
        if way.how is WritingKind.KINDRED:  # `hjälp med läxor` in a purpose
            told = tuple(Token(tokens.SUBJECT + stem(word), begins=True) for word in way.words)
            yield Lookup(MatchPlace.SUBJECT, way.how, told, COST[MatchPlace.SUBJECT] + extra)
        return
    for place, field, word, begins in _places(kind, way.how, way.words[0]):
        yield Lookup(place, way.how, (Token(field + word, begins=begins),), COST[place] + extra)


_Place = tuple[MatchPlace, str, str, bool]


def _places(kind: TermKind, how: WritingKind, word: str) -> Iterator[_Place]:
    if kind is TermKind.ADDRESS:
        yield MatchPlace.ADDRESS, tokens.ADDRESS, word, False
        return
    if kind is TermKind.NUMBER:
        yield MatchPlace.CASE, tokens.CASE, word, False
    if word.isdigit() and len(word) > 1:
        yield MatchPlace.NUMBER, tokens.DIGITS, word, False
        yield MatchPlace.NUMBER_BEGINS, tokens.DIGITS, word, True
        yield MatchPlace.CODE, tokens.CODE, word, True
    whole = how in {WritingKind.SHORT, WritingKind.KINDRED} and len(word) < SHORT_WORD
    yield MatchPlace.NAME_WHOLE, tokens.NAME, word, False
    yield MatchPlace.NAME_BENT, tokens.STEM, stem(word), False
    yield MatchPlace.NAME_BENT, tokens.NAME, stem(word), False
    yield MatchPlace.OTHER_NAME, tokens.OTHER, word, not whole
    if not whole:
        yield MatchPlace.NAME_BEGINS, tokens.NAME, word, True
    if len(word) > 1 and how is not WritingKind.SHORT:
        yield from _elsewhere(how, word, whole=whole)


def _elsewhere(how: WritingKind, word: str, *, whole: bool) -> Iterator[_Place]:
    """A single letter is only looked for in names: it begins too much else."""
    yield MatchPlace.SUBJECT, tokens.SUBJECT, stem(word), not whole
    if how is not WritingKind.KINDRED:
        yield MatchPlace.SEAT, tokens.PLACE, word, True
        if len(word) >= 4:
            yield MatchPlace.NAME_BENT, tokens.JOINED, word, False
            yield MatchPlace.NAME_BEGINS, tokens.JOINED, word, True
    if len(word) >= 3 and not whole:
        yield MatchPlace.INSIDE, tokens.END, word, True
    if how is WritingKind.TYPED and tokens.INITIALS_FROM <= len(word) <= tokens.INITIALS_TO:
        yield MatchPlace.INITIALS, tokens.INITIALS, word, False
    if how in {WritingKind.TYPED, WritingKind.JOINED} and len(word) >= 5:
        yield MatchPlace.ADDRESS, tokens.ADDRESS, word, True
