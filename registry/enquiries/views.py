"""What the pages of political questions show. No rules, and nothing is changed here."""

from datetime import datetime
from typing import Any

from registry.access.actor import Actor
from registry.agreements.status_line import StatusLine
from registry.city.vocabulary import queries as vocabulary
from registry.core.i18n import _
from registry.core.labels import label
from registry.enquiries import queries
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


def listed(actor: Actor, group: str | None) -> dict[str, Any]:
    """Return the list, perhaps of one target group, with the groups to choose from."""
    groups = vocabulary.terms().target_groups
    chosen = next((term for term in groups if str(term.id) == group), None)
    return {
        "found": queries.listed(actor, group=chosen.id if chosen else None),
        "group": chosen,
        "tones": TONES,
    }


def standing(made: Enquiry, _rounds: Any, _at: datetime, _known: Any = None) -> StatusLine:
    """Return where it stands: status, who has it, since when, and what comes next."""
    holder, following = {
        EnquiryState.RECEIVED: (_("Beredningsgruppen"), _("Utse en ansvarig handläggare.")),
        EnquiryState.UNDER_WORK: (_("Ansvarig handläggare"), _("Skriv svaret.")),
        EnquiryState.ATTESTED: (
            _("Registratorn"),
            _("Sänd svaret till nämnden.")
            if made.is_decided_on
            else _("Skicka svaret till den som frågade."),
        ),
        EnquiryState.SENT: (_("Nämnden"), _("Registrera vad nämnden beslutade.")),
        EnquiryState.DECIDED: (_("Registratorn"), _("Skicka svaret till den som frågade.")),
    }.get(made.state, ("", _("Inget mer att göra.")))
    return StatusLine(label(made.state), TONES[made.state], holder, made.created_at, following)
