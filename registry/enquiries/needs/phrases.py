"""The phrases of the vocabulary, made ready to be looked for in a text: by stems, with misspellings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from registry.core.language import light
from registry.core.language.sentences import denied
from registry.core.language.spelling import words
from registry.core.language.stems import stem
from registry.enquiries.needs.values import NeedList

MOST_SKIPPED = (
    1  # words between two of a phrase: "kort eller ingen utbildning", "mycket låg språkprogression"
)
SHORTEST_MISSPELT = 7  # letters: in shorter words one letter makes another word
MISSPELT_COSTS = 10  # per cent
ELSEWHERE = "ANNAN"  # the district that stands for other municipalities (reference/districts.yaml)


@dataclass(frozen=True, slots=True)
class VocabularyTerm:
    """A term that phrases stand for."""

    list: NeedList
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as its stems, the term that it stands for and how surely, in per cent; a part may be the beginning."""

    parts: tuple[str, ...]
    term: VocabularyTerm
    certainty: int


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """A phrase found in a clause: from which word to which, how surely, and whether it is denied there."""

    term: VocabularyTerm
    start: int
    end: int
    certainty: int
    is_denied: bool = False


class PhraseBook:
    """All phrases by their first part. `add` while it is made; `find` changes nothing."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_first: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._beginnings: defaultdict[str, list[str]] = defaultdict(list)  # by the first three letters
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        self._heard: dict[str, dict[str, int]] = {}  # of the words that have been met: most come again
        self._by_term: defaultdict[VocabularyTerm, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            self._by_term[phrase.term].append(phrase)
            self._by_first[phrase.parts[0]].append(phrase)
            for part in phrase.parts:
                self._know(part)

    def _know(self, part: str) -> None:
        if part.endswith("*") and part[:-1] not in self._beginnings[part[:3]]:
            self._beginnings[part[:3]].append(part[:-1])
        if len(part) >= SHORTEST_MISSPELT:
            for shorter in _without_one(part.rstrip("*")):
                self._near[shorter].add(part)

    def phrases_of(self, term: VocabularyTerm, *, least: int) -> Iterator[Phrase]:
        """Yield the phrases that stand for the term with at least so many per cent of certainty."""
        yield from (phrase for phrase in self._by_term.get(term, ()) if phrase.certainty >= least)

    def find(self, clause: tuple[str, ...]) -> list[PhraseHit]:
        """Return what the clause says, the longest phrase where several begin: each word speaks once for a list."""
        heard = [self._parts(word) for word in clause]
        found = [hit for at in range(len(clause)) for hit in self._from(heard, at)]
        hits = _longest(found)
        without = denied(clause, {at for hit in hits for at in range(hit.start, hit.end)})
        return [replace(hit, is_denied=hit.start in without) for hit in hits]

    def _parts(self, word: str) -> dict[str, int]:
        """Every part of a phrase that the word may be, and what that costs in certainty."""
        if (met := self._heard.get(word)) is None:
            met = self._heard[word] = self._parts_of(word)
        return met

    def _parts_of(self, word: str) -> dict[str, int]:
        heard = {stem(word): 0, word: 0}
        heard.update(
            {f"{begin}*": 0 for begin in self._beginnings.get(word[:3], ()) if word.startswith(begin)}
        )
        if len(word) >= SHORTEST_MISSPELT and not self._is_known(heard):
            for shorter in _without_one(word) | _without_one(stem(word)):
                for part in self._near.get(shorter, ()):
                    heard.setdefault(part, MISSPELT_COSTS)
        return heard

    def _is_known(self, heard: dict[str, int]) -> bool:
        return any(part in self._by_first for part in heard)

    def _from(self, heard: list[dict[str, int]], at: int) -> Iterator[PhraseHit]:
        for part, cost in heard[at].items():
            for phrase in self._by_first.get(part, ()):
                if (ends := _followed(phrase.parts[1:], heard, at + 1)) is not None:
                    end, more = ends
                    yield PhraseHit(phrase.term, at, end, phrase.certainty - cost - more)


def phrase(text: str, term: VocabularyTerm, certainty: int) -> Phrase | None:
    """Return a phrase as it is looked for; None when it has no words or the city has put it out of use.

    Small words are left out where at least two others tell: "ny i Sverige", but "prova på".
    """
    parts = [part for bare in text.split() for part in _parts(bare)]
    telling = [part for part in parts if not light.is_small(part)]
    kept = tuple(telling if len(telling) > 1 else parts)
    return Phrase(kept, term, certainty) if kept and certainty > 0 else None


def _parts(bare: str) -> list[str]:
    *first, last = words(bare) or ("",)
    ended = f"{last}*" if bare.endswith("*") else stem(last)
    return [part for part in (*map(stem, first), ended) if part]


def wordings(text: str) -> Iterator[tuple[int, str]]:
    """Yield (certainty, phrase) from how the city writes them: `95: nyanländ; ny i Sverige`, a line for each degree.

    Raises ValueError at a line that does not begin with a number of per cent.
    """
    for line in filter(None, map(str.strip, text.splitlines())):
        degree, _colon, phrases = line.partition(":")
        certainty = int(degree)
        if not 0 <= certainty <= 100:
            raise ValueError(degree)
        yield from ((certainty, one.strip()) for one in phrases.split(";") if one.strip())


def _followed(parts: tuple[str, ...], heard: list[dict[str, int]], at: int) -> tuple[int, int] | None:
    """Where the rest of a phrase ends when it follows, with at most a word between two parts, small words aside."""
    cost, skipped = 0, 0
    for part in parts:
        skipped = 0
        while at < len(heard) and part not in heard[at]:
            skipped += not any(light.is_small(one) for one in heard[at])
            at += 1
            if skipped > MOST_SKIPPED:
                return None
        if at >= len(heard):
            return None
        cost += heard[at][part]
        at += 1
    return at, cost


def _longest(found: list[PhraseHit]) -> list[PhraseHit]:
    """Leave out what lies inside a longer phrase of the same list."""
    return [
        hit for hit in found
        if not any(
            other.term.list is hit.term.list and other.start <= hit.start and hit.end <= other.end
            and (other.end - other.start) > (hit.end - hit.start)
            for other in found
        )
    ]  # fmt: skip


def _without_one(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(1, len(word)))}
