"""What changes handling times and freeze periods. What waits already keeps the due day it was given."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.deadlines import queries, rules
from registry.city.deadlines.models import FreezePeriod, HandlingTime, Stage
from registry.city.deadlines.rules import Closing, Times
from registry.core.database import session
from registry.core.errors import Stale, check_version, refuse, stale_words


def set_times(stage: Stage, times: Times, *, seen: int, actor: Actor, at: datetime) -> HandlingTime:
    """Set a stage's times in place of the default or of what was set before; `seen` is 0 while the default holds.

    Raises DomainError at a field, and Stale when somebody else has set them meanwhile.
    """
    refuse(rules.times_problems(times))
    row = queries.handling_time(stage)
    if row is None:
        row = HandlingTime(stage=stage)
        session.add(row)
    else:
        check_version(row, seen)
    row.days, row.remind_before = times.days, times.remind_before
    row.remind_after, row.escalate_after = times.remind_after, times.escalate_after
    try:
        with session.begin_nested():
            session.flush()
    except IntegrityError:  # somebody else set the first ones a moment ago
        raise Stale(stale_words()) from None
    audit.record(row, Tag.HANDLING_TIME_SET, actor=actor, at=at)
    return row


def add_period(closing: Closing, *, actor: Actor, at: datetime) -> FreezePeriod:
    """Add a period when nothing is sent for decision. Raises DomainError at `starts_on` or `ends_on`."""
    refuse(rules.period_problems(closing, queries.periods()))
    period = FreezePeriod()
    _fill(period, closing)
    session.add(period)
    session.flush()
    audit.record(period, Tag.FREEZE_PERIOD_ADDED, actor=actor, at=at)
    return period


def change_period(period: FreezePeriod, closing: Closing, *, seen: int, actor: Actor, at: datetime) -> None:
    """Change a period. Raises DomainError at a field, and Stale when somebody else has changed it meanwhile."""
    check_version(period, seen)
    others = [one for one in queries.periods() if one.id != period.id]
    refuse(rules.period_problems(closing, others))
    _fill(period, closing)
    audit.record(period, Tag.FREEZE_PERIOD_CHANGED, actor=actor, at=at)


def remove_period(period: FreezePeriod, *, actor: Actor, at: datetime) -> None:
    """Remove a period that was not meant; the log keeps it."""
    session.delete(period)
    audit.record(period, Tag.FREEZE_PERIOD_REMOVED, actor=actor, at=at)


def _fill(period: FreezePeriod, closing: Closing) -> None:
    period.starts_on, period.ends_on = closing.starts_on, closing.ends_on
    period.reason = closing.reason
