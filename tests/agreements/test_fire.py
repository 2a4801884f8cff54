"""The judgement of `make fire` can fail: a clean database passes, and every planted defect is found as what it is."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from benchmarks.fire import breaks, deeds, verdict
from benchmarks.fire.journal import MARK, Attempt
from registry.agreements import actions
from registry.agreements.choices import SignatureMethod
from registry.core.database import session, transaction_moment
from registry.core.money import Money
from registry.matters.approvals import rules
from registry.matters.approvals.models import Decision, Outcome, Round
from registry.matters.decisions.models import Execution
from registry.money.payments import actions as payments
from registry.money.payments import queries as due
from registry.money.payments.models import Attestation
from tests.agreements import events
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_decided_content import with_payment
from tests.money.payments.test_actions import holding

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


def test_what_is_signed_and_paid_is_held_against_the_decision_of_that_moment(desk, monkeypatch):
    one = with_payment(desk)
    now = events.around(desk, one)
    events.account_of(now, "party", "5402-9681")
    one = desk.fresh(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.kept(one))
    one = desk.kept(one)
    day = {"signed_on": TODAY, "today": TODAY, "at": NOON}
    actions.sign(one, method=SignatureMethod.PAPER, actor=desk.registrar, note=MARK + "7-1", **day)
    one, head = desk.kept(one), holding(desk)
    key = one.payments[0].id
    payments.attest(due.due(head, key), note=MARK + "7-2", actor=head, at=NOON)
    moments = {str(key): transaction_moment().isoformat()}
    session.commit()
    told = [
        Attempt(f"7-{n}", 7, one.id, "", act, acknowledged=True) for n, act in ((1, "sign"), (2, "attest"))
    ]
    assert (list(deeds.lost_or_double(told, set())), list(deeds.wrongful(moments))) == ([], [])
    assert any("nobody saw" in words for words in deeds.wrongful({}))
    refused = [replace(attempt, acknowledged=False) for attempt in told]
    assert [what for what, _words in deeds.lost_or_double(refused, set())] == ["wrongful", "wrongful"]
    monkeypatch.setattr(session, "commit", session.flush)
    exchange = update(Round).values(content={"parties": [{"organisation_number": "802000-0025"}]})
    for broken, found in (
        (exchange, lambda: any("its parties were" in words for words in deeds.wrongful(moments))),
        (exchange, lambda: any("is paid to" in words for words in deeds.wrongful(moments))),
        (update(Attestation).values(amount=Money.kronor(1)),
         lambda: any("instead of" in words for words in deeds.wrongful(moments))),
        (delete(Attestation), lambda: dict(deeds.lost_or_double(told, set())).keys() == {"lost"}),
        (update(Execution).values(note="Nu"), lambda: dict(deeds.lost_or_double(told, set())).keys() == {"lost"}),
    ):  # fmt: skip
        session.execute(broken)
        session.expire_all()
        assert found(), str(broken)
        session.rollback()
        session.expire_all()
