"""What moves up to where another area's decision waits becomes part of it: the lowest level that may decides once."""

import pytest
from sqlalchemy import select

from registry.access.roles import Post
from registry.city.delegation.models import DelegationRule
from registry.core.database import session
from registry.core.money import Money
from registry.matters.approvals import actions, queries
from registry.matters.approvals.models import ConflictGround, Decision, Outcome, StepPart
from registry.matters.approvals.routing import Share
from tests.matters.approvals.conftest import CASE, DAY, NOON

pytestmark = pytest.mark.unaudited("the agreement's own verbs write the log")


def refer(world, round_, who):
    """Refer up the step that is the person's, after saying that there is no conflict."""
    world.declare(round_, who)
    step = queries.step_for(round_, who, DAY)
    seen = {"seen_round": round_.number, "seen_hash": round_.content_hash, "case_number": CASE}
    actions.decide(step, Outcome.REFER, actor=who, at=NOON, reason="Större än den ser ut", **seen)
    session.commit()


def test_two_areas_that_move_up_meet_in_one_decision(world):
    half = ((2026, Money.kronor(75_000)),)
    shares = tuple(Share(world.units[code], half) for code in ("EC", "FARSTA"))
    round_ = world.submit(150_000, shares=shares)
    assert [step.post for step in queries.open_steps(queries.whole_round(round_.id))] == [
        Post.UNIT_HEAD,
        Post.UNIT_HEAD,
    ]
    refer(world, round_, world.unit_head)
    refer(world, round_, world.other_head)
    (waits,) = queries.open_steps(queries.whole_round(round_.id))
    assert (waits.post, waits.area_unit_id) == (Post.DIVISION_HEAD, None)


def test_a_second_signature_at_the_namnd_falls_with_the_point_that_asked_for_it(world):
    point = select(DelegationRule).where(DelegationRule.post == Post.DIVISION_HEAD)
    session.scalars(point).one().second_post = Post.DIRECTOR
    session.commit()
    round_ = world.submit(400_000)
    world.declare(round_, world.director, ConflictGround.OTHER)
    assert [(one.part, one.post) for one in queries.open_steps(queries.whole_round(round_.id))] == [
        (StepPart.DECISION, Post.DIVISION_HEAD), (StepPart.SECOND, None),
    ]  # fmt: skip
    refer(world, round_, world.division_head)
    assert [(one.part, one.post) for one in queries.open_steps(queries.whole_round(round_.id))] == [
        (StepPart.DECISION, None)
    ]


def test_the_round_of_a_decision_is_whole_whoever_holds_it(world):
    round_ = world.submit(150_000)
    world.declare(round_, world.unit_head)
    key = world.decide(round_, world.unit_head).id
    session.commit()
    session.expunge_all()
    assert len(queries.round_of(session.get_one(Decision, key)).steps) == 1
