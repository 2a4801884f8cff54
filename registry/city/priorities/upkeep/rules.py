"""What holds for what the preparatory group writes about grounds. Values in, Swedish sentences out."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.city.priorities.models import DocumentKind, GroundStatus
from registry.core import personal
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import Money

FIRST_YEAR, LAST_YEAR, LONGEST_CODE = 1990, 2100, 30
_CODE = re.compile(r"[A-ZÅÄÖ0-9][A-ZÅÄÖ0-9-]*")
_LINK = re.compile(r"https?://[^\s/]+\.\S+")


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is stated of a governing document."""

    kind: DocumentKind
    title: str
    case_number: str | None = None
    adopted_by: str | None = None
    adopted_on: date | None = None
    year: int | None = None
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GroundFacts:
    """What is stated of a ground: what it says, who answers, with whom, for whom, where, how it is followed up."""

    title: str
    text: str | None = None
    district_id: UUID | None = None
    responsible: str | None = None
    unit_ids: tuple[UUID, ...] = ()
    partners: str | None = None
    places: str | None = None
    target_group_ids: tuple[UUID, ...] = ()
    activity_ids: tuple[UUID, ...] = ()
    follow_up: str | None = None


@dataclass(frozen=True, slots=True)
class FundingFacts:
    """What is stated of money set aside (`domain.md` 10.5, row 19)."""

    name: str
    decided_by: str | None = None
    year: int | None = None
    amount: Money | None = None
    purpose: str | None = None
    planned_use: str | None = None
    outcome: str | None = None
    document_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is stated of a dialogue meeting (`domain.md` 10.5, row 18)."""

    title: str
    is_held: bool = False
    held_on: date | None = None
    when_text: str | None = None
    district_id: UUID | None = None
    document_id: UUID | None = None
    level: str | None = None
    parties: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """A unit or a district: its name, and the days between which it exists; None where that is open."""

    name: str
    starts_on: date | None
    ends_on: date | None


def day_of(year: int | None, today: date) -> date:
    """Return the day of the year nearest to today, on which units and districts must exist; today without a year."""
    if year is None or year == today.year:
        return today
    return date(year, 12, 31) if year < today.year else date(year, 1, 1)


def status_of(*, is_decided: bool, is_past: bool) -> GroundStatus:
    """Return the status that a new ground begins with; `is_past` is whether the others in its document are historic."""
    if not is_decided:
        return GroundStatus.PENDING
    return GroundStatus.HISTORIC if is_past else GroundStatus.CURRENT


def code_problems(code: str, taken: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with a new code: it is how others refer to the record, so it never changes."""
    if not _CODE.fullmatch(code):
        yield Problem(_("Skriv koden med versaler, siffror och bindestreck, till exempel HV4-2027."), "code")
    elif code.casefold() in {one.casefold() for one in taken}:
        yield Problem(_("Koden finns redan. Välj en annan."), "code")


def document_problems(facts: DocumentFacts, *, today: date) -> Iterator[Problem]:
    """Yield what is wrong: a programme without its year, a day that cannot be, an address that leads nowhere."""
    if facts.kind is DocumentKind.PROGRAMME and facts.year is None:
        yield Problem(_("Ett lokalt utvecklingsprogram gäller ett år. Skriv vilket."), "year")
    if facts.adopted_on and facts.adopted_on > today:
        yield Problem(_("Dagen ligger i framtiden. Fyll i den när dokumentet är antaget."), "adopted_on")
    yield from _too_early(adopted_on=facts.adopted_on)
    if facts.link and not _LINK.fullmatch(facts.link):
        yield Problem(_("Skriv hela adressen, till exempel https://start.stockholm/dokument."), "link")
    yield from person_problems(title=facts.title, note=facts.note)


def ground_problems(
    facts: GroundFacts, *, on: date, district: Validity | None, units: Iterable[Validity]
) -> Iterator[Problem]:
    """Yield what is wrong: a district or a unit, of those it has not already, that does not exist on the day."""
    if district:
        yield from _absent(district, on, "district_id")
    for unit in units:
        yield from _absent(unit, on, "units")
    yield from person_problems(
        title=facts.title, text=facts.text, responsible=facts.responsible, partners=facts.partners,
        places=facts.places, follow_up=facts.follow_up,
    )  # fmt: skip


def decision_problems(facts: GroundFacts, *, status: GroundStatus, is_discussed: bool) -> Iterator[Problem]:
    """Yield why a pending priority cannot be decided: its dialogue meeting is not held, or nothing says what it is.

    `is_discussed` is whether a dialogue meeting about its district, or its document, is held and says what it led to.
    """
    if status is not GroundStatus.PENDING:
        yield Problem(_("Prioriteringen är redan beslutad."))
    elif not is_discussed:
        yield Problem(
            _(
                "Dialogmötet är inte antecknat som hållet med vad det ledde till. Gör det först, under Dialogmöten."
            )
        )
    if not facts.text:
        yield Problem(_("Skriv vad som är beslutat."), "text")


def funding_problems(facts: FundingFacts, *, is_known: bool, today: date) -> Iterator[Problem]:
    """Yield what is wrong: money told of twice, or what came of money of a year to come."""
    if is_known:
        yield Problem(_("De här medlen finns redan för det året."), "name")
    if facts.outcome and facts.year and facts.year > today.year:
        yield Problem(_("Året har inte börjat. Skriv hur pengarna användes när det är känt."), "outcome")
    yield from person_problems(
        name=facts.name, purpose=facts.purpose, planned_use=facts.planned_use, outcome=facts.outcome
    )


def meeting_problems(
    facts: MeetingFacts, *, is_known: bool, district: Validity | None, today: date
) -> Iterator[Problem]:
    """Yield what is wrong: held without day or outcome, or in the future; planned with an outcome; told twice."""
    if is_known:
        yield Problem(_("Det mötet finns redan."), "title")
    if facts.is_held and not (facts.held_on or facts.when_text):
        yield Problem(_("Fyll i vilken dag mötet hölls, eller skriv när i ord."), "held_on")
    if facts.is_held and facts.held_on and facts.held_on > today:
        yield Problem(
            _("Dagen ligger i framtiden. Svara att mötet är hållet när det har hållits."), "held_on"
        )
    if facts.is_held and not facts.outcome:
        yield Problem(_("Skriv vad mötet ledde till."), "outcome")
    if not facts.is_held and facts.outcome:
        yield Problem(_("Ett planerat möte har inte lett till något än. Svara att det är hållet."), "is_held")
    yield from _too_early(held_on=facts.held_on)
    if district:
        yield from _absent(district, facts.held_on or today, "district_id")
    yield from person_problems(title=facts.title, parties=facts.parties, outcome=facts.outcome)


def person_problems(**texts: str | None) -> Iterator[Problem]:
    """Yield in which of the texts, by field, a personal identity number stands (dataskyddslagen 3:10)."""
    words = _("Här står ett personnummer. Registret får inte innehålla personnummer.")
    yield from (Problem(words, name) for name, text in texts.items() if text and personal.has_personal(text))


def _too_early(**days: date | None) -> Iterator[Problem]:
    words = _("Året ser fel ut. Skriv en dag från %(year)s eller senare.", year=FIRST_YEAR)
    yield from (Problem(words, name) for name, day in days.items() if day and day.year < FIRST_YEAR)


def _absent(one: Validity, on: date, field: str) -> Iterator[Problem]:
    if one.ends_on and one.ends_on < on:
        words = _("%(name)s upphörde %(day)s. Välj den som finns nu.", name=one.name, day=one.ends_on)
        yield Problem(words, field)
    elif one.starts_on and one.starts_on > on:
        words = _("%(name)s finns från och med %(day)s.", name=one.name, day=one.starts_on)
        yield Problem(words, field)
