"""The words of a text, written one way: only a-z and 0-9, so that no engine and no keyboard reads them its own way."""

import re
from functools import lru_cache
from itertools import groupby, pairwise

from registry.core.text import USUAL, fold

LONGEST_WORD = 40
_WORD = re.compile("[a-z0-9]+")
_SAINT = re.compile(r"\bs:t(?=a?\b)")  # S:t, S:ta


@lru_cache(maxsize=20_000)
def words(text: str | None) -> tuple[str, ...]:
    """Return the words of a text, folded; a letter of another script becomes its number, so that all is ASCII."""
    folded = (text or "").casefold().translate(USUAL)
    if ":" in folded:
        folded = _SAINT.sub("st", folded)
    if not folded.isascii():
        folded = "".join(_ascii(character) for character in fold(folded))
    return tuple(word[:LONGEST_WORD] for word in _WORD.findall(folded))


def listed(text: str) -> frozenset[str]:
    """Return the words of a list that is written as a text."""
    return frozenset(text.split())


def joined(found: tuple[str, ...]) -> list[str]:
    """Return what neighbouring words are when they are written as one: `hav land` is `havland`, `i f k` is `ifk`."""
    pairs = [one + other for one, other in pairwise(found) if one.isalpha() and other.isalpha()]
    if not any(map(_is_letter, found)):
        return [word[:LONGEST_WORD] for word in dict.fromkeys(pairs)]
    runs = ["".join(run) for single, run in groupby(found, _is_letter) if single]
    return [word[:LONGEST_WORD] for word in dict.fromkeys([*pairs, *(run for run in runs if len(run) > 1)])]


def with_letters_joined(found: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with single letters in a row as one word: "I F" is "IF"."""
    together: list[str] = []
    for single, run in groupby(found, _is_letter):
        letters = list(run)
        together += ["".join(letters)] if single else letters
    return tuple(together)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _ascii(character: str) -> str:
    if character.isascii():
        return character
    return f"u{ord(character):x}" if character.isalnum() else " "
