"""Looking at what waits anew: each decision is with whom the rule gives it today, and whoever that changes for knows.

A new edition of the order, an appointment, an absence, a closed account or an answered question about conflict of
interest changes who may decide (KL 7:5, 13:8 p. 3). A step never comes back below a level that it has been referred
past, nor below the lowest that the order gave it to; else it goes up and down with who is there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from registry.access.roles import MANAGERS
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.delegation.queries import order_in_force
from registry.city.units import queries as units
from registry.city.units.structure import UnitStructure
from registry.core import jobs
from registry.core.database import session
from registry.core.workflow import Mover
from registry.matters.approvals import hooks, queries, routing, wording
from registry.matters.approvals.actions import rounds
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.hooks import DecidersMoved
from registry.matters.approvals.models import Round, RoundStatus, Step, StepPart
from registry.matters.approvals.points import kept, stored_areas
from registry.matters.approvals.remaining import remaining
from registry.matters.approvals.ways import PlannedStep, Route

REROUTE = "approvals.reroute"


@dataclass(frozen=True, slots=True)
class NewLook:
    """What a look at a round finds: the steps that stay, as they are planned today, those that end, those to open."""

    found: Route
    stay: tuple[tuple[Step, PlannedStep], ...]
    ends: tuple[Step, ...]
    opens: tuple[PlannedStep, ...]

    @property
    def moves(self) -> bool:
        """Whether a step goes to another level."""
        return bool(self.ends or self.opens)

    @property
    def repointed(self) -> tuple[tuple[Step, PlannedStep], ...]:
        """The steps that rest on another point of the order now."""
        return tuple((step, plan) for step, plan in self.stay if step.rule_id != _rule_id(plan))


def _rule_id(planned: PlannedStep) -> UUID | None:
    return planned.rule.id if planned.rule else None


def planned(
    round_: Round, on: date, structure: UnitStructure | None = None, referred: Step | None = None
) -> NewLook:
    """Hold what waits in a loaded round against what the rule gives on the date; changes nothing.

    `structure` is the organisation as it would be, when that is asked.
    """
    facts, structure = _facts(round_, on), structure or units.structure()
    left = remaining(
        round_.steps, facts, structure, taken=queries.deciders(round_), point=_point(round_, on), referred=referred
    )  # fmt: skip
    waiting = [step for step in round_.steps if step.is_open and step is not referred]
    if not left.areas and not left.signatures:
        return NewLook(Route((), ()), (), (), ())
    found = routing.route(facts, order_in_force(on), structure, left)
    stay, opens = [], []
    for plan in found.steps:
        step = next((one for one in waiting if _is_same(one, plan)), None)
        if step is None:
            opens.append(plan)
        else:
            waiting.remove(step)
            stay.append((step, plan))
    return NewLook(found, tuple(stay), tuple(waiting), tuple(opens))


def _facts(round_: Round, on: date) -> RoutingFacts:
    """Return the round's facts for the date, with who stands outside and who has prepared the matter by now."""
    facts = queries.facts_now(round_, on)
    return replace(facts, excluded=facts.excluded | hooks.prepared(round_.matter_id))


def _point(round_: Round, on: date) -> Any:
    """Return how to find the point that asks for a signature: the one in force, else the one the first decided by."""
    known = queries.round_context(round_, on)
    return lambda step: queries.point_of(step, known) or queries.planned_by(step)


def _is_same(step: Step, planned: PlannedStep) -> bool:
    return (step.part, step.post, step.unit_id) == (planned.part, planned.post, planned.unit_id)


def look(
    round_: Round,
    *,
    actor: Mover | None,
    at: datetime,
    referred: Step | None = None,
    opened: Iterable[Step] = (),
) -> bool:
    """Let what waits in the round be with whom the rule gives it today; `round_` is held. Return whether any moved.

    The matter's history gets a sentence, and whoever becomes able or unable to decide is told, once. `opened` are steps
    that have just come to the nämnd.
    """
    session.flush()
    if round_.status is not RoundStatus.OPEN:
        return False
    on = rounds.day(at)
    new = planned(round_, on, referred=referred)
    before = [step for step in round_.steps if step.is_open]
    for step in new.ends:
        rounds.end_step(step, at)
    repointed = new.repointed
    for step, plan in new.stay:
        _keep(step, plan)
    opened = [*opened, *rounds.add_steps(round_, new.opens, at=at)]
    if new.moves or repointed:
        round_.explanation = _explained(round_, new)
    facts = _facts(round_, on if new.moves else queries.facts_of(round_).on).stored()
    if facts != round_.facts:
        round_.facts = facts
    moved = _people(round_, before, opened, on)
    words = _words(new, repointed, moved, on)
    if words:
        tag = Tag.AGREEMENT_REFERRED if actor and new.moves else Tag.DECIDERS_CHANGED
        note = reduce(wording.followed, words)
        audit.record(round_, tag, actor=actor, at=at, matter_id=round_.matter_id, note=note)
    if moved.gained or moved.lost or moved.opened:
        hooks.tell_moved(round_, moved, at)
    return new.moves


def _keep(step: Step, planned: PlannedStep) -> None:
    areas = kept(planned.about)
    if step.areas != areas:
        step.areas = areas
        step.area_unit_id = planned.areas[0] if len(planned.areas) == 1 else None
    if step.rule_id != _rule_id(planned):
        step.rule_id, step.reason = _rule_id(planned), planned.reason


def _explained(round_: Round, new: NewLook) -> list[str]:
    """Return the way here: what led to what is decided already, then today's."""
    gone = {step.reason for step in new.ends} | set(new.found.explanation)
    return [*(words for words in round_.explanation if words not in gone), *new.found.explanation]


def _people(round_: Round, before: Iterable[Step], opened: Iterable[Step], on: date) -> DecidersMoved:
    """Note on each open step who can decide it now, and return for whom that is news.

    A step that is older than this, or that nobody has looked at yet, is noted in silence.
    """
    session.flush()
    silent = [step for step in before if step.waits_for is None]
    could = {person for step in before for person in step.waits_for or ()}
    rounds.note_who_can(round_, on)
    can = dict.fromkeys(one for step in round_.steps if step.is_open for one in step.waits_for or ())
    could |= {person for step in silent if step.is_open for person in step.waits_for or ()}
    decided = {str(person) for person in queries.deciders(round_)}
    return DecidersMoved(
        gained=tuple(UUID(one) for one in can if one not in could),
        lost=tuple(UUID(one) for one in sorted(could - set(can) - decided)),
        opened=tuple(step for step in opened if step.post is None),
    )


def _words(
    new: NewLook, repointed: Iterable[tuple[Step, PlannedStep]], moved: DecidersMoved, on: date
) -> list[str]:
    """Return what the matter's history says of it."""
    last = new.found.explanation[-2:] if new.moves else ()
    words = list(dict.fromkeys((*new.found.taken_over, *last))) if new.moves else []
    points = [plan.rule.number for _step, plan in repointed if plan.rule]
    if points and not new.moves:
        words.append(wording.rests_on(", ".join(dict.fromkeys(points)), on.isoformat()))
    names = {holder.user_id: holder.name for holder in units.structure().appointments}
    if gained := [names[one] for one in moved.gained if one in names]:
        words.append(wording.now_able(gained))
    if lost := [names[one] for one in moved.lost if one in names]:
        words.append(wording.no_longer_able(lost))
    return words


def take_back_to_committee(round_: Round, step: Step, *, actor: Mover, at: datetime) -> None:
    """Let everything that waits in the held round be the nämnd's own, which has taken back what it had delegated.

    The right to delegate is a right to take back (KL 6:37, for employees 7:5). Whoever could decide it is told.
    """
    waiting = [one for one in round_.steps if one.is_open]
    could = dict.fromkeys(UUID(person) for one in waiting for person in one.waits_for or ())
    about = {area.key: replace(area, past=MANAGERS[-1]) for one in waiting for area in stored_areas(one)}
    for one in waiting:
        if one is not step:
            rounds.end_step(one, at)
    step.post = step.unit_id = step.rule_id = step.area_unit_id = None
    step.part, step.reason, step.waits_for = StepPart.DECISION, wording.taken_back(), []
    step.areas = kept(about.values())
    round_.explanation = [*round_.explanation, step.reason]
    note = step.reason
    audit.record(round_, Tag.DECIDERS_CHANGED, actor=actor, at=at, matter_id=round_.matter_id, note=note)
    hooks.tell_moved(round_, DecidersMoved(lost=tuple(could)), at)


def is_as_it_was(round_: Round, on: date) -> bool:
    """Return whether a look at the loaded round on the date would find nothing new."""
    new = planned(round_, on)
    sent = queries.facts_of(round_)
    if _facts(round_, sent.on).stored() != sent.stored():
        return False
    if new.moves or new.repointed or any(step.areas != kept(plan.about) for step, plan in new.stay):
        return False
    return all(step.waits_for == able for step, able in rounds.who_can(round_, on))


def reroute(round_: Round, *, at: datetime) -> bool:
    """Look at the round anew; it is held only when something is new. Return whether a step has moved."""
    if round_.status is not RoundStatus.OPEN or is_as_it_was(round_, rounds.day(at)):
        return False
    return look(rounds.locked(round_.id), actor=None, at=at)


def reroute_all(_payload: dict[str, Any], at: datetime) -> None:
    """Look through every round that waits."""
    for round_ in queries.open_rounds():
        reroute(round_, at=at)


def people_changed(at: datetime) -> None:
    """Have every round that waits looked through, since somebody has come or gone, or the order has changed."""
    jobs.enqueue(REROUTE, {}, at=at)
