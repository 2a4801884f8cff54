"""What the list of organisations can be narrowed down to, as the address says it."""

from registry.core.i18n import lazy
from registry.organisations.models import LegalForm, Registration, Sector
from registry.organisations.rules import Filter
from registry.vocabulary.choices import Terms
from registry.web.fields import Choice, Link, Text
from registry.web.forms import PlainForm


class FilterForm(PlainForm):
    """What the list is narrowed down to, from the address. What cannot be read counts as not chosen."""

    q = Text(lazy("Namn, nummer eller ort"), most=100)
    legal_form = Choice(lazy("Juridisk form"), LegalForm, blank=lazy("Alla"))
    target_group = Link(lazy("Målgrupp"))
    activity = Link(lazy("Insats"))
    district = Link(lazy("Stadsdelsområde"))
    registration = Choice(lazy("Idéburna registret"), Registration, blank=lazy("Alla"))

    def offer_terms(self, terms: Terms) -> None:
        """Set what can be chosen."""
        pairs = ((self.target_group, terms.target_groups), (self.activity, terms.activities))
        for field, choices in (*pairs, (self.district, terms.districts)):
            field.offer(((term.id, term.words) for term in choices), blank=str(lazy("Alla")))

    def chosen(self, sector: Sector | None) -> Filter:
        """Return what was chosen, in the sector that the tab shows."""
        return Filter(
            text=self.q.data,
            sector=sector,
            legal_form=self.legal_form.data,
            registration=self.registration.data,
            target_group=self.target_group.offered,
            activity=self.activity.offered,
            district=self.district.offered,
        )
