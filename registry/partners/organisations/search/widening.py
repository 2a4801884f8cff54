"""What a question is widened to when it finds little: words that the register knows and that may have been meant."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, select

from registry.core.database import session
from registry.core.language.question import QuestionTerm, SearchQuestion, TermKind, WayOfWriting, WritingKind
from registry.core.read_once import read_once
from registry.partners.organisations.search import engines, tokens
from registry.partners.organisations.search.lookups import Group, Token, group
from registry.partners.organisations.search.ranking import TWO_WRONG, is_alike
from registry.partners.organisations.search.tables import search_misspelling, search_word

MOST_WORDS = 200  # that one typed word is widened to
PIECES = 3  # of which two wrong letters leave one whole
SHORTEST_PIECE = 3  # letters: what the trigram index can look for
FIELDS = (tokens.NAME, tokens.OTHER, tokens.PLACE, tokens.SUBJECT)
_GOES_ON = 4  # letters that a known word may go on after what was typed


def widened(asked: SearchQuestion) -> list[Group]:
    """Return the groups with, for every longer word, the known words it is part of or nearly is."""
    return [(*group(term), *_more(term)) for term in asked.required]


def taken_apart(asked: SearchQuestion) -> SearchQuestion:
    """Return the question with, for every longer word, the two known words that it is made of, where it is.

    `årsmötesprotokoll` is in `Protokoll från årsmötet`, and `körskolaväxjö` are two words.
    """
    return replace(asked, terms=tuple(map(_apart, asked.terms)))


def _apart(term: QuestionTerm) -> QuestionTerm:
    word = term.ways[0].words[0]
    if term.kind is not TermKind.WORD or len(word) < 2 * tokens.FROM_LETTERS or not word.isalpha():
        return term
    return replace(term, ways=(*term.ways, *(WayOfWriting(one, WritingKind.PARTS) for one in parts_of(word))))


@read_once(search_word)
def parts_of(word: str) -> tuple[tuple[str, str], ...]:
    """Return the beginnings of known words that a word is made of, two and two, with or without an `s` between."""
    shortest = tokens.FROM_LETTERS
    pairs = [
        (head, word[at:])
        for at in range(shortest, len(word) - shortest + 1)
        for head in dict.fromkeys((word[:at], word[:at].removesuffix("s")))
        if len(head) >= shortest
    ]
    asked = sorted({part for pair in pairs for part in pair})
    begins = (select(search_word.c.word).where(*_from(part)).exists() for part in asked)
    is_known = dict(zip(asked, session.execute(select(*begins)).one(), strict=True)) if asked else {}
    return tuple(pair for pair in pairs if all(is_known[part] for part in pair))


def _from(part: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return search_word.c.word >= part, search_word.c.word < part + "~"


def _more(term: QuestionTerm) -> Group:
    word = term.ways[0].words[0]
    if term.kind is not TermKind.WORD or not tokens.is_kept(word):
        return ()
    return tuple((Token(field + one),) for one in known_words(word) for field in FIELDS)


@read_once(search_word, search_misspelling)
def known_words(word: str) -> tuple[str, ...]:
    """Return the known words that the word is part of or nearly is: the same for every index that is asked."""
    return tuple(dict.fromkeys([*_inside(word), *_alike(word)]))


def _inside(word: str) -> Sequence[str]:
    found = engines.containing([word], len(word) + 1, 1000)
    return session.scalars(found.limit(MOST_WORDS)).all()


def _alike(word: str) -> list[str]:
    """Return the known words that are a letter or two away, in the alphabet's order."""
    starts = select(search_misspelling.c.start).where(
        search_misspelling.c.left_over.in_(sorted(tokens.misspellings(word)))
    )
    near = select(search_word.c.word).where(search_word.c.start.in_(starts)).order_by(search_word.c.word)
    found = set(session.scalars(near.limit(5000)))
    if len(word) >= max(TWO_WRONG, PIECES * SHORTEST_PIECE):
        found |= set(session.scalars(engines.containing(_pieces(word), len(word) - 2, len(word) + _GOES_ON)))
    return [one for one in sorted(found) if is_alike(word, one)][:MOST_WORDS]


def _pieces(word: str) -> list[str]:
    """Return the word in as many pieces as leave one whole when two letters are wrong."""
    length = len(word) // PIECES
    return [word[:length], word[length : 2 * length], word[2 * length :]]
