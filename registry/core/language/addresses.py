"""Addresses in a text: of mail and of the web, as one word each, so that a whole address is found and no part of it."""

import re

from registry.core.language.spelling import LONGEST_WORD, words

_TOP = "se|nu|com|org|net|eu|info|io|app|online|fi|no|dk|de|uk|name|biz|club|example|test|invalid"
_ADDRESS = re.compile(
    rf"(?<!\S)(?:mailto:)?(?:[^\s@/:]*@)?(?:https?://)?(?:www\d?\.)?[\w-]+(?:\.[\w-]+)*\.(?:{_TOP})(?:/\S*)?(?=[\s,;.)?]|$)"
    r"|(?<!\S)(?:https?://|www\d?\.)\S+",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"^(?:mailto:)?(?:https?://)?(?:www\d?\.)?", re.IGNORECASE)


def taken_out(text: str) -> tuple[list[tuple[str, tuple[str, ...]]], str]:
    """Return the addresses in a text, as (typed, keys from the narrowest), and the text without them."""
    found = [(match[0], keys(match[0])) for match in _ADDRESS.finditer(text)]
    return [one for one in found if one[1]], _ADDRESS.sub(" ", text)


def keys(address: str) -> tuple[str, ...]:
    """Return the words that an address is found by: all of it, then its host. `@klubb.se` is the host alone."""
    whole = _BEFORE.sub("", address.strip()).rstrip("/.,;)?")
    local, _at, place = whole.rpartition("@")
    host = place.partition("/")[0].partition("?")[0]
    found = (squeezed(whole) if local else "", squeezed(place), squeezed(host))
    return tuple(dict.fromkeys(filter(None, found)))


def squeezed(text: str) -> str:
    """Return a text as one word."""
    return "".join(words(text))[:LONGEST_WORD]
