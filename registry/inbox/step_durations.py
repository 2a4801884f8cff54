"""Reading how long steps took: what is done, a bounded statement for each kind of step, and what waits now."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.deadlines import queries as deadlines
from registry.city.deadlines import rules as days
from registry.city.deadlines.models import STAGE_OF, Stage
from registry.city.units.models import Unit
from registry.core import clock
from registry.core.database import session
from registry.inbox.lead_times import Span
from registry.matters import types
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step, StepPart
from registry.matters.models import Matter

MOST = 20_000
BACK = {RoundStatus.RETURNED: Stage.REVISE, RoundStatus.APPROVED: Stage.SIGN}


def since(actor: Actor, first: date, on: date) -> list[Span]:
    """Return the steps that were done from the day on, and those that wait now; of all matters, nothing named."""
    return [*_decided(actor, first), *_afterwards(actor, first), *_waiting(actor, on)]


def _waiting(actor: Actor, on: date) -> Iterator[Span]:
    """What waits in the whole house, as it is told to everybody it waits for: figures name no matter."""
    names = dict(session.execute(select(Unit.id, Unit.name).order_by(Unit.id).limit(MOST)).tuples().all())
    for one in waiting.of_house(on) if not actor.is_partner else ():
        if stage := STAGE_OF.get(one.kind):
            name = names.get(one.unit_id, one.who.words) if one.unit_id else one.who.words
            yield from [Span(stage, one.post, name, one.since, None, one.due_on)] * one.number


def _decided(actor: Actor, first: date) -> Iterator[Span]:
    """What managers and the nämnd decided, from when the step opened."""
    rows = (
        select(Step.post, Step.part, Step.opened_at, Step.due_on, Decision.at, Unit.name)
        .join(Round, Round.id == Step.round_id)
        .join(Matter, Matter.id == Round.matter_id)
        .join(Unit, Unit.id == func.coalesce(Step.unit_id, Matter.unit_id))
        .join(Decision, Decision.step_id == Step.id)
        .where(staff_only(actor), Decision.at >= clock.start_of(first))
        .where(Decision.outcome != Outcome.REVOKE)  # nobody waited for it: it is made when it is made
        .order_by(Step.opened_at.desc(), Step.id)
    )
    for row in _bounded(rows):
        second = Stage.SECOND if row.part is StepPart.SECOND else Stage.DECIDE
        stage = Stage.COMMITTEE if row.post is None else second
        yield Span(stage, row.post, row.name, _day(row.opened_at), _day(row.at), row.due_on)


def _afterwards(actor: Actor, first: date) -> Iterator[Span]:
    """What came after a decision: the change of what was sent back, and the signatures under what was approved."""
    following, signed = aliased(Round), types.signatures().subquery()
    revised = and_(Round.status == RoundStatus.RETURNED, following.submitted_at >= clock.start_of(first))
    rows = (
        select(Round.status, Round.closed_at, following.submitted_at, signed.c.signed_on, Unit.name)
        .join(Matter, Matter.id == Round.matter_id)
        .join(Unit, Unit.id == Matter.unit_id)
        .outerjoin(signed, signed.c.matter_id == Round.matter_id)
        .outerjoin(
            following, and_(following.matter_id == Round.matter_id, following.number == Round.number + 1)
        )
        .where(staff_only(actor), Round.closed_at.is_not(None))
        .where(or_(revised, and_(Round.status == RoundStatus.APPROVED, signed.c.signed_on >= first)))
        .order_by(Round.closed_at.desc(), Round.id)
    )
    times, periods = deadlines.all_times(), deadlines.periods()
    for row in _bounded(rows):
        stage, opened = BACK[row.status], _day(row.closed_at)
        ended = _day(row.submitted_at) if stage is Stage.REVISE else row.signed_on
        allowed = times[stage].days
        due = days.due_on(allowed, opened, periods) if allowed else None
        yield Span(stage, None, row.name, opened, ended, due)


def _bounded(rows: Select[Any]) -> Sequence[Row[Any]]:
    return session.execute(rows.limit(MOST)).all()


def _day(at: datetime) -> date:
    return clock.local(at).date()
