"""What phrases and kinships may be. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.language.spelling import words
from registry.enquiries.needs.phrases import VocabularyTerm, wordings

MOST_LINES, MOST_PHRASES, LONGEST, MOST_WORDS = 20, 200, 80, 6


@dataclass(frozen=True, slots=True)
class WrittenWording:
    """The phrases of a term as they are filled in: a line for each degree of certainty."""

    term_id: UUID | None
    phrases: str
    is_retired: bool = False

    @property
    def digest(self) -> str:
        """What tells that it is the very same that the effect was shown of."""
        return _digest(self.term_id, self.phrases, self.is_retired)


@dataclass(frozen=True, slots=True)
class WrittenKinship:
    """Two terms of one list, and how far the one reaches the other, in per cent."""

    one_id: UUID | None
    other_id: UUID | None
    share: int
    is_retired: bool = False

    @property
    def digest(self) -> str:
        """What tells that it is the very same that the effect was shown of."""
        return _digest(self.one_id, self.other_id, self.share, self.is_retired)


def _digest(*parts: object) -> str:
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def wording_problems(written: WrittenWording, *, is_taken: bool) -> Iterable[Problem]:
    """Yield what is wrong: no term or one that has phrases, a line without a degree, a phrase without words."""
    if written.term_id is None:
        yield Problem(_("Välj vad fraserna betyder."), "term")
    elif is_taken:
        yield Problem(_("Termen har redan fraser. Ändra dem i stället."), "term")
    yield from _phrase_problems(written.phrases)


def _phrase_problems(text: str) -> Iterable[Problem]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        yield Problem(_("Skriv högst %(most)s rader.", most=MOST_LINES), "phrases")
        return
    told: dict[str, int] = {}
    for line in lines:
        try:
            found = list(wordings(line))
        except ValueError:
            said = _("Raden ”%(line)s” ska börja med ett tal från 0 till 100 och ett kolon.", line=line[:40])
            yield Problem(said, "phrases")
            continue
        if not found:
            yield Problem(_("Raden ”%(line)s” har inga fraser efter kolonet.", line=line[:40]), "phrases")
        for _certainty, one in found:
            yield from _wrong(one, told)
    if len(told) > MOST_PHRASES:
        yield Problem(_("Skriv högst %(most)s fraser.", most=MOST_PHRASES), "phrases")


def _wrong(one: str, told: dict[str, int]) -> Iterable[Problem]:
    key = one.casefold()
    told[key] = told.get(key, 0) + 1
    if told[key] > 1:
        yield Problem(_("Frasen ”%(phrase)s” står två gånger.", phrase=one[:LONGEST]), "phrases")
    said = words(one)
    if not said:
        yield Problem(_("”%(phrase)s” innehåller inga ord.", phrase=one[:LONGEST]), "phrases")
    elif len(one) > LONGEST or len(said) > MOST_WORDS:
        yield Problem(
            _("Frasen ”%(phrase)s…” är för lång. Högst %(most)s ord.", phrase=one[:30], most=MOST_WORDS), "phrases"
        )  # fmt: skip


def kinship_problems(
    one: VocabularyTerm | None,
    other: VocabularyTerm | None,
    *,
    is_taken: bool,
) -> Iterable[Problem]:
    """Yield what is wrong: a term missing, the same twice, terms of two lists, a pair that stands already."""
    if one is None:
        yield Problem(_("Välj en term."), "one")
    if other is None:
        yield Problem(_("Välj en term till."), "other")
    if one is None or other is None:
        return
    if one == other:
        yield Problem(_("Välj två olika termer."), "other")
    elif one.list is not other.list:
        yield Problem(_("Välj två målgrupper eller två insatser."), "other")
    elif is_taken:
        yield Problem(_("De två termerna står redan i listan. Ändra dem i stället."), "other")
