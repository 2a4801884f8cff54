"""Which records match what was typed, in which order, and why. Pure functions over values: no database.

What each term costs, by the place where it was found and the way it is written there, and what is missing or left over,
are added together: the less, the higher the record comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import OSA

from registry.core.i18n import _
from registry.core.language import light
from registry.core.language.question import QuestionTerm, SearchQuestion, TermKind, WritingKind, question
from registry.core.language.stems import stem
from registry.partners.organisations.search import tokens
from registry.partners.organisations.search.lookups import COST, Lookup, MatchPlace, lookups

__all__ = ["SearchQuestion", "question"]

AROUND = 40  # letters shown on each side of what was found in a text
LONG = 6  # letters from which a word is taken for the beginning of a longer one although a letter is wrong
TWO_WRONG = 8  # letters from which two may be wrong
SEARCHED = tokens.NAME + tokens.OTHER + tokens.PLACE + tokens.SUBJECT
BENT = 3  # letters of an ending: `kören` ends in `kör` bent
MISSING = {TermKind.FORM: 5, TermKind.SMALL: 1}
MISSING_WORD = 150
LEFT_OVER, LEFT_OVER_FORM, MOST_LEFT_OVER, OTHER_ORDER = 3, 1, 15, 2
ANOTHER_NAME = 6  # all of another name was typed, nothing else
ALL_OF_ANOTHER_NAME = 5  # less, when all of another name stands among what was typed
TWICE_WRONG, IN_THE_MIDDLE = 25, 12  # more than one letter wrong, and inside a word but not at its end
NOT_ACTIVE = (tokens.facet("standing", "dormant"), tokens.facet("standing", "dissolved"))
_INSIDE_OF = (MatchPlace.INSIDE, MatchPlace.ALIKE)


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """Where a term was found, in which way of writing it, and the word that stands there."""

    typed: str
    place: MatchPlace
    there: str
    way: WritingKind = WritingKind.TYPED


@dataclass(frozen=True, slots=True)
class Found:
    """WritingKind well a record matches, where each term was found, and what was typed that it does not have."""

    rank: int
    where: tuple[FoundTerm, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchEvidence:
    """What is shown of a record to explain why it was found, as people wrote it."""

    name: str = ""
    other_names: Sequence[str] = ()
    places: Sequence[str] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)  # words for the kind of text: the text
    labelled: Mapping[str, Sequence[str]] = field(default_factory=dict)  # other names by their kind


def judge(
    asked: SearchQuestion, title: str, held: str, *, without: Iterable[QuestionTerm] = ()
) -> Found | None:
    """Return how the record matches, given its folded name and its tokens; None when it does not.

    Terms in `without` are those that may be missing: light words always may. Tokens are looked for in the text they are
    stored as: a page of common words has hundreds of records judged.
    """
    held = f" {held} "
    whole = tokens.squeezed(asked.words)
    if f" {tokens.WHOLE}{whole} " in held:
        return Found(ANOTHER_NAME, (FoundTerm(" ".join(asked.words), MatchPlace.OTHER_NAME, whole),))
    cost, where, missing, given_up = 0, [], [], set(without)
    named: tuple[str, ...] = ()
    for term in asked.terms:
        hit = _found(term, held)
        if hit:
            cost += hit[0]
            where.append(hit[1])
            named += term.ways[0].words if hit[1].place is MatchPlace.OTHER_NAME else ()
        elif term.must_be_found and term not in given_up:
            return None
        else:
            cost += MISSING.get(term.kind, MISSING_WORD)
            missing += [term.typed] if term.must_be_found else []
    if named and f" {tokens.WHOLE}{tokens.squeezed(named)} " in held:
        cost -= ALL_OF_ANOTHER_NAME
    cost += _left_over(title, where) + (2 if any(f" {one} " in held for one in NOT_ACTIVE) else 0)
    return Found(cost, tuple(where), tuple(missing))


def _found(term: QuestionTerm, held: str) -> tuple[int, FoundTerm] | None:
    for lookup in lookups(term):
        if there := _standing(lookup, held):
            worse = _in_the_middle(lookup, there) if lookup.place is MatchPlace.INSIDE else 0
            return lookup.cost + worse, FoundTerm(term.typed, lookup.place, there, lookup.way)
    return _nearly(term, held) if term.kind is TermKind.WORD else None


def _standing(lookup: Lookup, held: str) -> str | None:
    """Return the word that stands where all tokens of the lookup are found, the first of them."""
    first = None
    for token in lookup.tokens:
        at = held.find(f" {token.text}" if token.begins else f" {token.text} ")
        if at < 0:
            return None
        first = first or held[at + 2 : held.index(" ", at + 2)]
    return first


def _in_the_middle(lookup: Lookup, there: str) -> int:
    return IN_THE_MIDDLE if len(there) - len(lookup.tokens[0].text) + 1 > BENT else 0


def _left_over(title: str, where: Sequence[FoundTerm]) -> int:
    """Return what the name costs in words that nobody asked for, and when those asked for stand in another order."""
    written, used = title.split(), [one.there for one in where]
    rest = [word for word in written if word not in used]
    places = [written.index(word) for word in used if word in written]
    turned = 0 if places == sorted(places) else OTHER_ORDER
    return turned + min(
        MOST_LEFT_OVER, sum(LEFT_OVER_FORM if light.is_form(word) else LEFT_OVER for word in rest)
    )


def _nearly(term: QuestionTerm, held: str) -> tuple[int, FoundTerm] | None:
    """Inside a word of a text, as Swedish puts words together, or a letter or two from another word."""
    word = term.ways[0].words[0]
    if not tokens.is_kept(word):
        return None
    everything = [token[1:] for token in held.split() if token[0] in SEARCHED]
    if there := next((known for known in everything if word in known), None):
        return COST[MatchPlace.INSIDE] + IN_THE_MIDDLE, FoundTerm(term.typed, MatchPlace.INSIDE, there)
    near = ((wrong_letters(word, known), at, known) for at, known in enumerate(everything))
    wrong, _at, alike = min(((wrong, at, known) for wrong, at, known in near if wrong), default=(0, 0, ""))
    if not alike:
        return None
    cost = COST[MatchPlace.ALIKE] + TWICE_WRONG * (wrong - 1)
    return cost, FoundTerm(term.typed, MatchPlace.ALIKE, alike)


@lru_cache(maxsize=20_000)
def wrong_letters(typed: str, known: str) -> int:
    """Return how many letters are wrong, missing, added or swapped with the next, if few; 0 when it is another word.

    Remembered: names share their words, and a page of misspelt ones asks five thousand times for five hundred.
    One, in long words two; the known word may go on. Short words must at least begin alike.
    """
    if not tokens.is_kept(typed) or not tokens.is_kept(known):
        return 0
    most = 2 if min(len(typed), len(known)) >= TWO_WRONG else 1
    if len(known) < len(typed) - most or typed == known or (len(typed) < LONG and typed[0] != known[0]):
        return 0
    begins = range(len(typed) - most, len(typed) + most + 1) if len(typed) >= LONG else ()
    near = [OSA.distance(typed, known[:length], score_cutoff=most) for length in {len(known), *begins}]
    return min(near) if min(near) <= most else 0


def is_alike(typed: str, known: str) -> bool:
    """Return whether the known word may be what was meant."""
    return wrong_letters(typed, known) > 0


def explanation(found: Found, facts: MatchEvidence) -> str:
    """Return in words why a record was found: what is not seen in its name, and what it was found without."""
    said = [_said(one, facts) for one in found.where]
    told = list(dict.fromkeys(filter(None, said)))
    if found.without:
        told.append(_("utan %(words)s", words=", ".join(f"”{word}”" for word in found.without)))
    return "; ".join(told or [_("namnet")])


def _said(one: FoundTerm, facts: MatchEvidence) -> str:
    place, there = one.place, one.there
    if place in {MatchPlace.NUMBER, MatchPlace.NUMBER_BEGINS}:
        return _("organisationsnumret")
    if place is MatchPlace.CASE:
        return _("diarienumret")
    if place is MatchPlace.CODE:
        return _("telefon eller konto: %(number)s", number=there)
    if place is MatchPlace.ADDRESS:
        return _("e-post eller webbplats")
    if place in _INSIDE_OF:
        shown = _as_written(there, facts)
        return (
            _("liknar %(word)s", word=shown)
            if place is MatchPlace.ALIKE
            else _("i ordet %(word)s", word=shown)
        )
    return _where(place, there, facts)


def _where(place: MatchPlace, there: str, facts: MatchEvidence) -> str:
    if place in {MatchPlace.OTHER_NAME, MatchPlace.NAME_BENT, MatchPlace.INITIALS}:
        return "" if _holding([facts.name], there) else _other_name(there, facts)
    if place is MatchPlace.SEAT:
        held = _holding(facts.places, there)
        return _("plats: %(place)s", place=held) if held else ""
    return _subject(stem(there), facts) if place is MatchPlace.SUBJECT else ""


def _other_name(there: str, facts: MatchEvidence) -> str:
    for kind, texts in facts.labelled.items():
        if held := _holding(texts, there):
            return f"{kind}: {held}"
    held = _holding(facts.other_names, there)
    return _("annat namn: %(name)s", name=held) if held else ""


def _as_written(word: str, facts: MatchEvidence) -> str:
    others = (one for texts in facts.labelled.values() for one in texts)
    everything = (facts.name, *facts.other_names, *others, *facts.places, *facts.subjects.values())
    return next(
        (
            one
            for text in everything
            for one in text.split()
            if any(known.endswith(word) for known in tokens.words(one))
        ),
        word,
    )


def _subject(found: str, facts: MatchEvidence) -> str:
    for kind, text in facts.subjects.items():
        for one in text.split():
            if any(known.startswith(found) for known in tokens.subject(one)):
                return f"{kind}: {_around(text, one)}"
    return ""


def _around(text: str, word: str) -> str:
    text = " ".join(text.split())
    at = text.find(word)
    begins, ends = max(0, at - AROUND), min(len(text), at + len(word) + AROUND)
    return ("…" if begins else "") + text[begins:ends].strip() + ("…" if ends < len(text) else "")


def _spelled(text: str) -> list[str]:
    found = tokens.words(text)
    return [*found, "".join(found), tokens.squeezed(found)]


def _holding(texts: Iterable[str], word: str) -> str | None:
    return next((text for text in texts if any(one.startswith(word) for one in _spelled(text))), None)
