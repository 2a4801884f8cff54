"""Words and phrases that mean the same, as a value: what is called something for short, other words, English words.

The city keeps its own list (`registry/city/synonyms`) and whoever searches or compares is given it. `GENERAL` is what
general Swedish has: what a new list begins with, and what holds where no list is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.core.language import abbreviations, kindred, light
from registry.core.language.spelling import words
from registry.core.language.stems import stem

Phrase = tuple[str, ...]  # folded words, small words left out
_BETWEEN = re.compile(r"[,;\n]")


class SynonymKind(Labelled):
    """How words that mean the same belong together."""

    SHORT = "short", lazy("Kortform")  # the first is what each of the others is called for short
    OTHER = "other", lazy("Annat ord")
    ENGLISH = "english", lazy("Engelskt ord")


@dataclass(frozen=True, eq=False)
class Synonyms:
    """What means the same. Compared and remembered by identity: the same list is always the same object."""

    shorts: Mapping[Phrase, tuple[str, ...]]  # for what is written out, what it is called for short
    longs: Mapping[str, tuple[Phrase, ...]]  # and the other way
    alike: Mapping[Phrase, frozenset[Phrase]]

    def kindred(self, word: str) -> tuple[Phrase, ...]:
        """Return what means the same as a folded word, known by itself or by its stem, in the alphabet's order."""
        found = [one for form in {word, stem(word)} for one in self.alike.get((form,), ())]
        return tuple(sorted({*found} - {(word,)}))

    def in_words(self, found: Phrase) -> Iterator[tuple[int, int, Phrase, bool]]:
        """Yield where words have another way of being written: start, how many words, that way, whether it is short."""
        telling = [(at, stem(word)) for at, word in enumerate(found) if not light.is_small(word)]
        for start in range(len(telling)):
            for end in range(start + 1, min(start + self._longest, len(telling)) + 1):
                part = telling[start:end]
                for way, is_short in self._by_stems.get(tuple(one for _at, one in part), ()):
                    yield part[0][0], part[-1][0] - part[0][0] + 1, way, is_short

    @cached_property
    def _by_stems(self) -> Mapping[Phrase, tuple[tuple[Phrase, bool], ...]]:
        found: defaultdict[Phrase, dict[tuple[Phrase, bool], None]] = defaultdict(dict)
        for phrase, shorts in self.shorts.items():
            found[tuple(map(stem, phrase))] |= {((short,), True): None for short in shorts}
        for phrase, others in self.alike.items():
            if len(phrase) > 1:  # a single word is known by itself too: `kindred`
                found[tuple(map(stem, phrase))] |= {(other, False): None for other in sorted(others)}
        return {phrase: tuple(ways) for phrase, ways in found.items()}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_stems), default=0)


def phrases(text: str) -> tuple[Phrase, ...]:
    """Return what stands between commas, folded and each once; what says nothing at all is left out."""
    parts = (light.telling(words(part)) for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(filter(None, parts)))


@lru_cache(maxsize=8)
def listed(rows: tuple[tuple[SynonymKind, str], ...]) -> Synonyms:
    """Return a list as it is asked, remembered by what it says: a list that another process has changed is another."""
    groups = [(kind, phrases(text)) for kind, text in rows]
    abbreviated = ((some[0][0], some[1:]) for kind, some in groups if kind is SynonymKind.SHORT and some)
    return _made(abbreviated, (some for kind, some in groups if kind is not SynonymKind.SHORT))


def _made(
    abbreviated: Iterable[tuple[str, Iterable[Phrase]]], groups: Iterable[Iterable[Phrase]]
) -> Synonyms:
    shorts: defaultdict[Phrase, list[str]] = defaultdict(list)
    longs: defaultdict[str, list[Phrase]] = defaultdict(list)
    for short, written_out in abbreviated:
        for phrase in written_out:
            shorts[phrase].append(short)
            longs[short].append(phrase)
    alike: defaultdict[Phrase, frozenset[Phrase]] = defaultdict(frozenset)
    for group in map(frozenset, groups):
        for phrase in group:
            alike[phrase] |= group - {phrase}
    return Synonyms(
        {phrase: tuple(dict.fromkeys(some)) for phrase, some in shorts.items()},
        {short: tuple(dict.fromkeys(some)) for short, some in longs.items()},
        dict(alike),
    )


GENERAL = _made(
    ((short, some) for short, some in abbreviations.long_for().items()),
    ([(word,) for word in group] for group in kindred.GROUPS),
)
