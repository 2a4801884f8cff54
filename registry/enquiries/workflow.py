"""The life cycle of a political question: from the day it came until whoever asked has the answer."""

from collections.abc import Iterator
from typing import Any

from registry.access.permissions import Permission
from registry.core.errors import Problem
from registry.core.i18n import _, lazy, lazy_in
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class EnquiryState(Labelled):
    """Where it stands."""

    RECEIVED = "received", lazy("Mottagen")
    UNDER_WORK = "under_work", lazy("Under arbete")
    ATTESTED = "attested", lazy_in("utlåtande", "Attesterad")
    SENT = "sent", lazy("Sänd till nämnden")
    DECIDED = "decided", lazy("Beslutad")
    ANSWERED = "answered", lazy("Besvarad")


class CommitteeOutcome(Labelled):
    """What the nämnd did with the reply at a meeting."""

    APPROVED = "approved", lazy("Bifall till förslaget")
    REFERRED = "referred", lazy("Hänvisar till svaret")
    REMITTED = "remitted", lazy("Återremiss")
    TABLED = "tabled", lazy("Bordlagd")


def _needs_no_decision(enquiry: Any) -> Iterator[Problem]:
    if enquiry.is_decided_on:
        yield Problem(_("Nämnden behandlar svaret innan det skickas."))


_S, _P = EnquiryState, Permission
# Its text and its facts can be changed; the rest of its life they are what was attested.
OPEN_TO_CHANGE = frozenset({_S.RECEIVED, _S.UNDER_WORK, _S.ATTESTED})
MOVE_OF = {
    CommitteeOutcome.APPROVED: "approve",
    CommitteeOutcome.REFERRED: "refer",
    CommitteeOutcome.REMITTED: "remit",
    CommitteeOutcome.TABLED: "table",
}
WORKFLOW = Workflow(
    "enquiry",
    {
        "begin": Transition(lazy("Börja arbeta"), frozenset({_S.RECEIVED}), _S.UNDER_WORK, _P.ENQUIRY_WRITE),
        "attest": Transition(
            lazy("Svaret är attesterat"), frozenset({_S.UNDER_WORK}), _S.ATTESTED, _P.STATEMENT_ATTEST
        ),
        "fall": Transition(
            lazy("Attesten föll: svaret ändrades"),
            frozenset({_S.ATTESTED}),
            _S.UNDER_WORK,
            _P.STATEMENT_WRITE,
        ),
        "send": Transition(lazy("Sänd till nämnden"), frozenset({_S.ATTESTED}), _S.SENT, _P.ENQUIRY_WRITE),
        "recall": Transition(lazy("Ta tillbaka"), frozenset({_S.SENT}), _S.ATTESTED, _P.ENQUIRY_WRITE),
        "approve": Transition(
            lazy("Bifall till förslaget"), frozenset({_S.SENT}), _S.DECIDED, _P.ENQUIRY_RECORD
        ),
        "refer": Transition(
            lazy("Nämnden hänvisar till svaret"), frozenset({_S.SENT}), _S.DECIDED, _P.ENQUIRY_RECORD
        ),
        "remit": Transition(lazy("Återremiss"), frozenset({_S.SENT}), _S.UNDER_WORK, _P.ENQUIRY_RECORD),
        "table": Transition(lazy("Bordlagd"), frozenset({_S.SENT}), _S.SENT, _P.ENQUIRY_RECORD),
        "answer": Transition(
            lazy("Svaret är skickat"), frozenset({_S.DECIDED}), _S.ANSWERED, _P.ENQUIRY_WRITE
        ),
        "answer_undecided": Transition(
            lazy("Svaret är skickat, utan beslut i nämnden"),
            frozenset({_S.ATTESTED}),
            _S.ANSWERED,
            _P.ENQUIRY_WRITE,
            (_needs_no_decision,),
        ),
    },
)
