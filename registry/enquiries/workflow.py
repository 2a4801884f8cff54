"""The life cycle of a political question: from the day it came until whoever asked has the answer."""

from registry.access.permissions import Permission
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.workflow import Transition, Workflow


class EnquiryState(Labelled):
    """Where it stands."""

    RECEIVED = "received", lazy("Mottagen")
    UNDER_WORK = "under_work", lazy("Under arbete")
    ATTESTED = "attested", lazy("Attesterad")
    SENT = "sent", lazy("Sänd till nämnden")
    DECIDED = "decided", lazy("Beslutad")
    ANSWERED = "answered", lazy("Besvarad")


class CommitteeOutcome(Labelled):
    """What the nämnd did with the reply at a meeting."""

    APPROVED = "approved", lazy("Bifall till förslaget")
    REFERRED = "referred", lazy("Hänvisar till svaret")
    REMITTED = "remitted", lazy("Återremiss")
    TABLED = "tabled", lazy("Bordlagd")


_S = EnquiryState
WORKFLOW = Workflow(
    "enquiry",
    {
        "begin": Transition(
            lazy("Börja arbeta"), frozenset({_S.RECEIVED}), _S.UNDER_WORK, Permission.ENQUIRY_WRITE
        ),
    },
)
