"""Partnership in a project that somebody else funds: our part, agreed with the project's owner (`domain.md` 3)."""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen
from registry.core.i18n import lazy

PROJECT = AgreementKind(
    kind=Kind.PROJECT,
    document_name=lazy("Överenskommelse om samverkan i projekt"),
    pages=common.with_funding(common.PARTNERSHIP),
    needed=common.needs(
        "case_number", "starts_on", "ends_on", "target_groups", "purpose", "activities_text", "goals", "contributions",
        "money_and_vat", "follow_ups", "personal_data", "notice_months", "termination",
    ),
    form=FormChosen.PROJECT,
    act=lazy(
        "ingå överenskommelse om samverkan i projekt med %(parties)s för tiden %(period)s, "
        "%(city_gives)s"
    ),
    sought=lazy(
        "förslaget att ingå överenskommelse om samverkan i projekt med %(parties)s för tiden "
        "%(period)s, %(city_would_give)s"
    ),
    ending=lazy(
        "säga upp överenskommelsen om samverkan i projekt med %(parties)s, "
        "så att den upphör efter %(last_day)s"
    ),
    pays=False,
    is_funded=True,
)  # fmt: skip
