"""Labels of whose money it is: shares of an agreement, budget frames, and what is attested for payment."""

from registry.audit.labelling import Labels
from registry.core.i18n import lazy

FUNDING = {
    "budget_frame": Labels(
        lazy("Budgetram"),
        {
            "unit_id": lazy("Enhet"),
            "funding_source_id": lazy("Pengarna kommer från"),
            "year": lazy("År"),
            "amount": lazy("Ram"),
            "note": lazy("Anteckning"),
        },
    ),
    "attestation": Labels(
        lazy("Attest"),
        {
            "payment_id": lazy("Utbetalning"),
            "amount": lazy("Belopp"),
            "person_id": lazy("Konto"),
            "person": lazy("Attesterad av"),
            "title": lazy("Titel"),
            "note": lazy("Anteckning"),
            "at": lazy("När"),
        },
        "matter_id",
    ),
}
