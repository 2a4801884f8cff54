"""Reads for recording: what the same collaboration has prepared here, and what waits for a second person."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.access.secrecy import open_title
from registry.access.visibility import staff_only
from registry.agreements.models import IS_CURRENT, Agreement, Edition
from registry.agreements.queries import MOST_WAITING
from registry.agreements.recording.rules import PreparedMatter
from registry.agreements.workflow import UNCONFIRMED, State
from registry.core.database import session
from registry.matters.approvals.visibility import not_recused
from registry.matters.decisions.models import RecordedDecision


def prepared_here(edition: Edition) -> list[PreparedMatter]:
    """Return the other agreements of the collaboration that are or were prepared here, and not given up; at most 50."""
    recorded = exists().where(RecordedDecision.matter_id == Edition.id)
    rows = select(Edition.title, Edition.secrecy, Edition.starts_on, Edition.ends_on).join(Edition.agreement)
    rows = rows.where(
        Agreement.collaboration_id == edition.agreement.collaboration_id, Edition.id != edition.id
    )
    rows = rows.where(Agreement.state.not_in((State.WITHDRAWN, *UNCONFIRMED)), ~recorded)
    found = session.execute(rows.order_by(Edition.created_at, Edition.id).limit(50))
    return [PreparedMatter(open_title(row.title, row.secrecy), row.starts_on, row.ends_on) for row in found]


def to_record(actor: Actor) -> Sequence[Edition]:
    """Return the agreements that are known but not recorded, or whose recording was refused, the oldest first."""
    return _waiting(actor, State.KNOWN)


def to_confirm(actor: Actor) -> Sequence[Edition]:
    """Return the recorded agreements that wait to be confirmed, each with its recording, the oldest first."""
    return _waiting(actor, State.RECORDED)


def _waiting(actor: Actor, state: State) -> Sequence[Edition]:
    rows = select(Edition).join(Agreement, IS_CURRENT).where(Agreement.state == state, staff_only(actor))
    rows = rows.where(not_recused(actor, Edition.id)).options(
        joinedload(Edition.recorded), joinedload(Edition.unit)
    )
    return session.scalars(rows.order_by(Agreement.updated_at, Edition.id).limit(MOST_WAITING)).all()
