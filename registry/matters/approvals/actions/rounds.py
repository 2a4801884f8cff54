"""Opening a round, taking it back, letting it fall; and what every change of a round goes through."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.access.roles import MANAGERS
from registry.city.deadlines import queries as deadlines
from registry.city.deadlines.models import Stage
from registry.city.delegation import queries as orders
from registry.core import clock
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.i18n import _
from registry.core.workflow import SYSTEM, Mover
from registry.matters.approvals import queries, wording
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step, StepPart
from registry.matters.approvals.points import kept, stored_areas
from registry.matters.approvals.routing import PlannedStep

_STAGES = {StepPart.DECISION: Stage.DECIDE, StepPart.SECOND: Stage.SECOND}


def open_round(
    matter_id: UUID,
    content: dict[str, Any],
    content_hash: str,
    facts: RoutingFacts,
    *,
    actor: Actor,
    at: datetime,
    note: str | None = None,
) -> Round:
    """Submit the frozen content for decision: find who decides (KL 7:5–6) and open the steps.

    Whoever submits has prepared the matter, and so has everybody who has declared as its preparer; whoever has a
    conflict of interest in it stays out of it. Raises DomainError when a round is open already.
    """
    # The number is read before the look for an open round: a round that somebody else opens after that look takes
    # the number, and one opened before it is seen. The other way round both could open one.
    number = _last_number(matter_id) + 1
    if queries.current_round(matter_id) is not None:
        raise DomainError(_("Ärendet väntar redan på beslut."))
    prepared = facts.excluded | queries.preparers(matter_id) | {actor.user_id}
    facts = replace(facts, excluded=prepared, conflicted=queries.conflicted(matter_id))
    order = orders.order_in_force(facts.on)
    found = queries.route(facts)
    round_ = Round(
        matter_id=matter_id,
        number=number,
        content=content,
        content_hash=content_hash,
        facts=facts.stored(),
        explanation=list(found.explanation),
        order_id=order.id if order else None,
        submitted_by_id=actor.user_id,
        submitted_by=actor.name,
        submitted_at=at,
        note=note,
        steps=[],
        declarations=[],
    )
    add_steps(round_, found.steps, at=at)
    insert(round_, _("Ärendet väntar redan på beslut."))
    note_who_can(round_, day(at))
    return round_


def note_who_can(round_: Round, on: date) -> None:
    """Note on each open step who can decide it: for whom it is news next time is seen by that."""
    for step, able in who_can(round_, on):
        if step.waits_for != able:
            step.waits_for = able


def who_can(round_: Round, on: date) -> list[tuple[Step, list[str]]]:
    """Return each open step of a loaded round with who can decide it on the date, by account."""
    waiting = [step for step in round_.steps if step.is_open]
    known = queries.round_context(round_, on) if waiting else None
    return [(step, [str(one.user_id) for one in queries.able(step, on, known)]) for step in waiting]


def closed_round(
    matter_id: UUID,
    content: dict[str, Any],
    content_hash: str,
    facts: RoutingFacts,
    *,
    planned: PlannedStep,
    status: RoundStatus = RoundStatus.APPROVED,
    actor: Actor,
    at: datetime,
) -> Round:
    """Keep content that is decided already, as a closed round with the one step in which that is done."""
    order, step = orders.order_in_force(facts.on), _step(planned, 0, at)
    step.is_open, step.closed_at, step.due_on, step.decision = False, at, None, None
    round_ = Round(
        matter_id=matter_id, number=_last_number(matter_id) + 1, status=status,
        content=content, content_hash=content_hash, facts=facts.stored(), explanation=[planned.reason],
        order_id=order.id if order else None, submitted_by_id=actor.user_id, submitted_by=actor.name, submitted_at=at,
        closed_at=at, closed_by=actor.name, steps=[step], declarations=[],
    )  # fmt: skip
    insert(round_, _("Ärendet är redan avgjort."))
    return round_


def wait_anew(round_: Round, step: Step, *, at: datetime) -> list[Step]:
    """Let the nämnd's step wait for another meeting: it has put the matter off (bordläggning), and keeps it."""
    about = tuple(replace(one, past=MANAGERS[-1]) for one in stored_areas(step))
    return add_steps(round_, [PlannedStep(step.reason, part=step.part, about=about)], at=at)


def withdraw(round_: Round, *, actor: Actor, at: datetime) -> None:
    """Take the matter back before it is decided; closes the round and its steps. Raises Stale when it is settled.

    What some of the areas had approved already no longer counts: what is sent again is decided anew.
    """
    current = locked(round_.id)
    if current.status is not RoundStatus.OPEN:
        raise Stale(_("Ärendet väntar inte längre på beslut, så det går inte att ta tillbaka."))
    void_decisions(current, wording.withdrawn(), at=at)
    close(current, RoundStatus.WITHDRAWN, actor=actor, at=at)
    session.flush()


def void(round_: Round, *, reason: str, actor: Actor, at: datetime) -> None:
    """Let the round and the decisions made in it fall, with the reason: the matter has changed, or is taken up again.

    They are kept, and say that they no longer count. Raises Stale when the round was closed some other way.
    """
    current = locked(round_.id)
    if current.status not in {RoundStatus.OPEN, RoundStatus.APPROVED}:
        raise Stale(_("Ärendet väntar inte längre på beslut. Ladda om sidan."))
    void_decisions(current, reason, at=at)
    close(current, RoundStatus.VOIDED, actor=actor, at=at)
    session.flush()


def revoke(round_: Round, *, reason: str, actor: Actor, at: datetime) -> list[Decision]:
    """Let an approved round fall because its decision is withdrawn, and return the decisions that fell.

    Raises Stale when nothing stands in it any longer.
    """
    current = locked(round_.id)
    if current.status is not RoundStatus.APPROVED:
        raise Stale(_("Beslutet gäller inte längre. Ladda om sidan."))
    fallen = void_decisions(current, reason, at=at)
    close(current, RoundStatus.REVOKED, actor=actor, at=at)
    session.flush()
    return fallen


def annul(round_: Round, reason: str, *, at: datetime) -> list[Decision]:
    """Let a round fall that a court has annulled a decision of, with all decisions made in it, and return those."""
    current = locked(round_.id)
    fallen = void_decisions(current, reason, at=at)
    current.status = RoundStatus.ANNULLED
    session.flush()
    return fallen


_STOOD = {  # what a round was by what decided it; approvals alone approved it
    Outcome.DECLINE: RoundStatus.DECLINED,
    Outcome.AMEND: RoundStatus.AMENDED,
    Outcome.DISMISS: RoundStatus.DISMISSED,
    Outcome.CLOSE: RoundStatus.CLOSED,
    Outcome.REVOKE: RoundStatus.REVOKING,
}


def restore(round_: Round) -> list[Decision]:
    """Let a round stand again that was annulled or withdrawn, with the decisions that fell then, and return those.

    What had fallen before that, since another area declined, stays fallen.
    """
    current = locked(round_.id)
    fallen = [step.decision for step in current.steps if step.decision and step.decision.voided_at]
    last = next((one for one in fallen if one.outcome in _STOOD), fallen[-1])
    why = last.voided_at, last.void_reason
    again = [one for one in fallen if (one.voided_at, one.void_reason) == why]
    for one in again:
        one.voided_at, one.void_reason = None, None
    current.status = _STOOD.get(last.outcome, RoundStatus.APPROVED)
    session.flush()
    return again


def void_decisions(
    round_: Round, reason: str, *, at: datetime, besides: Decision | None = None
) -> list[Decision]:
    """Mark the decisions of the round as no longer counting, and return them. They stay to be seen."""
    made = [step.decision for step in round_.steps if step.decision]
    fallen = [one for one in made if one is not besides and one.voided_at is None]
    for one in fallen:
        one.voided_at, one.void_reason = at, reason
    return fallen


def add_steps(round_: Round, planned: Iterable[PlannedStep], *, at: datetime) -> list[Step]:
    """Add the steps to the round, each with its due day; one that waits already gets no second."""
    added = []
    for one in planned:
        if _waits_already(round_, one):
            continue
        step = _step(one, len(round_.steps), at)
        round_.steps.append(step)
        added.append(step)
    return added


def _waits_already(round_: Round, planned: PlannedStep) -> bool:
    """Return whether a decision that is about all of this waits; it is then about several areas."""
    rule_id = planned.rule.id if planned.rule else None
    for step in round_.steps:
        key = (step.part, step.post, step.unit_id, step.rule_id)
        if step.is_open and key == (planned.part, planned.post, planned.unit_id, rule_id):
            return True
    return False


def _step(planned: PlannedStep, position: int, at: datetime) -> Step:
    stage = Stage.COMMITTEE if planned.post is None else _STAGES[planned.part]
    return Step(
        position=position,
        post=planned.post,
        unit_id=planned.unit_id,
        rule_id=planned.rule.id if planned.rule else None,
        reason=planned.reason,
        part=planned.part,
        area_unit_id=planned.areas[0] if len(planned.areas) == 1 else None,
        areas=kept(planned.about),
        waits_for=[],
        opened_at=at,
        due_on=deadlines.due_on(stage, clock.local(at).date()),
        is_open=True,
    )


def locked(round_id: UUID) -> Round:
    """Return the round as it is now, and hold it until the transaction ends: whoever comes second finds it changed."""
    return queries.whole_round(round_id, held=True)


def current(step: Step) -> tuple[Round, Step]:
    """Return the step's round, held, and the step as it is in it."""
    round_ = locked(step.round_id)
    return round_, next(one for one in round_.steps if one.id == step.id)


def end_step(step: Step, at: datetime) -> None:
    """The step waits no longer."""
    if step.is_open:
        step.is_open, step.closed_at = False, at


def close(round_: Round, status: RoundStatus, *, actor: Mover | None, at: datetime) -> None:
    """Close the round and every step that waits in it."""
    for step in round_.steps:
        end_step(step, at)
    round_.status, round_.closed_at = status, at
    round_.closed_by = actor.name if actor else SYSTEM


def insert(row: Round | Decision, otherwise: str) -> None:
    """Write the row now. Raises Stale with the given words when somebody else was first: the table allows only one."""
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError as error:
        raise Stale(otherwise) from error


def day(at: datetime) -> date:
    """Return the day here."""
    return clock.local(at).date()


def _last_number(matter_id: UUID) -> int:
    return session.scalar(select(func.max(Round.number)).where(Round.matter_id == matter_id)) or 0
