"""What differs between what somebody decided on and what the matter says now, for the pages. Only reads."""

from typing import Any

from sqlalchemy import Row

from registry.access.actor import Actor
from registry.core.database import session
from registry.matters import types
from registry.matters.approvals.models import Outcome, Round
from registry.matters.models import Matter


def changed_since(matter: Matter, round_: Round, *, anew: bool = True) -> list[Any]:
    """Return what differs now from what was frozen in the round, under the guideline that applied when it was sent.

    Before a decision everything is read `anew`, so that what somebody else has just changed is seen; a page shows
    what it has read. A field that the content did not have when it was frozen, and that is empty, is no difference.
    """
    type_ = types.of(matter)
    if anew:
        session.flush()
        matter = type_.whole(matter.id, anew=True)
    return type_.differences(round_.content, type_.content(matter, at=round_.submitted_at))


def between(matter: Matter | Row[Any], rounds: list[Round]) -> list[Any]:
    """Return what the latest round changed of the one before; nothing for the first."""
    return types.of(matter).differences(rounds[1].content, rounds[0].content) if len(rounds) > 1 else []


def since_decided_by(matter: Matter, actor: Actor, rounds: list[Round]) -> tuple[Round, list[Any]] | None:
    """Return the earlier round in which the actor last decided, and what has changed since; None for anybody else."""
    for round_ in rounds[1:]:
        made = [step.decision for step in round_.steps if step.decision]
        own = [one for one in made if one.decided_by_id == actor.user_id]
        if any(one.outcome is not Outcome.REVOKE for one in own):  # whoever withdrew it decided on no content
            return round_, types.of(matter).differences(round_.content, rounds[0].content)
    return None
