"""What "Beslut om återkallelse" shows: who withdraws which decision, on which ground. Always Swedish."""

from typing import Any

from registry.city.units.models import Unit
from registry.core.i18n import joined, swedish
from registry.matters.approvals import hooks
from registry.matters.approvals.models import Decision, Outcome, Round
from registry.matters.decisions import content, sentences
from registry.matters.decisions.models import Withdrawal
from registry.settings import Settings


@swedish()
def withdrawal(
    round_: Round, withdrawn: Round, made: Withdrawal, unit: Unit | None, *, settings: Settings
) -> dict[str, Any]:
    """Return what the document shows of a withdrawal's own round, the round that it withdraws, and its ground."""
    step = round_.steps[0]
    if step.decision is None:
        raise ValueError("the round has no decision")
    shown = hooks.shown(round_.content)
    acts, committee = hooks.acts(round_.content), settings.committee_name
    first = [
        one.decision for one in withdrawn.steps if one.decision and one.decision.outcome is Outcome.APPROVE
    ]
    return {
        **content.head(shown, unit, settings, frozen_at=step.decision.at),
        "sentence": sentences.of(step.decision, acts, committee=committee, withdrawn_on=made.decided_on),
        "decision": content.made(step, step.decision),
        "withdrawn": {
            "by": joined(dict.fromkeys(map(_who, first)), " och av "),
            "on": made.decided_on.isoformat(),
        },
        "ground": made.ground,
        "content_hash": round_.content_hash,
        "reported": content.is_reported(step),
        "declarations": None,
    }


def _who(decision: Decision) -> str:
    """Who decided, with the title; what is recorded from minutes has nobody's title in the house."""
    return decision.by if decision.meeting_on is not None else f"{decision.by}, {decision.title}"
