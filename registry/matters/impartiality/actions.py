"""Raising the question about somebody's conflict of interest in a matter."""

from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.core import clock
from registry.core.errors import DomainError, Problem
from registry.core.i18n import _
from registry.matters import types
from registry.matters.approvals import actions as approvals
from registry.matters.approvals.models import ConflictGround
from registry.matters.impartiality.queries import people
from registry.matters.models import Matter
from registry.matters.notices import tell_question


def raise_question(
    matter: Matter,
    *,
    person_id: UUID | None,
    ground: ConflictGround | None,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Raise the question whether somebody who takes part has a conflict (KL 6:30), and tell that person.

    It moves nothing. Raises NotAllowed for the auditor, DomainError for whoever has prepared the matter, at `person`
    when it is nobody who takes part, at `ground` or `reason` when they are missing.
    """
    names = dict(people(matter, clock.local(at).date()))
    if person_id is None or person_id not in names:
        raise DomainError(Problem(_("Välj vem frågan gäller."), "person"))
    approvals.raise_question(
        matter.id,
        person_id=person_id,
        person=names[person_id],
        ground=ground,
        reason=reason,
        actor=actor,
        at=at,
        has_prepared=actor.user_id in types.prepared(matter, at=at),
    )
    tell_question(matter, person_id, at=at)
