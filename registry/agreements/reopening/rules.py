"""Who may take a decision back, and when. Pure.

The right to decide is delegated to a post (KL 7:5-6), and so is the right to undo: a delegated decision is taken back
by the post that made it or one above, the nämnd's by the nämnd. Förvaltningslagen's rules on changing decisions do not
apply (FL 2 §), but a party that has been told of a favourable decision may rely on it: it is withdrawn only on a ground
that the decision names, from the city's own list. The party reads of a decision in the portal as soon as it is made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.city.units.structure import Holder, UnitStructure
from registry.core.errors import Problem
from registry.core.i18n import _

DEFAULT_GROUNDS = (
    "Förbehåll i beslutet",
    "Oriktiga eller vilseledande uppgifter från parten",
    "Tvingande skäl",
)
MOST_GROUNDS, LONGEST_GROUND = 20, 200


@dataclass(frozen=True, slots=True)
class MadeDecision:
    """A decision that the matter rests on: by which post over which unit, or by the nämnd at its meeting."""

    post: Post | None
    unit_id: UUID | None
    meeting_on: date | None = None


@dataclass(frozen=True, slots=True)
class Reopener:
    """Whoever would take the decision back: who, and whether the register may record it for the nämnd."""

    user_id: UUID
    records_for_committee: bool
    has_prepared: bool


def decided_by_committee(made: Iterable[MadeDecision]) -> bool:
    """Return whether the nämnd decided any of it: then only the nämnd undoes it."""
    return any(one.post is None for one in made)


def reopening_problems(
    made: Sequence[MadeDecision], who: Reopener, structure: UnitStructure, on: date
) -> list[Problem]:
    """Return why the person cannot take the decision back on the day, the most final reason first."""
    if not made:
        return [Problem(_("Det finns inget beslut att ta tillbaka."))]
    if who.has_prepared:
        return [Problem(_("Du har berett ärendet och kan därför inte ta tillbaka beslutet, bara be om det."))]
    if decided_by_committee(made):
        words = _("Nämnden har beslutat. Bara nämnden kan ta tillbaka beslutet, och registratorn för in det.")
        return [] if who.records_for_committee else [Problem(words)]
    if any(may_undo(one, who.user_id, structure, on) for one in made):
        return []
    return [Problem(_("Ett beslut tas tillbaka av den befattning som fattade det, eller av en högre."))]


def ground_problems(ground: str, grounds: Sequence[str]) -> list[Problem]:
    """Return that a withdrawal names no ground of the city's list."""
    words = _(
        "Välj på vilken grund beslutet återkallas. Parten har fått veta det och får rätta sig efter det."
    )
    return [] if ground in grounds else [Problem(words, "ground")]


def grounds_problems(grounds: Sequence[str]) -> list[Problem]:
    """Return what a list of grounds lacks: at least one, each once and short enough to stand in a decision."""
    found = []
    if not grounds:
        found.append(Problem(_("Skriv minst en grund. Utan grund kan inget beslut återkallas."), "lines"))
    if len(set(grounds)) < len(grounds):
        found.append(Problem(_("Samma grund står två gånger."), "lines"))
    if len(grounds) > MOST_GROUNDS or any(len(one) > LONGEST_GROUND for one in grounds):
        words = _("Högst %(n)s grunder, var och en med högst %(m)s tecken.", n=MOST_GROUNDS, m=LONGEST_GROUND)
        found.append(Problem(words, "lines"))
    return found


def as_grounds(lines: str) -> tuple[str, ...]:
    """Return the grounds of a text with one a line."""
    return tuple(line.strip() for line in lines.splitlines() if line.strip())


def may_undo(made: MadeDecision, person_id: UUID, structure: UnitStructure, on: date) -> bool:
    """Whether the person is present and acts in the deciding post, or a higher one over the unit, on the day."""
    return acting_as(made, person_id, structure, on) is not None


def acting_as(made: MadeDecision, person_id: UUID, structure: UnitStructure, on: date) -> Holder | None:
    """Return the person's appointment that gives the right to withdraw the decision on the day, the lowest first."""
    if made.post is None or made.unit_id is None or person_id in structure.absent(on):
        return None
    own_unit = structure.in_charge(made.unit_id, on)
    own = (
        holder
        for part in structure.path_up(made.unit_id, on)
        for post in MANAGERS
        for holder in structure.acting(post, part.id, on)
        if holder.user_id == person_id
        and (LEVEL[holder.post] > LEVEL[made.post] or (holder.post is made.post and part.id == own_unit))
    )
    return next(own, None)


def minutes_problems(meeting_on: date | None, paragraph: str, decided_on: date, *, on: date) -> list[Problem]:
    """Return what is missing or cannot be right about the meeting at which the nämnd took its decision back."""
    found = []
    if meeting_on is None:
        found.append(Problem(_("Fyll i sammanträdesdagen."), "meeting_on"))
    elif meeting_on > on:
        found.append(Problem(_("Sammanträdet har inte hållits än."), "meeting_on"))
    elif meeting_on < decided_on:
        words = _("Sammanträdet ligger före beslutet den %(day)s.", day=decided_on.isoformat())
        found.append(Problem(words, "meeting_on"))
    if not paragraph.strip():
        found.append(Problem(_("Fyll i paragrafen."), "paragraph"))
    return found


def asking_problems(*, is_decided: bool, is_asked: bool, is_tried: bool = False) -> list[Problem]:
    """Return why nobody can ask for the decision to be taken back now."""
    if is_tried:
        return [Problem(_("Beslutet prövas redan på nytt."))]
    if not is_decided:
        return [Problem(_("Det finns inget beslut att ta tillbaka."))]
    if is_asked:
        return [Problem(_("Någon har redan bett om det och väntar på svar."))]
    return []
