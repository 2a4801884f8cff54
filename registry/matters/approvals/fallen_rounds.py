"""Rounds that fell before it was known that the nämnd had decided on their content: it can still close them."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from registry.core import clock
from registry.core.database import session
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step
from registry.matters.approvals.queries import rounds
from registry.matters.approvals.rules import GOES_ON

MOST_FALLEN = 1000

# A round that fell, and what the nämnd's decision on its content makes of it.
FALLEN = frozenset({RoundStatus.VOIDED, RoundStatus.WITHDRAWN, RoundStatus.RETURNED})
ON_FALLEN = {Outcome.APPROVE: RoundStatus.APPROVED, Outcome.DECLINE: RoundStatus.DECLINED}


def undecided_by_committee(round_: Round) -> Step | None:
    """Return the nämnd's own step of a loaded round that it has not decided, waiting or not."""
    return next((step for step in round_.steps if step.post is None and step.decision is None), None)


def before_committee(matter_id: UUID) -> Round | None:
    """Return the matter's latest round when it fell before the nämnd's decision on it was recorded."""
    latest = next(iter(rounds(matter_id)), None)
    fell = latest is not None and latest.status in FALLEN and undecided_by_committee(latest) is not None
    fell = fell and latest is not None and latest.tries_anew_id is None  # the decision that it tried stands
    return latest if fell else None


def fallen(matter_ids: Sequence[UUID]) -> dict[UUID, date]:
    """Return the rounds of the matters that decided something of which nothing counts any longer, and since when."""
    rows = select(Step.round_id, func.max(Decision.voided_at).label("at")).join(Decision.step)
    decides = Decision.outcome.not_in((Outcome.RETURN, *GOES_ON))
    rows = rows.where(Decision.matter_id.in_(matter_ids), decides)
    rows = rows.group_by(Step.round_id).having(func.count(Decision.id) == func.count(Decision.voided_at))
    return {row.round_id: clock.local(row.at).date() for row in session.execute(rows.limit(MOST_FALLEN))}


def fallen_among(rounds: Iterable[Round]) -> dict[UUID, date]:
    """Return the same as `fallen`, of rounds that have been read with their steps and decisions."""
    found = {}
    for one in rounds:
        made = [step.decision for step in one.steps if step.decision]
        ended = [row.voided_at for row in made if row.outcome not in {Outcome.RETURN, *GOES_ON}]
        days = [at for at in ended if at is not None]
        if days and len(days) == len(ended):
            found[one.id] = clock.local(max(days)).date()
    return found
