"""Who may take a decision back, and when. Pure.

The right to decide is delegated to a post (KL 7:5-6), and so is the right to undo: a delegated decision is taken back
by the post that made it or one above, the nämnd's by the nämnd. Förvaltningslagen's rules on changing decisions do not
apply (FL 2 §). Once the decision has legal force it stands: something else takes a new decision.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import LEVEL, Post
from registry.city.units.structure import UnitStructure
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.matters.decisions.rules import Force, LegalForce


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
    made: Sequence[MadeDecision], stands: LegalForce | None, who: Reopener, structure: UnitStructure, on: date
) -> list[Problem]:
    """Return why the person cannot take the decision back on the day, the most final reason first."""
    if not made:
        return [Problem(_("Det finns inget beslut att ta tillbaka."))]
    if stands is not None and stands.force is Force.IN_FORCE:
        words = _(
            "Beslutet har laga kraft sedan %(day)s och kan inte tas tillbaka. "
            "Ska något annat gälla krävs ett nytt beslut: förbered ett nytt avtal i samverkan.",
            day=stands.in_force_on,
        )
        return [Problem(words)]
    if who.has_prepared:
        return [Problem(_("Du har berett ärendet och kan därför inte ta tillbaka beslutet, bara be om det."))]
    if decided_by_committee(made):
        words = _("Nämnden har beslutat. Bara nämnden kan ta tillbaka beslutet, och registratorn för in det.")
        return [] if who.records_for_committee else [Problem(words)]
    if any(may_undo(one, who.user_id, structure, on) for one in made):
        return []
    return [Problem(_("Ett beslut tas tillbaka av den befattning som fattade det, eller av en högre."))]


def may_undo(made: MadeDecision, person_id: UUID, structure: UnitStructure, on: date) -> bool:
    """Whether the person is present and holds the deciding post, or a higher one over the unit, on the day."""
    if made.post is None or made.unit_id is None or person_id in structure.absent(on):
        return False
    return any(
        holder.user_id == person_id
        and (LEVEL[holder.post] > LEVEL[made.post] or (holder.post is made.post and part.id == made.unit_id))
        for part in structure.path_up(made.unit_id)
        for holder in structure.heads(part.id, on)
    )


def minutes_problems(meeting_on: date | None, paragraph: str, decided_on: date, *, on: date) -> list[Problem]:
    """Return what is missing or cannot be right about the meeting at which the nämnd took its decision back."""
    found = []
    if meeting_on is None:
        found.append(Problem(_("Fyll i sammanträdesdagen."), "meeting_on"))
    elif meeting_on > on:
        found.append(Problem(_("Sammanträdet har inte varit än."), "meeting_on"))
    elif meeting_on < decided_on:
        words = _("Sammanträdet ligger före beslutet den %(day)s.", day=decided_on.isoformat())
        found.append(Problem(words, "meeting_on"))
    if not paragraph.strip():
        found.append(Problem(_("Fyll i paragrafen."), "paragraph"))
    return found


def asking_problems(*, is_decided: bool, is_asked: bool) -> list[Problem]:
    """Return why nobody can ask for the decision to be taken back now."""
    if not is_decided:
        return [Problem(_("Det finns inget beslut att ta tillbaka."))]
    if is_asked:
        return [Problem(_("Någon har redan bett om det och väntar på svar."))]
    return []
