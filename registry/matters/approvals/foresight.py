"""Who would decide what waits if an account, a post or a unit ended: said before it does, and nothing is changed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.city.units.structure import UnitStructure
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.matters.approvals import hooks, queries
from registry.matters.approvals.actions import moving
from registry.matters.approvals.models import Round
from registry.matters.approvals.ways import PlannedStep


@dataclass(frozen=True, slots=True)
class NextDeciders:
    """Who would decide what waits in a round: in words, who could that cannot today, and whether it moves at all."""

    words: str
    gained: frozenset[UUID]
    moves: bool
    prepared: frozenset[UUID]


def next_deciders(round_: Round, structure: UnitStructure, on: date) -> NextDeciders:
    """Return who would decide what waits in a loaded round on the date, in an organisation as it would be."""
    planned = moving.planned(round_, on, structure).found.steps
    today = {UUID(one) for step in queries.open_steps(round_) for one in step.waits_for or ()}
    able = {holder.user_id for step in planned for holder in step.holders}
    prepared = queries.facts_of(round_).excluded | hooks.prepared(round_.matter_id)
    said = joined(dict.fromkeys(_named(step, structure) for step in planned))
    return NextDeciders(said, frozenset(able - today), able != today, prepared)


def _named(step: PlannedStep, structure: UnitStructure) -> str:
    if step.post is None:
        return _("Nämnden")
    names = joined(dict.fromkeys(holder.name for holder in step.holders))
    unit = structure.by_id[step.unit_id].name if step.unit_id else ""
    return _("%(names)s (%(post)s, %(unit)s)", names=names, post=label(step.post).casefold(), unit=unit)
