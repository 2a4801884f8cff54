"""What the page of a decision to end an agreement shows. No rules, and nothing is changed here."""

from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements.reopening import queries as reopening
from registry.agreements.status_line import StatusLine
from registry.agreements.terminating import queries
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import TerminationState
from registry.core import clock
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.documents import queries as documents
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Round
from registry.matters.approvals.queries import RoundContext
from registry.matters.decisions import remarks
from registry.matters.decisions import views as decisions
from registry.matters.views import can_open_decision, decider, round_context

TONES = {
    TerminationState.DRAFT: "neutral",
    TerminationState.SUBMITTED: "warning",
    TerminationState.RETURNED: "warning",
    TerminationState.APPROVED: "on",
    TerminationState.DECLINED: "danger",
    TerminationState.AMENDED: "warning",
    TerminationState.ANNULLED: "danger",
    TerminationState.REVOKED: "danger",
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
        following = _("Beslut. Det som gäller fortsätter till dess.")
    elif made.state is TerminationState.RETURNED:
        holder, following = _("Den som bereder ärendet"), _("Ändra och skicka för beslut igen.")
    elif made.state is TerminationState.AMENDED:
        holder, following = _("Registratorn"), _("Det som nämnden ändrade skrivs in ur protokollet.")
    elif made.state is TerminationState.APPROVED:
        holder, following = "", _("Det upphör efter %(day)s.", day=made.ends_on)
    else:
        holder, following = "", _("Inget mer att göra.")
    return StatusLine(label(made.state), TONES[made.state], holder, since, following)


def may_withdraw(made: Termination, actor: Actor, on: date) -> bool:
    """Return whether the actor could withdraw the decided termination on the day."""
    is_decided = made.state is TerminationState.APPROVED and check.allows(Permission.AGREEMENT_REOPEN, actor)
    return is_decided and not reopening.problems(made, actor, on)


def whole(made: Termination, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return what its page shows."""
    rounds, on, edition = approvals.rounds(made.id), clock.local(at).date(), queries.edition_of(made)
    known = round_context(rounds, at)
    step = approvals.step_for(rounds[0], actor, on, known) if rounds else None
    records = check.allows(Permission.AGREEMENT_RECORD_COMMITTEE, actor)
    return {
        "made": made,
        "edition": edition,
        "words": queries.words_of(edition),
        "rounds": rounds,
        "standing": standing(made, rounds, at, known),
        "may_decide": step is not None and can_open_decision(step, actor, at, known),
        "may_record": bool(rounds) and approvals.committee_step(rounds[0]) is not None and records,
        "may_take_over": check.allows(Permission.AGREEMENT_TAKE_OVER, actor)
        and not queries.take_over_problems(made, actor),
        "may_adopt": made.state is TerminationState.AMENDED and records,
        "may_withdraw": may_withdraw(made, actor, on),
        "documents": documents.of_owner(actor, made.id),
        "marks": remarks.marks([made.id], on, rounds) if rounds else {},
        "panel": {"content": content} if (content := decisions.of_matter(actor, made)) else None,
        "may_revise": made.state is TerminationState.RETURNED
        and check.allows(Permission.AGREEMENT_SUBMIT, actor, made),
    }


def before_adoption(made: Termination) -> dict[str, Any]:
    """Return what the registrar compares with the minutes: what was sent, and what the nämnd changed in it."""
    latest = next(iter(approvals.rounds(made.id)), None)
    decided = [step.decision for step in latest.steps if step.decision] if latest else []
    return {
        "made": made,
        "decision": next((one for one in decided if one.amendment), None),
        "edition": queries.edition_of(made),
    }
