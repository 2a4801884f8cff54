"""The life of a payee account: proposed by one person, confirmed by another, ended when a new one takes its place."""

from enum import StrEnum

from registry.access.permissions import Permission
from registry.core import labels
from registry.core.i18n import lazy
from registry.core.workflow import Transition, Workflow


class PayeeState(StrEnum):
    """Where a payee account is in its life. Only a confirmed one may be paid to."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    ENDED = "ended"


PAYEE_STATE_LABELS = {
    PayeeState.PROPOSED: lazy("Väntar på bekräftelse"),
    PayeeState.CONFIRMED: lazy("Bekräftat"),
    PayeeState.REFUSED: lazy("Inte godtaget"),
    PayeeState.ENDED: lazy("Gäller inte längre"),
}
labels.register(PAYEE_STATE_LABELS)

_PROPOSED = frozenset({PayeeState.PROPOSED})

WORKFLOW = Workflow(
    "payee",
    {
        "confirm": Transition(lazy("Bekräfta"), _PROPOSED, PayeeState.CONFIRMED, Permission.PAYEE_CONFIRM),
        "refuse": Transition(lazy("Godta inte"), _PROPOSED, PayeeState.REFUSED, Permission.PAYEE_PROPOSE),
        "end": Transition(
            lazy("Avsluta"), frozenset({PayeeState.CONFIRMED}), PayeeState.ENDED, Permission.PAYEE_PROPOSE
        ),
    },
)
