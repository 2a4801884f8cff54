"""When two names that look alike are two organisations' all the same: another legal person, sport, place or section."""

import re
from functools import lru_cache

from registry.core.text import fold
from registry.partners.organisations import naming
from registry.partners.organisations.naming import Name
from registry.partners.organisations.places import city_of, place_of

_COMPANY = re.compile(r"\b(?:AB|HB|KB)\b|(?i:\b(?:aktie|handels|kommandit)bolag)")
_SECTIONS = re.compile(
    r"\b(?:junior|dam|herr|flick|pojk|ungdom|veteran|senior|pensionär|motion|barn(?!en)|student)\w*(?:\s|$)",
    re.IGNORECASE,
)
_WHOLE = ("förbund", "förbundet", "förening", "föreningen", "rnas")  # what is so called is no part of another
# What an abbreviation of sport stands for unless it is written out: the first of its meanings.
_USUAL = {short: long for long, short in reversed(naming.SHORT_KINDS.items())}
_SPORTS = naming.words("""
badminton bandy basket basketboll biljard boll boule bordtennis bowling boxnings brottar budo curling cykel dans dart
fotboll friidrotts frisbee fakt golf gym gymnastik handboll hockey innebandy ishockey judo kanot karate konstak
lopar motor orienterings padel pilbags rid ridd rodd rugby segel sim skid skridsko skytte squash styrkelyft taekwondo
tennis vattenpolo volleyboll yoga
""")
_CLUB = re.compile(r"s?(?:klubb|sallskap|forening|club)$")
_SPORT = re.compile(r"\b(\w{3,}?)(s?)(?:klubb|sallskap|forening)(?:en|et)?\b")


@lru_cache(maxsize=20_000)
def are_apart(one: str, other: str) -> bool:
    """Whether the two are different organisations whatever else their names have in common."""
    a, b = naming.parse(one), naming.parse(other)
    return (
        not is_same_kind(one, other)
        or _are_elsewhere(a, b)
        or sections(one) != sections(other)
        or begin_otherwise(a, b)
    )


@lru_cache(maxsize=20_000)
def is_same_kind(one: str, other: str) -> bool:
    """Whether two names may be one organisation's by their kind.

    A foundation or a company beside an association often has its name and address, and is a legal person of its own; a
    swimming club (`Simsällskap`) is no sailing club, and `IF` is an ice hockey club only when that is written out.
    """
    return legal_person(one) == legal_person(other) and is_same_sport(one, other)


def is_same_sport(one: str, other: str) -> bool:
    """Whether two names may be of one sport: true when one of them names none."""
    a, b = _sports(one), _sports(other)
    return not a or not b or any(_are_one(sport, other) for sport in a for other in b)


def legal_person(name: str) -> str:
    """Return what kind of legal person a name says it is of, when it is no association; otherwise nothing."""
    if "stiftelse" in name.casefold():
        return "stiftelse"
    if _COMPANY.search(name):
        return "bolag"
    return "kommun" if _is_municipality(name) else ""


def _is_municipality(name: str) -> bool:
    """Whether a name is a municipality's or a region's (KL 1:1), and not that of a club of the same town."""
    first, *others = fold(name).split()[:4] or [""]
    match others:
        case ["kommun"] | [_, "kommun"]:
            return True
        case ["stad"]:
            return place_of(first) is not None
        case [place]:
            return first == "region" and place_of(place) is not None
    return False


def _sports(name: str) -> frozenset[str]:
    """The sport's words as they are written out, with no letter put right: `Budoklubb` is no misspelt `Judoklubb`."""
    taken = naming.parse(name)
    said = {match[0] for match in _SPORT.findall(fold(name)) if match[0] in _SPORTS}
    long = taken.written or {_USUAL.get(short, short) for short in taken.kinds}
    written = {_CLUB.sub("", one) for one in long}
    return frozenset(said if said and not any(map(_are_one, said, written)) else written)


def _are_one(sport: str, other: str) -> bool:
    """Whether two words are one sport's: basket and basketboll."""
    return sport.startswith(other) or other.startswith(sport)


def _are_elsewhere(a: Name, b: Name) -> bool:
    places = [{city_of(place) for place in name.places} for name in (a, b)]
    return all(places) and not places[0] & places[1]


def sections(name: str) -> frozenset[str]:
    """Return the words of a name that say for whom of a club it is: juniors, women."""
    found = (match.strip().casefold() for match in _SECTIONS.findall(name))
    return frozenset(word for word in found if not word.endswith(_WHOLE))


def begin_otherwise(a: Name, b: Name) -> bool:
    """Whether the names differ in their first letter alone: `Granbo` and `Franbo` are two places."""
    return a.joined != b.joined and a.joined[:1] != b.joined[:1] and a.joined[1:] == b.joined[1:]
