"""The three lists as checkboxes, for every form that says for whom, what and where."""

from collections.abc import Sequence
from uuid import UUID

from registry.city.vocabulary.choices import Scope, Term, VocabularyTerms
from registry.core.i18n import lazy
from registry.web.fields import RecordCheckboxes
from registry.web.forms import EditForm


class ScopeForm(EditForm):
    """A form that, besides its own fields, has target groups, activities and districts."""

    target_groups = RecordCheckboxes(lazy("Målgrupper"))
    activities = RecordCheckboxes(lazy("Insatser"))
    districts = RecordCheckboxes(lazy("Stadsdelsområden"))

    def offer_terms(self, terms: VocabularyTerms) -> None:
        """Set what can be chosen."""
        self.target_groups.offer(_words(terms.target_groups))
        self.activities.offer(_words(terms.activities))
        self.districts.offer(_words(terms.districts))

    def scope(self) -> Scope:
        """Return what was chosen."""
        lists = (self.target_groups, self.activities, self.districts)
        return Scope(*(tuple(field.chosen) for field in lists))


def _words(terms: Sequence[Term]) -> list[tuple[UUID, str]]:
    return [(term.id, term.words) for term in terms]
