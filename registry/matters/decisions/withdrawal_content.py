"""What "Beslut om återkallelse" shows: who withdraws which decision, on which ground. Always Swedish."""

from typing import Any

from registry.city.units.models import Unit
from registry.core.i18n import joined, swedish
from registry.matters.approvals import hooks
from registry.matters.approvals.models import Outcome, Round
from registry.matters.decisions import content
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
    amounts = [one["amount"] for one in shown.get("yearly") or ()]
    first = [
        one.decision for one in withdrawn.steps if one.decision and one.decision.outcome is Outcome.APPROVE
    ]
    return {
        **content.head(shown, unit, settings, frozen_at=step.decision.at),
        "kind_label": shown["kind_label"],
        "act": content.act(round_),
        "parties": [party["name"] for party in shown.get("parties") or ()],
        "starts_on": shown.get("starts_on"),
        "ends_on": shown.get("ends_on"),
        "last_day": shown.get("last_day"),
        "amount": sum(amounts) if amounts and None not in amounts else None,
        "decision": content.made(step, step.decision),
        "withdrawn": {
            "by": joined(dict.fromkeys(f"{one.by}, {one.title}" for one in first), "; "),
            "on": made.decided_on.isoformat(),
        },
        "ground": made.ground,
        "content_hash": round_.content_hash,
        "reported": content.is_reported(step),
        "declarations": None,
    }
