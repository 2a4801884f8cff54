"""The life cycle of a decision to end an agreement before its last day."""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class TerminationState(Labelled):
    """Where it stands."""

    DRAFT = "draft", lazy("Utkast")
    SUBMITTED = "submitted", lazy("Väntar på beslut")
    RETURNED = "returned", lazy("Återlämnat för ändring")
    APPROVED = "approved", lazy("Beslutat")
    DECLINED = "declined", lazy("Avslag")
    AMENDED = "amended", lazy("Beslutat med ändring, ändringen skrivs in")
    ANNULLED = "annulled", lazy("Upphävt av domstol")
    REVOKED = "revoked", lazy("Beslutet återkallat")


_S, _P = TerminationState, Permission
_FELL = frozenset({_S.ANNULLED, _S.REVOKED})
# What stands again when what felled it is gone: the withdrawal annulled, or the court's answer corrected.
RESTORED = (
    (_S.AMENDED, _FELL, lazy("Nämndens ändrade beslut gäller igen")),
    (_S.APPROVED, _FELL, lazy("Beslutet att avsluta i förtid gäller igen")),
    (_S.DECLINED, frozenset({_S.RETURNED}), lazy("Avslaget gäller igen")),
)
FALLS = frozenset({"annul", "annul_refusal", "revoke"})  # the moves that such a restoring undoes
WORKFLOW = Workflow(
    "termination",
    {
        "submit": Transition(
            lazy("Skicka för beslut"), frozenset({_S.DRAFT, _S.RETURNED}), _S.SUBMITTED, _P.AGREEMENT_SUBMIT
        ),
        "approve": Transition(lazy("Bifall"), frozenset({_S.SUBMITTED}), _S.APPROVED, _P.AGREEMENT_DECIDE),
        "return": Transition(lazy("Återlämna"), frozenset({_S.SUBMITTED}), _S.RETURNED, _P.AGREEMENT_DECIDE),
        "decline": Transition(lazy("Avslå"), frozenset({_S.SUBMITTED}), _S.DECLINED, _P.AGREEMENT_DECIDE),
        "approve_fallen": Transition(
            lazy("Nämnden biföll det som skickades"),
            frozenset({_S.RETURNED}),
            _S.APPROVED,
            _P.AGREEMENT_RECORD_COMMITTEE,
        ),
        "decline_fallen": Transition(
            lazy("Nämnden avslog det som skickades"),
            frozenset({_S.RETURNED}),
            _S.DECLINED,
            _P.AGREEMENT_RECORD_COMMITTEE,
        ),
        "annul": Transition(
            lazy("Domstolen har upphävt beslutet"),
            frozenset({_S.AMENDED, _S.APPROVED}),
            _S.ANNULLED,
            _P.DECISION_REPORT,
        ),
        "amend": Transition(
            lazy("Bifall med ändring"),
            frozenset({_S.SUBMITTED}),
            _S.AMENDED,
            _P.AGREEMENT_RECORD_COMMITTEE,
        ),
        "adopt": Transition(
            lazy("Skriv in nämndens ändring"),
            frozenset({_S.AMENDED}),
            _S.APPROVED,
            _P.AGREEMENT_RECORD_COMMITTEE,
        ),
        "revoke": Transition(
            lazy("Återkalla beslutet"), frozenset({_S.APPROVED}), _S.REVOKED, _P.AGREEMENT_REOPEN
        ),
        **{
            f"restore_{target.value}": Transition(words, sources, target, _P.DECISION_REPORT)
            for target, sources, words in RESTORED
        },
        "annul_refusal": Transition(
            lazy("Domstolen har upphävt avslaget"), frozenset({_S.DECLINED}), _S.RETURNED, _P.DECISION_REPORT
        ),
    },
)
