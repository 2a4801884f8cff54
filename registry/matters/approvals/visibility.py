"""The reading rule of whoever stands outside a matter: nothing of it is found (KL 6:28–30 through 7:4)."""

from typing import Any

from sqlalchemy import ColumnElement, exists

from registry.access.actor import Actor
from registry.matters.approvals.models import Recusal, RecusalStatus

OUTSIDE = (RecusalStatus.STANDING, RecusalStatus.DISPUTED)


def not_recused(actor: Actor, column: Any) -> ColumnElement[bool]:
    """Rows whose matter the actor does not stand outside of; `column` holds the matter's identifier."""
    outside = exists().where(
        Recusal.matter_id == column, Recusal.person_id == actor.user_id, Recusal.status.in_(OUTSIDE)
    )
    return ~outside
