"""What follows in a matter when something happens in court: at once, in the transaction that notes it (KL 13 kap)."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import DomainError, refuse
from registry.core.i18n import _, swedish
from registry.matters import types
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus
from registry.matters.decisions import queries as decided
from registry.matters.decisions.hooks import CourtStep
from registry.matters.decisions.rules import Force
from registry.matters.models import Matter
from registry.matters.notices import tell_court

RESTED_ON = frozenset(
    {
        RoundStatus.APPROVED,
        RoundStatus.AMENDED,
        RoundStatus.DECLINED,
        RoundStatus.DISMISSED,
        RoundStatus.CLOSED,
        RoundStatus.REVOKING,
    }
)


def in_court(step: CourtStep, actor: Actor, at: datetime) -> None:
    """Let what rests on an annulled decision fall, or stand again, and tell everybody concerned what the court did.

    A decision that had fallen already changes nothing more, and one that a court lets stand goes on. Raises DomainError
    when an answer is corrected and what has happened since makes it impossible that the decision stands again.
    """
    decision = session.get_one(Decision, step.decision_id)
    round_ = approval_queries.round_of(decision)
    stood = round_.status in RESTED_ON and decision.voided_at is None
    row = session.get_one(Matter, step.matter_id)
    matter = types.whole(row.type, step.matter_id)
    if stood and step.after is Force.ANNULLED:
        _annul(round_, actor=actor, at=at)
    if stood and matter is not None:
        if decision.outcome is Outcome.REVOKE:
            _of_withdrawal(matter, decision, step, actor, at)
        else:
            if step.before is Force.ANNULLED and step.after is not Force.ANNULLED:
                _stand_again(matter, round_, actor, at)
            types.of(matter).in_court(matter, round_, step, actor, at)
    tell_court(row, round_, step, by=actor, at=at)


@swedish()
def _annul(round_: Round, *, actor: Actor, at: datetime) -> None:
    approvals.leave_trial(round_.matter_id, _("Domstolen har upphävt beslutet."), actor=actor, at=at)
    for one in approvals.annul(round_, _("Domstolen har upphävt beslutet."), at=at):
        record(one, Tag.DECISION_ANNULLED, actor=actor, at=at, matter_id=round_.matter_id)


def _stand_again(matter: Matter, round_: Round, actor: Actor, at: datetime) -> None:
    undoing = types.of(matter).undoing
    if undoing is None:
        raise DomainError(_("Det som slutade gälla kan inte gälla igen. Låt ett nytt beslut fattas."))
    refuse(undoing.obstacles(matter, round_))
    undoing.restored(matter, round_, actor, at)


def _of_withdrawal(matter: Matter, decision: Decision, step: CourtStep, actor: Actor, at: datetime) -> None:
    """An annulled withdrawal withdraws nothing: the first decision stands again, unless the matter has gone on.

    Is the court's answer corrected, the first decision falls as it had.
    """
    made, undoing = decided.withdrawal_by(decision.id), types.of(matter).undoing
    first = approval_queries.whole_round(made.round_id)
    if undoing is None:
        return
    if step.after is Force.ANNULLED and not undoing.obstacles(matter, first):
        for one in approvals.restore(first):
            record(one, Tag.DECISION_STANDS_AGAIN, actor=actor, at=at, matter_id=matter.id)
        undoing.restored(matter, first, actor, at)
    elif step.before is Force.ANNULLED and first.status is RoundStatus.APPROVED:
        reason = decision.reason or ""
        for one in approvals.let_fall(first, reason=reason, actor=actor, at=at):
            record(one, Tag.DECISION_VOIDED, actor=actor, at=at, matter_id=matter.id)
        undoing.withdrawn(matter, first, reason, actor, at)
