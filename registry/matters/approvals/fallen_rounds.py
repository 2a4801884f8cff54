"""Rounds that fell before it was known that the nämnd had decided on their content: it can still close them."""

from uuid import UUID

from registry.matters.approvals.models import Outcome, Round, RoundStatus, Step
from registry.matters.approvals.queries import rounds

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
    return latest if fell else None
