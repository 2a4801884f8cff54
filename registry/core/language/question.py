"""What was typed, taken apart: words, forms, numbers and addresses, with the ways each may be written in a record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, IntEnum
from itertools import pairwise

from registry.core.language import addresses, case_numbers, light, numbers
from registry.core.language.spelling import LONGEST_WORD, listed, with_letters_joined, words
from registry.core.language.synonyms import GENERAL, Synonyms
from registry.core.text import clean

LONGEST_TEXT = 200
MOST_TERMS = 8
SHORTEST_JOINED = 4
_LABELS = listed(
    "org orgnr orgnummer organisationsnr organisationsnummer nr nummer tel telefon tfn mobil bg bankgiro pg plusgiro"
    " postnr postnummer moms momsnr momsnummer vat epost mejl mail hemsida www dnr diarienr diarienummer"
)


class TermKind(Enum):
    """What a term is: a word that must be found, one that only weighs, a number or an address."""

    WORD = "word"
    FORM = "form"  # förening, stiftelsen
    SMALL = "small"  # i, och
    NUMBER = "number"
    ADDRESS = "address"


class WritingKind(IntEnum):
    """WritingKind a way of writing a term came about, the nearest to what was typed first."""

    TYPED = 0
    JOINED = 1
    SHORT = 2
    KINDRED = 3
    PARTS = 4  # the words that a compound is made of, standing by themselves


@dataclass(frozen=True, slots=True)
class WayOfWriting:
    """Folded words that must all stand in a record for the term to be found so."""

    words: tuple[str, ...]
    how: WritingKind = WritingKind.TYPED


@dataclass(frozen=True, slots=True)
class QuestionTerm:
    """One thing that was typed, as it was typed, and the ways it may be written."""

    typed: str
    kind: TermKind
    ways: tuple[WayOfWriting, ...]

    @property
    def must_be_found(self) -> bool:
        """Whether the term decides what is found, and not only the order."""
        return self.kind not in {TermKind.FORM, TermKind.SMALL}


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """What was typed, as it is looked for: all folded words, and the terms."""

    words: tuple[str, ...]
    terms: tuple[QuestionTerm, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def title(self) -> str:
        """The words as one text, small words left out: what a whole name is compared with."""
        return " ".join(light.telling(self.words))

    @property
    def required(self) -> tuple[QuestionTerm, ...]:
        """The terms that decide what is found."""
        return tuple(term for term in self.terms if term.must_be_found)


NOTHING_ASKED = SearchQuestion((), ())


def question(text: str | None, known: Synonyms = GENERAL) -> SearchQuestion:
    """Return what was typed as a question; false when there is nothing to look for.

    `known` are the words and phrases that mean the same in this city.
    """
    if not text:
        return NOTHING_ASKED
    rest = clean(text, LONGEST_TEXT)
    found, rest = addresses.taken_out(rest)
    terms = [
        QuestionTerm(typed, TermKind.ADDRESS, tuple(WayOfWriting((key,)) for key in keys))
        for typed, keys in found
    ]
    for taken_out in (case_numbers.taken_out, numbers.taken_out):
        counted, rest = taken_out(rest)
        terms += [_number(typed, one_form) for typed, one_form in counted]
    plain = [word for word in with_letters_joined(words(rest)) if not (terms and word in _LABELS)]
    terms += _weighed(_terms(rest, tuple(plain), known), alone=not terms)
    return SearchQuestion(words(clean(text, LONGEST_TEXT)), tuple(terms[:MOST_TERMS]))


def _number(typed: str, digits: str) -> QuestionTerm:
    return QuestionTerm(
        typed, TermKind.NUMBER, tuple(dict.fromkeys((WayOfWriting((digits,)), WayOfWriting(words(typed)))))
    )


def _terms(text: str, found: tuple[str, ...], known: Synonyms) -> list[QuestionTerm]:
    written = _as_written(text)
    ways: list[dict[WayOfWriting, None]] = [{WayOfWriting((word,)): None} for word in found]
    for at, (one, other) in enumerate(pairwise(found)):
        if len(one + other) >= SHORTEST_JOINED and not (light.is_small(one) or light.is_small(other)):
            together = WayOfWriting(((one + other)[:LONGEST_WORD],), WritingKind.JOINED)
            ways[at][together] = ways[at + 1][together] = None
    for start, length, way, is_short in known.in_words(found):
        for at in range(start, start + length):
            ways[at][WayOfWriting(way, WritingKind.SHORT if is_short else WritingKind.KINDRED)] = None
    return [
        QuestionTerm(written.get(word, word), TermKind.WORD, (*ways[at], *_other_words(word, known)))
        for at, word in enumerate(found)
    ]


def _other_words(word: str, known: Synonyms) -> Iterator[WayOfWriting]:
    for phrase in known.longs.get(word, ()):
        yield WayOfWriting(phrase, WritingKind.SHORT)
    for other in known.kindred(word):
        yield WayOfWriting(other, WritingKind.KINDRED)


def _weighed(terms: list[QuestionTerm], *, alone: bool) -> list[QuestionTerm]:
    """Let light words only weigh, unless there is nothing else to look for."""
    kinds = [_kind(term.ways[0].words[0]) for term in terms]
    if alone and TermKind.WORD not in kinds:
        least = TermKind.FORM if TermKind.FORM in kinds else TermKind.SMALL
        kinds = [TermKind.WORD if kind is least else kind for kind in kinds]
    return [QuestionTerm(term.typed, kind, term.ways) for term, kind in zip(terms, kinds, strict=True)]


def _kind(word: str) -> TermKind:
    if light.is_small(word):
        return TermKind.SMALL
    return TermKind.FORM if light.is_form(word) else TermKind.WORD


def _as_written(text: str) -> dict[str, str]:
    """Return how each folded word was typed, for saying which was not found."""
    return {"".join(words(one)): one for one in re.findall(r"[\w:]+", text)}
