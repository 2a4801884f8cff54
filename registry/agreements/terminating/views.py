"""What the page of a decision to end an agreement shows. No rules, and nothing is changed here."""

from datetime import datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements.status_line import StatusLine
from registry.agreements.terminating import queries
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import TerminationState
from registry.core import clock
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round
from registry.matters.approvals.queries import RoundContext
from registry.matters.views import can_open_decision, decider, round_context

TONES = {
    TerminationState.DRAFT: "neutral",
    TerminationState.SUBMITTED: "warning",
    TerminationState.RETURNED: "warning",
    TerminationState.APPROVED: "on",
    TerminationState.DECLINED: "danger",
    TerminationState.ANNULLED: "danger",
}


def standing(
    made: Termination, rounds: list[Round], at: datetime, known: RoundContext | None = None
) -> StatusLine:
    """Return where it stands: status, who has it, since when, and what comes next."""
    waiting = approvals.open_steps(rounds[0]) if rounds else []
    on = clock.local(at).date()
    since = min((step.opened_at for step in waiting), default=made.created_at)
    if waiting:
        holder = joined(dict.fromkeys(decider(step, on, known) for step in waiting))
        following = _("Beslut. Avtalet gäller till dess.")
    elif made.state is TerminationState.RETURNED:
        holder, following = _("Den som bereder ärendet"), _("Ändra och skicka för beslut igen.")
    elif made.state is TerminationState.APPROVED:
        holder, following = "", _("Avtalet upphör efter %(day)s.", day=made.ends_on)
    else:
        holder, following = "", _("Inget mer att göra.")
    return StatusLine(label(made.state), TONES[made.state], holder, since, following)


def whole(made: Termination, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what its page shows."""
    rounds = approvals.rounds(made.id)
    known = round_context(rounds, at)
    step = approvals.step_for(rounds[0], actor, clock.local(at).date(), known) if rounds else None
    records = check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    return {
        "made": made,
        "edition": queries.edition_of(made),
        "rounds": rounds,
        "standing": standing(made, rounds, at, known),
        "may_decide": step is not None and can_open_decision(step, actor, at, known),
        "may_record": bool(rounds) and approvals.committee_step(rounds[0]) is not None and records,
        "may_revise": made.state is TerminationState.RETURNED
        and check.allows(Permission.AGREEMENT_SUBMIT, actor, made),
    }
