"""Taking over the preparation of an agreement."""

from datetime import datetime

from registry.access.actor import Actor
from registry.agreements import rules, without_preparer
from registry.agreements.models import Edition
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core.errors import refuse
from registry.matters.approvals import actions as approvals


def take_over(edition: Edition, *, reason: str, actor: Actor, at: datetime) -> None:
    """Go on preparing what somebody else prepared, who has a conflict of interest or has left it for another reason.

    Whoever takes over answers the question about conflict of interest anew; whoever prepared before cannot decide.
    Raises DomainError when the agreement is not in preparation, nor left while it waits, or is the actor's already.
    """
    state, is_left = edition.agreement.state, without_preparer.is_left(edition)
    refuse(rules.take_over_problems(state, edition.prepared_by_id, actor.user_id, is_left=is_left))
    edition.prepared_by_id = actor.user_id
    edition.changed(at)
    record(edition, Tag.PREPARATION_TAKEN_OVER, actor=actor, at=at, matter_id=edition.id, note=reason)
    approvals.look_anew(edition.id, at=at)  # whoever has prepared does not decide
