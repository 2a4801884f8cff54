"""What kinds of agreement have in common (`domain.md` 1.4: the headings that municipal rules demand)."""

from collections.abc import Mapping
from typing import Any

from registry.agreements.fields import FIELDS, WRITTEN
from registry.core.i18n import lazy

_LABELS = {
    "basics": lazy("Parter och tid"),
    "purpose": lazy("Bakgrund och syfte"),
    "goals": lazy("Mål"),
    "contributions": lazy("Parternas resurser"),
    "economy": lazy("Ekonomi per år"),
    "funding": lazy("Vem betalar"),
    "organisation": lazy("Styrning och uppföljning"),
    "terms": lazy("Villkor"),
}
ASSESSMENTS = {
    "criteria": (lazy("Kriterier"), ()),
    "form": (lazy("Val av form"), ()),
    "considerations": (lazy("Inför beslutet"), ("despite_reason",)),
    "conflict": (lazy("Jäv"), ()),
}
_WORDS = {
    "goals": lazy("Minst ett mål"),
    "follow_ups": lazy("Minst ett datum för uppföljning"),
    "notice_months": lazy("Uppsägningstid"),
}

# A partnership's form asks for every field.
PARTNERSHIP: Mapping[str, tuple[Any, tuple[str, ...]]] = {
    **{
        page: (label, tuple(one.name for one in WRITTEN if one.page == page))
        for page, label in _LABELS.items()
    },
    "basics": (_LABELS["basics"], ("title", "case_number", "starts_on", "ends_on", "planned_participants")),
    **ASSESSMENTS,
}


def with_funding(
    pages: Mapping[str, tuple[Any, tuple[str, ...]]],
) -> Mapping[str, tuple[Any, tuple[str, ...]]]:
    """Return the pages with one more before the economy: who outside the city pays, and what it all costs."""
    made: dict[str, tuple[Any, tuple[str, ...]]] = {}
    for page, one in pages.items():
        made |= (
            {"project": (lazy("Projektets finansiering"), ()), page: one}
            if page == "economy"
            else {page: one}
        )
    return made


def needs(*names: str, words: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return what must be there before a decision, with the words for it, in the order of the fields.

    `words` are a kind's own.
    """
    said = {**_WORDS, **(words or {})}
    return {field.name: said.get(field.name, field.label) for field in FIELDS if field.name in names}
