"""The life of a payee account: proposed by one person, confirmed by another, ended when a new one takes its place.

One that a list says is nobody's proposal: it waits for no one, and nothing is paid to it, until a person proposes it.
"""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class PayeeState(Labelled):
    """Where a payee account is in its life. Only a confirmed one may be paid to."""

    LISTED = "listed", lazy("Står i en lista")
    PROPOSED = "proposed", lazy("Väntar på bekräftelse")
    CONFIRMED = "confirmed", lazy("Bekräftat")
    REFUSED = "refused", lazy("Inte godtaget")
    ENDED = "ended", lazy("Gäller inte längre")


_PROPOSED = frozenset({PayeeState.PROPOSED})

WORKFLOW = Workflow(
    "payee",
    {
        "propose": Transition(
            lazy("Föreslå"), frozenset({PayeeState.LISTED}), PayeeState.PROPOSED, Permission.PAYEE_PROPOSE
        ),
        "confirm": Transition(lazy("Bekräfta"), _PROPOSED, PayeeState.CONFIRMED, Permission.PAYEE_CONFIRM),
        "refuse": Transition(
            lazy("Godta inte"), _PROPOSED | {PayeeState.LISTED}, PayeeState.REFUSED, Permission.PAYEE_PROPOSE
        ),
        "end": Transition(
            lazy("Avsluta"), frozenset({PayeeState.CONFIRMED}), PayeeState.ENDED, Permission.PAYEE_PROPOSE
        ),
    },
)
