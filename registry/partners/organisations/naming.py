"""Taking a Swedish association's name apart: what is distinctive, what kind it is, which part of it, and where."""

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from registry.core.language.abbreviations import CLUBS, short_for
from registry.core.text import fold
from registry.partners.organisations.places import PLACES, place_of

LONGEST_KEY = 300


def words(text: str) -> frozenset[str]:
    """Return the words of a list written as a text."""
    return frozenset(text.split())


# Whole phrases, on the folded name: (as written, as understood).
_PHRASES = tuple(
    (re.compile(rf"\b{written}\b"), meant)
    for written, meant in (
        (r"(vilande|upplost|under bildande|avregistrerad|nedlagd)", " "),
        (r"(ideell|ekonomisk|ek|ideella) for(en\w*)?", " "),
        (r"ideella? f", " "),
        (r"u p a", " "),
        (r"gymnastik ?(och|o)? ?idrotts?(forening|foreningen)", "gif"),
        (r"allmanna idrotts?klubb(en)?", "aik"),
        (r"pensionarernas riksorganisation", "pro"),
        (r"sveriges pensionarsforbund", "spf"),
        (r"spf seniorerna", "spf"),
        (r"arbetarnas bildningsforbund", "abf"),
        (r"riksforbundet for homosexuellas[a-z, ]*rattigheter", "rfsl"),
        (r"bostadsratts(forening|foreningen)", "brf"),
        (r"(s ta?|sankta?|s:ta?)", "st"),
    )
)
_CUT = re.compile(r"(?:(?<=\w)for|foren)\.(?=\W|$)")
_ANY_PHRASE = re.compile("|".join(written.pattern for written, _meant in _PHRASES))
_NOISE = words("""
i for och o a av pa med till den det de en ett the of and ab hb kb svb ideell ideella svenska sveriges svensk nr
nummer no kommun kommuns stad stads lan
""")
# Words for what an organisation is. They tell two apart only when nothing else does.
_BETWEEN = words("i for och av pa med")
_FIRST_OF_PHRASES = frozenset(phrase[0] for phrase in short_for() if len(phrase) > 1)
_GENERIC = words("""
forening forbund riksforbund riksorganisation stiftelse organisation klubb sallskap samfund fond lokalforening
kommitte
""")
# Abbreviations of sport: what each may stand for. One abbreviation may have several meanings.
SHORT_KINDS = CLUBS
_KINDS = words("if ik bk sk ff fk fc sc hc bois gois dff kfum") | set(SHORT_KINDS.values())
_BRANCH = words("""
avdelning avd lokalavdelning lokalgrupp lokalorganisation krets distrikt sektion lokalforening kretsforening
distriktsforbund lansforbund lansforening underavdelning region ortsgrupp klubbavdelning
""")
_SIDES = words("""
norra sodra ostra vastra nordost sydvast nordvast sydost yttre inre ovre nedre stora lilla nya gamla centrala
""")
_ENDINGS = re.compile(
    r"(forening|klubb|forbund|sallskap|samfund|avdelning|krets|distrikt|sektion|stiftelse|kar|scoutkar|lag|rad|grupp|"
    r"jour|kommitte|organisation|center|fond|bygd|ungdom|kyrka|forsamling|koren|kor)(en|et|erna|arna|n|ens|ets)?s?$"
)
_VOCABULARY = tuple(
    sorted(one for one in (*SHORT_KINDS, *_GENERIC, *_BRANCH, *_SIDES) if len(one) > 4 and one[:4] != "lans")
)
_KNOWN = frozenset(_VOCABULARY)
_TOWNS = tuple(sorted(one for one in PLACES if len(one) > 4))
_MARKS = re.compile(r"[^\w\s:]")
_SUFFIXES = ("forening", "forbund", "sallskap", "klubb", "samfund")
_SHORTEST_FIRST = 3  # letters before a suffix
_SHORTEST_COMPOUND = _SHORTEST_FIRST + min(map(len, _SUFFIXES))
_ORDINALS = {
    "forsta": "1", "andra": "2", "tredje": "3", "fjarde": "4", "femte": "5", "sjatte": "6", "tva": "2",
    "tre": "3", "fyra": "4", "fem": "5", "sex": "6", "sju": "7", "atta": "8", "nio": "9", "tio": "10",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
}  # fmt: skip


class Name(NamedTuple):
    """A name taken apart. `core` is never empty unless the name holds no letter or digit at all."""

    core: tuple[str, ...]  # what is distinctive, in the order written, endings off
    joined: str  # the core without blanks
    kinds: frozenset[str]  # abbreviations of sport clubs: if, bk
    written: frozenset[
        str
    ]  # kinds as they were written out: "simsallskap" and "segelsallskap" share an abbreviation
    generic: frozenset[str]  # forening, stiftelse …
    parts: frozenset[str]  # numbers and sides: "avdelning 3", "norra"
    places: tuple[str, ...]
    squeezed: str  # all letters and digits of the name, folded
    is_branch: bool  # whether a word says that it is a part of something larger
    initials: str
    said: frozenset[str]  # all its words, as written


@lru_cache(maxsize=20_000)
def parse(name: str) -> Name:
    """Take a name apart. Pure, and remembered: a scan meets each name several times."""
    folded = fold(name)
    written = _split(folded)
    core: list[str] = []
    places: list[str] = []
    found: dict[str, set[str]] = {
        "kinds": set(),
        "written": set(),
        "generic": set(),
        "parts": set(),
        "branch": set(),
    }
    for at, word in enumerate(written):
        _sort(word, written[at - 1] if at else "", core, places, found)
    if not core and places:  # "Tensta IF": the place is what the name is
        core, places = list(places), []
    if not core:
        core = sorted(found["kinds"] | found["generic"] | found["branch"]) or written or [folded]
    return Name(
        core=tuple(core),
        joined="".join(core),
        kinds=frozenset(found["kinds"]),
        written=frozenset(found["written"]),
        generic=frozenset(found["generic"]),
        parts=frozenset(found["parts"]),
        places=tuple(dict.fromkeys(places)),
        squeezed="".join(filter(str.isalnum, folded)),
        is_branch=bool(found["branch"]),
        initials="".join(word[0] for word in written if word not in _BETWEEN),
        said=frozenset(written),
    )


def key(name: str) -> str:
    """Return the stored `match_key`: distinctive words, then kind, part and place, so that neighbours look alike."""
    return _key(parse(name), parse(name).joined)


def tail(name: str) -> str:
    """Return the stored `match_tail`: the key with its distinctive words backwards, for names that begin wrongly."""
    return _key(parse(name), parse(name).joined[::-1])


def _key(taken: Name, first: str) -> str:
    rest = (*sorted(taken.kinds), *sorted(taken.parts), *taken.places)
    return " ".join((first, *rest))[:LONGEST_KEY]


def _split(folded: str) -> list[str]:
    text = _MARKS.sub(" ", written_out(folded))
    if _ANY_PHRASE.search(text):
        for written, meant in _PHRASES:
            text = written.sub(meant, text)
    return _shortened(_together(text.replace(":", " ").split()))


def _shortened(split: list[str]) -> list[str]:
    """Put the known abbreviation for what is written out: `Hörselskadades Riksförbund` is HRF."""
    if not any(word in _FIRST_OF_PHRASES for word in split):
        return split
    telling = [at for at, word in enumerate(split) if word not in _BETWEEN]
    for start, length in product(range(len(telling)), (6, 5, 4, 3, 2)):
        run = telling[start : start + length]
        shorts = short_for().get(tuple(split[at] for at in run)) if len(run) == length else None
        if shorts:
            return _shortened([*split[: run[0]], shorts[0], *split[run[-1] + 1 :]])
    return split


def written_out(text: str) -> str:
    """Return a folded text with `fören.` and `för.` at the end of a word written out."""
    return _CUT.sub("forening", text) if "." in text else text


def _together(split: list[str]) -> list[str]:
    """Join single letters in a row: "I F" is "IF"."""
    joined: list[str] = []
    before = ""
    for word in split:
        if len(word) == len(before) == 1 and (before + word).isalpha():
            joined[-1] += word
        else:
            joined.append(word)
        before = word
    return joined


def _sort(word: str, before: str, core: list[str], places: list[str], found: dict[str, set[str]]) -> None:
    """Put one word where it belongs."""
    if word.isdigit() or word in _ORDINALS:
        if len(word) != 4:  # a year of founding, often left out
            found["parts"].add(_ORDINALS.get(word, word.lstrip("0") or "0"))
        return
    bare = _bare(word) if word not in _SIDES else word
    if bare in _SIDES:
        found["parts"].add(bare)
    elif bare in _BRANCH:
        found["branch"].add(bare)
    elif bare in SHORT_KINDS or bare in _KINDS:
        found["kinds"].add(SHORT_KINDS.get(bare, bare))
        found["written"].update({bare} & set(SHORT_KINDS))
    elif bare in _GENERIC:
        found["generic"].add(bare)
    elif (place := _place(word)) or (before == "i" and len(word) > 3 and core and (place := bare)):
        places.append(place)
    elif word not in _NOISE:
        town, rest = _begins_with_town(bare)
        places.extend(filter(None, [town]))
        _take_core(rest, core, found)


def _take_core(bare: str, core: list[str], found: dict[str, set[str]]) -> None:
    first, suffix = _compound(bare)
    if suffix:
        found["generic"].add(suffix)
    core.append(first)


@lru_cache(maxsize=8192)
def _begins_with_town(word: str) -> tuple[str, str]:
    """Return the town that a word begins with and the rest: "tenstajour" is a "jour" in Tensta."""
    for length in range(len(word) - 3, 4, -1):
        if word[:length] in PLACES:
            rest = word[length:]
            return word[:length], rest[1:] if rest.startswith("s") and len(rest) > 4 else rest
    return "", word


@lru_cache(maxsize=8192)
def _compound(word: str) -> tuple[str, str]:
    """Return what stands before "förening", "klubb" … at the end of a word, and that; also where a letter is wrong."""
    if len(word) < _SHORTEST_COMPOUND:
        return word, ""
    for suffix in _SUFFIXES:
        for length in (len(suffix), len(suffix) + 1, len(suffix) - 1):
            end, first = word[-length:], word[:-length]
            if len(first) >= _SHORTEST_FIRST and (
                end == suffix or (length > 6 and OSA.distance(end, suffix, score_cutoff=1) <= 1)
            ):
                return (first[:-1] if len(first) > 4 and first.endswith("s") else first), suffix
    return word, ""


@lru_cache(maxsize=8192)
def _known(word: str) -> str:
    """Return the word for an organisation that this is with one letter wrong, otherwise the word."""
    if len(word) < 6 or word in _KNOWN or _place(word):
        return word
    return _nearest(word, _VOCABULARY) or word


@lru_cache(maxsize=8192)
def _place(word: str) -> str | None:
    """Return the place that a word names, also a longer one with one letter wrong: `Bokens` is no Boden."""
    if (place := place_of(word)) or len(word) < 7:
        return place
    return _nearest(word, _TOWNS) or _nearest(word[:-1] if word.endswith("s") else "", _TOWNS)


def _nearest(word: str, among: tuple[str, ...]) -> str | None:
    if len(word) < 5:
        return None
    found = process.extractOne(word, _of_length(among, len(word)), scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else None


@cache
def _of_length(among: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Return those that one letter more or less, or another, may make a word of the length, in their order."""
    return tuple(one for one in among if abs(len(one) - length) <= 1)


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """Return the word without its ending, and without its misspelling when it is one for an organisation."""
    return _known(_stem(word))


def _stem(word: str) -> str:
    """Take off the definite ending of words for organisations, and the genitive s of longer words."""
    if match := _ENDINGS.search(word):
        return word[: match.end(1)]
    return word[:-1] if len(word) > 5 and word.endswith("s") and not word.endswith("ss") else word
