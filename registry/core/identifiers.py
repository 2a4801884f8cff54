"""Numbers that identify: organisation numbers and case numbers (diarienummer)."""

import re
import unicodedata

from stdnum import luhn

from registry.core import personal
from registry.core.i18n import _

STOCKHOLM = "212000-0142"
_WRITTEN = re.compile(r"\d{6}-?\d{4}", re.ASCII)  # as nearly every list has it: nothing around the ten digits
_VALUES = {str(digit): digit for digit in range(10)}
_TWICE = {str(digit): sum(divmod(2 * digit, 10)) for digit in range(10)}
_SEPARATORS = re.compile(r"[\s/_\u2010-\u2015\u2212-]")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_AROUND = re.compile(
    r"^(?:['\"\s(\[]|SE(?=[\d\s])|(?:org(?:anisations)?[. ]*)?(?:nr|nummer)[.:]*)+|[.,]0+$|\s*\([^()\d]*\)$"
    r"|[.,;:'\"\s)\]]+$",
    re.IGNORECASE,
)


def organisation_number(text: str) -> str:
    """Return the organisation number as `NNNNNN-NNNN` (lag 1974:174), of any spelling that `digits` reads.

    Raises ValueError with a Swedish sentence: wrong length, wrong check digit, or a personal identity number or the
    date of a birth, which is what a third digit below 2 means and which the register must never hold.
    """
    if personal.is_personal(text):
        raise ValueError(_personal())
    found = digits(text)
    if not found:
        raise ValueError(_("Ett organisationsnummer har bara siffror, till exempel 402000-0107."))
    if len(found) != 10:
        raise ValueError(_("Ett organisationsnummer har tio siffror, till exempel 402000-0107."))
    if not _has_check_digit(found):
        raise ValueError(
            _("Kontrollsiffran stämmer inte. Kontrollera numret mot ett brev eller registerutdrag.")
        )
    return f"{found[:6]}-{found[6:]}"


def digits(text: str) -> str:
    """Return the digits of an organisation number as lists spell it; nothing when there is more than a number.

    Words, apostrophes and figures' `.0` fall away; of twelve ten are left when 16 stands before them, or a VAT number's
    01 after them.
    """
    if _WRITTEN.fullmatch(text):
        return text.replace("-", "")
    bare = personal.plain(text).strip()
    while (shorter := _AROUND.sub("", bare)) != bare:
        bare = shorter
    found = _SEPARATORS.sub("", bare)
    if not (found.isascii() and found.isdigit()):
        return ""
    if len(found) == 12 and found.startswith("16"):
        return found[2:]
    return found[:10] if len(found) == 12 and found.endswith("01") and luhn.is_valid(found[:10]) else found


def _has_check_digit(ten: str) -> bool:
    """Whether the last of ten digits is the check digit (Luhn) of the others; a list has tens of thousands of them."""
    return (sum(map(_TWICE.__getitem__, ten[::2])) + sum(map(_VALUES.__getitem__, ten[1::2]))) % 10 == 0


def _personal() -> str:
    return _(
        "Det ser ut som ett personnummer. Registret får inte innehålla personnummer, inte heller för enskild firma."
    )


def paragraph(text: str) -> str:
    """Return a § of minutes written one way: `14`, `§14` and `§ 14` as `§ 14`; nothing for nothing."""
    tidy = " ".join(text.split())
    if tidy.startswith("§"):
        return f"§ {tidy.lstrip('§ ')}".strip()
    return f"§ {tidy}" if tidy[:1].isdecimal() else tidy


def case_number_key(text: str) -> str:
    """Return what is equal for two spellings of one case number: `EX 2026/2`, `ex-2026-02` and full-width `２` alike.

    ASCII digits without leading zeros, one separator between parts, case folded.
    """
    parts = _PARTS.findall(unicodedata.normalize("NFKC", text).casefold())
    return "-".join(str(int(part)) if part.isdecimal() else part for part in parts)


def case_number(text: str, pattern: str) -> str:
    """Return the case number trimmed, with one space between parts. Raises ValueError when it breaks the pattern.

    The registrar's diary decides the form, so the pattern is a setting (`AMF 2024/717`, `KSN-2016-1422`).
    """
    tidy = " ".join(text.split())
    if not re.fullmatch(pattern, tidy):
        raise ValueError(_("Diarienumret har inte den form som diariet använder, till exempel AMF 2024/717."))
    return tidy
