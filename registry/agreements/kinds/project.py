"""Partnership in a project that somebody else funds: our part, agreed with the project's owner (`domain.md` 3)."""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind
from registry.collaborations.choices import Kind
from registry.core.i18n import lazy
from registry.guidelines.models import FormChosen

PROJECT = AgreementKind(
    kind=Kind.PROJECT,
    document_name=lazy("Överenskommelse om samverkan i projekt"),
    pages=(
        "basics", "purpose", "goals", "contributions", "economy", "funding", "organisation", "terms",
        "criteria", "form", "conflict",
    ),
    needed=(
        common.CASE_NUMBER, common.STARTS, common.ENDS, common.TARGET_GROUPS, common.PURPOSE, common.ACTIVITIES,
        common.CONTRIBUTIONS, common.FOLLOW_UPS, common.PERSONAL_DATA, common.NOTICE, common.TERMINATION,
    ),
    form=FormChosen.PROJECT,
    pays=False,
)  # fmt: skip
