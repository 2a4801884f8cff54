"""The tokens that an index holds and a search asks for: only a-z and 0-9, so that no engine reads them its own way.

The first letter of a token says where the word stands, for both engines know one list of tokens per record.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from registry.core.text import fold

NAME, OTHER, PLACE, SUBJECT, DIGITS, FACET = "n", "o", "p", "s", "d", "f"
LONGEST_WORD = 40
MOST_TOKENS = 400
FROM_LETTERS = 4  # shorter words are not corrected: one letter is too much of them
START = 8  # the letters of a word that its misspellings are kept for

_WORD = re.compile("[a-z0-9]+")
_USUAL = str.maketrans("åäöéü", "aaoeu")  # what `fold` does to most Swedish texts, without its cost


@lru_cache(maxsize=20_000)
def words(text: str | None) -> tuple[str, ...]:
    """Return the words of a text, folded; a letter of another script becomes its number, so that all is ASCII."""
    folded = (text or "").casefold().translate(_USUAL)
    if not folded.isascii():
        folded = "".join(_ascii(character) for character in fold(folded))
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(folded))


@lru_cache(maxsize=20_000)
def subject(text: str | None) -> tuple[str, ...]:
    """Return the words of a running text, as they are and as Swedish stems, each once.

    Folded first: `å` and `a` must have the same stem. The words too, for `kafé` and `kaféer` have different stems, of
    which one begins the other's word.
    """
    found = words(text)
    return tuple(dict.fromkeys([*map(stem, found), *found]))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Swedish stem of a folded word."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # with the stems of forty languages

    return snowballstemmer.stemmer("swedish")


def marked(field: str, found: Iterable[str]) -> list[str]:
    """Return the words as tokens of a field, each once."""
    return [field + word for word in dict.fromkeys(found)][:MOST_TOKENS]


@lru_cache(maxsize=20_000)
def facet(name: str, value: object) -> str:
    """Return the token that says a record has a value, such as a sector or a district; one word, however written."""
    return FACET + name + "".join(words(str(value)))


def digits(text: str | None) -> str | None:
    """Return the digits of an organisation number or the beginning of one, however it is spelled; None for other text.

    `802002-8638`, `8020028638`, `802002 8638`, `16802002-8638` and `8020` are all the same number or begin it.
    """
    if not re.fullmatch(r"[\d\s\u2010-\u2015\u2212-]+", text or "", re.ASCII):
        return None
    found = re.sub(r"\D", "", text or "")
    if len(found) == 12 and found.startswith("16"):
        found = found[2:]
    return found if 2 <= len(found) <= 10 else None


def misspellings(word: str) -> set[str]:
    """Return what is left of the word's beginning when a letter is taken away, and itself.

    Two words with one letter wrong, missing, added or swapped share one of these, for words of any length.
    """
    start = word[:START]
    return {start, *(start[:i] + start[i + 1 :] for i in range(len(start)))}


def is_kept(word: str) -> bool:
    """Return whether a word is long enough to be corrected to."""
    return len(word) >= FROM_LETTERS and not word.isdigit()


def _ascii(character: str) -> str:
    if character.isascii():
        return character
    return f"u{ord(character):x}" if character.isalnum() else " "
