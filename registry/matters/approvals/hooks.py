"""What features above, which this one does not know, say and want to know: matters that count with one, and moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.matters.approvals.acts import Acts
from registry.matters.approvals.facts import Linked
from registry.matters.approvals.models import Round, Step


@dataclass(frozen=True, slots=True)
class DecidersMoved:
    """For whom it is news who may decide: who can now, who no longer can, and what has come to the nämnd."""

    gained: tuple[UUID, ...] = ()
    lost: tuple[UUID, ...] = ()
    opened: tuple[Step, ...] = ()


Listener = Callable[[Round, DecidersMoved, datetime], None]
Finder = Callable[[Actor, UUID, date], tuple[Linked, ...]]
Objections = Callable[[Mapping[str, Any], date], list[dict[str, Any]]]
OutsideListener = Callable[[UUID, UUID, Actor, datetime], None]
Preparers = Callable[[UUID], frozenset[UUID]]
PreparersOfMany = Callable[[tuple[UUID, ...]], None]  # reads at once what each is asked next
Reader = Callable[[Mapping[str, Any]], dict[str, Any]]
Teller = Callable[[Mapping[str, Any]], Acts]
_listeners: dict[Listener, None] = {}  # in the order in which they were plugged in, each once
_finders: dict[Finder, None] = {}
_outside: dict[OutsideListener, None] = {}
_preparers: dict[Preparers, PreparersOfMany] = {}
_objections: dict[Objections, None] = {}
_readers: dict[str | None, Reader] = {}
_tellers: dict[str | None, Teller] = {}


def finds_linked(finder: Finder) -> None:
    """Plug in who knows the matters with an organisation of the twelve months before a date."""
    _finders[finder] = None


def linked(actor: Actor, organisation_id: UUID, on: date) -> tuple[Linked, ...]:
    """Return the matters with the organisation that count with a new one on the date."""
    return tuple(one for finder in _finders for one in finder(actor, organisation_id, on))


def knows_preparers(finder: Preparers, of_many: PreparersOfMany) -> None:
    """Plug in who knows everybody that has prepared a matter, also since it was sent."""
    _preparers[finder] = of_many


def prepared(matter_id: UUID) -> frozenset[UUID]:
    """Return everybody who has prepared the matter by now."""
    return frozenset(person for finder in _preparers for person in finder(matter_id))


def read_prepared(matter_ids: tuple[UUID, ...]) -> None:
    """Have it read at once who has prepared each of these matters, for whoever asks about each of them next."""
    for reader in _preparers.values():
        reader(matter_ids)


def when_outside(listener: OutsideListener) -> None:
    """Plug in a function that is told of each person who turns out to have a conflict of interest in a matter."""
    _outside[listener] = None


def tell_outside(matter_id: UUID, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for listener in _outside:
        listener(matter_id, person_id, actor, at)


def shows(reader: Reader, type_: str | None) -> None:
    """Plug in who puts words on frozen content that says it is of the type; without one for what says none."""
    _readers[type_] = reader


def shown(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return frozen content in words, in the reader's language: codes have their labels, records their names."""
    return _readers[content.get("type")](content)


def says(teller: Teller, type_: str | None) -> None:
    """Plug in who says what a decision does about frozen content that says it is of the type."""
    _tellers[type_] = teller


def acts(content: Mapping[str, Any]) -> Acts:
    """Return what a decision about frozen content does, in words."""
    return _tellers[content.get("type")](content)


def objects(finder: Objections) -> None:
    """Plug in who knows what speaks against frozen content: what it is, and why it was proposed all the same."""
    _objections[finder] = None


def against(content: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """Return what spoke against frozen content on the day, as plain data: `what` and `reason`."""
    return [one for finder in _objections for one in finder(content, on)]


def when_moved(listener: Listener) -> None:
    """Plug in a function that is told of each round in which it changes who may decide."""
    _listeners[listener] = None


def tell_moved(round_: Round, moved: DecidersMoved, at: datetime) -> None:
    """Tell everybody who wanted to know."""
    for listener in _listeners:
        listener(round_, moved, at)
