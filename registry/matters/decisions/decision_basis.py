"""What spoke against a decision when it was made: kept with it, and quoted wherever the decision is told."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from registry.core import clock
from registry.core.database import session
from registry.matters.approvals import hooks
from registry.matters.approvals.models import Decision, Outcome
from registry.matters.decisions.models import DecisionBasis


def keep(decision: Decision, against: Iterable[Mapping[str, Any]]) -> None:
    """Keep what the decider had before them. What nobody had answered yet is answered by the reason for approving."""
    own = decision.reason if decision.outcome is Outcome.APPROVE else None
    rows = [{"what": one["what"], "reason": one["reason"] or own} for one in against]
    session.add(DecisionBasis(decision_id=decision.id, against=rows))


def quoted(content: Mapping[str, Any], made: Sequence[Decision]) -> list[dict[str, Any]]:
    """Return what spoke against the decisions made on frozen content: `what` and `reason`, each once.

    Of decisions that nothing was kept with (the nämnd's own, and those made before it was) it is what was sent.
    """
    ids = [one.id for one in made]
    rows = select(DecisionBasis.against).where(DecisionBasis.decision_id.in_(ids))
    kept = session.scalars(rows.order_by(DecisionBasis.id).limit(len(ids))).all()
    if not kept:
        return hooks.against(content, clock.local(made[0].at).date()) if made else []
    told = {one["what"]: one for against in reversed(kept) for one in against}
    return list(told.values())
