"""What holds for an organisation's facts, and when two look like one. Values in, Swedish sentences out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from registry.city.vocabulary.choices import Scope
from registry.core.errors import Problem
from registry.core.i18n import _, lazy, swedish
from registry.core.labels import Labelled, label, labels_of
from registry.core.record_fields import said_by
from registry.core.text import swedish_key
from registry.partners.organisations.countries import Country
from registry.partners.organisations.fields import CHECKED, FIELDS
from registry.partners.organisations.models import (
    Contact,
    ContactReason,
    ContactRole,
    LegalForm,
    Organisation,
    OrganisationName,
    Registration,
    Sector,
    Standing,
)
from registry.partners.organisations.personal_numbers import number_problems, text_problems
from registry.partners.organisations.reach import reach_key

MOST_NAME = 300


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """What a person states about an organisation. The last two are answers to our questions about likely duplicates."""

    name: str
    sector: Sector
    number: str | None = None
    legal_form: LegalForm = LegalForm.UNKNOWN
    purpose: str | None = None
    street: str | None = None
    postcode: str | None = None
    seat: str | None = None
    country: Country | None = None
    website: str | None = None
    registration: Registration = Registration.UNKNOWN
    registration_checked_on: date | None = None
    standing: Standing = Standing.ACTIVE
    dissolved_on: date | None = None
    founded_year: int | None = None
    scope: Scope = field(default_factory=Scope)
    is_branch: bool = False
    is_another: bool = False


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """What a person states about a way to reach an organisation; `reason` is why a named person's data is held."""

    label: str
    email: str | None = None
    phone: str | None = None
    person: str | None = None
    role: ContactRole = ContactRole.OTHER
    reason: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None


class Affiliation(Labelled):
    """What an organisation is part of: a branch has an umbrella, an umbrella has branches."""

    UMBRELLA = "umbrella", lazy("Paraplyorganisation")
    BRANCH = "branch", lazy("Del av en annan organisation")
    ALONE = "alone", lazy("Varken eller")


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of organisations is narrowed down to; None means all. `others` are ways that features above offer."""

    text: str | None = None
    sector: Sector | None = None
    legal_form: LegalForm | None = None
    standing: Standing | None = None
    registration: Registration | None = None
    seat: str | None = None
    country: str | None = None  # its code, or `abroad` for all but Sweden
    postcode: str | None = None
    has_number: bool | None = None
    no_advertising: bool | None = None
    part: Affiliation | None = None
    source: str | None = None
    filed: str | None = None  # how a type, an activity or a category begins that a list has it under
    founded_from: int | None = None
    founded_to: int | None = None
    target_group: UUID | None = None
    activity: UUID | None = None
    district: UUID | None = None
    others: tuple[tuple[str, str], ...] = ()
    by_name: bool = False
    counts_all: bool = False
    by: tuple[str, bool] | None = None  # a column of the list, and whether from the end


class Relation(Labelled):
    """How one organisation points at another: the one it is a branch of, or the one it went up in."""

    UMBRELLA = "umbrella", lazy("Paraplyorganisation")
    SUCCESSOR = "successor", lazy("Uppgick i")


def facts_of(organisation: Organisation) -> OrganisationFacts:
    """Return what is stated now, so that some of it can be changed and the rest left alone."""
    scope = Scope(
        tuple(one.id for one in organisation.target_groups),
        tuple(one.id for one in organisation.activities),
        tuple(one.id for one in organisation.districts),
    )
    return OrganisationFacts(
        **{one.name: getattr(organisation, one.name) for one in FIELDS.stated()}, scope=scope
    )


def sort_name(name: str) -> str:
    """Return the key that sorts the name as Swedish does."""
    return swedish_key(name)[:MOST_NAME]


def can_be_party(legal_form: LegalForm) -> bool:
    """Only a legal person can enter into an agreement or receive money: a network cannot (`domain.md` 6.2)."""
    return legal_form is not LegalForm.NETWORK


def facts_problems(facts: OrganisationFacts, *, on: date) -> list[Problem]:
    """Return what is missing in the facts, and what contradicts itself on the date.

    Lag 2022:900: only a legal person can be registered.
    """
    problems = text_problems(name=facts.name, purpose=facts.purpose)
    if facts.country is None:
        problems = [*number_problems(facts.number), *problems]
    is_network = not can_be_party(facts.legal_form)
    if is_network and facts.number:
        words = _("Ett nätverk utan juridisk person har inget organisationsnummer.")
        problems.append(Problem(words, "number"))
    if is_network and facts.registration is Registration.YES:
        words = _(
            "Ett nätverk utan juridisk person kan inte finnas i registret över idéburna organisationer."
        )
        problems.append(Problem(words, "registration"))
    if facts.registration_checked_on and facts.registration_checked_on > on:
        words = _("Dagen för kontrollen kan inte ligga i framtiden.")
        problems.append(Problem(words, "registration_checked_on"))
    checked = "" if facts.registration is Registration.UNKNOWN else CHECKED
    return [*problems, *FIELDS.missing(said_by(facts), checked), *standing_problems(facts, on=on)]


def duplicate_problems(
    facts: OrganisationFacts, *, same_number: Sequence[str], alike: Sequence[str]
) -> list[Problem]:
    """Return why this looks like an organisation that is in the register already, until the person says it is not.

    `same_number` and `alike` are those found, as `named` tells them. Branches may share one number (`domain.md` 0.15).
    """
    if same_number and not facts.is_branch:
        words = _("Numret finns redan i registret, på %(name)s.", name=same_number[0])
        return [Problem(words, "number")]
    if alike and not same_number and not facts.is_another:
        return [Problem(_("Det kan vara en organisation som redan finns: %(name)s.", name=alike[0]), "name")]
    return []


def named(found: Sequence[Any]) -> list[str]:
    """Return likely duplicates by name, each with the reasons in words."""
    return [f"{one.name} ({', '.join(label(reason).lower() for reason in one.reasons)})" for one in found]


FIRST_YEAR = 1500  # the oldest guilds and foundations that still exist


def standing_problems(facts: OrganisationFacts, *, on: date) -> list[Problem]:
    """Return what contradicts itself about when the organisation began and ended, on the date."""
    problems = []
    if facts.standing is not Standing.DISSOLVED and facts.dissolved_on:
        words = _("Bara en organisation som har upphört har en dag då den upphörde.")
        problems.append(Problem(words, "dissolved_on"))
    if facts.dissolved_on and facts.dissolved_on > on:
        problems.append(Problem(_("Dagen då den upphörde kan inte ligga i framtiden."), "dissolved_on"))
    if facts.founded_year and not FIRST_YEAR <= facts.founded_year <= on.year:
        problems.append(Problem(_("Året ser fel ut. Skriv fyra siffror, till exempel 1987."), "founded_year"))
    elif facts.founded_year and facts.dissolved_on and facts.dissolved_on.year < facts.founded_year:
        problems.append(Problem(_("Organisationen kan inte ha upphört innan den bildades."), "dissolved_on"))
    return problems


def relation_problems(
    relation: Relation, *, own: UUID, other: UUID, above: Sequence[UUID], standing: Standing
) -> list[Problem]:
    """Return why the one cannot point at the other. `above` are those that the other leads to, the same way.

    A circle of umbrellas or successors would have no end, and only what has ended went up in something.
    """
    if other == own:
        return [Problem(_("En organisation kan inte peka på sig själv."), "organisation")]
    if own in above:
        return [Problem(_("Det blir en cirkel: den valda leder redan hit."), "organisation")]
    if relation is Relation.SUCCESSOR and standing is not Standing.DISSOLVED:
        words = _("Ange först att organisationen har upphört, och sedan vad den uppgick i.")
        return [Problem(words, "organisation")]
    return []


def dissolved_words(name: str, dissolved_on: date | None, successor: str | None) -> str:
    """Say that no agreement can be made with an organisation that has ended, and with whom instead."""
    since = f" {dissolved_on.isoformat()}" if dissolved_on else ""
    if successor:
        words = _(
            "%(name)s har upphört%(since)s och uppgick i %(other)s. Gör avtalet med %(other)s i stället."
        )
        return words % {"name": name, "since": since, "other": successor}
    return _("%(name)s har upphört%(since)s och kan inte vara avtalspart.", name=name, since=since)


SAME_CONTACT = ("label", "email", "phone", "person", "role", "starts_on", "ends_on")


def reach_problems(reach: ContactFacts, others: Iterable[Contact] = ()) -> list[Problem]:
    """A contact must reach somebody, unless it names who signs for the organisation; a person's data needs a reason
    (GDPR art. 5.1 b and c). `others` are those the organisation has: an equal one is not added again.
    """
    problems = []
    signs = reach.role is ContactRole.SIGNATORY and reach.person
    if not (reach.email or reach.phone or signs):
        problems.append(Problem(_("Fyll i e-post eller telefon."), "email"))
    if reach.person and not reach.reason:
        problems.append(Problem(_("Ange varför uppgifter om personen behövs."), "why"))
    if holds_number(reach.person):
        problems.append(Problem(_("Skriv bara namn, aldrig personnummer."), "person"))
    if any(
        all(_same_reach(name, getattr(reach, name), getattr(one, name)) for name in SAME_CONTACT)
        for one in others
    ):
        problems.append(Problem(_("Kontakten finns redan."), "label"))
    return [*problems, *period_problems(reach.starts_on, reach.ends_on)]


def mailed_to(email: str | None) -> str | None:
    """Return an address as two spellings of it are compared: the same mailbox whatever its capitals."""
    return (email or "").strip().casefold() or None


def _same(one: Any, other: Any) -> bool:
    return str(one or "").strip().casefold() == str(other or "").strip().casefold()


def _same_reach(name: str, one: Any, other: Any) -> bool:
    """Whether two contacts say the same there: an address or a telephone in another spelling is the same."""
    if name in {"email", "phone"} and one and other:
        return reach_key(one) == reach_key(other)
    return _same(one, other)


def name_problems(name: str, starts_on: date | None, others: Iterable[OrganisationName]) -> list[Problem]:
    """Another name is given once for the same time: an earlier name that is taken up again begins another day."""
    if any(_same(name, one.name) and one.starts_on == starts_on for one in others):
        return [Problem(_("Organisationen har redan det namnet."), "name")]
    return []


def holds_number(names: str | None) -> bool:
    """Return whether more than a name stands where people are named: people like to add personal identity numbers."""
    return bool(re.search(r"\d{4}", names or ""))


MOST_EXPORTED = 1000  # organisations whose contact persons are taken out at once


def export_problems(reason: str, *, number: int) -> list[Problem]:
    """Contact persons leave the house for a reason, and never the whole register at once (GDPR art. 5.1 b and c).

    `number` is how many organisations are chosen.
    """
    if not reason.strip():
        return [Problem(_("Ange varför uppgifterna behövs."), "reason")]
    if number <= MOST_EXPORTED:
        return []
    words = _("Listan har fler än %(n)s organisationer. Begränsa den till dem du behöver.", n=MOST_EXPORTED)
    return [Problem(words)]


def reason_words(why: ContactReason | None, other: str | None) -> str | None:
    """Return the reason as it is stored: the Swedish words of a standard reason, or the person's own words."""
    if why is None or why is ContactReason.OTHER:
        return other
    with swedish():
        return label(why)


def reason_parts(reason: str | None) -> tuple[ContactReason | None, str | None]:
    """Return a stored reason as the form shows it: the standard reason it is, or the words of another."""
    if not reason:
        return None, None
    with swedish():
        standard = {words: value for value, words in labels_of(ContactReason)}
    return (ContactReason(standard[reason]), None) if reason in standard else (ContactReason.OTHER, reason)


def open_contacts(contacts: Iterable[Contact], on: date) -> tuple[list[Contact], list[Contact]]:
    """Return the role mailboxes and the people among the contacts that have not ended on the date."""
    valid = [one for one in contacts if one.ends_on is None or one.ends_on >= on]
    return [one for one in valid if not one.person], [one for one in valid if one.person]


def period_problems(starts_on: date | None, ends_on: date | None) -> list[Problem]:
    """A period ends no earlier than it starts."""
    if starts_on and ends_on and ends_on < starts_on:
        return [Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")]
    return []
