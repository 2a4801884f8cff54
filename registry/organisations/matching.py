"""When two records may be one organisation: keys, likeness and the reasons in words. Pure functions over values."""

import re
from difflib import SequenceMatcher

from registry.core.text import fold

LONGEST_KEY = 300
ALIKE = 0.88  # the share of letters in common from which two names are worth a question
SHORTEST = 5  # letters: shorter names are alike by chance

# Words that many names share and that people leave out.
COMMON = frozenset(
    {"ab", "ideell", "ideella", "ek", "ekonomisk", "forening", "foreningen", "forbund", "forbundet", "riksforbund",
     "riksforbundet", "riksorganisation", "stiftelsen", "stiftelse", "lokalforening", "avdelning", "i", "for", "och",
     "stockholm", "stockholms"}
)  # fmt: skip


def key(name: str) -> str:
    """Return what two spellings of one name share: the stored `match_key`."""
    return bare_name(name)[:LONGEST_KEY]


def bare_name(name: str) -> str:
    """Return the name without marks, punctuation and the words that many names share."""
    words = re.sub(r"[^\w\s]", " ", fold(name)).split()
    return "".join(word for word in words if word not in COMMON) or "".join(words)


def is_alike(one: str, other: str) -> bool:
    """Return whether two names are so close that they may well be the same organisation."""
    a, b = sorted((bare_name(one), bare_name(other)), key=len)
    if a == b:
        return bool(a)
    if len(a) < SHORTEST:
        return False
    return b.startswith(a) or SequenceMatcher(None, a, b, autojunk=False).ratio() >= ALIKE
