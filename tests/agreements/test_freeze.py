"""In a freeze period nothing is sent for decision, and perhaps nothing settled either; going back works always."""

import pytest

from registry.agreements import actions
from registry.agreements.workflow import State
from registry.city.deadlines import actions as deadlines
from registry.city.deadlines.rules import Closing
from registry.core.errors import DomainError
from registry.matters.approvals.models import Outcome
from tests.agreements.conftest import NOON, TODAY


def close(desk, *, stops_decisions):
    closing = Closing(TODAY, TODAY, "bokslut för 2026", stops_decisions=stops_decisions)
    deadlines.add_period(closing, actor=desk.preparer, at=NOON)


def test_nothing_is_sent_and_the_sentence_names_the_period(desk):
    one = desk.fill(desk.draft())
    close(desk, stops_decisions=False)
    with pytest.raises(DomainError, match=f"till och med den {TODAY}: bokslut för 2026"):
        actions.submit(one, note=None, **desk.by_preparer(one))
    assert one.agreement.state is State.DRAFT


def test_what_waits_already_can_be_decided_unless_the_period_stops_that_too(desk):
    one = desk.submitted()
    close(desk, stops_decisions=False)
    desk.decide(one)
    assert desk.kept(one).agreement.state is State.APPROVED


@pytest.mark.parametrize("outcome", [Outcome.APPROVE, Outcome.DECLINE])
def test_nothing_is_settled_when_the_period_stops_decisions(desk, outcome):
    one = desk.submitted()
    close(desk, stops_decisions=True)
    with pytest.raises(DomainError, match="Inget godkänns eller avslås"):
        desk.decide(one, outcome, reason="Därför")


def test_a_matter_can_go_back_all_the_same(desk):
    one = desk.submitted()
    close(desk, stops_decisions=True)
    desk.decide(one, Outcome.RETURN, reason="Vi tar det efter bokslutet")
    assert desk.kept(one).agreement.state is State.RETURNED
