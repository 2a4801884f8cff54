"""What the nämnd decided is recorded as it was: each outcome has its own word and its own effect."""

import pytest
from sqlalchemy import Uuid, literal, select

from registry.access import waiting
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import ELECTED, Post
from registry.agreements import actions, decided_content, funding, queries
from registry.agreements.actions import create
from registry.agreements.models import Edition, Goal, YearlyAmount
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.budgets import queries as budgets
from registry.collaborations import running
from registry.collaborations.choices import CollaborationStatus
from registry.collaborations.running import Running
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed, Stale
from registry.core.money import Money
from registry.matters import queries as matters
from registry.matters.actions import committee_decided_on_fallen
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import BY_COMMITTEE, BY_DELEGATE, Outcome
from registry.matters.decisions import actions as after
from registry.matters.decisions import queries as decisions
from registry.matters.decisions.models import AppealOutcome
from registry.matters.decisions.rules import FINAL
from registry.partners.organisations import bound
from tests.agreements.conftest import NOON, TODAY
from tests.agreements.test_decided_content import aside, first, is_refused, sign, with_payment

pytestmark = pytest.mark.both_engines
KRONOR = 9_000_000
# The outcome, in its own word: where the agreement goes, and whether it takes of the frames.
OUTCOMES = {
    Outcome.APPROVE: ("Bifall", State.APPROVED, True),
    Outcome.AMEND: ("Bifall med ändring", State.AMENDED, True),
    Outcome.DECLINE: ("Avslag", State.DECLINED, False),
    Outcome.RETURN: ("Återremiss", State.RETURNED, False),
    Outcome.TABLE: ("Bordläggning", State.SUBMITTED, False),
    Outcome.DISMISS: ("Avvisning", State.CLOSED, False),
    Outcome.CLOSE: ("Avskrivning", State.CLOSED, False),
}


def record(
    desk, one: Edition, outcome: Outcome, *, reason: str | None = "4 Mkr", paragraph: str = "§ 9", **more
):
    step, said = matters.committee_step(one), {"paragraph": paragraph, "case_number": "AMN 2026/9", **more}
    return actions.committee_decided(
        one, step, outcome, meeting_on=TODAY, reason=reason, actor=desk.registrar, at=NOON, **said
    )


def sent(desk) -> Edition:
    one = with_payment(desk, KRONOR)
    actions.submit(one, note=None, **desk.by_preparer(one))
    return desk.kept(one)


def kinds(actor) -> set[WaitingKind]:
    return {line.kind for line in waiting.of(actor, TODAY)}


def test_each_outcome_of_the_namnd_has_its_own_word_and_effect(desk):
    one = sent(desk)
    claims = funding.claims(one)
    assert set(OUTCOMES) == set(BY_COMMITTEE)
    for outcome, (word, state, takes) in OUTCOMES.items():
        with aside():
            made = record(desk, queries.whole(one.id, anew=True), outcome)
            session.flush()
            assert (made.said, made.meeting_on) == (word, TODAY)
            assert queries.whole(one.id, anew=True).agreement.state is state, outcome
            assert budgets.committed() == (claims if takes else {}), outcome
            assert (is_refused(lambda: sign(desk, one)) == "") is (outcome is Outcome.APPROVE), outcome
            waits = WaitingKind.COMMITTEE in kinds(desk.registrar)
            assert waits is (outcome is Outcome.TABLE), "it waits for the next meeting, and only then"
            listed = [entry.what for entry in decisions.of_matter(desk.registrar, one.id)]
            assert bool(listed) is (outcome in FINAL), outcome
    for outcome in (Outcome.AMEND, Outcome.DECLINE, Outcome.RETURN):
        assert is_refused(lambda said=outcome: record(desk, one, said, reason=" ")), "it says why, or what"


def test_a_round_that_fell_is_still_closed_by_what_the_namnd_decided_on_its_content(desk):
    """It stands for the text that was sent: signing waits while what binds differs, or for a new decision."""
    one = sent(desk)
    for ended in (False, True):
        for outcome, state in ((Outcome.APPROVE, State.APPROVED), (Outcome.DECLINE, State.DECLINED)):
            with aside():
                _fall(desk, queries.whole(one.id, anew=True), ended=ended)
                for wrong in (Outcome.TABLE, Outcome.RETURN, Outcome.AMEND):
                    assert "fallit" in is_refused(lambda said=wrong: on_fallen(desk, one, said))
                made = on_fallen(desk, one, outcome)
                session.flush()
                assert queries.whole(one.id, anew=True).agreement.state is state
                assert [row.id for row in decisions.of_matter(desk.registrar, one.id)] == [made.id]
                if outcome is Outcome.APPROVE:
                    assert "stämmer inte" in is_refused(lambda: sign(desk, one))
                with pytest.raises(Stale):
                    on_fallen(desk, one, outcome)
    assert is_refused(lambda: on_fallen(desk, desk.submitted(), Outcome.APPROVE)), "it waits for a delegate"


def test_a_body_of_the_namnd_is_asked_for_the_same_right_to_close_what_fell_as_what_waits(desk):
    one = sent(desk)
    for body in ELECTED:
        who = {"body": body, "member": "Kim Ledamot" if body is Post.MEMBER else None, "reason": "Brådskande"}
        with aside():
            waits = is_refused(lambda told=who: record(desk, one, Outcome.APPROVE, **told))
        with aside():
            _fall(desk, queries.whole(one.id, anew=True), ended=False)
            assert (
                is_refused(lambda told=who: on_fallen(desk, one, Outcome.APPROVE, **told)) == waits != ""
            ), body


def _fall(desk, one: Edition, *, ended: bool) -> None:
    actions.recall(one, reason="Fel", actor=desk.preparer, at=NOON)
    actions.write(one, goals=[Goal(text="Något annat")], **desk.by_preparer(one))
    if ended:
        actions.withdraw(one, reason="Nej", actor=desk.preparer, at=NOON)


def on_fallen(desk, one: Edition, outcome: Outcome, **more):
    told = {"meeting_on": TODAY, "paragraph": "§ 9", "case_number": "AMN 2026/9", "reason": "Därför", **more}
    whole = queries.whole(one.id, anew=True)
    return committee_decided_on_fallen(whole, outcome, **told, actor=desk.registrar, at=NOON)


def test_what_is_bound_is_said_before_anything_changes_who_the_party_is(desk):
    """Merging, renumbering, importing and undoing ask it; what was refused or given up binds nothing."""
    running, draft, refused = desk.active(), desk.draft(), desk.in_state(State.DECLINED)
    ids = {one.id: first(one).id for one in (running, draft, refused)}
    assert bound.by(desk.registrar, list(ids.values())) == [f"{running.title} (Pågår)"]
    assert bound.by(desk.registrar, select(literal(ids[running.id], Uuid()))) == [f"{running.title} (Pågår)"]
    assert bound.by(desk.registrar, [ids[draft.id], ids[refused.id]]) == []
    with guard.resting():
        running.secrecy = "OSL 26:1"
        session.flush()
    assert bound.by(desk.other_head, list(ids.values())) == ["Ett ärende (Pågår)"], (
        "it binds, and is not named"
    )


def test_what_is_refused_is_no_longer_planned(desk):
    """A list of collaborations says what came of it; taken up again it is planned again."""
    one = desk.submitted()
    with guard.resting():
        one.agreement.collaboration.status = CollaborationStatus.PLANNED
        session.flush()
    desk.decide(one, Outcome.DECLINE, reason="Pengarna räcker inte")
    one = desk.kept(one)
    joint = one.agreement.collaboration
    assert (joint.status, joint.status_on) == (CollaborationStatus.NOT_BEGUN, TODAY)
    assert running.of(joint, TODAY, months=12).running is Running.NOT_BEGUN
    again = desk.fill(desk.fresh(create(joint, clauses=(), actor=desk.preparer, at=NOON)))
    actions.submit(again, note=None, **desk.by_preparer(again))
    assert desk.kept(again).agreement.collaboration.status is CollaborationStatus.PLANNED


def test_what_was_changed_can_be_posted_and_appealed_before_its_text_is_confirmed(desk):
    """What was noted of it follows to the confirmed text; a court that annuls it lets it fall before that, too."""
    one = sent(desk)
    record(desk, one, Outcome.AMEND, reason="Beloppet ska vara 4 000 000 kr.")
    one = desk.kept(one)
    (entry,) = decisions.of_matter(desk.registrar, one.id)
    days = {"adjusted_on": TODAY, "posted_on": TODAY, "actor": desk.registrar, "at": NOON}
    after.post(entry, **days)
    made = after.appeal(entry, appealed_on=TODAY, court_case="7-26", note=None, actor=desk.registrar, at=NOON)
    one = desk.kept(one)
    with aside():
        answer = after.Judgment(AppealOutcome.ANNULLED, TODAY, TODAY)
        after.settle(made, answer, seen=made.version, actor=desk.registrar, at=NOON)
        session.flush()
        assert (queries.whole(one.id, anew=True).agreement.state, budgets.committed()) == (State.ANNULLED, {})
        assert is_refused(lambda: adopt(desk, queries.whole(one.id, anew=True)))
    changed(desk, one)
    adopt(desk, queries.whole(one.id, anew=True))
    one = desk.kept(one)
    (entry,) = decisions.of_matter(desk.registrar, one.id)
    assert (entry.row.posted_on, [row.court_case for row in entry.appeals]) == (TODAY, ["7-26"])
    assert [row.id for row in decisions.carrying(one.id)] == [entry.id]


def changed(desk, one: Edition) -> None:
    """Write in the amount as the nämnd changed it."""
    one = queries.whole(one.id, anew=True)
    money = [YearlyAmount(year=2026, amount=Money.kronor(4_000_000))]
    one.payments[0].amount = Money.kronor(4_000_000)
    actions.write(one, yearly=money, economy_text=None, **desk.by_preparer(one))
    desk.kept(one)


def test_what_was_put_off_is_decided_at_the_next_meeting(desk):
    one = sent(desk)
    first = record(desk, one, Outcome.TABLE, reason=None)
    one = desk.kept(one)
    record(desk, one, Outcome.APPROVE, paragraph="§ 12")
    one = desk.kept(one)
    assert one.agreement.state is State.APPROVED
    made = [step.decision for step in approvals.rounds(one.id)[0].steps]
    assert [(one.outcome, one.voided_at) for one in made] == [(Outcome.TABLE, None), (Outcome.APPROVE, None)]
    assert [row.id for row in approvals.approvals_of(one.id)] == [made[1].id]
    assert first.id == made[0].id


def test_a_delegate_neither_amends_nor_puts_off(desk):
    one = desk.submitted()
    for outcome in set(Outcome) - set(BY_DELEGATE):
        assert "Bara nämnden" in is_refused(lambda said=outcome: desk.decide(one, said, reason="Nej"))


def test_what_the_namnd_changed_is_written_in_and_confirmed_by_another(desk):
    """The changed text is what is decided: it is what is frozen, takes of the frames, and is signed."""
    one = sent(desk)
    record(desk, one, Outcome.AMEND, reason="Beloppet ska vara 4 000 000 kr.")
    one = desk.kept(one)
    assert decided_content.decided(one) is None
    assert WaitingKind.ADOPT in kinds(desk.registrar)
    with aside():
        assert "densamma" in is_refused(lambda: adopt(desk, one))
        assert is_refused(lambda: actions.submit(one, note=None, **desk.by_preparer(one)))
        assert is_refused(lambda: actions.withdraw(one, reason="Nej", actor=desk.preparer, at=NOON))
    changed(desk, one)
    one = queries.whole(one.id, anew=True)
    with pytest.raises(NotAllowed):
        adopt(desk, one, by=desk.preparer)
    adopt(desk, one)
    one = desk.kept(one)
    assert one.agreement.state is State.APPROVED
    assert budgets.committed() == funding.claims(one)
    (entry,) = decisions.of_matter(desk.registrar, one.id)
    assert (entry.what, entry.decided_on, entry.row.paragraph) == ("Bifall med ändring", TODAY, "§ 9")
    assert decided_content.problems(one, decided_content.decided(one), on=TODAY) == []
    with aside():
        sign(desk, one)
    with pytest.raises(DomainError):
        adopt(desk, one)


def adopt(desk, one: Edition, *, by=None) -> None:
    actions.adopt(one, seen=one.version, actor=by or desk.registrar, at=NOON)
