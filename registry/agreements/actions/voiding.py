"""A change of what binds voids: nobody decides on anything but what was sent, and no decision outlives such a change.

A change can come from outside the form too: the collaboration gets another party. Then what was sent is no longer what
would be agreed, so it goes back to whoever prepares, and everybody is told. A particular (an address, a label, another
spelling of the same party's name) is shown as changed and stops nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.agreements import differences
from registry.agreements.actions.committing import release_frames
from registry.agreements.actions.notices import tell_partner, tell_voided
from registry.agreements.comparison import Change
from registry.agreements.models import Agreement
from registry.agreements.workflow import WORKFLOW
from registry.approvals import actions as approvals
from registry.approvals import queries as approval_queries
from registry.approvals.models import Round
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import workflow
from registry.core.errors import Stale
from registry.core.i18n import _, swedish

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Voided:
    """What became of an attempt to decide on something that had changed: the round that fell, and what differs."""

    round: Round
    changes: list[Change]


def void_if_changed(agreement: Agreement, *, actor: Actor, at: datetime) -> Voided | None:
    """Send the agreement back when it is no longer what was sent for decision; None when it is.

    An outcome and not an error, so that it is kept: decisions already made in the round no longer count.
    """
    round_ = approval_queries.current_round(agreement.id)
    # As the caller has just read it: what changes in between, `refuse_if_changed` finds when the round is locked.
    changed = differences.changed_since(agreement, round_, anew=False) if round_ else []
    changes = [change for change in changed if change.binding]
    if round_ is None or not changes:
        return None
    reason = _reason(changes)
    approvals.void(round_, reason=reason, actor=actor, at=at)
    send_back(agreement, "void", Tag.AGREEMENT_VOIDED, reason, deciders_of(round_), actor=actor, at=at)
    return Voided(round_, changes)


def refuse_if_changed(agreement: Agreement, round_: Round) -> None:
    """Raise Stale when the agreement is no longer what the round froze; the pages ask `void_if_changed` first."""
    if any(change.binding for change in differences.changed_since(agreement, round_)):
        raise Stale(_("Ärendet har ändrats sedan det skickades för beslut. Ingen kan besluta om det så här."))


def send_back(
    agreement: Agreement,
    name: str,
    tag: Tag,
    reason: str,
    deciders: Iterable[UUID],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Move the agreement back to whoever prepares it, free its frames, and tell everybody who decided it."""
    before = agreement.state
    agreement.updated_at = at
    workflow.fire(WORKFLOW, agreement, name, actor=actor, at=at, note=reason)
    record(agreement, tag, actor=actor, at=at, matter_id=agreement.id, note=reason)
    release_frames(agreement, at=at)
    tell_voided(agreement, deciders, by=actor, at=at)
    tell_partner(agreement, before=before, at=at)


def deciders_of(round_: Round) -> list[UUID]:
    """Return who decided anything in the round."""
    return [step.decision.decided_by_id for step in round_.steps if step.decision]


@swedish()
def _reason(changes: list[Change]) -> str:
    fields = list(dict.fromkeys(change.field for change in changes))
    named = "; ".join(fields[:MOST_NAMED]) + (" …" if len(fields) > MOST_NAMED else "")
    return _("Ändrat sedan det skickades: %(fields)s.", fields=named)
