"""How two names are alike, and what tells them apart although they are: signals that a model weighs. Pure.

A signal says one thing about two names. The first of `LEVELS` that holds is how alike they are; the others may hold
beside it. What each is worth is fitted (`weights.py`), not decided here.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import product

from rapidfuzz.distance import OSA

from registry.core.language.spelling import listed
from registry.core.language.stems import stem
from registry.core.language.synonyms import GENERAL, Synonyms
from registry.partners.organisations import names_apart, naming
from registry.partners.organisations.words_of_names import ComparedName, asides, compared

SHORTEST = 5  # letters: shorter words are alike by chance
LONG = 9  # letters: in longer words two may be wrong
LONG_NAME = 12

# Peoples' names that are a letter or two from another's, and no misspelling of it.
_NEVER_MISSPELT = listed("""
iransk irakisk syrisk assyrisk gambisk zambisk lettisk litauisk finsk dansk fransk tysk turkisk kurdisk polsk norsk
serbisk kroatisk slovensk slovakisk marockansk libysk libanesisk nigeriansk chilensk kinesisk indisk indonesisk
""")
_PLAIN_SHORTS = listed("if ik")  # of any sport; an ice hockey club's only when that is written out
_FORM_BEGINNINGS = listed("kultur intresse ideell ideella samarbets stod allman lokal")
_CIRCLES = listed("""
vanner vannerna van vanforening stodforening supporterklubb supportrar supporters foraldrar foraldraforening skola
forskola skolan forskolan fritids butik butiken cafe kafe second hand loppis museum arkiv bibliotek veteraner
kamratforening kamrater personal personalklubb orkester kor scouter fond fonden hus fastighet fastigheter
""")
_NATIONAL = listed(
    "svenska sveriges riksforbund riksforbundet riksorganisation riksorganisationen nationella"
)


class Signal(StrEnum):
    """One thing that two records say together."""

    SAME = "same"  # the same distinctive words, in any order
    MISSPELT = "misspelt"
    SHORT = "short"  # one is the other's initials
    SPLIT = "split"  # what stands beside a bracket or a dash is the whole of the other
    KINDRED = "kindred"  # unlike words of one sport or kind
    FORM_ADDED = "form_added"  # one has a word more, such as `Kulturföreningen`
    WITHIN = "within"  # one has more distinctive words
    SOME = "some"  # a distinctive word in common
    LONG = "long"  # alike, and long enough not to be so by chance
    BARE = "bare"  # nothing distinctive but a place
    OTHER_KIND = "other_kind"
    PERHAPS_OTHER_KIND = "perhaps_other_kind"  # SK is a ski club's as well as a swimming club's
    LACKING_KIND = "lacking_kind"
    OTHER_PART = "other_part"
    BRANCH = "branch"
    SECTION = "section"
    LEGAL_PERSON = "legal_person"
    NATIONAL = "national"
    FIRST_LETTER = "first_letter"
    OTHER_PLACE_NAMED = "other_place_named"
    PLACE_IN_ONE = "place_in_one"
    OTHER_FORM_WORD = "other_form_word"
    CIRCLE = "circle"  # one is its friends, its school, its shop
    HERE = "here"
    ELSEWHERE = "elsewhere"
    SAME_HERE = "same_here"
    SHORT_HERE = "short_here"
    LIKE_ANYWHERE = "like_anywhere"  # alike, and neither record says where it is
    SAME_NUMBER = "same_number"
    NUMBER_HERE = "number_here"
    NEARLY_NUMBER = "nearly_number"
    OTHER_NUMBER = "other_number"
    SAME_PAGE = "same_page"
    SAME_SITE = "same_site"
    OTHER_PAGE = "other_page"  # each has one
    SAME_MAILBOX = "same_mailbox"
    SAME_DOMAIN = "same_domain"
    SAME_GIRO = "same_giro"
    PAGE_AND_LIKE = "page_and_like"
    MAIL_AND_LIKE = "mail_and_like"
    VALUE_AND_PART = "value_and_part"  # half a name, and a page, a mailbox or an account
    PAGE_AND_MAIL = "page_and_mail"
    OTHER_MAIL = "other_mail"  # each has one


S = Signal
_RELATED = frozenset({S.WITHIN, S.SOME, S.FORM_ADDED, S.SPLIT})
CLOSE = frozenset({S.SAME, S.MISSPELT, S.SHORT, S.SPLIT, S.KINDRED, S.FORM_ADDED})


def signals(
    one: str, other: str, here: frozenset[str] = frozenset(), known: Synonyms = GENERAL
) -> frozenset[Signal]:
    """Return what two names say together; `here` are the folded places that their records lie in."""
    a, b = compared(one, here, known), compared(other, here, known)
    found = {*_level(one, other, a, b, here, known), *_apart(one, other, a, b)}
    if S.SHORT in found and not any(map(str.isdigit, a.name.parts | b.name.parts)):
        found.discard(S.OTHER_PART)  # the side stands in the initials: Dansförening Inre Kustlandet, DIK
    return frozenset(found if found & _RELATED else found - {S.CIRCLE})


def _level(
    one: str, other: str, a: ComparedName, b: ComparedName, here: frozenset[str], known: Synonyms
) -> Iterator[Signal]:
    level = _how_alike(a, b)
    if level in {None, S.SHORT} and (_is_aside(one, b, here, known) or _is_aside(other, a, here, known)):
        level = S.SPLIT
    if (
        level is S.SAME
        and bool(a.name.kinds) != bool(b.name.kinds)
        and (_is_place(a, here) or _is_place(b, here))
    ):
        level = None  # `Granbo BK` and `Föreningen Granbo`: nothing but the place in common
    level = level or _less_alike(a, b)
    if level:
        yield level
    if level in {S.SAME, S.MISSPELT, S.SPLIT} and min(len(a.joined), len(b.joined)) >= LONG_NAME:
        yield S.LONG
    if (
        level is not S.KINDRED
        and not (a.name.kinds and b.name.kinds)
        and (set(a.core) <= a.places | here or _is_place(b, here))
    ):
        yield S.BARE


def _how_alike(a: ComparedName, b: ComparedName) -> Signal | None:
    if a.joined == b.joined or a.ordered == b.ordered or a.name.squeezed == b.name.squeezed:
        return S.SAME
    left = unmatched(a.core, b.core), unmatched(b.core, a.core)
    if _is_beside(a, b) or _is_beside(b, a):
        return S.SPLIT
    if all(left) and _are_peoples(*left):
        return None
    if not any(left) or _is_misspelt(a.joined, b.joined) or (all(left) and _is_misspelt(*map("".join, left))):
        return S.MISSPELT
    if _is_whole_misspelt(a, b):
        return S.MISSPELT
    return S.SHORT if a.shorts & b.initials or b.shorts & a.initials else None


def _less_alike(a: ComparedName, b: ComparedName) -> Signal | None:
    left = unmatched(a.core, b.core), unmatched(b.core, a.core)
    if a.subjects & b.subjects:
        return S.KINDRED
    if not all(left):
        return S.FORM_ADDED if {*left[0], *left[1]} <= _FORM_BEGINNINGS else S.WITHIN
    matched = len(left[0]) < len(a.core) or len(left[1]) < len(b.core)
    return S.SOME if matched or _begin_alike(a, b) else None


def _begin_alike(a: ComparedName, b: ComparedName) -> bool:
    """Whether two words begin alike: `Björkkyrkan` and `Björkförsamlingen`."""
    pairs = product(a.core, b.core)
    return any(one[:SHORTEST] == other[:SHORTEST] for one, other in pairs if len(one) > SHORTEST)


def _is_place(name: ComparedName, here: frozenset[str]) -> bool:
    """Whether nothing distinctive is left but a place."""
    return {word.removesuffix("s") for word in name.core} <= {
        one.removesuffix("s") for one in name.places | here
    }


def _is_aside(name: str, other: ComparedName, here: frozenset[str], known: Synonyms) -> bool:
    """Whether what stands beside a bracket or a dash in the name, and is no place, is the other name."""
    for part in asides(name):
        taken = compared(part, here, known)
        if not _is_place(taken, here) and len(taken.joined) > 2 and taken.ordered == other.ordered:
            return True
    return False


def _is_beside(a: ComparedName, b: ComparedName) -> bool:
    """Whether a name is the other and its initials: `DIKO Dansförening Inre Kustlandet`."""
    initials = a.shorts & b.initials
    core = [word for word in a.core if word not in initials]
    return bool(initials and core) and "".join(sorted(core)) == b.ordered


def unmatched(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return the words that are none of the others, nor one of them misspelt."""
    return [word for word in words if word not in others and not any(_is_misspelt(word, o) for o in others)]


def _is_misspelt(word: str, other: str) -> bool:
    """Whether a letter or, in a long word, two are wrong, missing, added or swapped."""
    shorter = min(len(word), len(other))
    allowed = 2 if shorter >= LONG else 1
    if shorter < SHORTEST or OSA.distance(word, other, score_cutoff=allowed) > allowed:
        return False
    if allowed == 2 and word[:2] != other[:2] and OSA.distance(word, other) == 2:
        return False  # two wrong letters at the beginning of a compound are another word: Sten, Ton
    return not _are_peoples([word], [other])


def _are_peoples(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether words on both sides are names of peoples, none of them a misspelling of another."""
    return all(
        any({word, word.removesuffix("a"), stem(word)} & _NEVER_MISSPELT for word in some)
        for some in (one, other)
    )


def _is_whole_misspelt(a: ComparedName, b: ComparedName) -> bool:
    """Whether the whole names differ by a letter or two, which may have hidden what kind of words they are.

    Not when the difference may be what tells two apart: "IF" and "IK", or words as short as "Bi" and "By".
    """
    one, other = a.name, b.name
    if (one.kinds and other.kinds) or min(len(one.squeezed), len(other.squeezed)) < 2 * SHORTEST:
        return False
    left = [word for word in set(a.core) ^ set(b.core) if len(word) >= SHORTEST]
    return bool(left) and _is_misspelt(one.squeezed, other.squeezed)


def _apart(one: str, other: str, a: ComparedName, b: ComparedName) -> Iterator[Signal]:
    x, y = a.name, b.name
    yield from _of_kind(one, other, a, b)
    yield from _of_place(a, b)
    numbered = any(part.isdigit() for part in x.parts & y.parts)
    told = (
        (S.OTHER_PART, x.parts != y.parts),
        (S.SECTION, names_apart.sections(one) != names_apart.sections(other)),
        (S.LEGAL_PERSON, names_apart.legal_person(one) != names_apart.legal_person(other)),
        (S.NATIONAL, (_is_national(a) and _is_local(b)) or (_is_national(b) and _is_local(a))),
        (S.BRANCH, x.is_branch != y.is_branch and not numbered),
        (S.FIRST_LETTER, names_apart.begin_otherwise(x, y)),
        (S.CIRCLE, bool(_CIRCLES & (x.said ^ y.said))),
        (S.OTHER_FORM_WORD, bool(_forms(x) and _forms(y) and _forms(x) != _forms(y))),
    )
    yield from (signal for signal, holds in told if holds)


def _of_kind(one: str, other: str, a: ComparedName, b: ComparedName) -> Iterator[Signal]:
    x, y = a.name, b.name
    if bool(x.kinds) != bool(y.kinds):
        yield S.LACKING_KIND
    is_other = not x.kinds & y.kinds or bool(x.written and y.written and not x.written & y.written)
    if x.kinds and y.kinds and is_other and not a.said & b.said:
        yield S.OTHER_KIND
    if not names_apart.is_same_sport(one, other):
        is_short = x.kinds == y.kinds and not (x.written and y.written) and not x.kinds & _PLAIN_SHORTS
        yield S.PERHAPS_OTHER_KIND if is_short else S.OTHER_KIND


def _are_other_parts(a: ComparedName, b: ComparedName) -> bool:
    """Whether the names say different parts of one city, as Farsta and Skärholmen do; a part and the city do not."""
    one, other = a.name.places, b.name.places
    says_city = bool({*one, *other} & a.places & b.places)
    return bool(one and other) and not set(one) & set(other) and not says_city


def _of_place(a: ComparedName, b: ComparedName) -> Iterator[Signal]:
    if a.places and b.places and (not a.places & b.places or _are_other_parts(a, b)):
        yield S.OTHER_PLACE_NAMED
    elif bool(a.places) != bool(b.places):
        yield S.PLACE_IN_ONE


def _forms(name: naming.Name) -> frozenset[str]:
    return name.generic - {"forening", "stiftelse"}


def _is_national(taken: ComparedName) -> bool:
    """Whether it is a body for the whole country: one that says so, and names no place."""
    return not taken.places and bool(taken.name.said & _NATIONAL)


def _is_local(taken: ComparedName) -> bool:
    return bool(taken.places or taken.name.kinds or taken.name.is_branch)
