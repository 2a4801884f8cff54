"""The legal forms that only persons trade in. Knows no tables: the reading process stays small (`limited.py`)."""

from functools import lru_cache

from registry.core import personal
from registry.core.text import fold

_OF_PERSONS = frozenset({
    "10", "91", "scb:10", "scb:91", "bolagsverket:e", "e", "ef", "e f", "enskild", "enskild fa", "privat", "person",
})  # fmt: skip


@lru_cache(maxsize=2000)
def is_persons(text: str) -> bool:
    """Return whether a cell says a form that only persons trade in: SCB's 10 and 91, Bolagsverket's E, or in words."""
    words = " ".join(fold(text).replace(".", " ").split())
    return words in _OF_PERSONS or personal.says_trader(text)
