"""What the list of collaborations can be narrowed down to, as the address says it."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from registry.city.guidelines.choices import Kind
from registry.city.vocabulary.choices import VocabularyTerms
from registry.collaborations.choices import Category, Form, Lack
from registry.collaborations.rules import Filter
from registry.collaborations.running import Running
from registry.core.i18n import _
from registry.web.controls import Controls
from registry.web.lists import Sorting

OURS, REFERENCE = "ours", "reference"


def controls(
    args: Mapping[str, str], terms: VocabularyTerms, units: Iterable[tuple[UUID, str]], tab: str
) -> Controls:
    """Return the controls over the list; the ones that few use are marked as rare."""
    made = Controls(args)
    made.text("q", _("Rubrik eller organisation"))
    made.choice("unit", _("Enhet"), units)
    made.choice("target_group", _("Målgrupp"), ((term.id, term.words) for term in terms.target_groups))
    made.choice("activity", _("Insats"), ((term.id, term.words) for term in terms.activities))
    made.choice("district", _("Stadsdelsområde"), ((term.id, term.words) for term in terms.districts))
    made.members("status", _("Läge"), Running)
    made.members("lack", _("Att se över"), Lack, rare=tab == REFERENCE)
    made.members("category", _("Typ av informell samverkan"), Category, rare=tab not in {OURS, Form.INFORMAL})
    made.members("kind", _("Typ av formell samverkan"), Kind, rare=tab not in {OURS, Form.FORMAL})
    return made


def chosen(
    made: Controls, tab: str, *, by_name: bool, by: Sorting | None = None, counts_all: bool = False
) -> Filter:
    """Return what was chosen, within what the tab shows."""
    forms = {form.value: form for form in Form}
    return Filter(
        text=made.value("q"),
        form=forms.get(tab),
        is_reference=tab == REFERENCE,
        unit=made.record("unit"),
        status=made.member("status", Running),
        category=made.member("category", Category),
        kind=made.member("kind", Kind),
        target_group=made.record("target_group"),
        activity=made.record("activity"),
        district=made.record("district"),
        lack=made.member("lack", Lack),
        by_name=by_name,
        counts_all=counts_all,
        by_last=by is not None,
        falling=by is not None and by.falling,
    )
