"""Setting handling times and freeze periods, what they answer, and that the log has it."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit.models import AuditEntry
from registry.city.deadlines import actions, queries
from registry.city.deadlines.models import Stage
from registry.city.deadlines.rules import DEFAULTS, Closing, Times
from registry.core.database import session
from registry.core.errors import DomainError, Stale

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
ADMIN = Actor(UUID(int=1), "Admin", roles=frozenset({Role.ADMINISTRATOR}))
CLOSING = Closing(date(2026, 12, 14), date(2027, 1, 10), "bokslut för 2026")
WEEK = Times(10, 2, 1, 5)

pytestmark = pytest.mark.usefixtures("work")


def set_times(times=WEEK, seen=0):
    row = actions.set_times(Stage.DECIDE, times, seen=seen, actor=ADMIN, at=AT)
    session.commit()
    return row


def test_the_default_holds_until_a_time_is_set():
    assert queries.times(Stage.DECIDE) == DEFAULTS[Stage.DECIDE]
    assert queries.due_on(Stage.DECIDE, date(2026, 11, 23)) == date(2026, 11, 30)
    set_times()
    assert queries.times(Stage.DECIDE) == WEEK
    assert queries.due_on(Stage.DECIDE, date(2026, 11, 23)) == date(2026, 12, 7)
    assert session.scalars(select(AuditEntry.tag)).all() == ["handling_time.set"]


def test_a_stage_without_a_time_has_no_due_day():
    set_times(Times(0, 0, 0, 0))
    assert queries.due_on(Stage.DECIDE, date(2026, 11, 23)) is None


def test_who_saw_an_older_time_is_told():
    set_times()
    with pytest.raises(Stale):
        set_times(seen=0)


def test_a_freeze_period_moves_due_days_and_tells_before_and_during():
    actions.add_period(CLOSING, actor=ADMIN, at=AT)
    session.commit()
    assert queries.due_on(Stage.DECIDE, date(2026, 12, 10)) == date(2027, 1, 11)
    assert queries.freeze(date(2026, 12, 13)) is None
    assert queries.freeze(date(2026, 12, 14)).reason == "bokslut för 2026"
    assert queries.freeze(date(2027, 1, 11)) is None
    assert queries.warning(date(2026, 9, 1)) == (None, False)
    words, is_now = queries.warning(date(2026, 11, 23))
    assert ("Från den 2026-12-14" in words, is_now) == (True, False)
    words, is_now = queries.warning(date(2026, 12, 20))
    assert ("till och med den 2027-01-10: bokslut för 2026" in words, is_now) == (True, True)
    assert queries.sending_problems(date(2026, 12, 13)) == queries.settling_warnings(date(2026, 12, 13)) == []
    assert queries.sending_problems(date(2026, 12, 14))
    assert queries.settling_warnings(date(2026, 12, 14))


def test_a_period_is_changed_and_removed_and_never_laid_over_another():
    period = actions.add_period(CLOSING, actor=ADMIN, at=AT)
    session.commit()
    with pytest.raises(DomainError):
        actions.add_period(CLOSING, actor=ADMIN, at=AT)
    shorter = Closing(CLOSING.starts_on, date(2027, 1, 5), "bokslut")
    actions.change_period(period, shorter, seen=period.version, actor=ADMIN, at=AT)
    session.commit()
    assert queries.settling_warnings(date(2027, 1, 6)) == []
    actions.remove_period(period, actor=ADMIN, at=AT)
    session.commit()
    assert queries.periods() == []
    tags = session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)).all()
    assert [tag.partition(".")[2] for tag in tags] == ["added", "changed", "removed"]
