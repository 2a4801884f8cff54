"""Jäv found after a decision: the right body decides anew on the same content, and nothing is paid until it has.

And what is delegated the nämnd may take back and decide itself.
"""

from datetime import timedelta

import pytest
from sqlalchemy import update

from registry.access import waiting
from registry.access.roles import Post
from registry.agreements import actions, decided_content, queries
from registry.agreements.models import FundingShare
from registry.agreements.reopening import actions as reopening
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.shown_status import shown_status
from registry.agreements.terminating import actions as terminating
from registry.agreements.terminating import queries as terminations
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.delegation.models import DecisionType, DelegationRule
from registry.core.database import session
from registry.core.errors import NotAllowed
from registry.core.money import Money
from registry.matters import actions as actions_of_matters
from registry.matters import queries as matters
from registry.matters.approvals import actions as approvals
from registry.matters.approvals import queries as rounds
from registry.matters.approvals import trials
from registry.matters.approvals.actions import moving
from registry.matters.approvals.models import ConflictGround, Outcome, RoundStatus
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.decisions.models import AppealOutcome
from registry.matters.impartiality import actions as impartiality
from registry.money.payments import actions as payments
from registry.money.payments import queries as due
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_committee import record
from tests.agreements.test_courts import judged
from tests.agreements.test_decided_content import aside, is_refused, sign, with_payment
from tests.agreements.test_who_decides_today import LOST
from tests.money.payments.test_actions import confirmed

pytestmark = pytest.mark.both_engines
DAY = timedelta(days=1)
SAID = {"reason": "Därför.", "at": NOON}


def jav(desk, one, name):
    """Somebody asks about the person, who stands aside."""
    person = getattr(desk, name)
    impartiality.raise_question(
        matters.matter(desk.group, one.id), person_id=person.user_id, ground=ConflictGround.OTHER,
        reason="Gift med kassören", actor=desk.group, at=NOON,
    )  # fmt: skip
    (row,) = (row for row in rounds.recusals(one.id) if row.person_id == person.user_id)
    approvals.stand_aside(row, actor=person, at=NOON)
    session.flush()
    session.expire_all()
    return row


def runs(desk):
    one = with_payment(desk)
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.kept(one))
    sign(desk, one)
    confirmed(desk.fresh(one))
    return desk.kept(one)


def answered(desk, one, outcome, by):
    desk.decide(queries.whole(one.id, anew=True), outcome, by=by, reason="Prövat.")
    session.flush()
    session.expire_all()
    return queries.whole(one.id, anew=True)


def attested(desk, one):
    """Let two people above attest the first payment: the head finds nothing of it."""
    whole = queries.whole(one.id, anew=True)
    for person in (desk.division_head, desk.director):
        payments.attest(due.due(person, whole.payments[0].id), note=None, actor=person, at=NOON)


def stops(one):
    return " ".join(
        problem.message for problem in decided_content.problems(one, decided_content.decided(one), on=TODAY)
    )


def test_what_is_signed_is_decided_anew_by_the_level_above_and_nothing_is_paid_until_then(desk):
    one = runs(desk)
    jav(desk, one, "unit_head")
    one = desk.kept(one)
    step = matters.open_step(one)
    assert (one.agreement.state, step.post) == (State.ACTIVE, Post.DIVISION_HEAD)
    assert one.id in {line.matter_id for line in waiting.of(desk.division_head, TODAY)}
    assert ("avdelningschef@demo.example", f"Väntar på ditt beslut: {one.title}") in {
        (to, subject) for to, subject, _body in desk.mail(one)
    }
    assert f"{Money.kronor(90_000)} som inte är betalt väntar" in stops(one)
    assert "prövas på nytt" in is_refused(lambda: attested(desk, one))
    assert shown_status([one], TODAY)[one.id][0] == "Beslutet prövas på nytt"
    assert "prövas på nytt" in is_refused(
        lambda: reopening.reopen(
            one, ground=DEFAULT_GROUNDS[0], minutes=None, actor=desk.division_head, **SAID
        )
    )
    for outcome in (Outcome.RETURN, Outcome.DECLINE, Outcome.AMEND, Outcome.TABLE):
        assert is_refused(lambda what=outcome: desk.decide(one, what, by=desk.division_head, reason="Nej"))


def test_what_is_signed_stands_when_the_right_body_confirms_it_and_falls_when_it_does_not(desk):
    one = runs(desk)
    before = decided_content.decided(one).content_hash
    jav(desk, one, "unit_head")
    one = desk.kept(one)
    with aside():
        after = answered(desk, one, Outcome.APPROVE, desk.division_head)
        (rests_on,) = rounds.approvals_of(one.id)
        assert (after.agreement.state, rests_on.decided_by_id) == (State.ACTIVE, desk.division_head.user_id)
        assert (after.signed_on, decided_content.decided(after).content_hash) == (TODAY, before)
        (first,) = rounds.rounds(one.id)[1].steps
        assert "var jävig" in first.decision.void_reason
        assert not stops(after)
        attested(desk, after)
        jav(desk, one, "division_head")  # who confirmed it: the next level
        assert matters.open_step(after).post is Post.DIRECTOR
        assert answered(desk, one, Outcome.REVOKE, desk.director).agreement.state is State.REVOKED
        assert not rounds.approvals_of(one.id)
    with aside():
        after = answered(desk, one, Outcome.REVOKE, desk.division_head)
        made = decided.withdrawal_by(rounds.rounds(one.id)[0].steps[0].decision.id)
        assert (after.agreement.state, made.is_begun, made.ground) == (
            State.REVOKED, True, "Beslutsfattaren var jävig",
        )  # fmt: skip
        assert "pågår inte" in is_refused(lambda: attested(desk, after))
    with aside():
        record(desk, queries.whole(one.id, anew=True), Outcome.APPROVE)
        (rests_on,) = rounds.approvals_of(one.id)
        assert rests_on.paragraph == "§ 9", "the nämnd may take back this too"


def test_the_trial_ends_when_there_was_no_conflict_or_the_decision_falls_otherwise(desk):
    one = runs(desk)
    row = jav(desk, one, "unit_head")
    one = desk.kept(one)
    settled = {"meeting_on": TODAY, "paragraph": "§ 4", "actor": desk.registrar, "at": NOON}
    with aside():
        approvals.contest(row, reason="Nej.", actor=desk.unit_head, at=NOON)
        approvals.settle_question(row, has_conflict=False, **settled)
        session.flush()
        session.expire_all()
        assert rounds.rounds(one.id)[0].status is RoundStatus.VOIDED
        assert not stops(queries.whole(one.id, anew=True))
        (rests_on,) = rounds.approvals_of(one.id)
        assert rests_on.decided_by_id == desk.unit_head.user_id
        lost = [to for to, subject, _body in desk.mail(one) if subject.startswith(LOST)]
        assert lost[-1:] == ["avdelningschef@demo.example"]
    with aside():
        first = rounds.rounds(one.id)[1].steps[0].decision
        told = {"appealed_on": TODAY, "court_case": "1-26", "note": None, "actor": desk.registrar, "at": NOON}
        appeal = decisions.appeal(decided.entry(desk.registrar, first.id), **told)
        session.flush()
        judged(AppealOutcome.ANNULLED, TODAY)(desk, appeal)
        session.flush()
        session.expire_all()
        assert queries.whole(one.id, anew=True).agreement.state is State.ANNULLED
        assert trials.trial_anew(one.id) is None
    jav(desk, one, "division_head")  # while it tries it: on to the next level
    assert matters.open_step(one).post is Post.DIRECTOR


def test_what_is_not_signed_is_not_signed_until_it_is_confirmed_and_goes_back_when_it_is_not(desk):
    one = desk.approved()
    jav(desk, one, "unit_head")
    one = desk.kept(one)
    assert "prövas på nytt" in is_refused(lambda: sign(desk, one))
    with aside():
        assert answered(desk, one, Outcome.REVOKE, desk.division_head).agreement.state is State.RETURNED
    assert answered(desk, one, Outcome.APPROVE, desk.division_head).agreement.state is State.APPROVED
    sign(desk, one)
    assert queries.whole(one.id, anew=True).agreement.state is State.ACTIVE


def test_only_what_the_person_decided_is_decided_anew(desk):
    units = desk.world.units
    one = desk.fill(desk.draft(), 150_000)
    shares = [
        FundingShare(position=place, unit_id=units[code], year=2027, amount=Money.kronor(75_000))
        for place, code in enumerate(("EC", "FARSTA"))
    ]
    actions.write(one, shares=shares, **desk.by_preparer(one))
    actions.submit(one, note=None, **desk.by_preparer(desk.kept(one)))
    one = desk.kept(one)
    part(desk, one, "unit_head")
    with aside():  # found before the last has decided: as soon as all have
        jav(desk, one, "unit_head")
        assert trials.trial_anew(one.id) is None
        part(desk, one, "other_head")
        (step,) = rounds.open_steps(trials.trial_anew(one.id))
        assert (step.area_unit_id, step.post) == (units["EC"], Post.DIVISION_HEAD)
        assert "prövas på nytt" in stops(queries.whole(one.id, anew=True))
    part(desk, one, "other_head")
    assert len(rounds.approvals_of(one.id)) == 2
    jav(desk, one, "other_head")
    (step,) = rounds.open_steps(trials.trial_anew(one.id))
    assert step.area_unit_id == units["FARSTA"]
    answered(desk, one, Outcome.APPROVE, desk.division_head)
    deciders = {made.decided_by_id for made in rounds.approvals_of(one.id)}
    assert deciders == {desk.unit_head.user_id, desk.division_head.user_id}


def part(desk, one, name):
    """Decide for the own area."""
    person, one = getattr(desk, name), queries.whole(one.id, anew=True)
    step, round_ = matters.open_step(one, person, TODAY), matters.open_round(one)
    actions_of_matters.declare(one, step, has_conflict=False, ground=None, actor=person, at=NOON)
    seen = {"seen_round": round_.number, "seen_hash": round_.content_hash, "reason": None}
    actions_of_matters.decide(one, step, Outcome.APPROVE, actor=person, at=NOON, **seen)
    session.flush()
    session.expire_all()


def test_a_termination_ends_nothing_while_it_is_decided_anew(desk):
    one, last = runs(desk), terminating.Ending(TODAY, "Parten läggs ner.")
    with guard.resting():  # the points are about ending now
        session.execute(update(DelegationRule).values(decision_type=DecisionType.TERMINATE))
        session.commit()
    made = terminating.send(one, last, has_conflict=False, actor=desk.preparer, at=NOON)
    session.flush()
    desk.decide(ending(made))
    jav(desk, made, "unit_head")
    terminating.end_due({}, NOON + DAY)
    assert queries.whole(one.id, anew=True).agreement.state is State.ACTIVE
    desk.decide(ending(made), by=desk.division_head)
    terminating.end_due({}, NOON + DAY)
    assert queries.whole(one.id, anew=True).agreement.state is State.ENDED


def ending(made):
    session.flush()
    session.expire_all()
    return terminations.whole(made.id)


def test_the_namnd_takes_back_what_is_delegated_and_decides_all_that_waits(desk):
    one = desk.submitted()
    for outcome, state in (
        (Outcome.APPROVE, State.APPROVED), (Outcome.DECLINE, State.DECLINED), (Outcome.RETURN, State.RETURNED),
    ):  # fmt: skip
        with aside():
            made = record(desk, queries.whole(one.id, anew=True), outcome)
            session.flush()
            assert (made.paragraph, made.committee_case_number) == ("§ 9", "AMN 2026/9")
            assert queries.whole(one.id, anew=True).agreement.state is state
            lost = [to for to, subject, _body in desk.mail(one) if subject.startswith(LOST)]
            assert lost == ["enhetschef@demo.example"]
    with aside():
        record(desk, queries.whole(one.id, anew=True), Outcome.TABLE)
        moving.reroute_all({}, NOON)
        assert matters.open_step(one).post is None, "what it has taken back and put off stays its own"
    with aside():
        refused = is_refused(
            lambda: actions_of_matters.committee_decided(
                one, matters.committee_step(one), Outcome.APPROVE, meeting_on=TODAY, paragraph="§ 9",
                case_number="AMN 2026/9", reason=None, actor=desk.registrar, at=NOON, body=Post.PRESIDIUM,
            )
        )  # fmt: skip
        assert "Bara nämnden själv" in refused
    with pytest.raises(NotAllowed):
        approvals.record_committee(
            matters.committee_step(one), Outcome.APPROVE, meeting_on=TODAY, paragraph="§ 9", case_number="AMN 2026/9",
            actor=desk.division_head, at=NOON,
        )  # fmt: skip
