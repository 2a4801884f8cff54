"""What a question is widened to when it finds little: words that the register knows and that may have been meant."""

from collections.abc import Sequence

from sqlalchemy import select

from registry.core.database import session
from registry.core.language.question import QuestionTerm, SearchQuestion, TermKind
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


def widened(asked: SearchQuestion) -> list[Group] | None:
    """Return the groups with, for every longer word, the known words it is part of or nearly is; None for no more."""
    before = [group(term) for term in asked.required]
    groups = [(*known, *_more(term)) for term, known in zip(asked.required, before, strict=True)]
    return groups if groups != before else None


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
