"""Addresses in a text: of mail and of the web, as one word each, so that a whole address is found and no part of it."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from registry.core.language.spelling import LONGEST_WORD, words

_TOP = "se|nu|com|org|net|eu|info|io|app|online|fi|no|dk|de|uk|name|biz|club|example|test|invalid"
_ADDRESS = re.compile(
    rf"(?<!\S)(?:mailto:)?(?:[^\s@/:]*@)?(?:https?://)?(?:www\d?\.)?[\w-]+(?:\.[\w-]+)*\.(?:{_TOP})(?:/\S*)?(?=[\s,;.)?]|$)"
    r"|(?<!\S)(?:https?://|www\d?\.)\S+",
    re.IGNORECASE,
)
_WWW = re.compile(r"^www\d?\.(?=.*\.)")
_MAILBOX = re.compile(r"([a-z0-9_.+-]+)@([a-z0-9.-]+)")  # as nearly every one: nothing in it to take apart


class ReadAddress(NamedTuple):
    """An address as every key reads it: scheme, `www.`, port, letter case, the last slash and what follows # aside."""

    mailbox: str
    host: str
    path: str
    query: str

    @property
    def page(self) -> str:
        """What two spellings of one page share."""
        return self.host + self.path + f"?{self.query}" * bool(self.query)


@lru_cache(maxsize=16384)
def read(address: str) -> ReadAddress | None:
    """Return an address of mail or of the web taken apart; None for what is none."""
    bare = address.strip().lower().removeprefix("mailto:").partition("#")[0].rstrip("/.,;)?")
    if plain := _MAILBOX.fullmatch(bare):
        return ReadAddress(plain[1], _WWW.sub("", plain[2]), "", "")
    try:
        parts = urlsplit(bare if "://" in bare else f"https://{bare}")
        mailbox, host = parts.username or "", _WWW.sub("", parts.hostname or "")
    except ValueError:
        return None
    return ReadAddress(mailbox, host, parts.path.rstrip("/"), parts.query) if host else None


def taken_out(text: str) -> tuple[list[tuple[str, tuple[str, ...]]], str]:
    """Return the addresses in a text, as (typed, keys from the narrowest), and the text without them."""
    found = [(match[0], keys(match[0])) for match in _ADDRESS.finditer(text)]
    return [one for one in found if one[1]], _ADDRESS.sub(" ", text)


def keys(address: str) -> tuple[str, ...]:
    """Return the words that an address is found by: all of it, then its host. `@klubb.se` is the host alone."""
    if (taken := read(address)) is None:
        return ()
    page = taken.page
    mailbox = f"{taken.mailbox}@{page}" if taken.mailbox else ""
    return tuple(dict.fromkeys(filter(None, map(squeezed, (mailbox, page, taken.host)))))


def squeezed(text: str) -> str:
    """Return a text as one word."""
    return "".join(words(text))[:LONGEST_WORD]
