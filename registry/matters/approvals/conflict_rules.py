"""What may be asked, answered and settled about somebody's conflict of interest, and what it means meanwhile. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.core.dates import overlap, too_long
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.matters.approvals.models import (
    OUTSIDE,
    QUESTIONED,
    ConflictGround,
    Declaration,
    Recusal,
    RecusalStatus,
)

OPEN_QUESTIONS = QUESTIONED | {RecusalStatus.CONTESTED}  # the nämnd can settle them (KL 6:30)
MOST_YEARS = 80  # a tie, from its first day to its last


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie to an organisation as it is written down: what it is and when."""

    what: str
    starts_on: date | None
    ends_on: date | None


def outside_of(said: Iterable[Declaration], rows: Collection[Recusal]) -> frozenset[UUID]:
    """Return who stands outside: each person's latest word in each part counts, unless there is a question about it."""
    latest = {(made.person_id, made.capacity): made.has_conflict for made in said}
    declared = {person for (person, _capacity), has_conflict in latest.items() if has_conflict}
    out = {row.person_id for row in rows if row.status in OUTSIDE}
    return frozenset(declared - {row.person_id for row in rows}) | out


def questioned_of(rows: Iterable[Recusal]) -> frozenset[UUID]:
    """Return about whom there is an open question."""
    return frozenset(row.person_id for row in rows if row.status in QUESTIONED)


def question_problems(
    *,
    is_own: bool,
    has_prepared: bool,
    status: RecusalStatus | None,
    ground: ConflictGround | None,
    reason: str,
) -> list[Problem]:
    """Return why the question about somebody's conflict of interest cannot be raised (KL 6:30).

    Whoever prepares a matter does not choose who decides it, not by a question either.
    """
    problems = []
    if has_prepared:
        words = _("Du har berett ärendet. Den som bereder väcker inte frågan om någon annans jäv.")
        problems.append(Problem(words))
    if status in QUESTIONED:
        problems.append(Problem(_("Frågan är redan väckt och är inte avgjord än."), "person"))
    if is_own:
        problems.append(Problem(_("Om du själv är jävig svarar du på jävsfrågan i ärendet."), "person"))
    if status in OUTSIDE:
        problems.append(
            Problem(_("Personen är redan antecknad som någon som inte deltar i ärendet."), "person")
        )
    if ground is None:
        problems.append(Problem(_("Välj vilken jävsgrund det gäller."), "ground"))
    return problems + contest_problems(reason)


def handling_problems(
    handling: Collection[UUID | None], *, questioned: frozenset[UUID], outside: frozenset[UUID]
) -> list[Problem]:
    """Return why those who handle a matter cannot send it for decision: preparing is handling too (KL 6:28, 6:30).

    Whoever has a conflict hands over to somebody else; while there is a question, it is answered first.
    """
    if outside.intersection(handling):
        words = _("Den som bereder ärendet är jävig. Någon annan behöver ta över beredningen.")
        return [Problem(words)]
    if questioned.intersection(handling):
        words = _(
            "En fråga om jäv är väckt om den som bereder ärendet. Det skickas inte förrän frågan är avgjord eller "
            "någon annan har tagit över beredningen."
        )
        return [Problem(words)]
    return []


def contest_problems(reason: str) -> list[Problem]:
    """Return that the reason is missing: the nämnd needs to know what it is to settle."""
    return (
        []
        if reason.strip()
        else [Problem(_("Skriv varför, så att nämnden vet vad den ska ta ställning till."), "reason")]
    )


def settlement_problems(
    *,
    status: RecusalStatus,
    is_close: bool,
    meeting_on: date | None,
    paragraph: str | None,
    on: date,
    is_partial: bool = False,
) -> list[Problem]:
    """Return why the nämnd's answer cannot be recorded: not asked, by the wrong person, or without meeting and §."""
    if status not in OPEN_QUESTIONS:
        return [Problem(_("Frågan väntar inte på nämndens beslut."))]
    if is_close:
        words = _(
            "Du kan inte registrera svaret i en fråga om dig själv, din ersättare eller den du ersätter."
        )
        return [Problem(words)]
    if is_partial:
        words = _("Du har väckt frågan eller berett ärendet. Någon annan registrerar vad nämnden svarade.")
        return [Problem(words)]
    problems = []
    if meeting_on is None or meeting_on > on:
        problems.append(Problem(_("Fyll i vilken dag nämnden sammanträdde."), "meeting_on"))
    if not (paragraph or "").strip():
        problems.append(Problem(_("Fyll i beslutets paragraf i protokollet."), "paragraph"))
    return problems


def interest_problems(
    *, what: str, starts_on: date | None, ends_on: date | None, known: Iterable[Tie] = ()
) -> list[Problem]:
    """Return what a tie to an organisation lacks: what it is, and dates in order.

    `known` are the person's ties to the same organisation: the same one is not written down twice for one time.
    """
    problems = (
        []
        if what.strip()
        else [Problem(_("Skriv vad bindningen är, till exempel ledamot i styrelsen."), "what")]
    )
    if starts_on and ends_on and ends_on < starts_on:
        problems.append(Problem(_("Slutdatumet ligger före startdatumet."), "ends_on"))
    if starts_on and too_long(starts_on, ends_on, MOST_YEARS):
        problems.append(
            Problem(_("En bindning är högst %(n)s år lång. Kontrollera året.", n=MOST_YEARS), "ends_on")
        )
    if any(
        tie.what.casefold() == what.strip().casefold()
        and overlap((tie.starts_on, tie.ends_on), (starts_on, ends_on))
        for tie in known
    ):
        problems.append(Problem(_("Bindningen finns redan i din lista."), "what"))
    return problems
