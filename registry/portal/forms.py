"""The shape of what a partner types about its own organisation."""

from dataclasses import replace
from typing import Any

from wtforms.validators import ValidationError

from registry.core.i18n import _, lazy
from registry.core.labels import label
from registry.partners.organisations import countries
from registry.partners.organisations import rules as organisations
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.forms import ContactForm, OrganisationForm
from registry.partners.organisations.models import Contact, ContactRole, LegalForm, Organisation
from registry.partners.organisations.rules import ContactFacts, OrganisationFacts
from registry.partners.payees import rules as payees
from registry.partners.profiles.rules import ProposedFact, Wish, number_and_country, number_words, payee_words
from registry.web.fields import ChoiceField, LongText, Parsed, ParsedBeside, Text
from registry.web.forms import EditForm, Form

# Why a person's data is held when the organisation itself has entered it, in Swedish as it is stored (GDPR art. 5.1 b).
OWN_REASON = "Organisationen har själv angett personen som kontakt"


class ProfileForm(OrganisationForm):
    """What an organisation changes itself, at once: those controls that are its own, in its own words."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("is_branch", "is_another", "keep_name"):
            del self[name]
        for field in FIELDS:
            if field.name not in self:
                continue
            if not field.is_own:
                del self[field.name]
            elif field.partner_label:
                self[field.name].label.text = field.partner_label

    def own_facts(self, before: Organisation) -> OrganisationFacts:
        """Return the organisation's facts with what was stated."""
        return replace(organisations.facts_of(before), scope=self.scope(), **self.values_of(FIELDS.stated()))


class OwnContactForm(ContactForm):
    """One way to reach the organisation, entered by itself."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("why", "why_other", "starts_on", "ends_on"):
            del self[name]
        self.role.choices = [one for one in self.role.choices or [] if one.value != ContactRole.SIGNATORY]

    def validate_role(self, field: ChoiceField) -> None:
        """Who signs for the organisation is proposed, never entered."""
        if field.data is ContactRole.SIGNATORY:
            raise ValidationError(
                _("Firmatecknare, de som får skriva under för er, ändras genom ett förslag.")
            )

    def own_reach(self, before: Contact | None = None) -> ContactFacts:
        """Return what was stated. What staff have noted of the same person stays."""
        same = before is not None and before.person == self.person.data
        reason = (before.reason if same and before else OWN_REASON) if self.person.data else None
        starts_on, ends_on = (before.starts_on, before.ends_on) if before else (None, None)
        return ContactFacts(**self.written(), reason=reason, starts_on=starts_on, ends_on=ends_on)


class ConfirmForm(EditForm):
    """The one button of the yearly confirmation."""


class ConfirmAddressForm(Form):
    """The one button that confirms an address."""


class WishForm(Form):
    """A proposed change and why. The kinds below say what is typed, and how it is stored."""

    fact: ProposedFact
    value: Any
    reason = LongText(lazy("Varför det ska ändras"), required=True, most=1000)

    def stated(self) -> tuple[str, str]:
        """Return the value as it is stored and as people read it."""
        return str(self.value.data or ""), str(self.value.data or "")

    def wish(self) -> Wish:
        """Return what was proposed."""
        value, shown = self.stated()
        return Wish(self.fact, value, shown, self.reason.data or "")


class NameWish(WishForm):
    """Another name."""

    fact = ProposedFact.NAME
    value = Text(lazy("Nytt namn"), required=True)


class NumberWish(WishForm):
    """Another organisation number, of Sweden or as it is written in the country that is said."""

    fact = ProposedFact.NUMBER
    value = ParsedBeside(
        lazy("Nytt organisationsnummer"), required=True, parse=countries.registration_number, beside="country"
    )
    country = Parsed(FIELDS["country"].label, countries.country)

    def stated(self) -> tuple[str, str]:
        number, country = self.value.data or "", self.country.data
        return number_and_country(number, country), number_words(number, country) or ""


class LegalFormWish(WishForm):
    """Another legal form."""

    fact = ProposedFact.LEGAL_FORM
    value = ChoiceField(lazy("Ny juridisk form"), LegalForm, required=True)

    def stated(self) -> tuple[str, str]:
        return self.value.data.value, label(self.value.data)


class SignatoriesWish(WishForm):
    """All who sign for the organisation, one on each line."""

    fact = ProposedFact.SIGNATORIES
    value = LongText(
        lazy("Firmatecknare (de som får skriva under för er), en på varje rad"), required=True, most=2000
    )


class PayeeWish(WishForm):
    """Another account to be paid to."""

    fact = ProposedFact.PAYEE
    value = Parsed(lazy("Bankgiro, plusgiro eller 90-konto"), payees.account, required=True)
    holder = Text(lazy("Namnet som banken har för kontot"), required=True, most=200)

    def stated(self) -> tuple[str, str]:
        number, holder = self.value.data.number, self.holder.data or ""
        return f"{number}\n{holder}", payee_words(number, holder)


WISHES: dict[str, type[WishForm]] = {
    form.fact.value: form for form in (NameWish, NumberWish, LegalFormWish, SignatoriesWish, PayeeWish)
}
