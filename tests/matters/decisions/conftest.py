"""Rounds that are closed every way there is, stored as what a test starts from."""

from datetime import datetime
from itertools import count
from uuid import UUID

import pytest
from sqlalchemy import select

from registry import settings
from registry.access.roles import Post
from registry.audit import guard
from registry.city.delegation.models import DelegationRule
from registry.core.database import session
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus, Step, StepPart
from registry.matters.decisions import queries
from registry.matters.decisions.entries import FinalDecision
from tests import factories
from tests.matters.approvals.conftest import NOON, World, make_world
from tests.plain import plain_app

SETTINGS = settings.Settings(
    database_url="", secret_key="a key for the tests alone, not for use", secure_cookies=False
)
numbers = count(1)


@pytest.fixture
def plain(database):
    with plain_app(database) as app:
        settings.use(SETTINGS)
        yield app


@pytest.fixture
def world(plain) -> World:
    with guard.resting():
        made = make_world()
        session.commit()
    return made


def rule_of(reported: bool) -> UUID:
    """Return a point that is reported, or one that is not."""
    points = session.scalars(select(DelegationRule).order_by(DelegationRule.number)).all()
    point = points[0] if reported else points[1]
    point.reported = reported
    return point.id


def decided(
    world: World,
    *,
    outcome: Outcome = Outcome.APPROVE,
    status: RoundStatus = RoundStatus.APPROVED,
    reported: bool = True,
    committee: bool = False,
    part: StepPart = StepPart.DECISION,
    at: datetime = NOON,
    matter_id: UUID | None = None,
) -> UUID:
    """Store a matter with one decision in a round of the status, and return the decision's identifier."""
    number = next(numbers)
    with guard.resting():
        round_ = Round(
            matter_id=matter_id or factories.matter(f"Ärende {number}").id, number=number, status=status,
            content={"title": f"Ärende {number}", "case_number": f"AMF 2026/{number}", "kind_label": "IOP",
                     "parties": [{"name": "Föreningen"}], "yearly": [{"year": 2027, "amount": 100}]},
            content_hash=f"{number:064d}", facts=world.facts().stored(), explanation=[],
            submitted_by_id=world.preparer.user_id, submitted_by="Handläggare", submitted_at=at,
        )  # fmt: skip
        session.add(round_)
        session.flush()
        step = Step(
            round_id=round_.id, position=0, post=None if committee else Post.UNIT_HEAD, unit_id=world.units["EC"],
            rule_id=None if committee else rule_of(reported), reason="", is_open=False, opened_at=at, part=part,
        )  # fmt: skip
        session.add(step)
        session.flush()
        made = Decision(
            matter_id=round_.matter_id, step_id=step.id, outcome=outcome, content_hash=round_.content_hash,
            decided_by_id=world.unit_head.user_id, decided_by="Enhetschef", title="Enhetschef", at=at,
            meeting_on=at.date() if committee else None, paragraph="§ 3" if committee else None,
        )  # fmt: skip
        session.add(made)
        session.flush()
    return made.id


def entry(world: World, decision_id: UUID) -> FinalDecision:
    found = queries.entry(world.registrar, decision_id)
    assert found is not None
    return found


__all__ = ["NOON", "decided", "entry", "plain", "rule_of", "world"]
