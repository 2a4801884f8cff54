"""Account numbers and what may be paid to: forms and check digits (`domain.md` 6.3), and the rule of two people.

A check digit proves the form of a number, never whose it is: the payee's name is confirmed by a person.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from stdnum import luhn

from registry.core.errors import Problem
from registry.core.i18n import _, lazy
from registry.core.labels import Labelled
from registry.core.text import fold
from registry.partners.organisations.models import LegalForm, Standing
from registry.partners.organisations.rules import can_be_party

_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SAID = re.compile(r"(bankgiro|plusgiro|postgiro|bg|pg)\b[\s.:]*", re.IGNORECASE)
_BANKGIRO = re.compile(r"\d{3,4}-\d{4}", re.ASCII)
_PLUSGIRO = re.compile(r"\d{1,7}-\d", re.ASCII)

# Only these may hold a 90-konto (Svensk Insamlingskontroll, `domain.md` 6.3); an unknown form is not refused.
NINETY_FORMS = frozenset(
    {LegalForm.ASSOCIATION, LegalForm.FOUNDATION, LegalForm.FAITH, LegalForm.OTHER, LegalForm.UNKNOWN}
)


class PayeeKind(Labelled):
    """Which kind of account it is."""

    BANKGIRO = "bankgiro", lazy("Bankgiro")
    PLUSGIRO = "plusgiro", lazy("Plusgiro")
    NINETY = "90_konto", lazy("90-konto")


@dataclass(frozen=True, slots=True)
class Account:
    """An account number that has its form: the kind, the number as it is written, and its digits alone."""

    kind: PayeeKind
    number: str
    digits: str

    def __str__(self) -> str:
        return self.number


@dataclass(frozen=True, slots=True)
class PayeeStatement:
    """What somebody states about where an organisation is paid; `is_shared` answers our question about the number."""

    account: Account
    holder_name: str
    evidence: str
    is_shared: bool = False


def account(text: str) -> Account:
    """Read an account number as people write it. Raises ValueError with a Swedish sentence.

    Bankgiro `NNN-NNNN` or `NNNN-NNNN`; plusgiro in pairs with the check digit last, `28 65 43-4`; a 90-konto has seven
    digits and begins with 90, in either form. The kind follows from the form, or from a word before it (`bg`, `pg`).
    """
    said = _SAID.match(text.strip())
    rest = _DASHES.sub("-", text.strip()[said.end() if said else 0 :])
    bare = "".join(rest.split())
    digits = bare.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(_("Skriv bara siffror, till exempel 5402-9681 eller 28 65 43-4."))
    is_bankgiro = said[1].lower() in {"bankgiro", "bg"} if said else _looks_like_bankgiro(bare, digits)
    if not (7 if is_bankgiro else 2) <= len(digits) <= 8:
        raise ValueError(_("Ett bankgiro har 7 eller 8 siffror, ett plusgiro 2 till 8."))
    if int(digits) == 0 or not luhn.is_valid(digits):
        raise ValueError(_("Kontrollsiffran stämmer inte. Jämför med en faktura eller ett brev."))
    ninety = len(digits) == 7 and digits.startswith("90")
    kind = PayeeKind.NINETY if ninety else PayeeKind.BANKGIRO if is_bankgiro else PayeeKind.PLUSGIRO
    return Account(kind, _bankgiro(digits) if is_bankgiro else _plusgiro(digits), digits)


def _looks_like_bankgiro(bare: str, digits: str) -> bool:
    if _BANKGIRO.fullmatch(bare):
        return True
    if _PLUSGIRO.fullmatch(bare) or ("-" not in bare and len(digits) < 7):
        return False
    if "-" not in bare and len(digits) == 7 and digits.startswith("90"):
        return True  # new ones are given out as bankgiro only, since 2024
    raise ValueError(
        _("Skriv strecket också, så att det syns vad det är: bankgiro 5402-9681, plusgiro 28 65 43-4.")
    )


def _bankgiro(digits: str) -> str:
    return f"{digits[:-4]}-{digits[-4:]}"


def _plusgiro(digits: str) -> str:
    body = digits[:-1]
    pairs = [body[max(0, end - 2) : end] for end in range(len(body), 0, -2)][::-1]
    return f"{' '.join(pairs)}-{digits[-1]}"


def claim_problems(
    claim: PayeeStatement, *, legal_form: LegalForm, standing: Standing, others: Sequence[str]
) -> list[Problem]:
    """Return why nobody can be paid there. `others` are the organisations that have the same number already."""
    problems = []
    if not can_be_party(legal_form):
        problems.append(Problem(_("Ett nätverk utan juridisk person kan inte ta emot pengar.")))
    if standing is Standing.DISSOLVED:
        problems.append(Problem(_("Organisationen har upphört och kan inte ta emot pengar.")))
    if claim.account.kind is PayeeKind.NINETY and legal_form not in NINETY_FORMS:
        words = _(
            "Bara föreningar, stiftelser och trossamfund kan ha 90-konto. Kontrollera den juridiska formen."
        )
        problems.append(Problem(words, "account"))
    if others and not claim.is_shared:
        words = _("Samma nummer finns redan på %(names)s. Stämmer det?", names=", ".join(others))
        problems.append(Problem(words, "account"))
    return problems


def confirm_problems(*, proposed_by: UUID | None, confirmed_by: UUID) -> list[Problem]:
    """Two people see to it that the money goes to the right place: the one who proposed cannot confirm."""
    if proposed_by == confirmed_by:
        return [Problem(_("Du har själv föreslagit kontot. Någon annan behöver bekräfta det."))]
    return []


def owner_problems(proposed_for: str | None, now: str | None) -> list[Problem]:
    """An account is checked for one legal person: a record with another number by now is somebody else's."""
    if proposed_for == now:
        return []
    words = _(
        "Organisationen har ett annat organisationsnummer än när kontot föreslogs. Föreslå kontot på nytt."
    )
    return [Problem(words)]


def is_other_name(holder: str, organisation: str) -> bool:
    """Return whether the payee's name is not the organisation's (`domain.md` 2.2: an account in its own name)."""
    return fold(holder) != fold(organisation)
