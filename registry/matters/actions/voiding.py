"""A change of what binds voids: nobody decides on anything but what was sent, and no decision outlives such a change.

A change can come from outside the form too: a collaboration gets another party. Then what was sent is no longer what
would be decided, so it goes back to whoever prepares, and everybody is told. A particular (an address, a label, another
spelling of the same party's name) is shown as changed and stops nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.core.errors import Stale
from registry.core.i18n import _, swedish
from registry.matters import differences, types
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as approval_queries
from registry.matters.approvals.models import Round
from registry.matters.models import Matter

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Voided:
    """What became of an attempt to decide on something that had changed: the round that fell, and what differs."""

    round: Round
    changes: list[Any]


def void_if_changed(matter: Matter, *, actor: Actor, at: datetime) -> Voided | None:
    """Send the matter back when it is no longer what was sent for decision; None when it is.

    An outcome and not an error, so that it is kept: decisions already made in the round no longer count.
    """
    round_ = approval_queries.current_round(matter.id)
    # As the caller has just read it: what changes in between, `refuse_if_changed` finds when the round is locked.
    changed = differences.changed_since(matter, round_, anew=False) if round_ else []
    changes = [change for change in changed if change.binding]
    if round_ is None or not changes or round_.tries_anew_id is not None:
        return None
    reason = _reason(changes)
    approvals.void(round_, reason=reason, actor=actor, at=at)
    types.of(matter).sent_back(matter, round_, reason, actor, at)
    return Voided(round_, changes)


def refuse_if_changed(matter: Matter, round_: Round) -> None:
    """Raise Stale when the matter is no longer what the round froze; the pages ask `void_if_changed` first."""
    if round_.tries_anew_id is not None:
        return  # what was decided is tried as it was; what differs by now stops what would carry it out
    if any(change.binding for change in differences.changed_since(matter, round_)):
        raise Stale(_("Ärendet har ändrats sedan det skickades för beslut. Ingen kan besluta om det så här."))


def deciders_of(round_: Round) -> list[UUID]:
    """Return who decided anything in the round."""
    return [step.decision.decided_by_id for step in round_.steps if step.decision]


@swedish()
def _reason(changes: list[Any]) -> str:
    fields = list(dict.fromkeys(change.field for change in changes))
    named = "; ".join(fields[:MOST_NAMED]) + (" …" if len(fields) > MOST_NAMED else "")
    return _("Ändrat sedan det skickades: %(fields)s.", fields=named)
