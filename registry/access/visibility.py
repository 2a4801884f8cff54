"""The reading rules as SQL: what each actor can find at all. A list that forgets one of these shows too much.

Staff read everything inside the house: the register is the administration's own working tool, and its records are
public documents once drawn up (TF 2 kap.). A partner reads only what concerns its own organisation.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, true

from registry.access.actor import Actor

Condition = Callable[[Actor, Any], ColumnElement[bool]]
_of_matters: dict[Condition, None] = {}  # in the order in which they were plugged in, each once
_of_secrets: dict[Condition, None] = {}


def plug(*conditions: Condition) -> None:
    """Plug in who may read what belongs to a matter: `condition(actor, column)`, the column being the matter's id.

    Documents and the log belong to matters and know nothing of them; whoever knows says it here.
    """
    _of_matters.update(dict.fromkeys(conditions))


def plug_secrets(condition: Condition) -> None:
    """Plug in who works with a matter, and so finds its marked documents: `condition(actor, column)`."""
    _of_secrets[condition] = None


def known_secrets(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows of matters that the actor works with. Raises RuntimeError when no rule has been plugged in."""
    if not _of_secrets:
        raise RuntimeError("no rule says who finds what is marked with secrecy (registry/wiring.py)")
    return and_(*(condition(actor, column) for condition in _of_secrets))


def open_matters(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows of matters that the actor may read anything of; `column` holds the matter's identifier.

    Raises RuntimeError when no rule has been plugged in: what nobody says is hidden must not look as if all is open.
    """
    if not _of_matters:
        raise RuntimeError("no rule says who may read what belongs to a matter (registry/wiring.py)")
    return and_(*(condition(actor, column) for condition in _of_matters))


def staff_only(actor: Actor) -> ColumnElement[bool]:
    """Everything for staff, nothing for a partner."""
    return true() if is_staff(actor) else false()


def is_staff(actor: Actor) -> bool:
    """Return whether the actor works in the house: has a role, and no partner's."""
    return bool(actor.roles) and not actor.is_partner


def own_organisations(actor: Actor, organisation_id: Any) -> ColumnElement[bool]:
    """Rows whose organisation is one that the partner represents; `organisation_id` is the column."""
    ids: list[UUID] = sorted(actor.organisation_ids)
    return organisation_id.in_(ids) if actor.is_partner and ids else false()
