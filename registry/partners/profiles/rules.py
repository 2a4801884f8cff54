"""Which facts an organisation changes itself and which it proposes, and what a proposal must hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.core.errors import Problem
from registry.core.i18n import _, lazy
from registry.core.labels import Labelled, label
from registry.partners.organisations.countries import Country
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.personal_numbers import number_problems, text_problems
from registry.partners.organisations.rules import holds_number

MOST_SIGNATORIES = 10


class ProposedFact(Labelled):
    """A fact that matters legally: a person in the house accepts it before it changes."""

    NAME = "name", FIELDS["name"].label
    NUMBER = "number", FIELDS["number"].label
    LEGAL_FORM = "legal_form", FIELDS["legal_form"].label
    SIGNATORIES = "signatories", lazy("Firmatecknare")
    PAYEE = "payee", lazy("Konto för utbetalning")

    @property
    def partner_label(self) -> Any:
        """What the organisation itself reads: a word that not everybody knows is told in plain ones too."""
        is_signatories = self is ProposedFact.SIGNATORIES
        return lazy("Firmatecknare, de som får skriva under för er") if is_signatories else self.words


@dataclass(frozen=True, slots=True)
class Wish:
    """What an organisation proposes: the value as stored, as people read it, and why."""

    fact: ProposedFact
    value: str
    shown: str
    reason: str


def unfilled(*, has_address: bool, is_reached: bool, facts: Mapping[ProposedFact, str | None]) -> list[Any]:
    """Return the words for what the city needs, to reach the organisation and to pay it, and does not know yet.

    Asked when it confirms that everything is right: what is empty can be neither right nor wrong.
    """
    lacking = [lazy("Adress")] if not has_address else []
    lacking += [lazy("Kontakter")] if not is_reached else []
    return [*lacking, *(fact.partner_label for fact, value in facts.items() if not value)]


def wish_problems(wish: Wish, *, current: str | None, waiting: bool) -> list[Problem]:
    """Return why there is nothing to propose: it is so already, or the same thing waits for an answer."""
    if waiting:
        return [Problem(_("Ni har redan ett förslag om det här som väntar på svar."))]
    if wish.shown == current:
        return [Problem(_("Det är samma uppgift som vi redan har."), "value")]
    if problems := _personal_problems(wish):
        return problems
    if wish.fact is ProposedFact.SIGNATORIES and holds_number(wish.value):
        return [Problem(_("Skriv bara namn, aldrig personnummer."), "value")]
    if wish.fact is ProposedFact.SIGNATORIES and not 0 < len(signatories(wish.value)) <= MOST_SIGNATORIES:
        return [Problem(_("Skriv en person på varje rad, högst %(n)s.", n=MOST_SIGNATORIES), "value")]
    return []


def _personal_problems(wish: Wish) -> list[Problem]:
    stated = proposed_number(wish.value) if wish.fact is ProposedFact.NUMBER else {}
    numbers = number_problems(stated.get("number")) if not stated.get("country") else []
    told = [Problem(one.message, "value") for one in numbers]
    return told or text_problems(value=wish.value, reason=wish.reason)


def number_and_country(number: str, country: Country | None) -> str:
    """Return a proposed number as it is stored: with the code of its country, empty for Sweden."""
    return f"{number}\n{country.value if country else ''}"


def number_words(number: str | None, country: Country | None) -> str | None:
    """Return a number as people read it: with its country where that is not Sweden."""
    return f"{number}, {label(country)}" if number and country else number


def proposed_number(value: str) -> dict[str, Any]:
    """Return what a stored proposal changes: the number, and the country where it has a line for that."""
    number, line, code = value.partition("\n")
    return {"number": number, **({"country": Country(code) if code else None} if line else {})}


def payee_words(number: str, holder: str) -> str:
    """Return an account as people read it: the number and whose it is."""
    return f"{number}, {holder}"


def signatories(text: str) -> list[str]:
    """Return the people named, one on each line, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line[:200] for line in lines if line))
