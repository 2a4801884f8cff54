"""Numbers that identify: organisation numbers and case numbers (diarienummer)."""

import re

from stdnum.exceptions import InvalidChecksum, InvalidLength, ValidationError
from stdnum.se import orgnr

from registry.core.i18n import _

STOCKHOLM = "212000-0142"
_SEPARATORS = re.compile(r"[\s\u2010-\u2015\u2212-]")


def organisation_number(text: str) -> str:
    """Return the organisation number as `NNNNNN-NNNN` (lag 1974:174). Accepts the 12-digit form with prefix 16.

    Raises ValueError with a Swedish sentence: wrong length, wrong check digit, or a personal identity number,
    which is what a third digit below 2 means and which the register must never hold.
    """
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(_("Ett organisationsnummer har bara siffror, till exempel 802002-8638."))
    if len(digits) == 12 and digits[:2] in {"18", "19", "20"}:
        raise ValueError(_personal())
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if len(digits) != 10:
        raise ValueError(_("Ett organisationsnummer har tio siffror, till exempel 802002-8638."))
    if digits[2] in "01":
        raise ValueError(_personal())
    try:
        return orgnr.format(orgnr.validate(digits))
    except InvalidChecksum:
        raise ValueError(
            _("Kontrollsiffran stämmer inte. Kontrollera numret mot ett brev eller registerutdrag.")
        ) from None
    except (InvalidLength, ValidationError):
        raise ValueError(_("Det är inte ett giltigt organisationsnummer.")) from None


def _personal() -> str:
    return _(
        "Det ser ut som ett personnummer. Registret får inte innehålla personnummer, inte heller för enskild firma."
    )


def case_number(text: str, pattern: str) -> str:
    """Return the case number trimmed, with one space between parts. Raises ValueError when it breaks the pattern.

    The registrar's diary decides the form, so the pattern is a setting (`AMF 2024/717`, `KSN-2016-1422`).
    """
    tidy = " ".join(text.split())
    if not re.fullmatch(pattern, tidy):
        raise ValueError(_("Diarienumret har inte den form som diariet använder, till exempel AMF 2024/717."))
    return tidy
