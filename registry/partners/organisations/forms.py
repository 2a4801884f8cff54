"""The shape of what is typed about organisations."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from wtforms import BooleanField, SubmitField

from registry.city.vocabulary.forms import ScopeForm
from registry.core.i18n import lazy
from registry.partners.organisations import addresses, countries, reach, rules, websites
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.models import (
    Contact,
    ContactReason,
    ContactRole,
    LegalForm,
    Registration,
    Sector,
    Standing,
)
from registry.partners.organisations.rules import ContactFacts, OrganisationFacts
from registry.web.fields import (
    ChoiceField,
    Day,
    Email,
    LongText,
    Parsed,
    ParsedBeside,
    Pick,
    RecordCheckboxes,
    RecordSelect,
    Text,
    Whole,
)
from registry.web.forms import EditForm, Form, PlainForm


class OrganisationForm(ScopeForm):
    """The facts of an organisation, and the answers about likely duplicates."""

    record_fields = FIELDS
    name = Text(**FIELDS["name"].control())
    number = ParsedBeside(**FIELDS["number"].control(), parse=countries.registration_number, beside="country")
    is_branch = BooleanField(
        lazy("Det här är en lokalavdelning eller annan del som delar nummer med den som redan finns")
    )
    is_another = BooleanField(lazy("Det här är en annan organisation"))
    sector = ChoiceField(**FIELDS["sector"].control(), enum=Sector)
    legal_form = ChoiceField(**FIELDS["legal_form"].control(), enum=LegalForm)
    purpose = LongText(**FIELDS["purpose"].control(), most=4000)
    street = Text(**FIELDS["street"].control(), most=200)
    postcode = ParsedBeside(**FIELDS["postcode"].control(), parse=addresses.postcode, beside="country")
    seat = Text(**FIELDS["seat"].control(), most=100)
    country = Parsed(**FIELDS["country"].control(), parse=countries.country)
    website = Parsed(**FIELDS["website"].control(), parse=websites.website)
    registration = Pick(**FIELDS["registration"].control(), enum=Registration, default=Registration.UNKNOWN)
    registration_checked_on = Day(**FIELDS["registration_checked_on"].control())
    founded_year = Whole(**FIELDS["founded_year"].control(), most=9999)
    standing = Pick(**FIELDS["standing"].control(), enum=Standing, default=Standing.ACTIVE)
    dissolved_on = Day(**FIELDS["dissolved_on"].control())
    keep_name = BooleanField(lazy("Om namnet byts: behåll det gamla som tidigare namn"), default=True)

    def facts(self) -> OrganisationFacts:
        """Return what was stated."""
        stated = {**self.values_of(FIELDS.stated()), "name": self.name.data or ""}
        is_branch, is_another = self.is_branch.data, self.is_another.data
        return OrganisationFacts(**stated, scope=self.scope(), is_branch=is_branch, is_another=is_another)


class ContactForm(EditForm):
    """One way to reach an organisation. `why` and `why_other` are one stored reason in two fields."""

    label = Text(lazy("Kallas"), required=True, most=100)
    role = ChoiceField(lazy("Vem är det"), ContactRole, required=True, default=ContactRole.MAILBOX)
    email = Email(lazy("E-post"))
    phone = Parsed(lazy("Telefon"), parse=reach.telephone)
    person = Text(lazy("Namn på person"), most=200)
    why = ChoiceField(lazy("Varför uppgifter om personen behövs"), ContactReason)
    why_other = Text(lazy("Annat skäl"), most=200)
    starts_on = Day(lazy("Gäller från och med"))
    ends_on = Day(lazy("Gäller till och med"))

    def reach(self) -> ContactFacts:
        """Return what was stated. Without a person there is no reason to keep."""
        reason = rules.reason_words(self.why.data, self.why_other.data) if self.person.data else None
        return ContactFacts(
            **self.written(), reason=reason, starts_on=self.starts_on.data, ends_on=self.ends_on.data
        )

    def written(self) -> dict[str, Any]:
        """Return whom it reaches and how."""
        same = {name: self[name].data for name in ("email", "phone", "person", "role")}
        return {"label": self.label.data or "", **same}

    @staticmethod
    def reason_of(contact: Contact) -> dict[str, Any]:
        """Return the two fields of the contact's stored reason, to open the form with."""
        why, other = rules.reason_parts(contact.reason)
        return {"why": why, "why_other": other}


class ExportPeopleForm(Form):
    """Why contact persons are taken out of the register as a file."""

    reason = Text(lazy("Vad uppgifterna ska användas till"), required=True, most=200)


class NameForm(Form):
    """Another name of an organisation: an earlier one or a short one."""

    name = Text(lazy("Namn"), required=True)
    starts_on = Day(lazy("Från och med"))
    ends_on = Day(lazy("Till och med"))


class RelateForm(EditForm):
    """The umbrella or the successor, among those that a search found; none is a choice too."""

    organisation = RecordSelect(lazy("Organisation"))


class SearchForm(PlainForm):
    """What to look for among the organisations."""

    q = Text(lazy("Sök organisation på namn eller nummer"), most=100)


class PickerForm(Form):
    """A form where organisations are chosen among thousands: search, tick what is found, go on. Works without script.

    Those already chosen and those just found are one list of boxes, so that nothing is lost by searching again.
    """

    organisations = RecordCheckboxes(lazy("Organisationer"), leads_to="organisation_words")
    organisation_words = Text(lazy("Sök organisation"), most=100)
    search = SubmitField(lazy("Sök"))

    @property
    def is_searching(self) -> bool:
        """Whether the person pressed the search button with something to search for, and is not done yet."""
        return bool(self.is_submitted() and self.search.data and self.organisation_words.data)

    def ticked(self) -> list[UUID]:
        """Return the identifiers that are ticked, before it is known whether they exist."""
        return self.organisations.ticked

    def offer_organisations(self, ticked: Iterable[Any], found: Iterable[Any]) -> None:
        """Set what can be ticked: rows with id, name, number and seat."""
        rows = {
            row.id: ", ".join(filter(None, (row.name, row.number, row.seat))) for row in (*ticked, *found)
        }
        self.organisations.offer(rows.items())
