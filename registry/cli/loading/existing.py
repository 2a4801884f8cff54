"""Agreements that were entered into before the register existed: found in the mapping, not decided here."""

from datetime import datetime

from sqlalchemy import select

from registry.agreements import actions, queries
from registry.agreements.models import Agreement
from registry.agreements.workflow import State
from registry.cli.loading.actors import acting
from registry.core import clock
from registry.core.database import session

NOTE = "Registrerat som redan ingånget, enligt svaret till arbetsmarknadsnämnden den 25 mars 2025."


def record_existing(*, at: datetime) -> None:
    """Move the agreements that the files name from draft to running; those that nobody prepares are from the files."""
    loaded = select(Agreement.id).where(Agreement.state == State.DRAFT, Agreement.prepared_by_id.is_(None))
    for agreement_id in session.scalars(loaded.order_by(Agreement.title)).all():
        registrar = acting("registrator", clock.local(at).date())
        actions.record_existing(queries.whole(agreement_id), note=NOTE, actor=registrar, at=at)
