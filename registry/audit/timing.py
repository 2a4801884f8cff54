"""What the history calls the fields of handling times and freeze periods."""

from registry.audit.knowledge import FROM, TO
from registry.audit.labelling import Labels
from registry.core.i18n import lazy

TIMING: dict[str, Labels] = {
    "handling_time": Labels(
        lazy("Handläggningstid"),
        {
            "stage": lazy("Steg"),
            "days": lazy("Arbetsdagar"),
            "remind_before": lazy("Påminnelse före sista dagen"),
            "remind_after": lazy("Påminnelse efter sista dagen"),
            "escalate_after": lazy("Upplysning till närmast högre chef"),
        },
    ),
    "freeze_period": Labels(
        lazy("Stängd period"),
        {
            "starts_on": FROM,
            "ends_on": TO,
            "reason": lazy("Skäl"),
            "stops_decisions": lazy("Inte heller beslut"),
        },
    ),
}
