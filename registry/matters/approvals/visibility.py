"""The reading rule of whoever stands outside a matter: nothing of it is found (KL 6:28–30 through 7:4)."""

from typing import Any

from sqlalchemy import ColumnElement, exists

from registry.access.actor import Actor
from registry.matters.approvals.models import Recusal, RecusalStatus

OUTSIDE = (RecusalStatus.STANDING, RecusalStatus.DISPUTED)


def not_recused(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows whose matter the actor does not stand outside of; `column` holds the matter's identifier."""
    return not_outside(actor.user_id, column)


def not_outside(person: Any, column: Any) -> ColumnElement[bool]:
    """Return the same for a person's identifier, which a statement that is built once names as a parameter."""
    return ~exists().where(
        Recusal.matter_id == column, Recusal.person_id == person, Recusal.status.in_(OUTSIDE)
    )
