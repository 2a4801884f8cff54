"""What may be saved as a view: values in, Swedish sentences out."""

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode

from registry.core.errors import Problem
from registry.core.i18n import _

FEATURES = ("organisations", "collaborations", "agreements")
MOST = 50
LONGEST = 2000
_PASSING = {"page", "more", "count"}  # what was open, not what was chosen


def tidy_query(text: str) -> str:
    """Return the query of a list's address without the page that was open; empty when it is not one."""
    pairs = [(name, value) for name, value in parse_qsl(text[: 2 * LONGEST]) if name not in _PASSING]
    query = urlencode(pairs)
    return query if len(query) <= LONGEST else ""


def name_problems(name: str, taken: Collection[str]) -> list[Problem]:
    """A person's views of one list have different names, and are not more than fit above it."""
    if name.casefold() in {one.casefold() for one in taken}:
        return [Problem(_("Du har redan en vy med det namnet."), "name")]
    if len(taken) >= MOST:
        return [Problem(_("Du har redan %(n)s vyer av den här listan. Ta bort någon först.", n=MOST), "name")]
    return []
