"""What the pages of political questions show. No rules, and nothing is changed here."""

from datetime import datetime
from typing import Any

from registry.agreements.status_line import StatusLine
from registry.core.i18n import _
from registry.core.labels import label
from registry.enquiries.models import Enquiry
from registry.enquiries.workflow import EnquiryState

TONES = {
    EnquiryState.RECEIVED: "warning",
    EnquiryState.UNDER_WORK: "warning",
    EnquiryState.ATTESTED: "warning",
    EnquiryState.SENT: "warning",
    EnquiryState.DECIDED: "warning",
    EnquiryState.ANSWERED: "on",
}


def standing(made: Enquiry, _rounds: Any, _at: datetime, _known: Any = None) -> StatusLine:
    """Return where it stands: status, who has it, since when, and what comes next."""
    holder, following = {
        EnquiryState.RECEIVED: (_("Beredningsgruppen"), _("Utse en ansvarig handläggare.")),
        EnquiryState.UNDER_WORK: (_("Ansvarig handläggare"), _("Skriv svaret.")),
        EnquiryState.ATTESTED: (_("Registratorn"), _("Sänd svaret till nämnden.")),
        EnquiryState.SENT: (_("Nämnden"), _("Registrera vad nämnden beslutade.")),
        EnquiryState.DECIDED: (_("Registratorn"), _("Skicka svaret till den som frågade.")),
    }.get(made.state, ("", _("Inget mer att göra.")))
    return StatusLine(label(made.state), TONES[made.state], holder, made.created_at, following)
