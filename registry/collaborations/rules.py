"""What holds for a collaboration, by the guideline AMF 2024/717. Values in, Swedish sentences out."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from registry.city.guidelines.choices import Kind
from registry.city.vocabulary.choices import Scope
from registry.collaborations.choices import Category, CollaborationStatus, Form, Lack, OurRole, PartyRole
from registry.collaborations.fields import FIELDS, OURS, PROJECT_FIELDS, RESTING
from registry.collaborations.running import Running
from registry.core.dates import months_after, too_long
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import Money
from registry.core.record_fields import said_by
from registry.core.text import fold, swedish_key
from registry.partners.organisations.models import LegalForm, Sector
from registry.partners.organisations.rules import can_be_party, period_problems

MOST_PARTIES = 50
MOST_TITLE = 300
MOST_YEARS_BACK = 10  # to the day on which one has ended: what is older is most likely mistyped

OneParty = TypeVar("OneParty")


@dataclass(frozen=True, slots=True)
class CollaborationFacts:
    """What a person states about a collaboration, of either form."""

    title: str
    status: CollaborationStatus
    status_on: date | None = None
    unit_id: UUID | None = None
    category: Category | None = None
    grounds: tuple[UUID, ...] = ()
    scope: Scope = field(default_factory=Scope)
    description: str | None = None
    frequency: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    period_text: str | None = None
    our_contact: str | None = None
    their_contact: str | None = None
    internal_note: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """The answer to the gate question: does anybody commit resources? With the motive where it was a judgement."""

    resources: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """What a party does in a collaboration; `receives_funding` is None where nobody knows."""

    roles: tuple[PartyRole, ...]
    receives_funding: bool | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """What a person states about an externally funded project. Lengths in months, ages in years."""

    our_role: OurRole
    funder: str | None = None
    funder_reference: str | None = None
    total: Money | None = None
    funder_decided_on: date | None = None
    call: str | None = None
    applied_on: date | None = None
    application_text: str | None = None
    length_months: int | None = None
    capacity: int | None = None
    least_months: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    volunteers: int | None = None
    components: tuple[str, ...] = ()
    our_contribution: str | None = None
    result: str | None = None
    lessons: str | None = None
    relevance: str | None = None
    revisit_text: str | None = None
    leads_to_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list of collaborations is narrowed down to; None means all."""

    text: str | None = None
    form: Form | None = None
    is_reference: bool | None = None
    unit: UUID | None = None
    status: Running | None = None
    category: Category | None = None
    kind: Kind | None = None
    target_group: UUID | None = None
    activity: UUID | None = None
    district: UUID | None = None
    lack: Lack | None = None
    by_name: bool = False
    by_last: bool = False
    falling: bool = False
    counts_all: bool = False


def form_of(resources: bool) -> Form:
    """AMF 2024/717: formal when a party commits money, staff beyond ordinary duties or premises; otherwise informal."""
    return Form.FORMAL if resources else Form.INFORMAL


def facts_problems(
    facts: CollaborationFacts, *, form: Form, is_reference: bool, has_rested: bool = False
) -> list[Problem]:
    """Return what is wrong or missing.

    AMF 2024/717: what we do follows the year's budget and the nämnd's reglemente, so at least one ground; and a manager
    answers for it within a unit. What is informal is recorded in a minute while it happens: its ground may come later,
    and is asked for until it does, but none that `has_rested` on one loses it. A case of others needs neither.
    """
    must_rest = not is_reference and (form is Form.FORMAL or has_rested)
    by = ("" if is_reference else OURS, RESTING if must_rest else "")
    needed = FIELDS.missing(said_by(facts), form.value, *by)
    return [*period_problems(facts.starts_on, facts.ends_on), *needed]


def title_of(category: Category | None, parties: Sequence[str]) -> str:
    """Return what a collaboration is called when nobody has called it anything: what it is, and with whom."""
    whom = ", ".join(parties)
    what = str(category.words) if category and category is not Category.OTHER else ""
    return (f"{what}: {whom}" if what else _("Samverkan med %(whom)s", whom=whom))[:MOST_TITLE]


def title_problems(is_taken: bool) -> list[Problem]:
    """Two collaborations of one unit have two titles: a second is mostly the first, sent once more."""
    words = _("Enheten har redan en samverkan med den här rubriken. Öppna den, eller välj en annan rubrik.")
    return [Problem(words, "title")] if is_taken else []


def parties_problems(number: int) -> list[Problem]:
    """A collaboration is with somebody: at least one party besides us, and no more than a page can show."""
    if number < 1:
        return [Problem(_("Välj minst en organisation att samverka med."), "organisations")]
    if number > MOST_PARTIES:
        return [Problem(_("En samverkan kan ha högst %(n)s parter.", n=MOST_PARTIES), "organisations")]
    return []


def part_problems(part: Participation, legal_form: LegalForm | None) -> list[Problem]:
    """A party has a role; a network without legal person can receive no money (`domain.md` 6.2)."""
    problems = [] if part.roles else [Problem(_("Välj minst en roll."), "roles")]
    if part.receives_funding and legal_form and not can_be_party(legal_form):
        words = _(
            "Ett nätverk utan juridisk person kan inte ta emot medel. Lägg till den av dess medlemmar som gör det."
        )
        problems.append(Problem(words, "receives_funding"))
    return problems


def gate_problems(gate: Gate, kind: Kind | None) -> list[Problem]:
    """What has a chosen kind is formal: resources do go in by agreement (AMF 2024/717)."""
    words = _("Samverkan är registrerad som formell med en vald form, så resurser ingår. Svara ja.")
    return [Problem(words, "gate_resources")] if kind and not gate.resources else []


def kind_problems(form: Form, unit_id: UUID | None, grounds: Sequence[object]) -> list[Problem]:
    """A formal collaboration has a kind, one of our units, and a ground (AMF 2024/717); an informal one has no kind."""
    if form is not Form.FORMAL:
        return [Problem(_("Samverkan är informell. Svara först ja på frågan om resurser."), "kind")]
    said = {"unit_id": unit_id, "grounds": tuple(grounds)}
    return [Problem(one.message, "kind") for one in FIELDS.missing(said, OURS, RESTING)]


def agreement_obstacles(
    *,
    form: Form,
    kind: Kind | None,
    is_reference: bool,
    unit_id: UUID | None,
    grounds: Sequence[object],
    legal_forms: Sequence[LegalForm],
) -> list[str]:
    """Return why no agreement can be prepared, in words; empty when it can. `legal_forms`: of the named parties."""
    if is_reference:
        return [_("Det här är andras samverkan som vi bara följer, så vi ingår inget avtal om den.")]
    obstacles = []
    if form is not Form.FORMAL:
        obstacles.append(_("Samverkan är informell. Avtal behövs när någon part bidrar med resurser."))
    said = {"kind": kind, "unit_id": unit_id, "grounds": tuple(grounds)}
    needed = FIELDS.missing(said, form.value, OURS, RESTING)
    obstacles += [problem.message for problem in needed]
    if not any(can_be_party(one) for one in legal_forms):
        obstacles.append(
            _(
                "Lägg först till en organisation som kan ingå avtal. Ett nätverk utan juridisk person kan det inte."
            )
        )
    return obstacles


def end_problems(
    *, status: CollaborationStatus, starts_on: date | None, ends_on: date, on: date
) -> list[Problem]:
    """A collaboration ends once, on a day that has come, not long ago, and that is not before its first."""
    if status is CollaborationStatus.ENDED:
        return [Problem(_("Samverkan är redan avslutad."))]
    if ends_on > on:
        return [
            Problem(_("Dagen ligger i framtiden. Ange den som slutdatum i uppgifterna i stället."), "ends_on")
        ]
    if too_long(ends_on, on, MOST_YEARS_BACK):
        words = _("Dagen ligger mer än %(years)s år bakåt. Kontrollera året.", years=MOST_YEARS_BACK)
        return [Problem(words, "ends_on")]
    return period_problems(starts_on, ends_on)


def project_problems(project: Project, *, own_id: UUID) -> list[Problem]:
    """Return what is missing, the intervals that are reversed, a total of nought, and what would lead to itself."""
    problems = PROJECT_FIELDS.missing(said_by(project))
    if project.total is not None and not project.total.ore:
        words = _("Beloppet är noll kronor. Lämna fältet tomt om det inte är känt.")
        problems.append(Problem(words, "total"))
    if project.age_from is not None and project.age_to is not None and project.age_to < project.age_from:
        problems.append(Problem(_("Den högsta åldern är lägre än den lägsta."), "age_to"))
    if project.least_months and project.length_months and project.length_months < project.least_months:
        problems.append(Problem(_("En deltagare kan inte delta längre än projektet pågår."), "least_months"))
    if project.leads_to_id == own_id:
        problems.append(Problem(_("Ett projekt kan inte leda till sig självt."), "leads_to_id"))
    return problems


def receivers(
    parties: Iterable[OneParty], is_said: Callable[[OneParty], Any] = attrgetter("receives_funding")
) -> list[OneParty]:
    """Return who gets the money: the parties said to, or all of them where none is, since any can be paid then."""
    there = list(parties)
    return [one for one in there if is_said(one)] or there


def is_counterparty(sector: Sector, *, receives_funding: bool | None) -> bool:
    """Whether the money decided on goes to this party. Where nobody has said, public bodies do not count."""
    if receives_funding is None:
        return sector in {Sector.CIVIL, Sector.BUSINESS, Sector.EDUCATION, Sector.OTHER, Sector.UNKNOWN}
    return receives_funding


def confirm_by(confirmed_on: date, months: int) -> date:
    """Return the day by which somebody should confirm again: so many months later, or that month's last day."""
    return months_after(confirmed_on, months)


def needs_confirming(said: Running, by: date | None, on: date) -> bool:
    """Return whether somebody should look at it again: nothing keeps a map true but that it is asked about."""
    return said not in {Running.ENDED, Running.NOT_BEGUN} and (by is None or by < on)


def sort_title(title: str) -> str:
    """Return the key that sorts the title as Swedish does."""
    return swedish_key(title)[:300]


def search_text(title: str, others: Collection[str | None] = ()) -> str:
    """Return what a search looks through besides the parties' names: title, described parties, funder's reference."""
    return fold(" ".join([title, *(other for other in others if other)]))
