"""The life cycle of an agreement. Which steps a decision needs is data (`approvals`), not states."""

from enum import StrEnum

from registry.access.permissions import Permission
from registry.core import labels
from registry.core.i18n import lazy
from registry.core.workflow import Transition, Workflow


class State(StrEnum):
    """Where the agreement stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ACTIVE = "active"
    ENDED = "ended"
    KNOWN = "known"
    RECORDED = "recorded"


STATE_LABELS = {
    State.DRAFT: lazy("Utkast"),
    State.SUBMITTED: lazy("Väntar på beslut"),
    State.RETURNED: lazy("Återlämnat för ändring"),
    State.APPROVED: lazy("Beslutat, väntar på underskrift"),
    State.DECLINED: lazy("Avslag"),
    State.WITHDRAWN: lazy("Återtaget"),
    State.ACTIVE: lazy("Pågår"),
    State.ENDED: lazy("Avslutat"),
    State.KNOWN: lazy("Känt, inte registrerat"),
    State.RECORDED: lazy("Registrerat, väntar på bekräftelse"),
}

EDITABLE = frozenset({State.DRAFT, State.RETURNED})
# Entered into before it came here: known from a document, or recorded and not yet confirmed. It binds nobody here yet.
UNCONFIRMED = frozenset({State.KNOWN, State.RECORDED})
# Decided, whatever has become of it since: what it says is what was decided.
DECIDED = frozenset({State.APPROVED, State.ACTIVE, State.ENDED})

WORKFLOW = Workflow(
    "agreement",
    {
        "submit": Transition(
            lazy("Skicka för beslut"), EDITABLE, State.SUBMITTED, Permission.AGREEMENT_SUBMIT
        ),
        "recall": Transition(
            lazy("Ta tillbaka för ändring"),
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            Permission.AGREEMENT_WITHDRAW,
        ),
        "approve": Transition(
            lazy("Godkänn"), frozenset({State.SUBMITTED}), State.APPROVED, Permission.AGREEMENT_DECIDE
        ),
        "return": Transition(
            lazy("Återlämna"), frozenset({State.SUBMITTED}), State.RETURNED, Permission.AGREEMENT_DECIDE
        ),
        "decline": Transition(
            lazy("Avslå"), frozenset({State.SUBMITTED}), State.DECLINED, Permission.AGREEMENT_DECIDE
        ),
        "void": Transition(
            lazy("Lämna tillbaka: ändrat sedan det skickades"),
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            Permission.AGREEMENT_DECIDE,
        ),
        "reopen": Transition(
            lazy("Ta tillbaka beslutet"),
            frozenset({State.APPROVED}),
            State.RETURNED,
            Permission.AGREEMENT_REOPEN,
        ),
        "withdraw": Transition(
            lazy("Avsluta ärendet utan beslut"),
            EDITABLE | {State.KNOWN},
            State.WITHDRAWN,
            Permission.AGREEMENT_WITHDRAW,
        ),
        "sign": Transition(
            lazy("Registrera underskrift"),
            frozenset({State.APPROVED}),
            State.ACTIVE,
            Permission.AGREEMENT_SIGN,
        ),
        "record": Transition(
            lazy("Registrera beslut och underskrift"),
            frozenset({State.KNOWN}),
            State.RECORDED,
            Permission.AGREEMENT_REGISTER,
        ),
        "confirm": Transition(
            lazy("Granska och bekräfta"),
            frozenset({State.RECORDED}),
            State.ACTIVE,
            Permission.AGREEMENT_CONFIRM,
        ),
        "refuse": Transition(
            lazy("Lämna tillbaka registreringen"),
            frozenset({State.RECORDED}),
            State.KNOWN,
            Permission.AGREEMENT_CONFIRM,
        ),
        "end": Transition(lazy("Avsluta"), frozenset({State.ACTIVE}), State.ENDED, Permission.AGREEMENT_END),
    },
)

labels.register(STATE_LABELS)
