"""What a court does with a decision is noted as it was, and everything that rests on it follows at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from registry.access import waiting
from registry.access.kinds_of_waiting import WaitingKind
from registry.agreements import actions, decided_content, partner, queries
from registry.agreements.models import Edition
from registry.agreements.shown_status import shown_status
from registry.agreements.workflow import State
from registry.city.budgets import queries as budgets
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.money import Money
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.decisions.models import Appeal, AppealOutcome
from registry.matters.decisions.rules import Force
from registry.notifications.models import OutboxMessage
from tests.agreements.conftest import NOON, ROLE_MAILBOX, TODAY
from tests.agreements.test_decided_content import aside, attest, is_refused, representing, sign, with_payment
from tests.money.payments.test_actions import confirmed

pytestmark = pytest.mark.both_engines
APPEALED_ON = TODAY
Act = Callable[[object, Appeal], None]


def judged(outcome: AppealOutcome, settled_on: date | None = None) -> Act:
    def act(desk, made: Appeal) -> None:
        answer = decisions.Judgment(outcome, APPEALED_ON, settled_on)
        decisions.settle(made, answer, seen=made.version, actor=desk.registrar, at=NOON)

    return act


def stayed(ended_on: date | None = None) -> Act:
    def act(desk, made: Appeal) -> None:
        days = {"stayed_on": APPEALED_ON, "stay_ended_on": ended_on}
        decisions.stay(made, **days, seen=made.version, actor=desk.registrar, at=NOON)

    return act


# What happens in court: the decision's legal force then, whether it falls, whether it may be carried out.
STEPS: dict[str, tuple[tuple[Act, ...], Force, bool, bool]] = {
    "appealed": ((), Force.APPEALED, False, True),
    "rejected, can be appealed": ((judged(AppealOutcome.REJECTED),), Force.APPEALED, False, True),
    "rejected": ((judged(AppealOutcome.REJECTED, TODAY),), Force.UNPOSTED, False, True),
    "dismissed": ((judged(AppealOutcome.DISMISSED, TODAY),), Force.UNPOSTED, False, True),
    "written off": ((judged(AppealOutcome.CLOSED, TODAY),), Force.UNPOSTED, False, True),
    "stayed": ((stayed(),), Force.STAYED, False, False),
    "stayed, and no longer": ((stayed(), stayed(TODAY)), Force.APPEALED, False, True),
    "stayed, then annulled, can be appealed": (
        (stayed(), judged(AppealOutcome.ANNULLED)), Force.OVERTURNED, False, False,
    ),
    "annulled, can be appealed": ((judged(AppealOutcome.ANNULLED),), Force.OVERTURNED, False, False),
    "annulled, and the next court let it stand": (
        (judged(AppealOutcome.ANNULLED), judged(AppealOutcome.REJECTED, TODAY)), Force.UNPOSTED, False, True,
    ),
    "annulled": ((judged(AppealOutcome.ANNULLED, TODAY),), Force.ANNULLED, True, False),
    "stayed, then annulled": ((stayed(), judged(AppealOutcome.ANNULLED, TODAY)), Force.ANNULLED, True, False),
}  # fmt: skip
FALLS_TO = {State.APPROVED: State.ANNULLED, State.ACTIVE: State.ANNULLED, State.DECLINED: State.RETURNED}


def in_court(desk, one: Edition, acts: tuple[Act, ...]) -> Appeal:
    decision = next(step.decision for step in approvals.rounds(one.id)[0].steps if step.decision)
    entry = decided.entry(desk.registrar, decision.id)
    told = {"appealed_on": APPEALED_ON, "court_case": "1-26", "note": None}
    made = decisions.appeal(entry, **told, actor=desk.registrar, at=NOON)
    for act in acts:
        session.flush()
        act(desk, made)
    return made


def mailed(to: str) -> int:
    return session.query(OutboxMessage).filter(OutboxMessage.recipient == to).count()


def test_each_thing_a_court_does_has_its_effect_at_once(desk):
    one = with_payment(desk)
    confirmed(one)
    actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    one = desk.kept(one)
    for state in (State.DECLINED, State.APPROVED, State.ACTIVE):
        with aside():
            if state is State.DECLINED:
                desk.decide(desk.fresh(one), Outcome.DECLINE, reason="Nej")
            else:
                desk.decide(desk.fresh(one))
            if state is State.ACTIVE:
                sign(desk, one)
            session.flush()
            for what, case in STEPS.items():
                if state is not State.APPROVED and case[3]:
                    continue  # what changes nothing for one that waits for signatures changes nothing later
                session.expire_all()
                with aside():
                    _holds(desk, one, state, what, case)


def _holds(desk, one: Edition, state: State, what: str, case: tuple) -> None:
    acts, force, falls, goes_on = case
    before, taken = mailed(ROLE_MAILBOX), budgets.committed()
    made = in_court(desk, one, acts)
    session.expire_all()
    whole, said = queries.whole(one.id, anew=True), f"{state}: {what}"
    assert decided.final_decision(made.decision_id).standing(TODAY).force is force, said
    assert whole.agreement.state is (FALLS_TO[state] if falls else state), said
    assert (budgets.committed() == {}) if falls else (budgets.committed() == taken), said
    told = mailed(ROLE_MAILBOX) > before
    verb = {State.APPROVED: sign, State.ACTIVE: attest}.get(state)
    if verb is not None:
        assert (is_refused(lambda: verb(desk, one)) == "") is goes_on, said
        shown = shown_status([whole], TODAY)[one.id][0]
        assert ("domstol" in shown) is not goes_on, (said, shown)
        assert told is (len(acts) > 1 or not goes_on), said
    if falls:
        assert decided_content.decided(whole) is None, said
        lines = [line.kind for line in waiting.of(desk.registrar, TODAY)]
        assert (WaitingKind.RECTIFY in lines) is (state is State.ACTIVE), (said, lines)
        assert not {WaitingKind.SIGN, WaitingKind.ATTEST} & set(lines), (said, lines)


def test_what_is_paid_stays_taken_and_what_was_carried_out_is_put_right(desk):
    one = with_payment(desk)
    confirmed(one)
    actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    desk.decide(desk.fresh(one))
    sign(desk, one)
    attest(desk, one)
    made = in_court(desk, one, (judged(AppealOutcome.ANNULLED, TODAY),))
    assert set(budgets.committed().values()) == {Money.kronor(90_000)}, "it is out of the frame already"
    for note, day, words in (
        ("", TODAY, "Skriv vad"),
        ("Krävt åter", TODAY + timedelta(days=1), "framtiden"),
    ):
        with pytest.raises(DomainError, match=words):
            decisions.rectify(
                made, rectified_on=day, note=note, seen=made.version, actor=desk.registrar, at=NOON
            )
    told = {"rectified_on": TODAY, "note": "Krävt åter"}
    decisions.rectify(made, **told, seen=made.version, actor=desk.registrar, at=NOON)
    assert WaitingKind.RECTIFY not in [line.kind for line in waiting.of(desk.registrar, TODAY)]
    with pytest.raises(Stale, match="laga kraft"):
        judged(AppealOutcome.REJECTED)(desk, made)
    mine = representing(one.agreement.collaboration.parties[0].organisation_id)
    found = partner.agreements(mine, [one.agreement.collaboration_id])
    assert [str(partner.STATUS[row.agreement.state]) for row in found] == ["Upphävt av domstol"]
    session.commit()


def test_days_that_cannot_be_right_are_refused_at_their_fields(desk):
    made = in_court(desk, desk.approved(), ())
    early, late = APPEALED_ON - timedelta(days=1), APPEALED_ON + timedelta(days=1)
    for act, field in (
        (judged(AppealOutcome.REJECTED, late), "settled_on"),
        (judged(AppealOutcome.REJECTED, early), "settled_on"),
        (stayed(early), "stay_ended_on"),
        (stayed(late), "stay_ended_on"),
    ):
        with pytest.raises(DomainError) as refused:
            act(desk, made)
        assert {problem.field for problem in refused.value.problems} == {field}
    told = {"rectified_on": TODAY, "note": "Inget"}
    with pytest.raises(DomainError, match="upphävt rättas"):
        decisions.rectify(made, **told, seen=made.version, actor=desk.registrar, at=NOON)
    session.commit()
