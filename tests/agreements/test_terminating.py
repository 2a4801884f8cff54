"""Ending an agreement before its last day is a decision: routed, decided, and what follows of it."""

from datetime import date, timedelta

import pytest

from registry.access import waiting
from registry.access.kinds_of_waiting import WaitingKind
from registry.agreements import actions as actions_of
from registry.agreements import queries
from registry.agreements.models import Edition, Payment, YearlyAmount
from registry.agreements.reopening import actions as withdrawing
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.shown_status import shown_status
from registry.agreements.terminating import actions
from registry.agreements.terminating import queries as terminations
from registry.agreements.terminating.actions import Ending
from registry.agreements.terminating.models import Termination
from registry.agreements.terminating.workflow import TerminationState
from registry.agreements.workflow import State
from registry.city.budgets import queries as budgets
from registry.city.delegation.models import DecisionType
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed
from registry.core.money import Money
from registry.matters import actions as matter_actions
from registry.matters import queries as matters
from registry.matters.approvals import actions as approval_actions
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.models import ConflictGround, Outcome
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.decisions.court_rules import CourtFacts
from registry.matters.decisions.models import AppealOutcome
from registry.matters.impartiality import actions as impartiality
from registry.money.payments import actions as payments
from registry.money.payments import queries as due
from tests.agreements.conftest import NOON, ROLE_MAILBOX, TODAY
from tests.agreements.test_decided_content import aside, attest, is_refused, sign, with_payment
from tests.money.payments.test_actions import confirmed, holding

pytestmark = pytest.mark.both_engines
LAST = TODAY + timedelta(days=20)
AFTER = NOON + timedelta(days=21)


def send(desk, one: Edition, *, by=None, has_conflict: bool = False, ends_on=LAST) -> Termination:
    asked = Ending(ends_on, "Parten kan inte fortsätta.")
    return actions.send(one, asked, has_conflict=has_conflict, actor=by or desk.preparer, at=NOON)


def decide(desk, made: Termination, outcome: Outcome, *, by=None) -> None:
    by, step, round_ = by or desk.unit_head, matters.open_step(made), matters.open_round(made)
    matter_actions.declare(made, step, has_conflict=False, ground=None, actor=by, at=NOON)
    seen = {"seen_round": round_.number, "seen_hash": round_.content_hash}
    matter_actions.decide(made, step, outcome, actor=by, at=NOON, reason="Därför", **seen)


def by_committee(desk, made: Termination, outcome: Outcome) -> None:
    told = {"meeting_on": TODAY, "paragraph": "§ 3", "case_number": "AMN 2026/3", "reason": "Därför"}
    step = matters.committee_step(made)
    matter_actions.committee_decided(made, step, outcome, **told, actor=desk.registrar, at=NOON)


def state(one: Edition) -> State:
    session.expire_all()
    return queries.whole(one.id, anew=True).agreement.state


def test_only_who_prepares_asks_and_for_a_day_that_ends_it_early(desk):
    one = desk.active()
    with pytest.raises(NotAllowed):
        send(desk, one, by=desk.registrar)
    for wrong, field in (
        ({"ends_on": TODAY - timedelta(days=1)}, "ends_on"), ({"ends_on": one.ends_on}, "ends_on"),
        ({"has_conflict": True}, "has_conflict"),
    ):  # fmt: skip
        with pytest.raises(DomainError) as refused:
            send(desk, one, **wrong)
        assert [problem.field for problem in refused.value.problems] == [field]
    session.rollback()


def test_it_is_routed_decided_and_ends_after_its_last_day(desk):
    one = desk.active()
    made = send(desk, one)
    round_ = matters.open_round(made)
    assert RoutingFacts.restored(round_.facts).decision_type is DecisionType.TERMINATE
    assert made.case_number == one.case_number
    with pytest.raises(DomainError, match="redan ett sådant beslut"):
        send(desk, desk.fresh(one))
    assert state(one) is State.ACTIVE, "asking ends nothing"
    made = terminations.whole(made.id)
    assert matters.open_step(made).post is None, "the order gives nobody the right: the nämnd decides"
    lines = [line for line in waiting.of(desk.registrar, TODAY) if line.matter_id == made.id]
    assert [line.kind for line in lines] == [WaitingKind.COMMITTEE]
    by_committee(desk, made, Outcome.RETURN)
    assert (made.state, state(one)) == (TerminationState.RETURNED, State.ACTIVE)
    made = terminations.whole(made.id)
    again = {"has_conflict": False, "seen": made.version, "actor": desk.preparer, "at": NOON}
    actions.send_again(made, Ending(LAST, "Parten är upplöst."), **again)
    _ends_when_it_is_decided(desk, one, made)


def _ends_when_it_is_decided(desk, one: Edition, made: Termination) -> None:
    session.flush()
    told, taken = len(desk.mail(one)), budgets.committed()
    by_committee(desk, terminations.whole(made.id), Outcome.APPROVE)
    assert state(one) is State.ACTIVE, "it runs to its new last day"
    one = queries.whole(one.id)
    assert shown_status([one], TODAY)[one.id][1].startswith("Sista dag: ")
    assert [to for to, _s, _b in desk.mail(one)[told:] if to == ROLE_MAILBOX] == [ROLE_MAILBOX]
    actions.end_due({}, NOON)
    assert state(one) is State.ACTIVE
    actions.end_due({}, AFTER)
    assert (state(one), taken != {}) == (State.ENDED, True)
    _annulled(desk, terminations.whole(made.id))
    assert state(one) is State.ACTIVE, "what a court annuls ends nothing"
    assert budgets.committed() == taken
    session.commit()


def _annulled(desk, made: Termination) -> None:
    (entry,) = decided.of_matter(desk.registrar, made.id)
    told = {"appealed_on": TODAY, "court_case": None, "note": None}
    appeal = decisions.appeal(entry, **told, actor=desk.registrar, at=AFTER)
    session.flush()
    answer = decisions.Judgment(AppealOutcome.ANNULLED, TODAY, TODAY)
    decisions.settle(appeal, answer, seen=appeal.version, actor=desk.registrar, at=AFTER)
    assert terminations.whole(made.id, anew=True).state is TerminationState.ANNULLED


def test_nothing_is_paid_that_falls_due_after_the_decided_last_day_and_later_years_are_free(desk):
    one = with_payment(desk)
    confirmed(one)
    due_days = (LAST, LAST + timedelta(days=1), date(LAST.year + 1, 3, 1))
    kronor = (20_000, 20_000, 40_000)
    rows = [Payment(due_on=day, amount=Money.kronor(n)) for day, n in zip(due_days, kronor, strict=True)]
    money = [YearlyAmount(year=year, amount=Money.kronor(40_000)) for year in (LAST.year, LAST.year + 1)]
    one = desk.fresh(one)
    actions_of.write(one, yearly=money, payments=rows, economy_text=None, **desk.by_preparer(one))
    actions_of.submit(one, note=None, **desk.by_preparer(desk.kept(one)))
    desk.decide(desk.fresh(one))
    sign(desk, one)
    session.flush()
    assert {purse.year for purse in budgets.committed()} == {LAST.year, LAST.year + 1}
    by_committee(desk, send(desk, queries.whole(one.id, anew=True)), Outcome.APPROVE)
    session.flush()
    assert {purse.year for purse in budgets.committed()} == {LAST.year}
    head = holding(desk)
    for number, stopped in ((0, False), (1, True)):
        with aside():
            payment = due.due(head, queries.whole(one.id, anew=True).payments[number].id)
            words = is_refused(lambda asked=payment: payments.attest(asked, note=None, actor=head, at=NOON))
            assert ("upphör efter" in words) is stopped, words


def test_what_is_declined_goes_on_and_only_what_runs_is_ended(desk):
    one = desk.active()
    by_committee(desk, send(desk, one), Outcome.DECLINE)
    actions.end_due({}, AFTER)
    assert state(one) is State.ACTIVE
    made = send(desk, desk.fresh(one))
    desk.end(queries.whole(one.id, anew=True))
    session.expire_all()
    by_committee(desk, terminations.whole(made.id), Outcome.APPROVE)
    assert (state(one), made.state) == (State.ENDED, TerminationState.APPROVED), "it is recorded all the same"
    for other in (State.APPROVED, State.DECLINED):
        with pytest.raises(DomainError, match="pågår"):
            send(desk, desk.in_state(other))
        session.rollback()


def test_what_the_namnd_changed_is_written_in_as_it_decided_and_ends_then(desk):
    one = desk.active()
    made = send(desk, one)
    by_committee(desk, made, Outcome.AMEND)
    made = terminations.whole(made.id, anew=True)
    assert (made.state, state(one)) == (TerminationState.AMENDED, State.ACTIVE)
    assert WaitingKind.ADOPT in [line.kind for line in waiting.of(desk.registrar, TODAY)]
    (entry,) = decided.of_matter(desk.registrar, made.id)
    told = {"appealed_on": TODAY, "court_case": "8-26", "note": None}
    decisions.appeal(entry, **told, actor=desk.registrar, at=NOON)
    with pytest.raises(DomainError, match="redan ett sådant beslut"):
        send(desk, queries.whole(one.id, anew=True))
    with pytest.raises(NotAllowed):
        adopt(desk, made, LAST + timedelta(days=5), by=desk.preparer)
    for wrong in (LAST, TODAY - timedelta(days=1), one.ends_on):
        with pytest.raises(DomainError) as refused:
            adopt(desk, made, wrong)
        assert [problem.field for problem in refused.value.problems] == ["ends_on"]
    adopt(desk, made, LAST + timedelta(days=5))
    session.commit()
    made = terminations.whole(made.id, anew=True)
    assert made.state is TerminationState.APPROVED
    assert terminations.last_days([one.agreement_id]) == {one.agreement_id: LAST + timedelta(days=5)}
    (entry,) = decided.of_matter(desk.registrar, made.id)
    assert (entry.what, [row.court_case for row in entry.appeals]) == ("Bifall med ändring", ["8-26"])
    actions.end_due({}, NOON + timedelta(days=24))
    assert state(one) is State.ACTIVE
    actions.end_due({}, NOON + timedelta(days=26))
    assert state(one) is State.ENDED
    session.commit()


def adopt(desk, made: Termination, ends_on, *, by=None) -> None:
    whole = terminations.whole(made.id, anew=True)
    decided_so = Ending(ends_on, "Parten kan inte fortsätta.")
    actions.adopt(whole, decided_so, seen=whole.version, actor=by or desk.registrar, at=NOON)
    session.flush()


def test_a_decided_one_that_fell_can_be_followed_by_another(desk):
    """Withdrawn by the nämnd that made it: the agreement runs again, with its frames, and can be terminated anew."""
    one = desk.active()
    taken = budgets.committed()
    made = send(desk, one)
    by_committee(desk, made, Outcome.APPROVE)
    actions.end_due({}, AFTER)
    assert state(one) is State.ENDED
    made = terminations.whole(made.id, anew=True)
    said = {"reason": "Parten fortsätter.", "ground": DEFAULT_GROUNDS[2], "at": AFTER}
    told = {"minutes": withdrawing.Minutes(TODAY, "§ 5"), "carried_out": terminations.carried_out(made)}
    withdrawing.withdraw(made, **said, **told, actor=desk.registrar)
    session.commit()
    assert (state(one), budgets.committed()) == (State.ACTIVE, taken)
    made = terminations.whole(made.id, anew=True)
    assert made.state is TerminationState.REVOKED
    whats = sorted(entry.what for entry in decided.of_matter(desk.registrar, made.id))
    assert whats == ["Bifall", f"Återkallelse av beslutet den {TODAY}"]
    again = send(desk, queries.whole(one.id, anew=True))
    by_committee(desk, again, Outcome.APPROVE)
    session.commit()
    assert terminations.last_days([one.agreement_id]) == {one.agreement_id: LAST}


def test_a_wrong_answer_of_a_court_is_corrected_unless_more_has_been_paid_since(desk):
    one = with_payment(desk)
    confirmed(one)
    actions_of.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    desk.decide(desk.fresh(one))
    sign(desk, one)
    session.flush()
    made = send(desk, queries.whole(one.id, anew=True), ends_on=TODAY)
    by_committee(desk, made, Outcome.APPROVE)
    (entry,) = decided.of_matter(desk.registrar, made.id)
    told = {"appealed_on": TODAY, "court_case": None, "note": None}
    appeal = decisions.appeal(entry, **told, actor=desk.registrar, at=NOON)
    session.flush()
    answer = decisions.Judgment(AppealOutcome.ANNULLED, TODAY, TODAY)
    decisions.settle(appeal, answer, seen=appeal.version, actor=desk.registrar, at=NOON)
    session.commit()
    assert terminations.last_days([one.agreement_id]) == {}
    right = CourtFacts(appealed_on=TODAY, outcome=AppealOutcome.REJECTED, judged_on=TODAY, settled_on=TODAY)
    by = {"reason": "Fel mål", "actor": desk.registrar, "at": NOON}
    with aside():
        decisions.correct(appeal, right, seen=appeal.version, **by)
        session.flush()
        assert terminations.last_days([one.agreement_id]) == {one.agreement_id: TODAY}
        assert terminations.whole(made.id, anew=True).state is TerminationState.APPROVED
    attest(desk, one)
    session.flush()
    words = is_refused(lambda: decisions.correct(appeal, right, seen=appeal.version, **by))
    assert "90 000 kr som förfaller efter" in words.replace("\xa0", " ")
    session.rollback()


def test_what_came_back_is_taken_over_when_its_preparer_stands_aside(desk):
    made = send(desk, desk.active())
    other = desk.group
    with pytest.raises(DomainError, match="bereds inte"):
        actions.take_over(made, reason="Hjälper till", actor=other, at=NOON)
    by_committee(desk, made, Outcome.RETURN)
    impartiality.raise_question(
        made, person_id=desk.preparer.user_id, ground=ConflictGround.REPRESENTATIVE, reason="Sitter i styrelsen",
        actor=desk.director, at=NOON,
    )  # fmt: skip
    (row,) = approvals.recusals(made.id)
    approval_actions.stand_aside(row, actor=desk.preparer, at=NOON)
    assert terminations.termination(desk.preparer, made.id) is None
    kinds = {one.kind for one in waiting.of(other, TODAY) if one.matter_id == made.id}
    assert kinds == {WaitingKind.TAKE_OVER}
    actions.take_over(made, reason="Jäv", actor=other, at=NOON)
    assert made.prepared_by_id == other.user_id
    assert terminations.left(other) == []
    with pytest.raises(DomainError, match="redan"):
        actions.take_over(made, reason="Igen", actor=other, at=NOON)
    actions.send_again(
        made, Ending(LAST, "Nytt skäl."), has_conflict=False, seen=made.version, actor=other, at=NOON
    )
    assert made.state is TerminationState.SUBMITTED
    excluded = RoutingFacts.restored(matters.open_round(made).facts).excluded
    assert {desk.preparer.user_id, other.user_id} <= excluded, "neither of those who prepared it decides"
