"""What one person ends or records alone is told at once to whoever lost, got or prepared the decision (ADR 0025)."""

import pytest
from sqlalchemy import select

from registry.access.roles import Role
from registry.agreements import actions
from registry.city.units import actions as units
from registry.city.units.models import Appointment
from registry.core.database import session
from registry.matters import queries as matters
from registry.matters.approvals.actions import moving
from registry.matters.approvals.models import Outcome
from tests import factories
from tests.agreements.conftest import NOON, TODAY

pytestmark = pytest.mark.both_engines


def told(desk, one, before: int) -> set[tuple[str, str]]:
    return {
        (to.partition("@")[0], subject.partition(":")[0]) for to, subject, _body in desk.mail(one)[before:]
    }


def test_a_post_that_is_ended_tells_who_decides_instead_and_who_no_longer_does(desk):
    one, admin = desk.submitted(), factories.acting(Role.ADMINISTRATOR, name="Administratör")
    before = len(desk.mail(one))
    post = session.scalars(select(Appointment).where(Appointment.user_id == desk.unit_head.user_id)).one()
    units.end_appointment(post, actor=admin, at=NOON)
    moving.reroute_all({}, NOON)
    session.flush()
    assert told(desk, one, before) == {
        ("enhetschef", "Väntar inte längre på dig"), ("avdelningschef", "Väntar på ditt beslut"),
    }  # fmt: skip


def test_what_the_namnd_takes_back_tells_who_had_it_and_who_prepared_it(desk):
    one = desk.submitted()
    before = len(desk.mail(one))
    said = {"meeting_on": TODAY, "paragraph": "§ 4", "case_number": "AMN 2026/4", "reason": "Därför"}
    step = matters.open_step(one)
    actions.committee_decided(one, step, Outcome.APPROVE, **said, actor=desk.registrar, at=NOON)
    session.flush()
    assert {to for to, _subject in told(desk, one, before)} >= {"enhetschef", "handlaggare"}
