"""What holds for an organisation's facts, and when two look like one. Values in, Swedish sentences out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.text import fold, swedish_key
from registry.organisations.models import LegalForm, Registration, Sector
from registry.vocabulary.choices import Scope

MOST_NAME = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person states about an organisation. The last two are answers to our questions about likely duplicates."""

    name: str
    sector: Sector
    number: str | None = None
    legal_form: LegalForm = LegalForm.UNKNOWN
    purpose: str | None = None
    street: str | None = None
    postcode: str | None = None
    seat: str | None = None
    website: str | None = None
    registration: Registration = Registration.UNKNOWN
    registration_checked_on: date | None = None
    scope: Scope = field(default_factory=Scope)
    is_branch: bool = False
    is_another: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person states about a way to reach an organisation."""

    label: str
    email: str | None = None
    phone: str | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of organisations is narrowed down to; None means all."""

    text: str | None = None
    sector: Sector | None = None
    legal_form: LegalForm | None = None
    registration: Registration | None = None
    target_group: UUID | None = None
    activity: UUID | None = None
    district: UUID | None = None


def sort_name(name: str) -> str:
    """Return the key that sorts the name as Swedish does."""
    return swedish_key(name)[:MOST_NAME]


def search_text(
    name: str, number: str | None = None, other_names: Sequence[str] = (), seat: str | None = None
) -> str:
    """Return what a search looks through: names and seat folded, the number with and without its hyphen."""
    numbers = [number, number.replace("-", "")] if number else []
    return " ".join([fold(" ".join([name, *other_names, seat or ""])), *numbers]).strip()


def search_words(text: str | None) -> list[str]:
    """Return the words that must all be found, folded as the search text is; at most eight."""
    return fold(text or "").split()[:8]


def website(text: str) -> str:
    """Return the address of a website with its scheme. Raises ValueError with a Swedish sentence when it is none."""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        good = (
            parts.scheme in {"http", "https"}
            and "." in (parts.hostname or "")
            and not re.search(r"\s", address)
        )
    except ValueError:
        good = False
    if not good or len(address) > MOST_NAME:
        raise ValueError(_("Skriv adressen så här: www.exempel.se."))
    return address


def postcode(text: str) -> str:
    """Return a Swedish postcode as `NNN NN`. Raises ValueError with a Swedish sentence when it is none."""
    digits = "".join(text.split())
    if not re.fullmatch(r"[1-9]\d{4}", digits, re.ASCII):
        raise ValueError(_("Ett postnummer har fem siffror, till exempel 112 21."))
    return f"{digits[:3]} {digits[3:]}"


def can_be_party(legal_form: LegalForm) -> bool:
    """Only a legal person can enter into an agreement or receive money: a network cannot (`domain.md` 6.2)."""
    return legal_form is not LegalForm.NETWORK


def facts_problems(facts: Facts, *, on: date) -> list[Problem]:
    """Return what contradicts itself in the facts on the date. Lag 2022:900: only a legal person can be registered."""
    problems = []
    if not can_be_party(facts.legal_form):
        if facts.number:
            problems.append(
                Problem(_("Ett nätverk utan juridisk person har inget organisationsnummer."), "number")
            )
        if facts.registration is Registration.YES:
            words = _(
                "Ett nätverk utan juridisk person kan inte finnas i registret över idéburna organisationer."
            )
            problems.append(Problem(words, "registration"))
    if facts.registration_checked_on and facts.registration_checked_on > on:
        problems.append(
            Problem(_("Dagen för kontrollen kan inte ligga i framtiden."), "registration_checked_on")
        )
    if facts.registration is not Registration.UNKNOWN and not facts.registration_checked_on:
        problems.append(Problem(_("Ange vilken dag registret kontrollerades."), "registration_checked_on"))
    return problems


def duplicate_problems(facts: Facts, *, same_number: Sequence[str], alike: Sequence[str]) -> list[Problem]:
    """Return why this looks like an organisation that is in the register already, until the person says it is not.

    `same_number` and `alike` are the names of those found. Branches may share one number (`domain.md` 0.15).
    """
    if same_number and not facts.is_branch:
        words = _("Numret finns redan i registret, på %(name)s.", name=same_number[0])
        return [Problem(words, "number")]
    if alike and not same_number and not facts.is_another:
        return [
            Problem(
                _("Det finns redan en organisation med nästan samma namn: %(name)s.", name=alike[0]), "name"
            )
        ]
    return []


def reach_problems(reach: Reach) -> list[Problem]:
    """A contact without address and number reaches nobody."""
    if reach.email or reach.phone:
        return []
    return [Problem(_("Fyll i e-post eller telefon."), "email")]


def period_problems(starts_on: date | None, ends_on: date | None) -> list[Problem]:
    """A period ends no earlier than it starts."""
    if starts_on and ends_on and ends_on < starts_on:
        return [Problem(_("Slutdatumet ligger före startdatumet."), "ends_on")]
    return []
