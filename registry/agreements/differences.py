"""What differs between what somebody decided on and what the agreement says now, for the pages. Only reads."""

from registry.access.actor import Actor
from registry.agreements import queries
from registry.agreements.comparison import Change, changes
from registry.agreements.models import Agreement
from registry.approvals.models import Round
from registry.core.database import session


def changed_since(agreement: Agreement, round_: Round, *, anew: bool = True) -> list[Change]:
    """Return what differs now from what was frozen in the round, under the guideline that applied when it was sent.

    Before a decision everything is read `anew`, so that what somebody else has just changed is seen; a page shows
    what it has read. A field that the content did not have when it was frozen, and that is empty, is no difference.
    """
    if anew:
        session.flush()
        agreement = queries.whole(agreement.id, anew=True)
    return changes(round_.content, queries.frozen(agreement, at=round_.submitted_at))


def since_decided_by(actor: Actor, rounds: list[Round]) -> tuple[Round, list[Change]] | None:
    """Return the earlier round in which the actor last decided, and what has changed since; None for anybody else."""
    for round_ in rounds[1:]:
        if any(step.decision and step.decision.decided_by_id == actor.user_id for step in round_.steps):
            return round_, changes(round_.content, rounds[0].content)
    return None
