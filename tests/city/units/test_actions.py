"""Appointing somebody and ending an appointment, on a database."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.access.roles import Post, Role
from registry.audit.models import AuditEntry
from registry.city.accounts import sessions
from registry.city.accounts.models import UserSession
from registry.city.units import actions
from registry.city.units.models import Appointment
from registry.core.database import session
from registry.core.errors import DomainError
from tests.city.accounts import people
from tests.city.accounts.people import NOON, account, actor_of, appointment, organisation, role_of, unit

pytestmark = pytest.mark.usefixtures("work")

TODAY = NOON.date()


@pytest.fixture
def actor():
    return actor_of(account("admin@demo.example", Role.ADMINISTRATOR), Role.ADMINISTRATOR)


def new(user, starts_on=TODAY, **more):
    return Appointment(user_id=user.id, post=Post.UNIT_HEAD, starts_on=starts_on, **more)


def open_sessions(user):
    mine = UserSession.user_id == user.id, UserSession.ended_at.is_(None)
    return len(list(session.scalars(select(UserSession.id).where(*mine))))


def tags():
    session.commit()
    return list(session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)))


def test_appointment_makes_a_manager_and_signs_out(actor):
    user, place = account(), unit("farsta")
    sessions.open(user, at=NOON, device="")
    actions.appoint(place, new(user), actor=actor, at=NOON)
    assert open_sessions(user) == 0
    assert people.holder_of(Post.UNIT_HEAD, place.id, TODAY).user_id == user.id
    assert tags() == ["appointment.made"]


def test_ended_appointment_held_until_yesterday(actor):
    user, place = account(), unit("farsta")
    row = appointment(user, place)
    session.commit()
    sessions.open(user, at=NOON, device="")
    actions.end_appointment(row, actor=actor, at=NOON)
    assert open_sessions(user) == 0
    assert people.holder_of(Post.UNIT_HEAD, place.id, TODAY) is None
    assert people.holder_of(Post.UNIT_HEAD, place.id, TODAY - timedelta(days=1)).user_id == user.id
    assert tags()[-1] == "appointment.ended"


def test_partner_cannot_lead(actor):
    user = account()
    role_of(user, Role.PARTNER, organisation().id)
    with pytest.raises(DomainError, match="kan inte vara chef") as refused:
        actions.appoint(unit("farsta"), new(user), actor=actor, at=NOON)
    assert [problem.field for problem in refused.value.problems] == ["user"]


def test_rules_are_asked(actor):
    user = account()
    with pytest.raises(DomainError) as refused:
        actions.appoint(unit("farsta"), new(user, substitute_for_id=user.id), actor=actor, at=NOON)
    assert [problem.field for problem in refused.value.problems] == ["substitute_for"]
