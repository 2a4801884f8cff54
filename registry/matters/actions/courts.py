"""What follows in a matter when something happens in court: at once, in the transaction that notes it (KL 13 kap)."""

from datetime import datetime

from registry.access.actor import Actor
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.i18n import _, swedish
from registry.matters import types
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals.models import Decision, Round, RoundStatus
from registry.matters.decisions.hooks import CourtStep
from registry.matters.decisions.rules import Force
from registry.matters.models import Matter
from registry.matters.notices import tell_court

RESTED_ON = frozenset({RoundStatus.APPROVED, RoundStatus.DECLINED, RoundStatus.DISMISSED, RoundStatus.CLOSED})


def in_court(step: CourtStep, actor: Actor, at: datetime) -> None:
    """Let what rests on an annulled decision fall, and tell everybody concerned what the court did.

    A decision that had fallen already changes nothing more, and one that a court lets stand goes on.
    """
    decision = session.get_one(Decision, step.decision_id)
    round_ = approval_queries.round_of(decision)
    stood = round_.status in RESTED_ON and decision.voided_at is None
    if stood and step.after is Force.ANNULLED:
        _annul(round_, actor=actor, at=at)
    row = session.get_one(Matter, step.matter_id)
    matter = types.whole(row.type, step.matter_id)
    if stood and matter is not None:
        types.of(matter).in_court(matter, round_, step, actor, at)
    tell_court(row, round_, step, by=actor, at=at)


@swedish()
def _annul(round_: Round, *, actor: Actor, at: datetime) -> None:
    for one in approvals.annul(round_, _("Domstolen har upphävt beslutet."), at=at):
        record(one, Tag.DECISION_ANNULLED, actor=actor, at=at, matter_id=round_.matter_id)
