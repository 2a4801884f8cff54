"""Reads over handling times and freeze periods. Few rows, read whole."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.city.deadlines import rules
from registry.city.deadlines.models import FreezePeriod, HandlingTime, Stage
from registry.city.deadlines.rules import DEFAULTS, Times
from registry.core.database import session
from registry.core.errors import Problem

MOST_PERIODS = 2000
WARNED = timedelta(days=60)  # so long before a freeze period begins do forms tell of it


def due_on(stage: Stage, on: date) -> date | None:
    """Return the last day for what comes to the stage on the date; None when the stage has no time (0 days)."""
    days = times(stage).days
    return rules.due_on(days, on, periods_from(on)) if days else None


def freeze(on: date) -> FreezePeriod | None:
    """Return the freeze period that the date is in, or None."""
    within = select(FreezePeriod).where(FreezePeriod.starts_on <= on, FreezePeriod.ends_on >= on)
    return session.scalar(within.order_by(FreezePeriod.starts_on, FreezePeriod.id).limit(1))


def sending_problems(on: date) -> list[Problem]:
    """Return why nothing can be sent for decision on the date: the freeze period and its reason; empty without one."""
    period = freeze(on)
    return [Problem(rules.closed_for_sending(period))] if period else []


def settling_warnings(on: date) -> list[Problem]:
    """Return what whoever decides on the date is warned of: a freeze period, which stops no decision."""
    period = freeze(on)
    return [Problem(rules.closed_for_settling(period))] if period else []


def warning(on: date) -> tuple[str | None, bool]:
    """Return the sentence about the freeze period that the date is in, or that comes soon, and whether it is now."""
    ahead = [one for one in periods_from(on) if one.starts_on <= on + WARNED]
    if not ahead:
        return None, False
    is_now = ahead[0].starts_on <= on
    return rules.closed_for_sending(ahead[0]) if is_now else rules.soon_closed(ahead[0]), is_now


def period(actor: Actor, period_id: UUID) -> FreezePeriod | None:
    """Return a freeze period; None for a partner."""
    return None if actor.is_partner else session.get(FreezePeriod, period_id)


def times(stage: Stage) -> Times:
    """Return the stage's times as they are set, otherwise the default."""
    return all_times()[stage]


def all_times() -> dict[Stage, Times]:
    """Return the times of every stage: what is set, and the default where nothing is."""
    kept = {
        row.stage: as_times(row) for row in session.scalars(select(HandlingTime).order_by(HandlingTime.stage))
    }
    return {stage: kept.get(stage, DEFAULTS[stage]) for stage in Stage}


def as_times(row: HandlingTime) -> Times:
    """Return a row's times as a value."""
    return Times(row.days, row.remind_before, row.remind_after, row.escalate_after)


def handling_time(stage: Stage) -> HandlingTime | None:
    """Return the row of a stage, None while its default holds."""
    return session.scalar(select(HandlingTime).where(HandlingTime.stage == stage))


def periods_from(on: date) -> Sequence[FreezePeriod]:
    """Return the freeze periods that end on the date or later, the earliest first."""
    rows = select(FreezePeriod).where(FreezePeriod.ends_on >= on)
    return session.scalars(rows.order_by(FreezePeriod.starts_on, FreezePeriod.id).limit(MOST_PERIODS)).all()


def periods() -> Sequence[FreezePeriod]:
    """Return all freeze periods, the latest first."""
    rows = select(FreezePeriod).order_by(FreezePeriod.starts_on.desc(), FreezePeriod.id)
    return session.scalars(rows.limit(MOST_PERIODS)).all()
