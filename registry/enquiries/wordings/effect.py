"""What an edit of phrases or kinships would change in the three source documents: terms, and what fits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from registry.access.actor import Actor
from registry.core.i18n import lazy
from registry.enquiries.needs import reading, registered, rules
from registry.enquiries.needs.values import Need
from registry.enquiries.needs.vocabulary import NeedVocabulary

TEXTS = Path(__file__).parent / "texts"
# The letter of 2025, the project that it asks about as the reply tells of it, and the interpellation of 2007.
DOCUMENTS = (
    ("skrivelse", lazy("Skrivelsen 2025"), date(2025, 3, 25)),
    ("isa", lazy("Projektet ISA, ur svaret 2025"), date(2025, 3, 25)),
    ("interpellation", lazy("Interpellationen 2007"), date(2008, 3, 3)),
)


@dataclass(frozen=True, slots=True)
class DocumentEffect:
    """What would come and go in one document: terms with how sure they are, and things that answer the need."""

    title: Any
    terms_more: tuple[str, ...]
    terms_less: tuple[str, ...]
    matches_more: tuple[str, ...]
    matches_less: tuple[str, ...]

    @property
    def is_none(self) -> bool:
        """Whether nothing changes."""
        return not (self.terms_more or self.terms_less or self.matches_more or self.matches_less)


def effects(before: NeedVocabulary, after: NeedVocabulary, *, actor: Actor) -> list[DocumentEffect]:
    """Return what changes in each document when the one vocabulary takes the place of the other."""
    return [_effect(name, title, on, before, after, actor) for name, title, on in DOCUMENTS]


def _effect(
    name: str, title: Any, on: date, before: NeedVocabulary, after: NeedVocabulary, actor: Actor
) -> DocumentEffect:
    text = (TEXTS / f"{name}.txt").read_text()
    read = [reading.read(text, known.book) for known in (before, after)]
    shown = [_fitting(need, known, actor, on) for need, known in zip(read, (before, after), strict=True)]
    old, new = map(_said, read)
    return DocumentEffect(
        title, _only(new, old), _only(old, new), _only(shown[1], shown[0]), _only(shown[0], shown[1])
    )


def _fitting(need: Need, known: NeedVocabulary, actor: Actor, on: date) -> set[str]:
    offers = registered.offers(need, known, actor, on=on).offers
    return {one.offer.name for one in rules.matches(need, offers, known.near, known.names).matches}


def _said(need: Need) -> list[str]:
    return [f"{term.name[:]} {term.certainty} %" for term in need.terms]


def _only(these: Iterable[str], those: Iterable[str]) -> tuple[str, ...]:
    known = set(those)
    return tuple(sorted(one for one in these if one not in known))
