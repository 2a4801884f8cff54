"""The reading rules as SQL: what each actor can find at all. A list that forgets one of these shows too much.

Staff read everything inside the house: the register is the administration's own working tool, and its records are
public documents once drawn up (TF 2 kap.). A partner reads only what concerns its own organisation.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, true

from registry.access.actor import Actor


def staff_only(actor: Actor) -> ColumnElement[bool]:
    """Everything for staff, nothing for a partner."""
    return false() if actor.is_partner or not actor.roles else true()


def own_organisations(actor: Actor, organisation_id: Any) -> ColumnElement[bool]:
    """Rows whose organisation is one that the partner represents; `organisation_id` is the column."""
    ids: list[UUID] = sorted(actor.organisation_ids)
    return organisation_id.in_(ids) if actor.is_partner and ids else false()
