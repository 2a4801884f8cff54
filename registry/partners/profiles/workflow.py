"""The life of a proposal: it waits, and is accepted, refused or taken back."""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class ProposalState(Labelled):
    """Where a proposal is in its life."""

    WAITING = "waiting", lazy("Väntar på svar")
    ACCEPTED = "accepted", lazy("Godtaget")
    REFUSED = "refused", lazy("Inte godtaget")
    TAKEN_BACK = "taken_back", lazy("Återtaget")


_WAITING = frozenset({ProposalState.WAITING})

WORKFLOW = Workflow(
    "proposal",
    {
        "accept": Transition(lazy("Godta"), _WAITING, ProposalState.ACCEPTED, Permission.PROPOSAL_ANSWER),
        "refuse": Transition(lazy("Godta inte"), _WAITING, ProposalState.REFUSED, Permission.PROPOSAL_ANSWER),
        "take_back": Transition(lazy("Ta tillbaka"), _WAITING, ProposalState.TAKEN_BACK, Permission.PORTAL),
    },
)
