"""Idea-based public partnership: both sides bring resources to a goal they share (`domain.md` 1)."""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind
from registry.collaborations.choices import Kind
from registry.core.i18n import lazy
from registry.guidelines.models import FormChosen

IOP = AgreementKind(
    kind=Kind.IOP,
    document_name=lazy("Överenskommelse om idéburet offentligt partnerskap"),
    pages=(
        "basics", "purpose", "goals", "contributions", "economy", "funding", "organisation", "terms",
        "criteria", "form", "conflict",
    ),
    needed=(
        common.CASE_NUMBER, common.STARTS, common.ENDS, common.TARGET_GROUPS, common.BACKGROUND, common.PURPOSE,
        common.SHARED_VALUES, common.ACTIVITIES, common.GOALS, common.CONTRIBUTIONS, common.YEARLY,
        common.ORGANISATION, common.FOLLOW_UPS, common.PERSONAL_DATA, common.NOTICE, common.TERMINATION,
    ),
    form=FormChosen.IOP,
    both_contribute=True,
)  # fmt: skip
