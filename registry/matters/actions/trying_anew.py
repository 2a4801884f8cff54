"""What follows when somebody who decided turns out to have a conflict of interest: the right body decides anew."""

from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.core.database import session
from registry.matters import types
from registry.matters.actions.withdrawing import CONFLICT, Withdrawing, follow_withdrawal
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries, trials
from registry.matters.approvals.models import Decision, Round, RoundStatus
from registry.matters.models import Matter
from registry.matters.notices import tell_deciders


def conflict_found(matter_id: UUID, _person_id: UUID, actor: Actor, at: datetime) -> None:
    """Have it decided anew what somebody with a conflict of interest decided; nothing is paid or signed meanwhile."""
    if not queries.approvals_of(matter_id):
        return
    matter = session.get_one(Matter, matter_id)
    if types.of(matter).undoing is None:
        return
    if (round_ := approvals.try_anew(matter_id, actor=actor, at=at)) is not None:
        tell_deciders(matter, round_, at=at)


def settled(matter: Matter, round_: Round, decision: Decision, *, actor: Actor, at: datetime) -> None:
    """Follow the answer: confirmed, the earlier decision gives way to the new one; taken back, what rests on it falls.

    Where somebody else who decided has a conflict too, that is tried next.
    """
    undoing = types.of(matter).undoing
    if round_.status is RoundStatus.APPROVED:
        approvals.replace_tried(round_, decision, actor=actor, at=at)
        types.of(matter).closed(matter, round_, decision, actor, at)
        conflict_found(matter.id, decision.decided_by_id, actor, at)
    elif undoing is not None:
        begun, paid = undoing.carried_out(matter)
        reason = decision.reason or ""
        told = Withdrawing(reason=reason, ground=CONFLICT, void_reason=reason, is_begun=begun, paid=paid)
        tried = trials.tried_by(round_)
        approvals.let_fall_all(matter.id, reason=reason, actor=actor, at=at)
        follow_withdrawal(matter, told, tried, decision, actor=actor, at=at)
