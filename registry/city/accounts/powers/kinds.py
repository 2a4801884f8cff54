"""The kinds of powers, plugged in by name in `wiring.py`: what each gives, to whom, and how it is said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.city.accounts.powers import contents
from registry.city.accounts.powers.models import PowerKind, ProposedPower


@dataclass(frozen=True, slots=True)
class Power:
    """One kind. Each function takes what is proposed, a value of `facts`.

    `check` raises DomainError when it cannot be given; `give` does it, checked anew; `gains` are those who can decide
    more by it; `title` and `shown` say it to whoever confirms. `subject` is the record whose history tells of it.
    """

    facts: type[Any]
    check: Callable[[Any, datetime], None]
    give: Callable[[Any, Actor, datetime], Any]
    gains: Callable[[Any, datetime], frozenset[UUID]]
    subject: Callable[[Any], Any]
    likeness: Callable[[Any], str]
    title: Callable[[Any], str]
    shown: Callable[[Any], list[tuple[str, Any]]]


_kinds: dict[PowerKind, Power] = {}


def plug(kinds: Mapping[PowerKind, Power]) -> None:
    """Plug in the kinds of powers."""
    _kinds.update(kinds)


def of(kind: PowerKind) -> Power:
    """Return what a kind of power is. Raises KeyError when nobody has said."""
    return _kinds[kind]


def proposed(row: ProposedPower) -> Any:
    """Return what the row proposes."""
    return contents.read(of(row.kind).facts, row.content)


def title(row: ProposedPower) -> str:
    """Return what the row proposes in words."""
    return of(row.kind).title(proposed(row))
