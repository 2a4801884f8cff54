"""What hangs on an account or a unit: said before it is closed, by features above, which this one does not know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from registry.access.actor import Actor


@dataclass(frozen=True, slots=True)
class HangingThing:
    """One thing that would be left: what it is, in words, and the page about it when the reader may open it."""

    words: str
    endpoint: str | None = None
    args: dict[str, Any] = field(default_factory=dict)


Finder = Callable[[Actor, UUID, date], Iterable[HangingThing]]
_on_account: dict[Finder, None] = {}
_on_unit: dict[Finder, None] = {}


def plug(*, account: Iterable[Finder] = (), unit: Iterable[Finder] = ()) -> None:
    """Plug in who knows what hangs on an account, and on a unit."""
    _on_account.update(dict.fromkeys(account))
    _on_unit.update(dict.fromkeys(unit))


def on_account(reader: Actor, user_id: UUID, on: date) -> Iterator[HangingThing]:
    """Yield what hangs on the account, as far as the reader may know of it."""
    for finder in _on_account:
        yield from finder(reader, user_id, on)


def on_unit(reader: Actor, unit_id: UUID, on: date) -> Iterator[HangingThing]:
    """Yield what hangs on the unit, as far as the reader may know of it."""
    for finder in _on_unit:
        yield from finder(reader, unit_id, on)
