"""The life of a proposal: it waits, and is accepted, refused or taken back."""

from enum import StrEnum

from registry.access.permissions import Permission
from registry.core import labels
from registry.core.i18n import lazy
from registry.core.workflow import Transition, Workflow


class ProposalState(StrEnum):
    """Where a proposal is in its life."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


PROPOSAL_STATE_LABELS = {
    ProposalState.WAITING: lazy("Väntar på svar"),
    ProposalState.ACCEPTED: lazy("Godtaget"),
    ProposalState.REFUSED: lazy("Inte godtaget"),
    ProposalState.TAKEN_BACK: lazy("Återtaget"),
}
labels.register(PROPOSAL_STATE_LABELS)

_WAITING = frozenset({ProposalState.WAITING})

WORKFLOW = Workflow(
    "proposal",
    {
        "accept": Transition(lazy("Godta"), _WAITING, ProposalState.ACCEPTED, Permission.PROPOSAL_ANSWER),
        "refuse": Transition(lazy("Godta inte"), _WAITING, ProposalState.REFUSED, Permission.PROPOSAL_ANSWER),
        "take_back": Transition(lazy("Ta tillbaka"), _WAITING, ProposalState.TAKEN_BACK, Permission.PORTAL),
    },
)
