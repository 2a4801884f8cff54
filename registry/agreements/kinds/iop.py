"""Idea-based public partnership: both sides bring resources to a goal they share (`domain.md` 1)."""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen
from registry.core.i18n import lazy

IOP = AgreementKind(
    kind=Kind.IOP,
    document_name=lazy("Överenskommelse om idéburet offentligt partnerskap"),
    pages=common.PARTNERSHIP,
    needed=common.needs(
        "case_number", "starts_on", "ends_on", "target_groups", "background", "purpose", "shared_values",
        "activities_text", "goals", "contributions", "money_and_vat", "steering", "follow_ups", "personal_data",
        "notice_months", "termination",
    ),
    form=FormChosen.IOP,
    act=lazy(
        "ingå överenskommelse om idéburet offentligt partnerskap med %(parties)s för tiden %(period)s, "
        "%(city_gives)s"
    ),
    sought=lazy(
        "förslaget att ingå överenskommelse om idéburet offentligt partnerskap med %(parties)s för tiden "
        "%(period)s, %(city_would_give)s"
    ),
    ending=lazy(
        "säga upp överenskommelsen om idéburet offentligt partnerskap med %(parties)s, "
        "så att den upphör efter %(last_day)s"
    ),
    both_contribute=True,
)  # fmt: skip
