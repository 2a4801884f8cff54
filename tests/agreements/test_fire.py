"""The judgement of `make fire` can fail: a clean database passes, and every planted defect is found as what it is."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from benchmarks.fire import breaks, verdict
from benchmarks.fire.journal import MARK, Attempt
from registry.core.database import session
from registry.matters.approvals import rules
from registry.matters.approvals.models import Decision, Outcome

pytestmark = pytest.mark.unaudited("plants what nobody logged")
FOUND_AS = {
    "inserted": "wrongful",
    "copied": "double",
    "removed": "lost",
    "content": "wrongful",
    "level": "wrongful",
}


@pytest.fixture
def attempts(desk) -> dict[str, Attempt]:
    """A matter that was returned, one that was approved and one that waits; what people were told of each."""
    made = {}
    for outcome in (Outcome.RETURN, Outcome.APPROVE):
        one, number = desk.submitted(), f"7-{len(made)}"
        made[number] = Attempt(
            number, 7, one.id, str(desk.unit_head.user_id), outcome.value, acknowledged=True
        )
        desk.decide(one, outcome, reason=MARK + number)
        desk.kept(one)
    desk.submitted()
    return made


def test_planted_defects_are_found(attempts, desk, monkeypatch):
    clean = verdict.judge(attempts, set())
    assert not clean.is_wrong, clean
    assert (clean.acknowledged, clean.found) == (2, 2)
    monkeypatch.setattr(session, "commit", session.flush)  # each defect is taken back after it
    for name, as_what in FOUND_AS.items():
        breaks.DEFECTS[name][1]()
        assert getattr(verdict.judge(attempts, set()), as_what), name
        session.rollback()
        session.expire_all()
    assert not verdict.judge(attempts, set()).is_wrong


def test_what_nobody_was_told_is_found(attempts, desk):
    unanswered = {number: replace(one, acknowledged=None) for number, one in attempts.items()}
    assert verdict.judge(unanswered, killed={7}).wrongful == []  # in flight when the process was killed
    assert len(verdict.judge(unanswered, killed=set()).wrongful) == 2
    assert len(verdict.judge({}, killed={7}).wrongful) == 2


def test_a_decision_outside_the_order_is_found(attempts, desk, monkeypatch):
    monkeypatch.setattr(rules, "authority_problems", rules.authority_problems)  # put back afterwards
    breaks.anybody_decides()
    one, number = desk.submitted(), "7-9"
    desk.decide(one, by=desk.other_head, reason=MARK + number)
    desk.kept(one)
    made = session.scalars(select(Decision).where(Decision.matter_id == one.id)).one()
    told = {
        **attempts,
        number: Attempt(number, 7, one.id, str(made.decided_by_id), made.outcome.value, acknowledged=True),
    }
    assert any("does not hold the post" in words for words in verdict.judge(told, set()).wrongful)
