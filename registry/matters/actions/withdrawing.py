"""Withdrawing what was decided in a matter: a decision of its own, and everything that follows of it at once."""

from dataclasses import dataclass
from datetime import datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.city.units.structure import Holder
from registry.core import clock, jobs
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.core.money import Money
from registry.matters import types
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals.actions import RevokingMinutes
from registry.matters.approvals.models import Decision, Outcome, Round
from registry.matters.decisions.models import Withdrawal
from registry.matters.models import Matter

CONFLICT = "Beslutsfattaren var jävig"  # always a ground: who had a conflict could not decide (KL 6:30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing:
    """What a withdrawal says: why, on which ground, and what had been carried out by then."""

    reason: str
    ground: str
    void_reason: str  # what the decision that falls is marked with
    is_begun: bool  # something was signed or paid, and has to be put right
    paid: Money | None = None


def withdraw_decision(
    matter: Matter, told: Withdrawing, by: Holder | RevokingMinutes, *, actor: Actor, at: datetime
) -> Decision:
    """Withdraw what the matter rests on, as the holder of a post or by the nämnd's minutes.

    The caller has asked whether it may be done. Raises DomainError when nothing stands, or nothing follows of it.
    """
    standing, type_ = approval_queries.approvals_of(matter.id), types.of(matter)
    if not standing or type_.undoing is None:
        raise DomainError(_("Det finns inget beslut att ta tillbaka."))
    withdrawn = approval_queries.round_of(standing[0])
    _round, decision = approvals.revoke(
        withdrawn, reason=told.reason, by=by, void_reason=told.void_reason, actor=actor, at=at
    )
    follow_withdrawal(matter, told, withdrawn, decision, actor=actor, at=at)
    return decision


def follow_withdrawal(
    matter: Matter, told: Withdrawing, withdrawn: Round, decision: Decision, *, actor: Actor, at: datetime
) -> None:
    """Keep what the decision withdraws and on which ground, have its document made, and let what rests on it fall."""
    first = [step.decision for step in withdrawn.steps if step.decision]
    approved = [one for one in first if one.outcome is Outcome.APPROVE]
    made = Withdrawal(
        decision_id=decision.id, round_id=withdrawn.id, ground=told.ground, is_begun=told.is_begun, paid=told.paid,
        decided_on=max(one.meeting_on or clock.local(one.at).date() for one in approved),
    )  # fmt: skip
    session.add(made)
    record(made, Tag.DECISION_REVOKED, actor=actor, at=at, matter_id=matter.id)
    round_id = approval_queries.round_of(decision).id
    jobs.enqueue("decisions.document", {"round_id": str(round_id)}, at=at, subject_id=matter.id)
    if (undoing := types.of(matter).undoing) is not None:
        undoing.withdrawn(matter, withdrawn, told.void_reason, actor, at)
