"""Street, postcode and place as people write them, each put where it belongs: for pages, lists and comparison. Pure."""

import re
from functools import lru_cache
from typing import NamedTuple

from registry.core.i18n import _
from registry.core.text import fold
from registry.partners.organisations.countries import Country
from registry.partners.organisations.places import PLACES

_SWEDISH = r"(?:SE?[- ]?)?([1-9]\d{2}) ?(\d{2})(?:\.0)?"
_FIVE_DIGITS = re.compile(r"\d{3} ?\d{2}")  # no postcode is without
_POSTCODE = re.compile(_SWEDISH, re.IGNORECASE | re.ASCII)
_POSTCODE_FIRST = re.compile(rf"{_SWEDISH}(?:[ ,]+(\D.*))?", re.IGNORECASE | re.ASCII)
_STREET_FIRST = re.compile(rf"(.*?[^\W\d].*?)[ ,]+{_SWEDISH}[ ,]+(\D+)", re.IGNORECASE)
_ABROAD = re.compile(r"(?:[A-Z]{1,3}-)?[\dA-Z]{3,8}(?: \d{2,3})?[ ,]+([^\W\d].*)", re.IGNORECASE)
# `Provvägen 12 Provby`: what streets are called, a house number, and then the place.
_STREET_AND_PLACE = re.compile(
    r"(.*(?:väg|gat|gränd|stig|torg|plan|allé|back|kaj|strand|box)\w*\.?\s+\d+(?:\s?[A-Za-z])?)[ ,]+([^\W\d]\D{2,})",
    re.IGNORECASE,
)
_MUNICIPALITY = re.compile(r"(.*\w)\s+(?:kommun|stad)", re.IGNORECASE)
MOST_CODE = 12
_SMALL = frozenset({"av", "de", "i", "och", "på", "vid"})


class Address(NamedTuple):
    """Where an organisation is; None where nothing is said. `is_moved` when a part stood in another's place."""

    street: str | None
    postcode: str | None
    seat: str | None
    is_moved: bool = False


def postcode(text: str, where: Country | None = None) -> str:
    """Return a Swedish postcode as `NNN NN`, another country's as it is written.

    Raises ValueError with a Swedish sentence when it is none.
    """
    if where is not None:
        if len(text) > MOST_CODE:
            raise ValueError(_("Postnumret är för långt. Högst %(n)s tecken får plats.", n=MOST_CODE))
        return " ".join(text.split())
    found = _POSTCODE.fullmatch(" ".join(text.split()))
    if not found:
        raise ValueError(_("Ett postnummer har fem siffror, till exempel 112 21."))
    return f"{found[1]} {found[2]}"


class AbroadAddress(NamedTuple):
    """Postcode and place of an organisation in another country, as they are written there."""

    country: Country
    postcode: str | None
    seat: str | None


# What stands before a postcode abroad, and towns that tell the country when nothing else does.
_PREFIXES = {"N": "NO", "NO": "NO", "DK": "DK", "FI": "FI", "FIN": "FI", "SF": "FI", "D": "DE", "DE": "DE",
             "EE": "EE", "LV": "LV", "LT": "LT", "PL": "PL", "IS": "IS", "AX": "AX"}  # fmt: skip
_TOWNS = {"oslo": "NO", "bergen": "NO", "trondheim": "NO", "kobenhavn": "DK", "copenhagen": "DK", "kopenhamn": "DK",
          "aarhus": "DK", "helsinki": "FI", "helsingfors": "FI", "mariehamn": "AX", "reykjavik": "IS", "berlin": "DE",
          "tallinn": "EE", "riga": "LV", "vilnius": "LT"}  # fmt: skip
_PREFIXED = re.compile(r"([A-Z]{1,3})[- ]\d", re.IGNORECASE)


def abroad(post: str | None, seat: str | None, where: Country | None) -> AbroadAddress | None:
    """Return postcode and place of an organisation in another country; None for one in Sweden.

    `where` is the country that is said. Without one, `N-0150` and `1050 København` tell it, and a place that everybody
    knows with a code that is no Swedish postcode.
    """
    found = _ABROAD.fullmatch(post or "")
    code, place = ((post or "")[: found.start(1)].strip(" ,"), found[1]) if found else (post, None)
    told = where or (_told(code, seat or place) if code and not _POSTCODE.fullmatch(code) else None)
    if told is None:
        return None
    return AbroadAddress(told, code[:MOST_CODE] if code else None, seat or place)


def _told(code: str, place: str | None) -> Country | None:
    prefix = _PREFIXED.match(code)
    name = _PREFIXES.get(prefix[1].upper()) if prefix else _TOWNS.get(fold(place or ""))
    return Country(name) if name else None


@lru_cache(maxsize=20_000)
def sorted_out(street: str | None, post: str | None, seat: str | None) -> Address:
    """Return the three with each in its own place: a postcode before the place, or all of it after the street."""
    code, rest = _code(post)
    own_code, own_place, own_street = _place(seat)
    line, street_code, street_place = _street(street)
    place = own_place or rest or street_place
    is_moved = bool(
        own_code or own_street or street_code or (seat and own_place and _differ(seat, own_place))
    )
    return Address(
        line or own_street, code or own_code or street_code, _called(place) if place else None, is_moved
    )


@lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """Return what the spellings of one place share: letter case, blanks and `kommun` aside."""
    return " ".join(_called(" ".join(text.split())).casefold().split())


def _code(text: str | None) -> tuple[str | None, str | None]:
    """The postcode in a cell and the place after it; of one abroad the place alone."""
    found = _POSTCODE_FIRST.fullmatch(text or "")
    if found:
        return f"{found[1]} {found[2]}", found[3]
    abroad = _ABROAD.fullmatch(text or "")
    return None, abroad[1] if abroad else None


def _place(text: str | None) -> tuple[str | None, str | None, str | None]:
    """The postcode, the place and the street in a cell that should hold the place."""
    if not text or text.isalpha():
        return None, text or None, None
    if found := _POSTCODE_FIRST.fullmatch(text):
        return f"{found[1]} {found[2]}", found[3], None
    if found := _STREET_FIRST.fullmatch(text):
        return f"{found[2]} {found[3]}", found[4], found[1]
    if found := _STREET_AND_PLACE.fullmatch(text):
        return None, found[2], found[1]
    return None, text, None


def _street(text: str | None) -> tuple[str | None, str | None, str | None]:
    if not text or not _FIVE_DIGITS.search(text):
        return text, None, None
    if found := _POSTCODE_FIRST.fullmatch(text):
        return None, f"{found[1]} {found[2]}", found[3]
    found = _STREET_FIRST.fullmatch(text)
    return (found[1], f"{found[2]} {found[3]}", found[4]) if found else (text, None, None)


def _called(place: str) -> str:
    """The place by its own name: `Provby kommun` is Provby, and `provby` is written so by haste."""
    found = _MUNICIPALITY.fullmatch(place)
    if found:
        place = found[1]
        if fold(place) not in PLACES and fold(place[:-1]) in PLACES:  # Uppsalas, Stockholms
            place = place[:-1]
    if place == place.lower():
        words = place.split()
        place = " ".join(
            word if at and word in _SMALL else word[:1].upper() + word[1:] for at, word in enumerate(words)
        )
    return place


def _differ(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) != " ".join(_called(other).casefold().split())
