"""What a court answered can be corrected: then everything is as if the right answer had been noted at once."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from registry.access import waiting
from registry.agreements import actions, decided_content, queries
from registry.agreements.models import Edition
from registry.agreements.shown_status import shown_status
from registry.agreements.workflow import State
from registry.audit.models import AuditEntry
from registry.audit.tags import Tag
from registry.city.budgets import queries as budgets
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.decisions.court_rules import CourtFacts, correcting_problems
from registry.matters.decisions.models import Appeal, AppealOutcome
from tests.agreements.conftest import NOON, ROLE_MAILBOX, TODAY
from tests.agreements.test_courts import in_court, mailed
from tests.agreements.test_decided_content import aside, attest, is_refused, sign, with_payment
from tests.money.payments.test_actions import confirmed

EARLY, LATE = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ANSWERED = {"appealed_on": TODAY, "judged_on": TODAY}
FACTS = {
    "no answer": CourtFacts(appealed_on=TODAY),
    "rejected": CourtFacts(**ANSWERED, outcome=AppealOutcome.REJECTED, settled_on=TODAY),
    "annulled, can be appealed": CourtFacts(**ANSWERED, outcome=AppealOutcome.ANNULLED),
    "annulled": CourtFacts(**ANSWERED, outcome=AppealOutcome.ANNULLED, settled_on=TODAY),
    "stayed": CourtFacts(appealed_on=TODAY, stayed_on=TODAY),
}

# What was noted, and what it should have been: to and from what lets the decision fall.
PAIRS = (
    ("annulled", "rejected"),
    ("rejected", "annulled"),
    ("annulled", "annulled, can be appealed"),
    ("stayed", "annulled"),
    ("annulled", "no answer"),
)


def correct(desk, made: Appeal, told: CourtFacts, *, reason: str = "Fel mål.") -> None:
    decisions.correct(made, told, reason=reason, seen=made.version, actor=desk.registrar, at=NOON)
    session.flush()
    session.expire_all()


def noted(desk, one: Edition, *facts: CourtFacts) -> tuple:
    """Note an appeal, let its facts be these one after the other, and return everything that follows."""
    made = in_court(desk, one, ())
    session.flush()
    for told in facts:
        correct(desk, made, told)
    whole = queries.whole(one.id, anew=True)
    return (
        whole.agreement.state,
        budgets.committed(),
        decided.final_decision(made.decision_id).standing(TODAY),
        [decision.voided_at for decision in _decisions(one)],
        decided_content.decided(whole) is not None,
        is_refused(lambda: sign(desk, one)) if whole.agreement.state is State.APPROVED else "",
        is_refused(lambda: attest(desk, one)) if whole.agreement.state is State.ACTIVE else "",
        shown_status([whole], TODAY)[one.id],
        sorted(line.kind for line in waiting.of(desk.registrar, TODAY)),
    )


def _decisions(one: Edition):
    return [step.decision for round_ in approvals.rounds(one.id) for step in round_.steps if step.decision]


def sent(desk) -> Edition:
    one = with_payment(desk)
    confirmed(one)
    actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
    return desk.kept(one)


def test_corrected_it_is_as_if_the_right_answer_had_been_noted_at_once(desk):
    one = sent(desk)
    for state in (State.DECLINED, State.APPROVED, State.ACTIVE):
        with aside():
            desk.decide(
                desk.fresh(one), *((Outcome.DECLINE,) if state is State.DECLINED else ()), reason="Nej"
            )
            if state is State.ACTIVE:
                sign(desk, one)
            session.flush()
            pairs = PAIRS if state is State.ACTIVE else PAIRS[:2]
            right = {}
            for meant in {pair[1] for pair in pairs}:
                with aside():
                    right[meant] = noted(desk, one, FACTS[meant])
            assert len(set(map(str, right.values()))) == len(right), "the answers differ in what follows"
            for wrong, meant in pairs:
                with aside():
                    assert noted(desk, one, FACTS[wrong], FACTS[meant]) == right[meant], (state, wrong, meant)


@pytest.mark.both_engines
def test_it_says_why_before_and_after_are_kept_and_the_party_is_told(desk):
    one = sent(desk)
    desk.decide(desk.fresh(one))
    sign(desk, one)
    one = desk.kept(one)
    made = in_court(desk, one, ())
    correct(desk, made, FACTS["annulled"])
    session.commit()
    with pytest.raises(DomainError) as refused:
        correct(desk, made, FACTS["rejected"], reason=" ")
    assert [problem.field for problem in refused.value.problems] == ["reason"]
    session.rollback()
    told = mailed(ROLE_MAILBOX)
    correct(desk, made, FACTS["rejected"])
    assert mailed(ROLE_MAILBOX) == told + 1
    session.commit()
    rows = select(AuditEntry).options(joinedload(AuditEntry.payload)).order_by(AuditEntry.seq.desc())
    entry = session.scalars(rows.where(AuditEntry.tag == Tag.APPEAL_CORRECTED.value)).first()
    change = next(one for one in entry.payload.changes if one["field"] == "outcome")
    kept = [change[when]["with"][-1] for when in ("old", "new")]
    assert (kept, entry.payload.note) == (["annulled", "rejected"], "Fel mål.")
    with pytest.raises(Stale):
        decisions.correct(
            made, FACTS["stayed"], reason="Fel", seen=made.version - 1, actor=desk.registrar, at=NOON
        )


@pytest.mark.both_engines
def test_what_has_happened_since_is_not_undone_by_a_correction_and_it_says_what_to_do(desk):
    one = sent(desk)
    with aside():
        desk.decide(desk.fresh(one), Outcome.DECLINE, reason="Nej")
        made = in_court(desk, one, ())
        session.flush()
        correct(desk, made, FACTS["annulled"])
        actions.submit(desk.fresh(one), note=None, **desk.by_preparer(desk.fresh(one)))
        session.flush()
        words = is_refused(lambda: correct(desk, made, FACTS["rejected"]))
        assert "gått vidare" in words
        assert "nytt beslut" in words
    desk.decide(desk.fresh(one))
    sign(desk, one)
    made = in_court(desk, one, ())
    session.flush()
    correct(desk, made, FACTS["annulled"])
    joint = desk.fresh(one).agreement.collaboration
    again = desk.fill(desk.fresh(actions.create(joint, clauses=(), actor=desk.preparer, at=NOON)))
    actions.submit(again, note=None, **desk.by_preparer(again))
    session.commit()
    assert "annat avtal i samverkan" in is_refused(lambda: correct(desk, made, FACTS["rejected"]))
    session.rollback()


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"appealed_on": LATE}, "appealed_on"),
        ({"outcome": AppealOutcome.REJECTED}, "judged_on"),  # an answer has a day
        ({"judged_on": TODAY}, "outcome"),  # and a day an answer
        ({"settled_on": TODAY}, "outcome"),
        ({"outcome": AppealOutcome.REJECTED, "judged_on": TODAY, "settled_on": EARLY}, "settled_on"),
        ({"stay_ended_on": TODAY}, "stayed_on"),
        ({"stayed_on": TODAY, "stay_ended_on": EARLY}, "stay_ended_on"),
        # what is put right was annulled with legal force
        ({"outcome": AppealOutcome.REJECTED, "judged_on": TODAY, "rectified_on": TODAY}, "rectified_on"),
        ({"outcome": AppealOutcome.ANNULLED, "judged_on": TODAY, "rectified_on": TODAY}, "rectified_on"),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(told, field):
    facts = CourtFacts(**{"appealed_on": TODAY, **told})
    found = correcting_problems(facts, decided_on=EARLY - timedelta(days=9), on=TODAY)
    assert [problem.field for problem in found] == [field]
