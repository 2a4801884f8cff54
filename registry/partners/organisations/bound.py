"""What features above have decided about an organisation as party: said before anything changes who it is."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select

from registry.access.actor import Actor

Ids = Sequence[UUID] | Select[Any]
Reader = Callable[[Actor, Ids], list[str]]
_readers: dict[Reader, None] = {}  # in the order in which they were plugged in, each once


def plug(reader: Reader) -> None:
    """Ask `reader(actor, organisations)` before they are merged, renumbered, read in or taken back."""
    _readers[reader] = None


def by(actor: Actor, ids: Ids) -> list[str]:
    """Return what is decided, or waits for decision, with the organisations as parties, as the actor may read it."""
    return [words for reader in _readers for words in reader(actor, ids)]
