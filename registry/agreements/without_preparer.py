"""Matters that nobody prepares any longer: somebody else must take over."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, or_, select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements.models import Agreement, Edition
from registry.agreements.queries import MOST_WAITING
from registry.agreements.workflow import EDITABLE, State
from registry.city.accounts import queries as accounts
from registry.city.accounts.models import User
from registry.core.database import session
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import OUTSIDE, Recusal
from registry.matters.approvals.visibility import not_recused
from registry.matters.models import Matter


def is_left(edition: Edition) -> bool:
    """Return whether nobody prepares what waits for decision: whoever did stands outside, or has no open account."""
    if edition.agreement.state is not State.SUBMITTED:  # what is in preparation is taken over anyway
        return False
    return stands_outside(edition)


def stands_outside(matter: Matter) -> bool:
    """Return whether whoever prepares the matter stands outside of it or has no open account."""
    person = accounts.user(matter.prepared_by_id) if matter.prepared_by_id else None
    return person is None or not person.is_active or person.id in approvals.conflicted(matter.id)


def nobody_prepares(model: type[Matter]) -> ColumnElement[bool]:
    """Return the same as a condition on rows of a type of matter."""
    out = exists().where(
        Recusal.matter_id == model.id, Recusal.person_id == model.prepared_by_id, Recusal.status.in_(OUTSIDE)
    )
    return or_(out, exists().where(User.id == model.prepared_by_id, ~User.is_active))


def listed(actor: Actor) -> Sequence[Row[Any]]:
    """Return the agreements, prepared or sent, whose preparer stands outside or whose account is closed.

    Somebody else must take over.
    """
    rows = (
        select(Edition.id, Edition.title, Agreement.updated_at)
        .join(Edition.agreement)
        .where(Agreement.state.in_(EDITABLE | {State.SUBMITTED}), nobody_prepares(Edition))
        .where(staff_only(actor), not_recused(actor, Edition.id))
    )
    return session.execute(rows.order_by(Agreement.updated_at, Edition.id).limit(MOST_WAITING)).all()
