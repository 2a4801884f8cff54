"""Agreements that were entered into before the register existed: found in the mapping, not decided here."""

from datetime import datetime

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.accounts.models import User
from registry.agreements import actions
from registry.agreements.models import Agreement
from registry.agreements.workflow import State
from registry.core.database import session

REGISTRAR = "registrator@demo.example"
NOTE = "Registrerat som redan ingånget, enligt svaret till arbetsmarknadsnämnden den 25 mars 2025."


def record_existing(*, at: datetime) -> None:
    """Move the agreements that the files name from draft to running; those that nobody prepares are from the files."""
    loaded = select(Agreement).where(Agreement.state == State.DRAFT, Agreement.prepared_by_id.is_(None))
    for agreement in session.scalars(loaded.order_by(Agreement.title)):
        actions.record_existing(agreement, note=NOTE, actor=_registrar(), at=at)


def _registrar() -> Actor:
    user = session.scalars(select(User).where(User.email == REGISTRAR)).one()
    return Actor(user_id=user.id, name=user.name, title=user.title, roles=frozenset({Role.REGISTRAR}))
