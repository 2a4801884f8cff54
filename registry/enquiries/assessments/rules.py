"""What may be kept of an assessment of need, and what has changed in what it rests on. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.core import personal
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.enquiries.assessments.models import FindingKind
from registry.enquiries.models import NeedVerdict
from registry.enquiries.needs.values import Need, NeedFacts, NeedTerm

# What is compared of a row, in the order in which it is told; the rest of what is kept says which row it was.
COMPARED = (
    "id", "name", "running", "ends_on", "groups", "activities", "districts", "unit", "parties", "engaged_by",
    "recognition", "is_active", "conclusion",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NeedConclusion:
    """What a person makes of an assessment: whether more is needed, why, from which day, when to look again."""

    verdict: NeedVerdict | None
    conclusion: str | None
    assessed_on: date | None
    review_on: date | None = None
    existing_offer: str | None = None
    lessons: str | None = None
    relevant: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class ValueDifference:
    """One value of a row as it was when the assessment was made, and as it is now; codes and plain values."""

    field: str
    before: Any
    after: Any


def problems(said: NeedConclusion, *, today: date) -> Iterable[Problem]:
    """Yield what is wrong with a conclusion: nothing said, a day to come, a review before it, a person's number."""
    if said.verdict is None:
        yield Problem(_("Välj om det finns ett behov."), "verdict")
    if not said.conclusion:
        yield Problem(_("Skriv varför, så att andra förstår slutsatsen."), "conclusion")
    if said.assessed_on is None:
        yield Problem(_("Ange vilken dag bedömningen gjordes."), "assessed_on")
    elif said.assessed_on > today:
        yield Problem(_("Dagen ligger i framtiden."), "assessed_on")
    if said.review_on and said.assessed_on and said.review_on <= said.assessed_on:
        yield Problem(_("Översynen ska komma efter den dag bedömningen gjordes."), "review_on")
    for field in ("conclusion", "existing_offer", "lessons"):
        if personal.has_personal(getattr(said, field) or ""):
            words = _("Här står ett personnummer. Skriv om behovet, inte om någon person.")
            yield Problem(words, field)


def described_problems(
    facts: NeedFacts, *, title: str | None, text: str | None, is_taken: bool
) -> Iterable[Problem]:
    """Yield what is wrong with a need that is to be kept: no heading of its own, spans that end before they begin."""
    if not title:
        yield Problem(_("Skriv en rubrik, så att bedömningen går att hitta."), "title")
    elif is_taken:
        said = _("Det finns redan en bedömning med den rubriken. Ändra den, eller välj en annan rubrik.")
        yield Problem(said, "title")
    yield from span_problems(facts)
    if personal.has_personal(text or ""):
        yield Problem(_("Texten innehåller ett personnummer. Ta bort det innan du sparar."), "text")


def span_problems(facts: NeedFacts) -> Iterable[Problem]:
    """Yield which spans of the need end before they begin."""
    if facts.age_from is not None and facts.age_to is not None and facts.age_to < facts.age_from:
        yield Problem(_("Till-åldern är lägre än från-åldern."), "age_to")
    if facts.starts_on and facts.ends_on and facts.ends_on < facts.starts_on:
        yield Problem(_("Slutet ligger före början."), "ends_on")


def term_rows(
    read: Need, taken: Need, before: Sequence[Mapping[str, Any]], *, by: UUID, at: datetime
) -> list[dict[str, Any]]:
    """Return every term that was read or added, whether it was taken, and by whom: the one who last changed that."""
    known = {(one["list"], one["code"]): one for one in before}
    counts = {(term.list, term.code) for term in taken.terms}
    proposed = {(term.list, term.code) for term in read.terms}
    added = [term for term in taken.terms if (term.list, term.code) not in proposed]
    rows = [
        *(_term(term, is_taken=(term.list, term.code) in counts, is_added=False) for term in read.terms),
        *(_term(term, is_taken=True, is_added=True) for term in added),
    ]
    for row in rows:
        earlier = known.get((row["list"], row["code"]))
        same = earlier is not None and earlier["taken"] == row["taken"]
        row["by"] = earlier["by"] if same and earlier else str(by)
        row["at"] = earlier["at"] if same and earlier else at.isoformat()
    return rows


def _term(term: NeedTerm, *, is_taken: bool, is_added: bool) -> dict[str, Any]:
    return {
        "list": term.list.value, "code": term.code, "certainty": term.certainty, "words": term.words,
        "sentence": term.sentence, "taken": is_taken, "added": is_added,
    }  # fmt: skip


def differences(before: Mapping[str, Any], now: Mapping[str, Any] | None) -> list[ValueDifference]:
    """Return what of a row differs from what was kept; a row that is no more differs in its name alone.

    A value that was not kept then is no difference.
    """
    if now is None:
        return [ValueDifference("name", before.get("name"), None)]
    return [
        ValueDifference(field, before[field], now[field])
        for field in COMPARED
        if field in before and field in now and _settled(before[field]) != _settled(now[field])
    ]


def _settled(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else (value or None)


def appeared(kept: Collection[tuple[FindingKind, str]], now: Sequence[tuple[FindingKind, str]]) -> list[int]:
    """Return the places of what would be found today and was not when the assessment was made."""
    return [place for place, key in enumerate(now) if key not in kept]
