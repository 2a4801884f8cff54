"""The tokens that an index holds and a search asks for: only a-z and 0-9, so that no engine reads them its own way.

The first letter of a token says where the word stands, for both engines know one list of tokens per record.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

from registry.core.language import light, spelling, stems
from registry.core.language.spelling import words

NAME, OTHER, PLACE, SUBJECT, DIGITS, FACET = "n", "o", "p", "s", "d", "f"
JOINED, END, STEM, INITIALS = (
    "j",
    "e",
    "m",
    "a",
)  # of names: words written as one, ends of compounds, stems, initials
WHOLE = "x"  # another name, all of it
ADDRESS, CODE, CASE = (
    "w",
    "c",
    "k",
)  # of mail and the web; telephone and account numbers; numbers of the diary
TOLD = "t"  # in a running text: what is typed in a search is not looked for there
MOST_TOKENS = 400
FROM_LETTERS = 4  # shorter words are not corrected: one letter is too much of them
START = 8  # the letters of a word that its misspellings are kept for
INITIALS_FROM, INITIALS_TO = 3, 6

__all__ = ["words"]


@lru_cache(maxsize=20_000)
def subject(text: str | None) -> tuple[str, ...]:
    """Return the words of a running text, as they are and as Swedish stems, each once.

    Folded first: `å` and `a` must have the same stem. The words too, for `kafé` and `kaféer` have different stems, of
    which one begins the other's word.
    """
    found = words(text)
    return tuple(dict.fromkeys([*map(stems.stem, found), *found]))


def told(text: str) -> list[str]:
    """Return the tokens of a running text: every word and its stem, each once. None is remembered: texts are many."""
    found = words.__wrapped__(text)
    return [TOLD + word for word in dict.fromkeys([*map(stems.stem, found), *found])]


def marked(field: str, found: Iterable[str]) -> list[str]:
    """Return the words as tokens of a field, each once."""
    return [field + word for word in dict.fromkeys(found)][:MOST_TOKENS]


def named(name: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the tokens of a name and of other names: their words, and all that these are found by.

    Half of what an entry takes to make, and so remembered: whoever writes many makes them before the turn to write.
    """
    return _named(name, tuple(others))


@lru_cache(maxsize=4096)
def _named(name: str, others: tuple[str, ...]) -> tuple[str, ...]:
    found, other = words(name), [words(one) for one in others]
    every = list(dict.fromkeys(chain(found, *other)))
    return (
        *marked(NAME, found), *marked(STEM, _bent(found)), *marked(JOINED, spelling.joined(found)),
        *(_also_named(other) if other else ()),
        *marked(INITIALS, filter(None, map(_initials, (found, *other)))),
        *marked(END, chain.from_iterable(map(stems.ends, every))),
    )  # fmt: skip


def _also_named(other: Sequence[tuple[str, ...]]) -> list[str]:
    every = (word for one in other for word in (*one, *_bent(one), *spelling.joined(one)))
    return [*marked(OTHER, every), *marked(WHOLE, map(squeezed, other))]


def squeezed(found: tuple[str, ...]) -> str:
    """Return a whole name as one word, small words left out."""
    return "".join(light.telling(found))


def _bent(found: tuple[str, ...]) -> list[str]:
    return [bent for word in found if (bent := stems.stem(word)) != word]


def _initials(found: tuple[str, ...]) -> str:
    letters = "".join(word[0] for word in found if not light.is_small(word) and word.isalpha())
    return letters if INITIALS_FROM <= len(letters) <= INITIALS_TO else ""


@lru_cache(maxsize=20_000)
def facet(name: str, value: object) -> str:
    """Return the token that says a record has a value, such as a sector or a district; one word, however written."""
    return FACET + name + "".join(words(str(value)))


def misspellings(word: str) -> set[str]:
    """Return what is left of the word's beginning when a letter is taken away, and itself.

    Two words with one letter wrong, missing, added or swapped share one of these, for words of any length.
    """
    start = word[:START]
    return {start, *(start[:i] + start[i + 1 :] for i in range(len(start)))}


def is_kept(word: str) -> bool:
    """Return whether a word is long enough to be corrected to."""
    return len(word) >= FROM_LETTERS and not word.isdigit()
