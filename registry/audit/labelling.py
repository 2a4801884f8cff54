"""What a table under audit is called in the history: the shape of its labels."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from registry.core.fields import Fields
from registry.core.i18n import lazy

LOGGED = "logged as"


def logged(words: str) -> dict[str, Any]:
    """Return the `info` of a column under audit: what the history calls it."""
    return {LOGGED: lazy(words)}


FROM, TO = logged("Från och med"), logged("Till och med")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a row is called, what its fields are where its columns do not say so, and which column says whose it is.

    A row that belongs to another (`parent`) is shown in that one's history as a whole, before and after; with
    `alone` there is just one of them, and its fields are shown one by one. Of the fields that are `hidden` in a row
    the log tells that there is something, never what: it is read by more people than the data of a person is.
    What happens to the row named by the column `life` is told with this one: the life of an agreement with its text.
    Its fields were logged under the name of the table `formerly`, and the log is never rewritten.
    """

    noun: Any
    fields: Mapping[str, Any] | Fields[Any] | None = None
    parent: str | None = None
    alone: bool = False
    life: str | None = None
    formerly: str | None = None
    hidden: Callable[[Mapping[str, Any]], frozenset[str]] = lambda _row: frozenset()
