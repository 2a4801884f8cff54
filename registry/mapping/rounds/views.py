"""What the pages of a round show: the units with how far they are, and a list's rows with what they hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.city.accounts import queries as accounts
from registry.city.units import queries as units
from registry.collaborations.choices import OVER
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.mapping.annexes import queries as annexes
from registry.mapping.rounds import queries, rules, since_certified, ties
from registry.mapping.rounds.annex import FILES
from registry.mapping.rounds.choices import MappingOutcome, RowAnswer
from registry.mapping.rounds.facts import facts_of
from registry.mapping.rounds.models import ListRow, MappingRound, PartnerAnswer, UnitList
from registry.mapping.rounds.queries import LoadedList
from registry.mapping.rounds.rules import ListProgress


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit in a round: its list, how far it is, and who it waits for."""

    list: UnitList
    unit: str
    taken_over_by: str | None
    progress: ListProgress
    who: str


@dataclass(frozen=True, slots=True)
class ShownListRow:
    """A row of a list: what it is about, what it holds now, whether it has changed, and what partners say otherwise."""

    row: ListRow
    collaboration: Collaboration
    outcome: MappingOutcome
    has_changed: bool
    differences: Sequence[PartnerAnswer]

    @property
    def mark(self) -> str:
        """What its controls send: the row, and the version of the collaboration that is read here."""
        return f"{self.row.id}.{self.collaboration.version}"

    @property
    def is_left(self) -> bool:
        """Whether it waits for an answer."""
        return self.outcome is MappingOutcome.UNCONFIRMED

    @property
    def is_unsure(self) -> bool:
        """Whether nobody answers for it, though it has an answer: somebody else may."""
        return self.outcome is MappingOutcome.UNSURE

    @property
    def is_the_units(self) -> bool:
        """Whether it counts as what the unit does: it has not ended and nobody says that it is another's."""
        return self.outcome not in {MappingOutcome.ENDED, MappingOutcome.NOT_OURS}

    @property
    def is_settled(self) -> bool:
        """Whether nothing can be answered: it has ended, or is another unit's since."""
        moved = self.outcome is MappingOutcome.NOT_OURS and self.row.answer is not RowAnswer.NOT_OURS
        return self.collaboration.status in OVER or moved


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round as its page shows it. `made` of `files` are there of a closed one."""

    units: Sequence[ShownUnit]
    not_ours: Sequence[ListRow]
    annexes: Sequence[Any]
    files: int = len(FILES)

    @property
    def certified(self) -> int:
        """How many units have certified."""
        return sum(one.progress.is_certified for one in self.units)


def of_round(this: MappingRound) -> ShownRound:
    """Return what the page of a round shows."""
    on, lists = clock.today(), queries.lists_of(this.id)
    known = queries.progress(lists, on)
    shown = []
    for one in lists:
        found = queries.loaded(one, on)
        later = found.answers.unit
        taken = later.name if later and later.id != one.unit_id else None
        shown.append(ShownUnit(one, found.unit_name, taken, known[one.id], found.answers.words()))
    rows = queries.rows_of([one.id for one in lists])
    not_ours = [row for row in rows if row.answer is RowAnswer.NOT_OURS]
    return ShownRound(shown, not_ours, annexes.annexes(round_id=this.id))


def of_list(found: LoadedList) -> list[ShownListRow]:
    """Return the rows of a list: first those that wait for an answer, then the others, by title."""
    rows = queries.rows_of([found.id])
    said: dict[Any, list[PartnerAnswer]] = {}
    for one in queries.partner_answers([row.id for row in rows]):
        if not one.agrees:
            said.setdefault(one.row_id, []).append(one)
    changed = since_certified.changed([found.id])
    shown = [_row(row, found, said.get(row.id, ()), is_changed_since=row.id in changed) for row in rows]
    return sorted(shown, key=lambda one: not one.is_left)


def tied(found: LoadedList, actor: Actor) -> list[tuple[str, str, str]]:
    """Return what the actor would certify but has told of a tie to: title, partner, and what the tie is."""
    rows, added = queries.rows_of([found.id]), queries.added_to(found)
    every = [*(row.collaboration for row in rows), *added]
    told = ties.of({actor.user_id, *(row.answered_by_id for row in rows)}, every, clock.today())
    own = [row.collaboration for row in rows if told.make_unsure(row, actor.user_id)]
    return [
        (one.title, name, what)
        for one in (*own, *added)
        for name, what in told.of(actor.user_id, one).items()
    ]


def helpers(found: LoadedList) -> dict[UUID, str]:
    """Return the names of those who are asked to fill in for the unit today, by what asks them."""
    on = clock.today()
    asked = units.writers(on, unit_id=found.unit_id) if found.unit_id else ()
    return {one.id: user.name for one in asked if (user := accounts.user(one.user_id))}


def _row(
    row: ListRow, found: LoadedList, differences: Sequence[PartnerAnswer], *, is_changed_since: bool
) -> ShownListRow:
    one = row.collaboration
    now = facts_of(one)
    came = rules.outcome(
        row.answer, is_over=one.status in OVER, is_ours=one.unit_id in found.unit_ids, was=row.facts, now=now,
        is_changed_since=is_changed_since,
    )  # fmt: skip
    came = MappingOutcome.STATED if found.round.source_id else came
    return ShownListRow(row, one, came, rules.differs(row.facts or now, now), differences)
