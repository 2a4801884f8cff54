"""The life cycle of an agreement. Which steps a decision needs is data (`approvals`), not states."""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class State(Labelled):
    """Where the agreement stands."""

    DRAFT = "draft", lazy("Utkast")
    SUBMITTED = "submitted", lazy("Väntar på beslut")
    RETURNED = "returned", lazy("Återlämnat för ändring")
    AMENDED = "amended", lazy("Beslutat med ändring, texten skrivs in")
    APPROVED = "approved", lazy("Beslutat, väntar på underskrift")
    DECLINED = "declined", lazy("Avslag")
    CLOSED = "closed", lazy("Avvisat eller avskrivet")
    WITHDRAWN = "withdrawn", lazy("Återtaget")
    ACTIVE = "active", lazy("Pågår")
    ENDED = "ended", lazy("Avslutat")
    ANNULLED = "annulled", lazy("Upphävt av domstol")
    REVOKED = "revoked", lazy("Beslutet återkallat")
    KNOWN = "known", lazy("Pågår enligt uppgift")
    RECORDED = "recorded", lazy("Registrerat, väntar på bekräftelse")


PREPARED = frozenset({State.DRAFT, State.RETURNED})
EDITABLE = PREPARED | {State.AMENDED}  # what the nämnd changed is written in before anybody signs
# Entered into before it came here: known from a document, or recorded and not yet confirmed. It binds nobody here yet.
UNCONFIRMED = frozenset({State.KNOWN, State.RECORDED})

_FELL = frozenset({State.ANNULLED, State.REVOKED})
# What stands again when what felled it is gone: the withdrawal annulled, or the court's answer corrected.
RESTORED = (
    (State.AMENDED, _FELL, lazy("Nämndens ändrade beslut gäller igen")),
    (State.APPROVED, _FELL | {State.RETURNED}, lazy("Beslutet gäller igen, före underskrift")),
    (State.ACTIVE, _FELL, lazy("Avtalet gäller igen")),
    (State.ENDED, _FELL, lazy("Det avslutade avtalet gäller igen")),
    (State.DECLINED, frozenset({State.RETURNED}), lazy("Avslaget gäller igen")),
    (State.CLOSED, frozenset({State.RETURNED}), lazy("Avvisningen eller avskrivningen gäller igen")),
)
FALLS = frozenset({"annul", "annul_refusal", "reopen", "revoke"})  # the moves that such a restoring undoes

WORKFLOW = Workflow(
    "agreement",
    {
        "submit": Transition(
            lazy("Skicka för beslut"), PREPARED, State.SUBMITTED, Permission.AGREEMENT_SUBMIT
        ),
        "recall": Transition(
            lazy("Ta tillbaka för ändring"),
            frozenset({State.SUBMITTED}),
            State.RETURNED,
            Permission.AGREEMENT_WITHDRAW,
        ),
        "approve": Transition(
            lazy("Bifall"), frozenset({State.SUBMITTED}), State.APPROVED, Permission.AGREEMENT_DECIDE
        ),
        "amend": Transition(
            lazy("Bifall med ändring"),
            frozenset({State.SUBMITTED}),
            State.AMENDED,
            Permission.AGREEMENT_RECORD_COMMITTEE,
        ),
        "close": Transition(
            lazy("Nämnden avvisade eller avskrev ärendet"),
            frozenset({State.SUBMITTED}),
            State.CLOSED,
            Permission.AGREEMENT_RECORD_COMMITTEE,
        ),
        "adopt": Transition(
            lazy("Bekräfta texten som nämnden ändrade den"),
            frozenset({State.AMENDED}),
            State.APPROVED,
            Permission.AGREEMENT_RECORD_COMMITTEE,
        ),
        "approve_fallen": Transition(
            lazy("Nämnden biföll det som skickades"),
            frozenset({State.RETURNED, State.WITHDRAWN}),
            State.APPROVED,
            Permission.AGREEMENT_RECORD_COMMITTEE,
        ),
        "decline_fallen": Transition(
            lazy("Nämnden avslog det som skickades"),
            frozenset({State.RETURNED, State.WITHDRAWN}),
            State.DECLINED,
            Permission.AGREEMENT_RECORD_COMMITTEE,
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
            lazy("Återkalla beslutet för ändring"),
            frozenset({State.APPROVED}),
            State.RETURNED,
            Permission.AGREEMENT_REOPEN,
        ),
        "revoke": Transition(
            lazy("Återkalla beslutet"),
            frozenset({State.ACTIVE, State.ENDED}),
            State.REVOKED,
            Permission.AGREEMENT_REOPEN,
        ),
        "withdraw": Transition(
            lazy("Avsluta ärendet utan beslut"),
            PREPARED | {State.KNOWN},
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
        "annul": Transition(
            lazy("Domstolen har upphävt beslutet"),
            frozenset({State.AMENDED, State.APPROVED, State.ACTIVE, State.ENDED}),
            State.ANNULLED,
            Permission.DECISION_REPORT,
        ),
        "annul_refusal": Transition(
            lazy("Domstolen har upphävt avslaget"),
            frozenset({State.DECLINED, State.CLOSED}),
            State.RETURNED,
            Permission.DECISION_REPORT,
        ),
        "reinstate": Transition(
            lazy("Domstolen har upphävt beslutet att avsluta i förtid"),
            frozenset({State.ENDED}),
            State.ACTIVE,
            Permission.DECISION_REPORT,
        ),
        **{
            f"restore_{target.value}": Transition(words, sources, target, Permission.DECISION_REPORT)
            for target, sources, words in RESTORED
        },
        "end": Transition(lazy("Avsluta"), frozenset({State.ACTIVE}), State.ENDED, Permission.AGREEMENT_END),
    },
)
