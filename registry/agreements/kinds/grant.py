"""Association grant (föreningsbidrag): the city supports what the association does anyway (`domain.md` 2).

No partnership: nobody leads it together and nothing is asked in return, so the form asks for what is supported, how
much, and how it is followed up.
"""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen
from registry.core.i18n import lazy

GRANT = AgreementKind(
    kind=Kind.GRANT,
    document_name=lazy("Beslut om föreningsbidrag"),
    pages={
        "basics": (lazy("Bidraget"), ("title", "case_number", "starts_on", "ends_on")),
        "purpose": (lazy("Vad bidraget ges till"), ("purpose", "activities_text", "internal_note")),
        "goals": (lazy("Mål"), ("goals",)),
        "economy": (lazy("Ekonomi per år"), ("yearly", "payments")),
        "funding": (lazy("Vem betalar"), ("shares",)),
        "organisation": (lazy("Uppföljning"), ("follow_ups",)),
        "terms": (lazy("Villkor"), ("termination",)),
        **common.ASSESSMENTS,
    },
    needed=common.needs(
        "case_number", "starts_on", "ends_on", "target_groups", "purpose", "activities_text", "goals", "yearly",
        "follow_ups", "termination",
    ),
    form=FormChosen.GRANT,
)  # fmt: skip
