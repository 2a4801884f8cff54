"""Raising the question about somebody's conflict of interest in an agreement, and taking over its preparation."""

from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements.actions.notices import tell_deciders
from registry.agreements.impartiality import rules
from registry.agreements.impartiality.queries import people
from registry.agreements.models import Agreement
from registry.approvals import actions as approvals
from registry.approvals import queries as approvals_queries
from registry.approvals.models import ConflictGround
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _


def raise_question(
    agreement: Agreement,
    *,
    person_id: UUID | None,
    ground: ConflictGround | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Raise the question whether somebody who takes part has a conflict (KL 6:30). Meanwhile that person is out.

    Raises DomainError at `person` when it is nobody who takes part, at `ground` or `reason` when they are missing.
    """
    names = dict(people(agreement, clock.local(at).date()))
    if person_id is None or person_id not in names:
        raise DomainError(Problem(_("Välj vem frågan gäller."), "person"))
    approvals.raise_question(
        agreement.id,
        person_id=person_id,
        person=names[person_id],
        ground=ground,
        reason=reason,
        actor=actor,
        at=at,
    )
    if (waiting := approvals_queries.current_round(agreement.id)) is not None:
        tell_deciders(agreement, waiting, at=at, since=at)


def take_over(agreement: Agreement, *, reason: str, actor: Actor, at: datetime) -> None:
    """Go on preparing what somebody else prepared, who has a conflict of interest or has left it for another reason.

    Whoever takes over answers the question about conflict of interest anew; whoever prepared before cannot decide.
    Raises DomainError when the agreement is not in preparation or is the actor's already.
    """
    refuse(rules.take_over_problems(agreement.state, agreement.prepared_by_id, actor.user_id))
    agreement.prepared_by_id, agreement.updated_at = actor.user_id, at
    record(agreement, Tag.PREPARATION_TAKEN_OVER, actor=actor, at=at, matter_id=agreement.id, note=reason)
