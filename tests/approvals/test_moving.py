"""What moves up to where another area's decision waits becomes part of it: the lowest level that may decides once."""

import pytest

from registry.access.roles import Post
from registry.approvals import actions, queries
from registry.approvals.models import Outcome
from registry.approvals.routing import Share
from registry.core.database import session
from registry.core.money import Money
from tests.approvals.conftest import CASE, DAY, NOON

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
    assert [step.post for step in queries.open_steps(round_)] == [Post.UNIT_HEAD, Post.UNIT_HEAD]
    refer(world, round_, world.unit_head)
    refer(world, round_, world.other_head)
    (waits,) = queries.open_steps(round_)
    assert (waits.post, waits.area_unit_id) == (Post.DIVISION_HEAD, None)
