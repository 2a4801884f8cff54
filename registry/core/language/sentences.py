"""The sentences and clauses of a running text, as they stand, and what a clause denies."""

import re
from collections.abc import Collection, Iterator

from registry.core.language.spelling import listed, words

_ENDS = re.compile(r"(?<=[.!?…])\s+(?=[^a-zåäö])|\n\s*\n(?=\s*[^a-zåäö\s])|\n\s*(?=[-–•*]\s|\d+[.)]\s)")
_BULLET = re.compile(r"^(?:[-–•*]|\d{1,2}[.)])+\s*(?:\d{1,2}[.)]\s*)?")
_ABBREVIATED = re.compile(
    r"\b(t\.ex|bl\.a|m\.fl|m\.m|d\.v\.s|f\.d|ca|kl|nr|s\.k|p\.g\.a|o\.s\.v|t\.o\.m)\. ", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:()–]\s|\s(?:men|medan|dock)\s", re.IGNORECASE)
_DENIALS = listed(
    "inte ej icke aldrig utan utom varken slipper undantag undantaget exklusive trots exkluderar"
)
_NO_DENIAL = listed("bara enbart endast ocksa aven minst att dessutom heller")  # "inte bara", "utan också"
_REACH = 5  # words that a denial speaks of


def sentences(text: str) -> list[str]:
    """Return the sentences and the items of lists, each on one line, without the marks before them."""
    kept = _ABBREVIATED.sub(lambda found: found[0].replace(". ", ".\u00a0"), text.replace("\r", ""))
    found = (" ".join(_BULLET.sub("", part.strip()).split()) for part in _ENDS.split(kept))
    return [one for one in found if words(one)]


def clauses(sentence: str) -> Iterator[tuple[str, ...]]:
    """Yield the folded words of each clause: a denial reaches no further than its clause."""
    for part in _CLAUSE.split(sentence):
        if found := words(part):
            yield found


def denied(clause: tuple[str, ...], spoken: Collection[int] = ()) -> set[int]:
    """Return which words of a clause a denial before them speaks of; words `spoken` of otherwise deny nothing."""
    found: set[int] = set()
    for at, word in enumerate(clause):
        if word in _DENIALS and at not in spoken and not {*clause[at + 1 : at + 2]} & _NO_DENIAL:
            found |= {*range(at + 1, at + 1 + _REACH)}
    return found
