"""What registers and people write for legal form and standing (`domain.md` 6.2), as the register's own lists."""

import re
from functools import lru_cache
from typing import NamedTuple

from registry.core import personal
from registry.core.text import fold
from registry.partners.organisations import naming
from registry.partners.organisations.models import LegalForm, Sector, SectorBasis, Standing


class Form(NamedTuple):
    """A legal form, and the sector it puts an organisation in when that follows; None for a form that is not told."""

    legal_form: LegalForm | None
    sector: Sector | None = None


class KindGuess(NamedTuple):
    """What number and name say of a sector and a legal form, and which of them said it; no basis when neither does."""

    sector: Sector
    legal_form: LegalForm | None = None
    basis: SectorBasis | None = None


_L, _S = LegalForm, Sector
NOTHING = Form(None)

SCB = {
    "31": Form(_L.OTHER, _S.BUSINESS), "41": Form(_L.COMPANY, _S.BUSINESS), "42": Form(_L.COMPANY, _S.BUSINESS),
    "43": Form(_L.COMPANY, _S.BUSINESS), "49": Form(_L.COMPANY, _S.BUSINESS), "51": Form(_L.ECONOMIC, _S.CIVIL),
    "53": Form(_L.ECONOMIC, _S.OTHER), "54": Form(_L.ECONOMIC, _S.OTHER), "55": Form(_L.ECONOMIC, _S.OTHER),
    "61": Form(_L.ASSOCIATION, _S.CIVIL), "62": Form(_L.OTHER, _S.OTHER), "63": Form(_L.FAITH, _S.CIVIL),
    "71": Form(_L.FOUNDATION, _S.OTHER), "72": Form(_L.FOUNDATION, _S.CIVIL), "81": Form(_L.PUBLIC, _S.STATE),
    "82": Form(_L.PUBLIC, _S.MUNICIPALITY), "83": Form(_L.PUBLIC, _S.FEDERATION), "84": Form(_L.PUBLIC, _S.REGION),
    "85": Form(_L.PUBLIC, _S.STATE), "86": Form(_L.FAITH, _S.CIVIL), "87": Form(_L.PUBLIC, _S.STATE),
    "89": Form(_L.PUBLIC, _S.STATE), "92": Form(_L.OTHER, _S.BUSINESS), "93": Form(_L.OTHER, _S.BUSINESS),
    "94": Form(_L.ASSOCIATION, _S.CIVIL), "95": Form(_L.OTHER, _S.OTHER),
}  # fmt: skip
BOLAGSVERKET = {
    "AB": Form(_L.COMPANY, _S.BUSINESS), "BAB": Form(_L.COMPANY, _S.BUSINESS), "FAB": Form(_L.COMPANY, _S.BUSINESS),
    "SE": Form(_L.COMPANY, _S.BUSINESS), "HB": Form(_L.OTHER, _S.BUSINESS), "KB": Form(_L.OTHER, _S.BUSINESS),
    "SB": Form(_L.OTHER, _S.BUSINESS), "FL": Form(_L.OTHER, _S.BUSINESS), "MB": Form(_L.OTHER, _S.BUSINESS),
    "BRF": Form(_L.ECONOMIC, _S.OTHER), "BF": Form(_L.ECONOMIC, _S.OTHER), "KHF": Form(_L.ECONOMIC, _S.OTHER),
    "EK": Form(_L.ECONOMIC, _S.CIVIL), "SCE": Form(_L.ECONOMIC, _S.OTHER), "I": Form(_L.ASSOCIATION, _S.CIVIL),
    "S": Form(_L.FOUNDATION, _S.CIVIL), "TSF": Form(_L.FAITH, _S.CIVIL),
}  # fmt: skip
# The forms that a civil-society register takes from the national files (`domain.md` 0.16) unless asked for all.
CIVIL = frozenset({"scb:51", "scb:61", "scb:63", "scb:72", "bolagsverket:EK", "bolagsverket:I", "bolagsverket:S",
                   "bolagsverket:TSF"})  # fmt: skip

_WORDS = {
    "ideell forening": _L.ASSOCIATION, "forening": _L.ASSOCIATION, "association": _L.ASSOCIATION,
    "allmannyttig ideell forening": _L.ASSOCIATION, "studieforbund": _L.ASSOCIATION, "idrottsforening": _L.ASSOCIATION,
    "non profit association": _L.ASSOCIATION, "ideella foreningar": _L.ASSOCIATION, "61": _L.ASSOCIATION,
    "stiftelse": _L.FOUNDATION, "foundation": _L.FOUNDATION, "insamlingsstiftelse": _L.FOUNDATION, "72": _L.FOUNDATION,
    "registrerat trossamfund": _L.FAITH, "trossamfund": _L.FAITH, "faith": _L.FAITH, "63": _L.FAITH,
    "forsamling": _L.FAITH, "faith community": _L.FAITH, "ekonomisk forening": _L.ECONOMIC, "economic": _L.ECONOMIC,
    "ek for": _L.ECONOMIC, "51": _L.ECONOMIC, "aktiebolag": _L.COMPANY, "ab": _L.COMPANY, "company": _L.COMPANY,
    "49": _L.COMPANY, "aktiebolag svb": _L.COMPANY_LIMITED_PROFIT, "ab svb": _L.COMPANY_LIMITED_PROFIT,
    "aktiebolag med sarskild vinstutdelningsbegransning": _L.COMPANY_LIMITED_PROFIT, "natverk": _L.NETWORK,
    "natverk utan juridisk person": _L.NETWORK, "network": _L.NETWORK, "offentlig aktor": _L.PUBLIC,
    "myndighet": _L.PUBLIC, "kommun": _L.PUBLIC, "public": _L.PUBLIC, "ovrigt": _L.OTHER, "other": _L.OTHER,
    "okand": None, "unknown": None,
}  # fmt: skip
_STANDINGS = {
    "aktiv": Standing.ACTIVE, "active": Standing.ACTIVE, "verksam": Standing.ACTIVE, "ja": Standing.ACTIVE,
    "registrerad": Standing.ACTIVE, "vilande": Standing.DORMANT, "dormant": Standing.DORMANT,
    "inaktiv": Standing.DORMANT, "inactive": Standing.DORMANT, "upphord": Standing.DISSOLVED,
    "avregistrerad": Standing.DISSOLVED, "dissolved": Standing.DISSOLVED, "nedlagd": Standing.DISSOLVED,
    "upplost": Standing.DISSOLVED, "avslutad": Standing.DISSOLVED,
}  # fmt: skip


# How organisation numbers begin (lag 1974:174; SCB's group numbers): the longest beginning says it.
_GROUPS = {
    "202": Form(_L.PUBLIC, _S.STATE), "212": Form(_L.PUBLIC, _S.MUNICIPALITY), "222": Form(_L.PUBLIC, _S.FEDERATION),
    "232": Form(_L.PUBLIC, _S.REGION), "25": Form(_L.FAITH, _S.CIVIL), "2": Form(_L.PUBLIC, _S.OTHER),
    "5": Form(_L.COMPANY, _S.BUSINESS), "7": Form(_L.ECONOMIC, _S.OTHER), "8": Form(_L.ASSOCIATION, _S.CIVIL),
    "9": Form(_L.OTHER, _S.BUSINESS),
}  # fmt: skip
_OF_FORM = {
    _L.ASSOCIATION: _S.CIVIL, _L.FAITH: _S.CIVIL, _L.FOUNDATION: _S.CIVIL, _L.NETWORK: _S.CIVIL,
    _L.COMPANY: _S.BUSINESS,
}  # fmt: skip
_NAMES = (
    (re.compile(r"\bAB\b.*\b(?:SVB|svb)\b|särskild vinstutdelning", re.IGNORECASE),
     Form(_L.COMPANY_LIMITED_PROFIT, _S.BUSINESS)),
    (re.compile(r"(?<![\w-])AB(?![\w-])|(?i:\baktiebolag(?:et)?\b)"), Form(_L.COMPANY, _S.BUSINESS)),
    (re.compile(r"(?<![\w-])(?:HB|KB)(?![\w-])|(?i:\b(?:handels|kommandit)bolag(?:et)?\b)"),
     Form(_L.OTHER, _S.BUSINESS)),
    (re.compile(r"\b(?:bostadsrätts|samfällighets)förening|^brf\b", re.IGNORECASE), Form(_L.ECONOMIC, _S.OTHER)),
    (re.compile(r"\bekonomisk(?:a)? förening|\bek\.? ?för\b", re.IGNORECASE), Form(_L.ECONOMIC, _S.CIVIL)),
    (re.compile(r"^(?:insamlings)?stiftelsen?\b|\w{3,}stiftelsen?\b", re.IGNORECASE), Form(_L.FOUNDATION, _S.CIVIL)),
)  # fmt: skip
# Each of the names above has one of these in it, letter case aside: most names have none, and are not searched.
_SIGNS = ("ab", "hb", "kb", "ek", "bolag", "brf", "bostadsr", "samf", "telse", "utdeln")
_MUNICIPAL = re.compile(r"\w{3,} (?:kommun|stad)$|^(?:\w+ kommuns?|stadsdels)", re.IGNORECASE)
_SCHOOLS = re.compile(
    r"\w*(?:skola|skolan|förskola|förskolan|gymnasium|gymnasiet|komvux|bibliotek|biblioteket|fritidsgård|fritidsgården)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def guessed(number: str | None, name: str) -> KindGuess:
    """Return the sector and the legal form that number and name give: a guess, until a person has looked."""
    said = _said(name)
    if number:
        group = next((_GROUPS[number[:most]] for most in (3, 2, 1) if number[:most] in _GROUPS), NOTHING)
        if group.sector in {_S.CIVIL, _S.OTHER} and said and said.sector is not _S.BUSINESS:
            return KindGuess(said.sector or _S.UNKNOWN, said.legal_form, SectorBasis.NUMBER)
        basis = SectorBasis.NUMBER if group.sector else None
        return KindGuess(group.sector or _S.UNKNOWN, group.legal_form, basis)
    if said:
        return KindGuess(said.sector or _S.UNKNOWN, said.legal_form, SectorBasis.NAME)
    is_association = personal.names_association(name) or bool(naming.parse(name).kinds)
    signs = (
        (is_association, KindGuess(_S.CIVIL, None, SectorBasis.NAME)),
        (_MUNICIPAL.search(name), KindGuess(_S.MUNICIPALITY, _L.PUBLIC, SectorBasis.NAME)),
        (_SCHOOLS.search(name), KindGuess(_S.EDUCATION, None, SectorBasis.NAME)),
    )
    return next((guess for is_told, guess in signs if is_told), KindGuess(_S.UNKNOWN))


def _said(name: str) -> Form | None:
    """The form that a name says."""
    small = name.casefold()
    if not any(sign in small for sign in _SIGNS):
        return None
    return next((form for pattern, form in _NAMES if pattern.search(name)), None)


def sector_of(legal_form: LegalForm | None) -> Sector | None:
    """Return the sector that follows from a legal form by itself."""
    return _OF_FORM.get(legal_form) if legal_form else None


@lru_cache(maxsize=2000)
def legal_form(text: str) -> Form | None:
    """Return what a cell says of the legal form, `NOTHING` when it is empty, None when nobody knows the word."""
    if not text.strip():
        return NOTHING
    list_name, _colon, code = text.partition(":")
    if list_name in {"scb", "bolagsverket"}:
        return (SCB if list_name == "scb" else BOLAGSVERKET).get(code.strip())
    words = " ".join(fold(text).replace(".", " ").replace("(", " ").replace(")", " ").split())
    return Form(_WORDS[words]) if words in _WORDS else None


@lru_cache(maxsize=2000)
def standing(text: str) -> Standing | None:
    """Return what a cell says of the standing; None when it is empty or nobody knows the word."""
    return _STANDINGS.get(fold(text).strip())
