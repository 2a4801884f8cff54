"""In a freeze period nothing is sent for decision; whoever decides what waits is warned, and decides all the same."""

import pytest

from registry.agreements import actions
from registry.agreements.workflow import State
from registry.city.deadlines import actions as deadlines
from registry.city.deadlines import queries as calendar
from registry.city.deadlines.rules import Closing
from registry.core.errors import DomainError
from registry.matters.approvals.models import Outcome
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_decided_content import aside


def close(desk):
    deadlines.add_period(Closing(TODAY, TODAY, "bokslut för 2026"), actor=desk.preparer, at=NOON)


def test_nothing_is_sent_and_the_sentence_names_the_period(desk):
    one = desk.fill(desk.draft())
    close(desk)
    with pytest.raises(DomainError, match=f"till och med den {TODAY}: bokslut för 2026"):
        actions.submit(one, note=None, **desk.by_preparer(one))
    assert one.agreement.state is State.DRAFT


def test_whoever_decides_what_waits_is_warned_and_decides(desk):
    one = desk.submitted()
    close(desk)
    (warned,) = calendar.settling_warnings(TODAY)
    assert warned.message.startswith(f"Det är stängd period till och med den {TODAY}: bokslut för 2026.")
    for outcome, state in (
        (Outcome.APPROVE, State.APPROVED), (Outcome.DECLINE, State.DECLINED), (Outcome.RETURN, State.RETURNED),
    ):  # fmt: skip
        with aside():
            desk.decide(one, outcome, reason="Det kan inte vänta")
            assert desk.fresh(one).agreement.state is state
