"""Ranges of case numbers: what a number looks like, and what a range must be. Pure."""

from collections.abc import Iterable

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.identifiers import case_number

PLACE = "{}"
NEARLY_EMPTY = 10
MOST = 100_000  # numbers of one range


def number_of(pattern: str, number: int) -> str:
    """Return the case number: the pattern with the number in its place (`AMF 2026/{}` and 900 give `AMF 2026/900`)."""
    return pattern.replace(PLACE, str(number))


def left(following: int, last: int) -> int:
    """Return how many numbers are left."""
    return max(0, last - following + 1)


def is_nearly_empty(following: int, last: int) -> bool:
    """Return whether the registrator should set aside more."""
    return left(following, last) <= NEARLY_EMPTY


def range_problems(
    pattern: str, first: int, last: int, *, form: str, others: Iterable[tuple[str, int, int]]
) -> list[Problem]:
    """Return what cannot be right about a range. `form` is the diary's own pattern, `others` are the open ranges."""
    if pattern.count(PLACE) != 1:
        return [Problem(_("Skriv {} där numret ska stå, till exempel AMF 2026/{}."), "pattern")]
    if last < first:
        return [Problem(_("Det sista numret är mindre än det första."), "last")]
    if last - first >= MOST:
        return [Problem(_("Serien är för lång."), "last")]
    for number in (first, last):
        try:
            case_number(number_of(pattern, number), form)
        except ValueError as error:
            return [Problem(str(error), "pattern")]
    if any(pattern == other and first <= end and start <= last for other, start, end in others):
        return [Problem(_("Serien går in i en annan serie som är öppen."), "first")]
    return []
