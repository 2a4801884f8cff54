"""Whatever is done to a question in whichever order, what must hold holds."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.core import workflow
from registry.core.database import session
from registry.core.errors import DomainError
from registry.enquiries.handling import actions, queries
from registry.enquiries.handling.rules import TreatmentFacts
from registry.enquiries.workflow import MOVE_OF, OPEN_TO_CHANGE, WORKFLOW, CommitteeOutcome, EnquiryState
from registry.matters.decisions import statements
from tests.enquiries.handling.conftest import TODAY, Office

pytestmark = pytest.mark.both_engines
_S = EnquiryState
EVENTS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(["write", "head", "director", "ask", "send", "recall", "answer"]),
            st.integers(0, 2),
        ),
        st.tuples(st.sampled_from(list(CommitteeOutcome)), st.integers(0, 4)),
    ),
    min_size=4,
    max_size=14,
)


def do(office: Office, made, event, number: int) -> None:
    at, seen = office.at(number), made.version
    by = {"actor": office.registrar, "at": at, "seen": seen}
    if isinstance(event, CommitteeOutcome):
        actions.treat(made, TreatmentFacts(TODAY + timedelta(days=number), event), **by)
    elif event == "write":
        office.write(made, summary=f"Lydelse {number}")
    elif event in {"head", "director"}:
        actions.attest(made, words=queries.case_of(made).words, actor=getattr(office, event), at=at)
    elif event == "ask":
        actions.change(made, office.facts(questions=(f"Fråga {number}?",)), None, **by)
    elif event == "answer":
        actions.answer(made, answered_on=at.date(), **by)
    else:
        getattr(actions, event)(made, **by)


def must_hold(made, steps) -> None:
    case = queries.case_of(made)
    is_attested = case.written is not None and statements.is_attested(case.given, case.basis)
    assert is_attested is (made.state not in {_S.RECEIVED, _S.UNDER_WORK}), "attested, and of what stands"
    given = [one.post for one in case.approvals]
    assert given == list(statements.needed(case.basis))[: len(given)], "in order, each once"
    assert not {one.person_id for one in case.approvals} & queries.writers(made)
    outcomes = [one.outcome for one in sorted(made.treatments, key=lambda one: one.recorded_at)]
    final = {CommitteeOutcome.APPROVED, CommitteeOutcome.REFERRED}
    assert bool(set(outcomes) & final) is (made.state in {_S.DECIDED, _S.ANSWERED})
    assert len({one.meeting_on for one in made.treatments}) == len(made.treatments)
    assert bool(made.answered_on) is (made.state is _S.ANSWERED)
    states = [_S.RECEIVED, *(_S(step.target) for step in steps)]
    for before, step in zip(states, steps, strict=False):
        move = WORKFLOW.transitions[step.transition]
        assert (before in move.sources, _S(step.source)) == (True, before), "no state is skipped"
    assert states[-1] is made.state
    assert sum(step.transition in MOVE_OF.values() for step in steps) == len(made.treatments)


@settings(
    max_examples=12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(events=EVENTS)
def test_any_order_of_events_keeps_what_must_hold(office: Office, events):
    whole = session.begin_nested()
    made = office.register()
    for event, number in events:
        before = made.state, queries.case_of(made).words
        try:
            with session.begin_nested():
                do(office, made, event, number)
        except DomainError:
            made = office.fresh(made)
            assert (made.state, queries.case_of(made).words) == before, "what is refused changes nothing"
        else:
            assert event not in {"write", "ask"} or before[0] in OPEN_TO_CHANGE
        made = office.fresh(made)
        must_hold(made, workflow.history(made.id))
    whole.rollback()
    session.expire_all()
