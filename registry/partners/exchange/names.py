"""What the names in lists carry besides the name: capitals throughout, `(vilande)`, a trailing legal form."""

import re
from typing import NamedTuple

from registry.core.text import fold
from registry.partners.organisations import naming
from registry.partners.organisations.models import LegalForm, Standing
from registry.partners.organisations.naming import words
from registry.partners.organisations.places import PLACES

# Kept in capitals. A word without vowels is kept in any case, and so is one of two letters that is no small word.
ABBREVIATIONS = words("""
ABF AIF AIK AIS AIDS BIF BOIS BOK BUF DHR DIF ECPAT EFS EKHO FIF FIFF FUB GAIS GIF GOIF HIF HIV HSO HSB IBF IBK IDF IF
IFK IFS IK IKF IM IOGT IS ISK JUF KFUK KFUM KIF LIF LO LSU MIF NIF NTO OIF OIS OK OLS PRO RFHL RFSL RFSU RIA RIF SAIF
SACO SIF SIOS SIK SIS SPF SOIF SSU SUF TIF TCO UIF UNF UNHCR UNICEF USM VIF VIK VUF WWF ÖIS ÖIF ÖIK AB HB KB EK
""")
SMALL = words("av de den det från för hos i med mot och om på samt till under ur utan vid åt")
SHORT = 5  # letters of a word in capitals that is an abbreviation when it stands alone
_DEFINITE = ("AN", "EN", "ET", "NA")
_ROMAN = re.compile(r"[IVX]+")
_VOWELS = frozenset("AEIOUYÅÄÖÉ")
_AT_REST = r"(?:vilande|inaktiv)"
_OVER = r"(?:nedlag[dt]|upphör[dt]|avslutad|avregistrerad|upplöst|nedlagda)"
_MARKED = rf"(?:(?P<rest>{_AT_REST})|(?P<over>{_OVER}))"
# `Provby IF (vilande)`, `Provby IF *nedlagd*`, `Provby IF, upphörd`, `Vilande: Provby IF`, `Upphört Provby IF`.
_STANDINGS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[\s,–-]*[(\[*]+\s*{_MARKED}\b[^()\[\]*]{{0,30}}[)\]*]+\s*$",
        rf"\s*(?:[,–]|-\s|\s-)\s*{_MARKED}(?:\s+(?:sedan\s+)?(?:19|20)\d\d)?\s*$",
        rf"^[(\[*]*{_MARKED}[)\]*]*\s*[:–-]\s+",
        rf"^[(\[*]+{_MARKED}[)\]*]+\s*",
        r"^(?P<over>upphör[dt]|nedlag[dt])\s+(?P<rest>(?!))?",
    )
)
# Each of the words has one of these in it, letter case aside: most names have none.
_SIGNS = ("lande", "nakt", "nedlag", "upph", "avslutad", "avreg", "uppl")
_QUOTED = re.compile(r"^[\"”“„'´`‘’]+(?=.)|(?<=.)[\"”“„'´`‘’]+$")
_FORM = re.compile(
    r"(?:\s*,\s*|\s*\(\s*)(?:en\s+)?(?:ideell(?:a)?\s+fören(?:ing(?:en)?|\.)|ideell\s+för\.?|id\.?\s?för\.?)\s*\)?\s*$",
    re.IGNORECASE,
)
_FORM_INSIDE = re.compile(r"\bideell förening\b", re.IGNORECASE)
_ECONOMIC = re.compile(r"\b(?:ekonomisk förening|ek\.?\s?för\.?)(?:\s|$)", re.IGNORECASE)
_PARTED = re.compile(r"(\s+[–-]\s+|\s*[,(]\s*)")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class Named(NamedTuple):
    """A name freed from what does not belong to it, and what that told."""

    name: str
    legal_form: LegalForm | None = None
    standing: Standing | None = None


def tidy(text: str) -> Named:
    """Return the name as the register writes it: trimmed, in proper case, without standing and ", ideell förening"."""
    name, standing = _without_standing(text.strip())
    name = _without_marks(name)
    legal_form = None
    lowered = name.casefold()
    if "ideell" in lowered or "för" in lowered:
        shorter = _FORM.sub("", name)
        if shorter and shorter != name:
            name, legal_form = shorter, LegalForm.ASSOCIATION
        elif _FORM_INSIDE.search(name):
            legal_form = LegalForm.ASSOCIATION
        elif _ECONOMIC.search(name):
            legal_form = LegalForm.ECONOMIC
    return Named(proper(name.strip(" ,;-–*")) or text.strip(), legal_form, standing)


def _without_marks(name: str) -> str:
    """The name without stars around it, and without quotation marks that enclose all of it or never close."""
    name = name.strip().strip("*").strip()
    ends = _QUOTED.sub("", name)
    return ends if ends and not any(mark in ends for mark in '"”“„') else name


def _without_standing(name: str) -> tuple[str, Standing | None]:
    small = name.casefold()
    for pattern in _STANDINGS if any(sign in small for sign in _SIGNS) else ():
        found = pattern.search(name)
        if found and (shorter := pattern.sub("", name).strip()):
            return shorter, Standing.DISSOLVED if found["over"] else Standing.DORMANT
    return name, None


def proper(name: str) -> str:
    """Return a name that is all capitals in Swedish case, with abbreviations kept; any other name as it is.

    One short word that stands alone, or beside abbreviations only, is an abbreviation itself: KRUT, ABF KRUT, RF-PROV.
    """
    if not _is_shouted(name):
        return name
    parts = _PARTED.split(name)
    return "".join(part if at % 2 or _is_short_word(part) else _proper(part) for at, part in enumerate(parts))


def _proper(name: str) -> str:
    return " ".join(_cased(word, first=place == 0) for place, word in enumerate(name.split()))


def _is_short_word(name: str) -> bool:
    found = _WORD.findall(name)
    whole = [word for word in found if not _is_abbreviation(word)]
    if len(whole) != 1 or len(whole[0]) > SHORT:
        return False
    if len(whole[0]) == SHORT and whole[0].endswith(_DEFINITE):  # KÖREN, HUSET
        return False
    return len(name.split()) == 1 or not (naming.parse(name).kinds or fold(whole[0]) in PLACES)


def _is_shouted(name: str) -> bool:
    if name != name.upper():
        return False
    return any(len(word) > 2 and not _is_abbreviation(word) for word in _WORD.findall(name))


def _cased(word: str, *, first: bool) -> str:
    if word.lower() in SMALL and not first:
        return word.lower()
    if word.strip("()\"'.,") in ABBREVIATIONS:
        return word
    return _WORD.sub(lambda match: _part(match[0], alone=match[0] == word, first=first), word)


def _part(word: str, *, alone: bool, first: bool) -> str:
    if _is_abbreviation(word) and not (alone and first and word.lower() in SMALL):
        return word
    return word[0] + word[1:].lower()


def _is_abbreviation(word: str) -> bool:
    if word in ABBREVIATIONS or _ROMAN.fullmatch(word):
        return True
    if len(word) <= 2:
        return word.lower() not in SMALL
    return len(word) <= 5 and _VOWELS.isdisjoint(word)
