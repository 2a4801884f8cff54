"""The desk of the agreements, with a matter that waits for the unit head until Friday 27 November 2026."""

from datetime import UTC, date, datetime

import pytest

from registry.access.roles import Role
from registry.audit import guard
from registry.city.accounts.models import RoleGrant
from registry.core.database import session
from registry.matters import queries as matters
from tests.agreements.conftest import Desk, desk, work

__all__ = ["desk", "work"]

DUE = date(2026, 11, 27)


def morning(day: date) -> datetime:
    """Half past six in Stockholm, when the worker has planned the day."""
    return datetime(day.year, day.month, day.day, 5, 30, tzinfo=UTC)


@pytest.fixture
def waiting(desk: Desk):
    """An agreement that was sent on Saturday 21 November, and whose due day is the Friday after."""
    one = desk.submitted()
    with guard.resting():
        matters.open_step(one).due_on = DUE
        session.add(
            RoleGrant(user_id=desk.registrar.user_id, role=Role.REGISTRAR, starts_on=date(2026, 1, 1))
        )
        session.commit()
    return desk.fresh(one)
