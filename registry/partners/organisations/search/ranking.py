"""Which records match what was typed, in which order, and why. Pure functions over values: no database.

Every word must be found. The better the place where the worst of them was found, the higher the record comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from rapidfuzz.distance import OSA

from registry.core.i18n import _
from registry.partners.organisations.search import tokens

MOST_WORDS = 8
AROUND = 40  # letters shown on each side of what was found in a text
LONG = 6  # letters from which a word is taken for the beginning of a longer one although a letter is wrong
SEARCHED = (tokens.NAME, tokens.OTHER, tokens.PLACE, tokens.SUBJECT)


class MatchPlace(IntEnum):
    """Where a word was found, the best place first. Beside these a whole text can be the name or the number."""

    NAME_WHOLE = 4
    NAME_BEGINS = 5
    OTHER_NAME = 6
    SEAT = 7
    SUBJECT = 8
    INSIDE = 9
    ALIKE = 10


NUMBER, NUMBER_BEGINS, NAME, NAME_STARTS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What was typed, as it is looked for."""

    title: str
    words: tuple[str, ...]
    digits: str | None

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """How well a record matches, and where each word was found: (typed word, place, the word that stands there)."""

    rank: int
    where: tuple[tuple[str, MatchPlace, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MatchEvidence:
    """What is shown of a record to explain why it was found, as people wrote it."""

    name: str = ""
    other_names: Sequence[str] = ()
    places: Sequence[str] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)  # words for the kind of text: the text


def question(text: str | None) -> SearchQuestion:
    """Return what was typed as a question; false when there is nothing to look for."""
    found = tokens.words(text)[:MOST_WORDS]
    return SearchQuestion(" ".join(found), tuple(found), tokens.digits(text))


def judge(asked: SearchQuestion, title: str, held: str) -> Found | None:
    """Return how the record matches, given its folded name and its tokens; None when it does not.

    Tokens are looked for in the text they are stored as: a page of common words has hundreds of records judged.
    """
    held = f" {held} "
    if asked.digits and (number := _beginning(held, tokens.DIGITS, asked.digits)):
        return Found(NUMBER if number == asked.digits else NUMBER_BEGINS)
    if title.startswith(asked.title):
        return Found(NAME if title == asked.title else NAME_STARTS)
    where = []
    for word in asked.words:
        place = _place(word, held) or _nearly(word, held)
        if place is None:
            return None
        where.append((word, *place))
    return Found(max(int(place) for _word, place, _there in where), tuple(where))


def _place(word: str, held: str) -> tuple[MatchPlace, str] | None:
    if f" {tokens.NAME}{word} " in held:
        return MatchPlace.NAME_WHOLE, word
    for place, field_of, begins in (
        (MatchPlace.NAME_BEGINS, tokens.NAME, word),
        (MatchPlace.OTHER_NAME, tokens.OTHER, word),
        (MatchPlace.SEAT, tokens.PLACE, word),
        (MatchPlace.SUBJECT, tokens.SUBJECT, tokens.stem(word)),
    ):
        if there := _beginning(held, field_of, begins):
            return place, there
    return None


def _beginning(held: str, field_of: str, begins: str) -> str | None:
    """Return the first word of a field that begins so."""
    at = held.find(f" {field_of}{begins}")
    return held[at + 2 : held.index(" ", at + 2)] if at >= 0 else None


def _nearly(word: str, held: str) -> tuple[MatchPlace, str] | None:
    """Inside a longer word, as Swedish puts words together, or one letter from another word."""
    if len(word) < tokens.FROM_LETTERS:
        return None
    everything = [token[1:] for token in held.split() if token[0] in SEARCHED]
    if there := next((known for known in everything if word in known), None):
        return MatchPlace.INSIDE, there
    alike = next((known for known in everything if is_alike(word, known)), None)
    return (MatchPlace.ALIKE, alike) if alike else None


def is_alike(typed: str, known: str) -> bool:
    """Return whether one letter is wrong, missing, added or swapped with the next; the known word may go on."""
    if not tokens.is_kept(typed) or not tokens.is_kept(known):
        return False
    lengths = {len(known), *range(len(typed) - 1, len(typed) + 2)} if len(typed) >= LONG else {len(known)}
    return any(OSA.distance(typed, known[:length], score_cutoff=1) <= 1 for length in lengths)


def explanation(found: Found, facts: MatchEvidence) -> str:
    """Return in words why a record was found: what is not seen in its name."""
    if found.rank <= NUMBER_BEGINS:
        return _("organisationsnumret")
    said = [_said(word, place, there, facts) for word, place, there in found.where]
    return "; ".join(dict.fromkeys(filter(None, said))) or _("namnet")


def _said(word: str, place: MatchPlace, there: str, facts: MatchEvidence) -> str:
    if place in {MatchPlace.NAME_WHOLE, MatchPlace.NAME_BEGINS}:
        return ""
    if place is MatchPlace.OTHER_NAME:
        held = _holding(facts.other_names, word)
        return _("annat namn: %(name)s", name=held) if held else ""
    if place is MatchPlace.SEAT:
        held = _holding(facts.places, word)
        return _("plats: %(place)s", place=held) if held else ""
    if place is MatchPlace.SUBJECT:
        return _subject(tokens.stem(word), facts)
    shown = _as_written(there, facts)
    return (
        _("liknar %(word)s", word=shown) if place is MatchPlace.ALIKE else _("i ordet %(word)s", word=shown)
    )


def _as_written(word: str, facts: MatchEvidence) -> str:
    everything = (facts.name, *facts.other_names, *facts.places, *facts.subjects.values())
    return next((one for text in everything for one in text.split() if word in tokens.words(one)), word)


def _subject(stem: str, facts: MatchEvidence) -> str:
    for kind, text in facts.subjects.items():
        for one in text.split():
            if any(found.startswith(stem) for found in tokens.subject(one)):
                return f"{kind}: {_around(text, one)}"
    return ""


def _around(text: str, word: str) -> str:
    text = " ".join(text.split())
    at = text.find(word)
    begins, ends = max(0, at - AROUND), min(len(text), at + len(word) + AROUND)
    return ("…" if begins else "") + text[begins:ends].strip() + ("…" if ends < len(text) else "")


def _spelled(text: str) -> list[str]:
    return [*tokens.words(text), "".join(tokens.words(text))]


def _holding(texts: Iterable[str], word: str) -> str | None:
    return next((text for text in texts if any(one.startswith(word) for one in _spelled(text))), None)
