"""What words have in common however they are bent or put together: stems, and the ends of compounds."""

from functools import cache, lru_cache
from typing import Any

SHORTEST_HEAD, SHORTEST_END = 2, 3  # letters: `by` begins a compound, `kör` ends one
_DEFINITE = "an"  # `kyrkan` is `kyrka`: an ending that the stemmer leaves


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the Swedish stem of a folded word; a number is its own."""
    if word.isdigit():
        return word
    found = str(_stemmer().stemWord(word))
    return found[:-2] if found == word and len(found) > 5 and found.endswith(_DEFINITE) else found


@lru_cache(maxsize=50_000)
def ends(word: str) -> tuple[str, ...]:
    """Return every end of a word that may be the later part of a compound: `damkor` ends in `mkor`, `kor`.

    All of them, since no list of words holds what associations are called: what looks for `kor` asks what begins so.
    """
    if not word.isalpha():
        return ()
    return tuple(word[at:] for at in range(SHORTEST_HEAD, len(word) - SHORTEST_END + 1))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # with the stems of forty languages

    return snowballstemmer.stemmer("swedish")
