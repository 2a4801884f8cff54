"""May this person attest this payment? Pure. Attesting confirms that it is right; it is not the decision.

The right to attest follows the budget responsibility (Malmö attestinstruktion, `domain.md` 0.6): whoever leads every
unit that pays, or stands above them, on the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.city.units.structure import UnitStructure
from registry.core.errors import Problem
from registry.core.i18n import _


@dataclass(frozen=True, slots=True)
class PaymentSituation:
    """Where a planned payment stands: whose money it is, and what is known of it that day."""

    is_active: bool  # the agreement runs
    undecided: tuple[Problem, ...]  # why no standing decision covers what the agreement says now
    unpayable: tuple[str, ...]  # organisations to be paid without a confirmed account
    attested_by: str | None
    paying: frozenset[UUID]
    due_on: date | None = None
    ends_on: date | None = None  # the last day that was decided when the agreement was terminated


def problems(claim: PaymentSituation, person_id: UUID, structure: UnitStructure, on: date) -> list[Problem]:
    """Return why the person cannot attest the payment on the day, the most final reason first; empty when it can."""
    if claim.attested_by:
        return [Problem(_("Betalningen är redan attesterad av %(who)s.", who=claim.attested_by))]
    if not claim.is_active:
        return [Problem(_("Avtalet pågår inte, så inget ska betalas enligt det."))]
    if claim.undecided:
        return list(claim.undecided)
    if claim.ends_on and claim.due_on and claim.due_on > claim.ends_on:
        words = _(
            "Avtalet är uppsagt och upphör efter %(day)s. Betalningen förfaller senare.", day=claim.ends_on
        )
        return [Problem(words)]
    if not is_responsible(person_id, claim.paying, structure, on):
        names = ", ".join(sorted(_names(claim.paying, structure)))
        return [
            Problem(
                _("Du har inget uppdrag med budgetansvar för %(units)s i dag.", units=names or _("enheten"))
            )
        ]
    return [
        Problem(_("%(name)s har inget bekräftat konto att betala till.", name=name))
        for name in claim.unpayable
    ]


def is_responsible(person_id: UUID, paying: Iterable[UUID], structure: UnitStructure, on: date) -> bool:
    """Return whether the person holds a post, on the day and present, over every paying unit or above it."""
    return person_id in responsible(paying, structure, on)


def responsible(paying: Iterable[UUID], structure: UnitStructure, on: date) -> frozenset[UUID]:
    """Return who holds a post, on the day and present, over every paying unit or above it."""
    over = [
        {holder.user_id for part in structure.path_up(unit_id) for holder in structure.heads(part.id, on)}
        for unit_id in paying
    ]
    return frozenset(set.intersection(*over) - structure.absent(on)) if over else frozenset()


def who_attests(paying: Iterable[UUID], structure: UnitStructure) -> str:
    """Say whose it is to attest what the units pay."""
    names = ", ".join(sorted(_names(paying, structure)))
    return _("Den som har budgetansvar för %(units)s", units=names or _("enheten"))


def _names(units: Iterable[UUID], structure: UnitStructure) -> list[str]:
    return [structure.by_id[one].name for one in units if one in structure.by_id]
