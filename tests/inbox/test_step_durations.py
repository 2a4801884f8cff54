"""Reading how long steps took, on both engines: what was decided, sent back and signed, and what waits."""

import pytest

from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.deadlines.models import Stage
from registry.core.database import session
from registry.inbox import step_durations
from tests.agreements.conftest import TODAY

pytestmark = pytest.mark.both_engines


def test_each_step_is_told_once_with_its_stage_and_whether_it_waits(desk):
    for state in (State.SUBMITTED, State.RETURNED):
        desk.in_state(state)
    one = desk.approved()
    with guard.resting():
        one.agreement.state, one.signed_on = State.ACTIVE, TODAY
        session.commit()
    found = step_durations.since(desk.preparer, TODAY, TODAY)
    assert sorted((one.stage, one.ended_on is None) for one in found) == [
        (Stage.DECIDE, False),
        (Stage.DECIDE, False),
        (Stage.DECIDE, True),
        (Stage.REPORT, True),
        (Stage.REVISE, True),
        (Stage.SIGN, False),
    ]
    assert {one.unit for one in found} == {"Etableringscentrum", "Registratorn"}
    assert all(one.due_on for one in found)
