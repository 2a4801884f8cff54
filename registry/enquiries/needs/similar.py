"""Similar cases: other cities' projects and our earlier assessments, by likeness of need, with what came of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.collaborations.running import Running
from registry.core.labels import Labelled
from registry.enquiries.needs.rules import Nearness, RegisteredOffer, fit
from registry.enquiries.needs.values import Need, NeedList

LEAST, MOST_SHOWN = 40, 10  # per cent alike; cases


class AssessedTerm(Protocol):
    """A target group or an activity of an earlier assessment."""

    @property
    def code(self) -> str: ...


class EarlierAssessment(Protocol):
    """An assessment of need that has been made."""

    @property
    def id(self) -> UUID: ...

    @property
    def title(self) -> str: ...

    @property
    def assessed_on(self) -> date | None: ...

    @property
    def conclusion(self) -> str | None: ...

    @property
    def verdict(self) -> Labelled | None: ...

    @property
    def lessons(self) -> str | None: ...

    @property
    def target_groups(self) -> Sequence[AssessedTerm]: ...

    @property
    def activities(self) -> Sequence[AssessedTerm]: ...


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A project elsewhere (`reference`) or an assessment of ours, how alike in per cent, why, and what came of it."""

    kind: str
    id: UUID
    name: str
    score: int
    reasons: tuple[str, ...]
    outcome: str = ""
    running: Running | None = None
    assessed_on: date | None = None
    verdict: Labelled | None = None
    lessons: str = ""


def alike(
    need: Need,
    offers: Iterable[RegisteredOffer],
    assessed: Iterable[EarlierAssessment],
    near: Nearness,
    names: Mapping[tuple[NeedList, str], str],
) -> list[SimilarCase]:
    """Return the cases that are alike, the likest first: what is shared of all that either is about."""
    found = [_reference(need, one, near, names) for one in offers if one.is_reference]
    found += [_assessment(need, one, names) for one in assessed]
    shown = [one for one in found if one.score >= LEAST]
    return sorted(shown, key=lambda one: (-one.score, one.name, str(one.id)))[:MOST_SHOWN]


def _reference(
    need: Need, offer: RegisteredOffer, near: Nearness, names: Mapping[tuple[NeedList, str], str]
) -> SimilarCase:
    reasons: list[str] = []
    parts: list[float] = []
    for which, codes in ((NeedList.TARGET_GROUP, offer.groups), (NeedList.ACTIVITY, offer.activities)):
        found = fit(need, which, codes, near)
        asked = len(need.codes[which])
        if asked:
            parts.append(sum(share for _w, _o, share in found.pairs) / asked)
        reasons += dict.fromkeys(names[which, other] for _wanted, other, _share in found.pairs)
    score = round(100 * sum(parts) / len(parts)) if parts else 0
    outcome = offer.lessons or ""
    return SimilarCase("reference", offer.id, offer.name, score, tuple(reasons), outcome, offer.running)


def _assessment(need: Need, one: EarlierAssessment, names: Mapping[tuple[NeedList, str], str]) -> SimilarCase:
    """An assessment is alike by the terms that both share of all that either has, in each list that both have."""
    parts: list[float] = []
    reasons: list[str] = []
    for which, terms in ((NeedList.TARGET_GROUP, one.target_groups), (NeedList.ACTIVITY, one.activities)):
        asked, held = set(need.codes[which]), {term.code for term in terms}
        if asked and held:
            parts.append(len(asked & held) / len(asked | held))
        reasons += sorted(names[which, code] for code in asked & held)
    score = round(100 * sum(parts) / len(parts)) if parts else 0
    return SimilarCase(
        "assessment", one.id, one.title, score, tuple(reasons), one.conclusion or "",
        assessed_on=one.assessed_on, verdict=one.verdict, lessons=one.lessons or "",
    )  # fmt: skip
