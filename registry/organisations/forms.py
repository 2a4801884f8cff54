"""The shape of what is typed about organisations."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import BooleanField, SubmitField

from registry.core.i18n import lazy
from registry.organisations import rules
from registry.organisations.models import LegalForm, Registration, Sector
from registry.organisations.rules import Facts, Filter, Reach
from registry.vocabulary.choices import Terms
from registry.vocabulary.forms import ScopeForm
from registry.web.fields import (
    Choice,
    Day,
    Email,
    Link,
    Links,
    LongText,
    OrganisationNumber,
    Parsed,
    Pick,
    Text,
)
from registry.web.forms import EditForm, Form, PlainForm


class OrganisationForm(ScopeForm):
    """The facts of an organisation, and the answers about likely duplicates."""

    name = Text(lazy("Namn"), required=True)
    number = OrganisationNumber(lazy("Organisationsnummer"))
    is_branch = BooleanField(
        lazy("Det här är en lokalavdelning eller annan del som delar nummer med den som redan finns")
    )
    is_another = BooleanField(lazy("Det här är en annan organisation än de som redan finns"))
    sector = Choice(lazy("Sektor"), Sector, required=True)
    legal_form = Choice(lazy("Juridisk form"), LegalForm, required=True)
    purpose = LongText(lazy("Ändamål"), most=4000)
    street = Text(lazy("Gatuadress"), most=200)
    postcode = Parsed(lazy("Postnummer"), rules.postcode)
    seat = Text(lazy("Ort"), most=100)
    website = Parsed(lazy("Webbplats"), rules.website)
    registration = Pick(
        lazy("Registret över idéburna organisationer"),
        Registration,
        required=True,
        default=Registration.UNKNOWN,
    )
    registration_checked_on = Day(lazy("Registret kontrollerades"))

    def facts(self) -> Facts:
        """Return what was stated."""
        return Facts(
            name=self.name.data or "",
            number=self.number.data,
            sector=self.sector.data,
            legal_form=self.legal_form.data,
            purpose=self.purpose.data,
            street=self.street.data,
            postcode=self.postcode.data,
            seat=self.seat.data,
            website=self.website.data,
            registration=self.registration.data,
            registration_checked_on=self.registration_checked_on.data,
            scope=self.scope(),
            is_branch=self.is_branch.data,
            is_another=self.is_another.data,
        )


class ContactForm(EditForm):
    """One way to reach an organisation."""

    label = Text(lazy("Funktion"), required=True, most=100)
    email = Email(lazy("E-post"))
    phone = Text(lazy("Telefon"), most=40)
    person = Text(lazy("Namn på person"), most=200)

    def reach(self) -> Reach:
        """Return what was stated."""
        return Reach(self.label.data or "", self.email.data, self.phone.data, self.person.data)


class NameForm(Form):
    """Another name of an organisation: an earlier one or a short one."""

    name = Text(lazy("Namn"), required=True)
    starts_on = Day(lazy("Från och med"))
    ends_on = Day(lazy("Till och med"))


class PickerForm(Form):
    """A form where organisations are chosen among thousands: search, tick what is found, go on. Works without script.

    Those already chosen and those just found are one list of boxes, so that nothing is lost by searching again.
    """

    organisations = Links(lazy("Organisationer"))
    organisation_words = Text(lazy("Sök organisation"), most=100)
    search = SubmitField(lazy("Sök"))

    @property
    def is_searching(self) -> bool:
        """Whether the person pressed the search button with something to search for, and is not done yet."""
        return bool(self.is_submitted() and self.search.data and self.organisation_words.data)

    def ticked(self) -> list[UUID]:
        """Return the identifiers that are ticked, before it is known whether they exist."""
        return [found for found in map(_identifier, self.organisations.data or []) if found]

    def offer_organisations(self, ticked: Iterable[Any], found: Iterable[Any]) -> None:
        """Set what can be ticked: rows with id, name, number and seat."""
        rows = {
            row.id: ", ".join(filter(None, (row.name, row.number, row.seat))) for row in (*ticked, *found)
        }
        self.organisations.offer(rows.items())


def _identifier(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


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
