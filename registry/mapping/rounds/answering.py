"""Who answers for a unit's list on a day: its head, the substitute while the head is away, or the level above."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import MANAGERS
from registry.city.units.queries import structure
from registry.city.units.structure import Holder, UnitStructure, UnitValue


@dataclass(frozen=True, slots=True)
class AnswersFor:
    """The unit that has the list on the day (a successor, when the unit has ended), and who may certify it.

    `above` are those who are told when it is late: whoever leads the level above those who certify.
    """

    unit: UnitValue | None
    certifiers: tuple[Holder, ...] = ()
    above: tuple[Holder, ...] = ()

    @property
    def people(self) -> frozenset[UUID]:
        """The certifiers by account."""
        return frozenset(one.user_id for one in self.certifiers)

    def words(self) -> str:
        """Return who it waits for, by title and name."""
        return ", ".join(one.name for one in self.certifiers)

    def substituted(self, user_id: UUID) -> str | None:
        """Return in whose place the person certifies; None for a head who does so in the own post."""
        mine = [one for one in self.certifiers if one.user_id == user_id]
        return (
            None
            if any(one.substitute_for is None for one in mine)
            else next((one.substitute_for for one in mine), None)
        )


def answers_for(unit_id: UUID | None, on: date) -> AnswersFor:
    """Return who answers for the list of the unit on the day; nobody where a source names no unit."""
    return in_structure(structure(), unit_id, on) if unit_id else AnswersFor(None)


def in_structure(known: UnitStructure, unit_id: UUID, on: date) -> AnswersFor:
    """Return the same of an organisation as a value: what an ended unit had is its successor's from the day after.

    A unit without anybody in charge that day is answered for by the closest level above that has somebody (KL 7:5).
    """
    levels = [found for part in known.path_up(unit_id, on) if (found := _acting(known, part.id, on))]
    unit = known.by_id.get(known.in_charge(unit_id, on))
    return AnswersFor(unit, *levels[:2])


def _acting(known: UnitStructure, unit_id: UUID, on: date) -> tuple[Holder, ...]:
    found = {one.user_id: one for post in MANAGERS for one in known.acting(post, unit_id, on)}
    return tuple(found.values())
