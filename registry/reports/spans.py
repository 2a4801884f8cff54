"""Reading how long steps took: a bounded statement for each kind of step, and nothing of what matters are about."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.agreements.models import Agreement, Edition
from registry.agreements.workflow import State
from registry.approvals.models import Decision, Round, RoundStatus, Step, StepPart
from registry.core import clock
from registry.core.database import session
from registry.deadlines import queries as deadlines
from registry.deadlines import rules as days
from registry.deadlines.models import Stage
from registry.matters.models import Matter
from registry.reports.lead_times import Span
from registry.units.models import Unit

MOST = 20_000
BACK = {RoundStatus.RETURNED: Stage.REVISE, RoundStatus.APPROVED: Stage.SIGN}


def since(actor: Actor, first: date) -> list[Span]:
    """Return the steps that were done from the day on, and those that wait now; of all matters, nothing named."""
    return [*_steps(actor, first), *_afterwards(actor, first)]


def _steps(actor: Actor, first: date) -> Iterator[Span]:
    """What managers and the nämnd decided, from when the step opened."""
    waits = and_(Step.is_open, Round.status == RoundStatus.OPEN)
    rows = (
        select(Step.post, Step.part, Step.opened_at, Step.due_on, Decision.at, Unit.name)
        .join(Round, Round.id == Step.round_id)
        .join(Matter, Matter.id == Round.matter_id)
        .join(Unit, Unit.id == func.coalesce(Step.unit_id, Matter.unit_id))
        .outerjoin(Decision, Decision.step_id == Step.id)
        .where(staff_only(actor), or_(Decision.at >= clock.start_of(first), waits))
        .order_by(Step.opened_at.desc(), Step.id)
    )
    for row in _bounded(rows):
        second = Stage.SECOND if row.part is StepPart.SECOND else Stage.DECIDE
        stage = Stage.COMMITTEE if row.post is None else second
        ended = _day(row.at) if row.at else None
        yield Span(stage, row.post, row.name, _day(row.opened_at), ended, row.due_on)


def _afterwards(actor: Actor, first: date) -> Iterator[Span]:
    """What came after a decision: the change of what was sent back, and the signatures under what was approved."""
    following = aliased(Round)
    revised = and_(Round.status == RoundStatus.RETURNED, following.submitted_at >= clock.start_of(first))
    signed = and_(Round.status == RoundStatus.APPROVED, Edition.signed_on >= first)
    to_revise = and_(
        Round.status == RoundStatus.RETURNED, following.id.is_(None), Agreement.state == State.RETURNED
    )
    to_sign = and_(Round.status == RoundStatus.APPROVED, Agreement.state == State.APPROVED)
    rows = (
        select(
            Round.status,
            Round.closed_at,
            following.submitted_at,
            Edition.signed_on,
            Agreement.state,
            Unit.name,
        )
        .join(Edition, Edition.id == Round.matter_id)
        .join(Edition.agreement)
        .join(Unit, Unit.id == Edition.unit_id)
        .outerjoin(
            following, and_(following.matter_id == Round.matter_id, following.number == Round.number + 1)
        )
        .where(staff_only(actor), Round.closed_at.is_not(None), or_(revised, signed, to_revise, to_sign))
        .order_by(Round.closed_at.desc(), Round.id)
    )
    times, periods = deadlines.all_times(), deadlines.periods()
    for row in _bounded(rows):
        stage, opened = BACK[row.status], _day(row.closed_at)
        ended = _day(row.submitted_at) if stage is Stage.REVISE and row.submitted_at else None
        if stage is Stage.SIGN:
            ended = row.signed_on
        allowed = times[stage].days
        due = days.due_on(allowed, opened, periods) if allowed else None
        yield Span(stage, None, row.name, opened, ended, due)


def _bounded(rows: Select[Any]) -> Sequence[Row[Any]]:
    return session.execute(rows.limit(MOST)).all()


def _day(at: datetime) -> date:
    return clock.local(at).date()
