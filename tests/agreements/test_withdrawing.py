"""Withdrawing a decision is a decision of its own: in the register and on the lists, with ground and effects."""

from datetime import timedelta

import pytest

from registry.access import waiting
from registry.access.kinds_of_waiting import WaitingKind
from registry.agreements import actions, decided_content, queries
from registry.agreements.models import Edition
from registry.agreements.reopening import actions as withdrawing
from registry.agreements.reopening import queries as reopening
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.shown_status import shown_status
from registry.agreements.workflow import State
from registry.city.budgets import queries as budgets
from registry.core import jobs
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.documents import queries as stored
from registry.documents.models import DocumentType
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome, RoundStatus
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import content, documents
from registry.matters.decisions import queries as decided
from registry.matters.decisions.court_rules import CourtFacts
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.models import AppealOutcome, DecisionList
from registry.matters.decisions.rules import AppealStage, Force
from registry.settings import current
from tests.agreements.conftest import NOON, ROLE_MAILBOX, TODAY
from tests.agreements.test_committee import record, sent
from tests.agreements.test_courts import mailed
from tests.agreements.test_decided_content import aside, attest, is_refused, sign, with_payment
from tests.money.payments.test_actions import confirmed

pytestmark = pytest.mark.both_engines
GROUND = DEFAULT_GROUNDS[1]


def withdraw(desk, one: Edition, *, by=None, minutes=None) -> None:
    whole = queries.whole(one.id, anew=True)
    said = {"reason": "Uppgifterna var fel.", "ground": GROUND, "minutes": minutes}
    withdrawing.reopen(whole, **said, actor=by or desk.unit_head, at=NOON)
    session.flush()
    session.expire_all()


def decided_with_payment(desk) -> Edition:
    one = with_payment(desk)
    confirmed(one)
    actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    desk.decide(desk.fresh(one))
    return desk.kept(one)


def rows(desk, one: Edition) -> dict[Outcome, FinalDecision]:
    return {entry.row.outcome: entry for entry in decided.of_matter(desk.registrar, one.id)}


def test_it_is_a_row_of_its_own_and_everything_that_rested_on_the_first_stops(desk):
    one = decided_with_payment(desk)
    for begun, state in ((None, State.RETURNED), (sign, State.REVOKED), (attest, State.REVOKED)):
        with aside():
            if begun:
                sign(desk, one)
            if begun is attest:
                attest(desk, one)
            told = mailed(ROLE_MAILBOX)
            withdraw(desk, one)
            _stands_as_withdrawn(desk, one, state, begun)
            assert mailed(ROLE_MAILBOX) == told + 1, begun


def _stands_as_withdrawn(desk, one: Edition, state: State, begun) -> None:
    whole = queries.whole(one.id, anew=True)
    assert (whole.agreement.state, decided_content.decided(whole)) == (state, None)
    paid = {Money.kronor(90_000)} if begun is attest else set()
    assert set(budgets.committed().values()) == paid, "what is paid is out of the frame, the rest leaves it"
    assert is_refused(lambda: sign(desk, one))
    assert is_refused(lambda: attest(desk, one))
    found = rows(desk, one)
    assert set(found) == {Outcome.APPROVE, Outcome.REVOKE}
    first, withdrawal = found[Outcome.APPROVE], found[Outcome.REVOKE]
    assert first.remark == f"Gäller inte sedan {TODAY}: beslutet återkallades"
    assert first.standing(TODAY).force is Force.VOIDED
    assert (withdrawal.what, withdrawal.remark) == (
        f"Återkallelse av beslutet den {TODAY}", f"Grund: {GROUND}",
    )  # fmt: skip
    assert (withdrawal.who, withdrawal.row.rule_number) == (first.who, first.row.rule_number)
    assert (withdrawal.amount, withdrawal.place) == (first.amount, AppealStage.TO_REPORT)
    assert withdrawal.standing(TODAY).force is Force.UNPOSTED
    listed = content.decision_list(DecisionList(meeting_on=TODAY), [withdrawal], settings=current(), at=NOON)[
        "tables"
    ][0][0]
    assert (listed["what"], listed["remark"], listed["rule"]) == (
        withdrawal.what, withdrawal.remark, withdrawal.row.rule_number,
    )  # fmt: skip
    assert "terkalla" in " ".join(shown_status([whole], TODAY)[one.id]) or state is State.RETURNED
    lines = [line for line in waiting.of(desk.registrar, TODAY) if line.kind is WaitingKind.RECTIFY]
    assert bool(lines) is (begun is not None)
    if begun is attest:
        assert "90 000 kr" in lines[0].meta.replace("\xa0", " ")


def test_what_was_carried_out_is_said_before_and_noted_when_it_is_put_right(desk):
    one = decided_with_payment(desk)
    assert len(said(desk, one)) == 1, "the party knows of it, and nothing else has happened"
    sign(desk, one)
    attest(desk, one)
    words = " ".join(said(desk, one)).replace("\xa0", " ")
    assert f"undertecknat den {TODAY}" in words
    assert f"90 000 kr är betalt, senast den {TODAY}" in words
    withdraw(desk, one)
    made = decided.withdrawal_by(rows(desk, one)[Outcome.REVOKE].id)
    by = {"seen": made.version, "actor": desk.registrar, "at": NOON}
    for day, note in (
        (TODAY - timedelta(days=1), "Krävt"),
        (TODAY + timedelta(days=1), "Krävt"),
        (TODAY, " "),
    ):
        with pytest.raises(DomainError):
            decisions.rectify_withdrawal(made, rectified_on=day, note=note, **by)
    decisions.rectify_withdrawal(made, rectified_on=TODAY, note="90 000 kr är återbetalt.", **by)
    session.commit()
    assert WaitingKind.RECTIFY not in [line.kind for line in waiting.of(desk.registrar, TODAY)]


def said(desk, one: Edition) -> list[str]:
    whole = queries.whole(one.id, anew=True)
    return reopening.warnings(whole, reopening.carried_out(whole), TODAY)


def test_its_document_says_who_withdrew_which_decision_on_which_ground_and_the_party_gets_a_copy(
    desk, monkeypatch
):
    drawn = []
    monkeypatch.setattr(
        documents, "render_in_child", lambda name, data: drawn.append((name, data)) or b"%PDF-1.7"
    )
    one = decided_with_payment(desk)
    session.query(jobs.Job).delete()
    withdraw(desk, one, by=desk.division_head)
    one = desk.kept(one)
    (job,) = session.query(jobs.Job).filter(jobs.Job.name == "decisions.document").all()
    for _turn in range(2):
        jobs.handler_of(job.name)(job.payload, NOON)
        session.commit()
    kept = [row for row in stored.of_owner(desk.registrar, one.id) if row.round_id]
    assert {row.type: row.shown_to_partner for row in kept} == {
        DocumentType.DECISION: False,
        DocumentType.PARTY_DECISION: True,
    }
    assert {row.title.split(",")[0] for row in kept} == {"Beslut om återkallelse"}
    assert {name for name, _data in drawn} == {"withdrawal"}
    data = drawn[0][1]
    assert (data["ground"], data["withdrawn"]["on"]) == (GROUND, TODAY.isoformat())
    sentence = data["sentence"].replace("\xa0", " ")
    assert ", att återkalla beslutet den 21 november 2026 att ingå " in sentence
    assert "90 000 kr" in sentence
    assert data["decision"]["by"] != data["withdrawn"]["by"].split(",")[0]


def test_the_namnds_withdrawal_has_its_own_meeting_and_paragraph_and_waits_to_be_posted(desk):
    one = sent(desk)
    record(desk, one, Outcome.APPROVE)
    one = desk.kept(one)
    withdraw(desk, one, by=desk.registrar, minutes=withdrawing.Minutes(TODAY, "12"))
    row = rows(desk, one)[Outcome.REVOKE]
    assert [made.said for made in decisions_of(one)] == ["Återkallelse", "Bifall"]
    assert (row.row.paragraph, row.row.committee_case_number, row.row.meeting_on) == (
        "§ 12",
        "AMN 2026/9",
        TODAY,
    )
    assert (row.by_committee, row.place) == (True, AppealStage.TO_POST)
    session.commit()


def decisions_of(one: Edition):
    return [step.decision for round_ in approvals.rounds(one.id) for step in round_.steps if step.decision]


def test_a_court_that_annuls_the_withdrawal_lets_the_first_decision_stand_again(desk):
    one = decided_with_payment(desk)
    sign(desk, one)
    session.flush()
    taken = budgets.committed()
    withdraw(desk, one)
    annulled(desk, one)
    whole = queries.whole(one.id, anew=True)
    assert (whole.agreement.state, budgets.committed()) == (State.ACTIVE, taken)
    assert decided_content.problems(whole, decided_content.decided(whole), on=TODAY) == []
    assert [round_.status for round_ in approvals.rounds(one.id)] == [
        RoundStatus.ANNULLED,
        RoundStatus.APPROVED,
    ]
    assert WaitingKind.RECTIFY not in [line.kind for line in waiting.of(desk.registrar, TODAY)]
    with aside():
        attest(desk, one)
    withdraw(desk, one)
    assert queries.whole(one.id, anew=True).agreement.state is State.REVOKED, "it can be withdrawn anew"
    session.commit()


def test_a_court_that_annuls_what_was_withdrawn_already_changes_nothing_nor_does_correcting_it(desk):
    one = decided_with_payment(desk)
    sign(desk, one)
    withdraw(desk, one)
    entry = rows(desk, one)[Outcome.APPROVE]
    made = decisions.appeal(
        entry, appealed_on=TODAY, court_case=None, note=None, actor=desk.registrar, at=NOON
    )
    session.flush()
    by = {"actor": desk.registrar, "at": NOON}
    decisions.settle(made, decisions.Judgment(AppealOutcome.ANNULLED, TODAY, TODAY), seen=made.version, **by)
    session.flush()
    decisions.correct(made, CourtFacts(appealed_on=TODAY), reason="Fel mål", seen=made.version, **by)
    session.commit()
    whole = queries.whole(one.id, anew=True)
    assert (whole.agreement.state, decided_content.decided(whole)) == (State.REVOKED, None)


def test_unless_the_matter_has_gone_on_since(desk):
    one = decided_with_payment(desk)
    withdraw(desk, one)
    one = desk.kept(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.fresh(one))
    session.flush()
    latest = decided_content.decided(queries.whole(one.id, anew=True))
    annulled(desk, one)
    whole = queries.whole(one.id, anew=True)
    assert (whole.agreement.state, decided_content.decided(whole)) == (State.APPROVED, latest)
    session.commit()


def annulled(desk, one: Edition) -> None:
    made = decisions.appeal(
        rows(desk, one)[Outcome.REVOKE],
        appealed_on=TODAY,
        court_case=None,
        note=None,
        actor=desk.registrar,
        at=NOON,
    )
    session.flush()
    answer = decisions.Judgment(AppealOutcome.ANNULLED, TODAY, TODAY)
    decisions.settle(made, answer, seen=made.version, actor=desk.registrar, at=NOON)
    session.flush()
    session.expire_all()
