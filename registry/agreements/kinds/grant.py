"""Association grant (föreningsbidrag): the city supports what the association does anyway (`domain.md` 2)."""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind
from registry.collaborations.choices import Kind
from registry.core.i18n import lazy
from registry.guidelines.models import FormChosen

GRANT = AgreementKind(
    kind=Kind.GRANT,
    document_name=lazy("Beslut om föreningsbidrag"),
    pages=("basics", "purpose", "goals", "economy", "funding", "organisation", "terms", "criteria", "form", "conflict"),
    needed=(
        common.CASE_NUMBER, common.STARTS, common.ENDS, common.TARGET_GROUPS, common.PURPOSE, common.ACTIVITIES,
        common.GOALS, common.YEARLY, common.FOLLOW_UPS, common.TERMINATION,
    ),
    form=FormChosen.GRANT,
)  # fmt: skip
