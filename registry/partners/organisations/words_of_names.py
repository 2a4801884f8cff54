"""What two names are compared by: the words of a name with places and forms told apart, initials and sports. Pure.

`naming` takes a name apart by itself; here it is seen beside a record, whose seat tells which of its words is a place.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from registry.core.language import abbreviations
from registry.core.language.light import is_form, is_small
from registry.core.language.spelling import words
from registry.core.language.stems import stem
from registry.core.language.synonyms import GENERAL, Synonyms
from registry.core.text import fold
from registry.partners.organisations import addresses, naming
from registry.partners.organisations.naming import Name
from registry.partners.organisations.places import city_of

_ASIDE = re.compile(r"\s*(?:[()\[\],/|]|\s[-–—]\s)\s*")
_CLUB = re.compile(r"(?:klubb|sallskap|forening|club)(?:en|et)?$")
_ANY_SPORT = frozenset({"idrotts", "sport", "boll"})
SHORT_NAME = range(2, 8)  # letters of an abbreviation that stands for a name
SHORTEST_INITIALS = 3


@dataclass(frozen=True, slots=True)
class ComparedName:
    """A name beside its record: what is distinctive of it, the places it names, and what it may be called for short."""

    name: Name
    core: tuple[str, ...]
    places: frozenset[str]
    initials: frozenset[str]
    shorts: frozenset[str]  # words of it that may be another name's initials
    said: frozenset[str]  # sports and the like that it writes out, one word for all words that mean it
    subjects: frozenset[str]  # the same, or all that its abbreviation may stand for
    joined: str  # the core without blanks
    ordered: str  # the same, whatever the order of its words


@lru_cache(maxsize=20_000)
def place_of(seat: str | None) -> str:
    """Return the folded place of a record, `kommun` and a postcode aside; empty when it says none."""
    return fold(addresses.place_key(seat)) if seat else ""


@lru_cache(maxsize=20_000)
def asides(name: str) -> tuple[str, ...]:
    """Return what stands on either side of a bracket, a comma or a dash, each of which may be the whole name."""
    parts = [part.strip() for part in _ASIDE.split(name)]
    return tuple(part for part in parts if len(part) > 1) if len(parts) > 1 else ()


def compared(name: str, here: frozenset[str] = frozenset(), known: Synonyms = GENERAL) -> ComparedName:
    """Return a name as it is compared; `here` are the folded places that the records lie in, `known` the synonyms."""
    alone = _alone(name, known)
    places = {word for word in alone.core if _is_of(word, here)}
    if not here or not (places or alone.places):
        return alone
    if alone.places - here:
        alone = replace(alone, places=frozenset(_nearest(place, here) for place in alone.places))
    if not places:
        return alone
    core = tuple(word for word in alone.core if word not in places)
    if not core and not alone.name.kinds and not alone.name.generic:
        return alone
    named = frozenset(city_of(place) for place in here if any(_is_of(word, {place}) for word in places))
    telling = [word for word in words(name) if not is_small(word) and not _is_of(word, here)]
    return replace(
        alone, core=core or alone.core, joined="".join(core or alone.core),
        ordered="".join(sorted(core or alone.core)), places=alone.places | named,
        initials=alone.initials | _initials(telling),
    )  # fmt: skip


def _nearest(place: str, here: Collection[str]) -> str:
    """Return the place that `naming` may have misread: `Högnäs`, where the record lies, is no misspelt Höganäs."""
    return next((one for one in here if OSA.distance(place, one, score_cutoff=1) <= 1), place)


def _is_of(word: str, here: Collection[str]) -> bool:
    """Whether a word is one of the places, with or without an s that `naming` took for a genitive's."""
    return word in here or f"{word}s" in here or word.removesuffix("s") in here


@lru_cache(maxsize=40_000)
def _alone(name: str, known: Synonyms) -> ComparedName:
    taken = naming.parse(name)
    written = tuple(word for word in words(naming.written_out(fold(name))) if not is_small(word))
    clubs = {long for short in taken.kinds for long in abbreviations.clubs_for(short)}
    said = frozenset((*_subjects({*taken.written, *written}, known), *_phrases(written, known)))
    return ComparedName(
        name=taken,
        core=taken.core,
        places=frozenset(map(city_of, taken.places)),
        initials=frozenset({*_initials(written), *_known_shorts(written, known)}),
        shorts=frozenset(word for word in written if len(word) in SHORT_NAME and word.isalpha()),
        said=said,
        subjects=said or frozenset(_subjects(clubs, known)),
        joined="".join(taken.core),
        ordered="".join(sorted(taken.core)),
    )


def _initials(found: Iterable[str]) -> set[str]:
    listed = list(found)
    every = "".join(word[0] for word in listed)
    without_forms = "".join(word[0] for word in listed if not is_form(word))
    return {one for one in (every, without_forms) if len(one) >= SHORTEST_INITIALS}


def _known_shorts(written: tuple[str, ...], known: Synonyms) -> Iterator[str]:
    """What orders and movements are called for short: `Hörselskadades Riksförbund` is HRF."""
    for start, length in product(range(len(written)), range(2, 6)):
        yield from known.shorts.get(written[start : start + length], ())


def _phrases(written: tuple[str, ...], known: Synonyms) -> Iterator[str]:
    """What phrases of a name are about, one word for all that mean the same."""
    for start, length in product(range(len(written)), range(2, 6)):
        phrase = written[start : start + length]
        if others := known.alike.get(phrase):
            yield min(map("".join, (phrase, *others)))


def _subjects(found: Iterable[str], known: Synonyms) -> Iterator[str]:
    """What words are about, one word for all that mean the same: `Brottning` and `Brottarklubb`."""
    for word in found:
        sport = _CLUB.sub("", word)
        others = known.kindred(word)
        if others:  # `Fritidsbanken` is the list's `fritidsbank`
            yield min(map("".join, (*others, (word,) if (word,) in known.alike else (stem(word),))))
        elif sport != word and len(sport) > 3 and sport not in _ANY_SPORT:
            yield sport.removesuffix("s")
