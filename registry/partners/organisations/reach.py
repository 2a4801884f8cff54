"""Ways to reach an organisation, read and compared in one way: by pages, lists and whoever looks for doubles. Pure."""

import re
from functools import lru_cache

from registry.core.i18n import _
from registry.core.language import numbers

MOST = 40
_FIGURE = re.compile(r"(?:(46[1-9]\d{7,8})|7[02369]\d{7})(?:\.0+)?", re.ASCII)


@lru_cache(maxsize=20_000)
def reach_key(text: str) -> str:
    """Return what the spellings of one address or one telephone number share."""
    if "@" in text:
        return text.strip().casefold()
    return numbers.in_one_form(text)


def telephone(text: str) -> str:
    """Return a telephone number as it is kept: as it is written, but for what a figure cell takes away.

    `46846500405` has lost its plus sign, `701740605` its zero. Raises ValueError when it is no number by its length.
    """
    tidy = " ".join(text.split())
    if len(tidy) > MOST:
        raise ValueError(_("Telefonnumret är för långt. Högst %(n)s tecken får plats.", n=MOST))
    found = _FIGURE.fullmatch(tidy)
    if not found:
        return tidy
    return f"+{found[1]}" if found[1] else f"0{tidy.partition('.')[0]}"
