"""What a group of words that mean the same may be. Pure."""

import re
from dataclasses import dataclass

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.language import light
from registry.core.language.spelling import words
from registry.core.language.synonyms import SynonymKind

MOST_PHRASES, MOST_WORDS, LONGEST = 20, 5, 60
LONGEST_TEXT = 600
MOST_GROUPS = 1000  # the whole list is read by every search: about two milliseconds
_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class WrittenSynonyms:
    """A group as it is filled in: which kind, and the words and phrases between commas or on lines."""

    kind: SynonymKind
    text: str

    @property
    def phrases(self) -> list[str]:
        """The words and phrases as they were written, blanks put right."""
        return [" ".join(part.split()) for part in _BETWEEN.split(self.text) if part.strip()]

    @property
    def key(self) -> str:
        """What two groups share that say the same, whatever the order, the letters and the small words."""
        first, *others = [" ".join(light.telling(words(one))) for one in self.phrases] or [""]
        if self.kind is SynonymKind.SHORT:
            return f"{self.kind.value} {first}: {', '.join(sorted(others))}"
        return ", ".join(sorted([first, *others]))


def problems(written: WrittenSynonyms) -> list[Problem]:
    """Return what is wrong with a group: too few or too many, a word of itself, words that say nothing."""
    found = written.phrases
    if len(found) < 2:
        return [_at_phrases(_("Skriv minst två ord eller fraser, med komma emellan."))]
    if len(found) > MOST_PHRASES:
        return [_at_phrases(_("Skriv högst %(most)s ord eller fraser i en grupp.", most=MOST_PHRASES))]
    told = [said for one in found if (said := _wrong(one))]
    return told or _of_short(written) or _of_twins(found)


def _wrong(phrase: str) -> Problem | None:
    said = [word for word in words(phrase) if not light.is_small(word)]
    if not said:
        return _at_phrases(
            _("”%(phrase)s” är bara småord. Sökningen hoppar över dem.", phrase=phrase[:LONGEST])
        )
    if len(said) > MOST_WORDS or len(phrase) > LONGEST:
        return _at_phrases(
            _(
                "”%(phrase)s…” är för lång. En fras får ha högst %(most)s ord.",
                phrase=phrase[:30],
                most=MOST_WORDS,
            )
        )
    return None


def _of_short(written: WrittenSynonyms) -> list[Problem]:
    first = written.phrases[0]
    if written.kind is not SynonymKind.SHORT or len(words(first)) == 1:
        return []
    return [_at_phrases(_("Skriv kortformen först, som ett enda ord. ”%(first)s” är flera.", first=first))]


def _of_twins(found: list[str]) -> list[Problem]:
    known: dict[tuple[str, ...], str] = {}
    for phrase in found:
        said = light.telling(words(phrase))
        if said in known:
            told = _(
                "”%(one)s” och ”%(other)s” är redan samma ord för sökningen. Ta bort det ena.",
                one=known[said], other=phrase,
            )  # fmt: skip
            return [_at_phrases(told)]
        known[said] = phrase
    return []


def _at_phrases(message: str) -> Problem:
    return Problem(message, "phrases")
