"""Frames and decisions together: what an approval may cost, what it takes, and when it is given back."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from registry.agreements import actions, funding, queries
from registry.agreements.actions.running import finish
from registry.agreements.models import Agreement, Edition, FundingShare, YearlyAmount
from registry.agreements.recording import actions as recording
from registry.agreements.reopening.rules import DEFAULT_GROUNDS
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.budgets import queries as budgets
from registry.city.budgets.models import BudgetFrame
from registry.city.budgets.rules import Purse
from registry.city.delegation.models import DelegationOrder, OverFrame
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.matters import differences
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision, Outcome, RoundStatus
from registry.money.payments.models import Attestation
from tests import factories
from tests.agreements.conftest import NOON

pytestmark = pytest.mark.both_engines

THIS, NEXT = 2026, 2027


def kr(amount: int) -> Money:
    return Money.kronor(amount)


def prepared(desk, kronor: int = 40_000, shares=()) -> Edition:
    """A complete draft that costs something already this year."""
    one = desk.fill(desk.draft())
    period = {"starts_on": date(THIS, 12, 1), "ends_on": date(NEXT, 12, 31), "planned_participants": 40}
    actions.write(one, title=one.title, case_number=one.case_number, **period, **desk.by_preparer(one))
    years = [YearlyAmount(year=THIS, amount=kr(kronor)), YearlyAmount(year=NEXT, amount=kr(110_000))]
    actions.write(one, yearly=years, payments=[], economy_text=None, **desk.by_preparer(one))
    actions.write(one, shares=shares, **desk.by_preparer(one))
    return desk.kept(one)


def sent(desk, **more) -> Edition:
    one = prepared(desk, **more)
    actions.submit(one, note=None, **desk.by_preparer(one))
    return desk.kept(one)


def frame(desk, kronor: int, unit: str = "EC") -> None:
    factories.stored(BudgetFrame(unit_id=desk.world.units[unit], year=THIS, amount=kr(kronor)))


def order_says(over: OverFrame) -> None:
    session.execute(update(DelegationOrder).values(over_frame=over))


def test_an_approval_takes_its_cost_by_year_and_gives_back_what_is_not_used(desk):
    frame(desk, 100_000)
    one = sent(desk)
    ec = desk.world.units["EC"]
    (now, later) = (Purse(ec, None, THIS), Purse(ec, None, NEXT))
    assert funding.waiting() == [(now, kr(40_000)), (later, kr(110_000))]
    assert budgets.committed() == {}
    desk.decide(one)
    one = desk.kept(one)
    assert budgets.committed() == {now: kr(40_000), later: kr(110_000)}
    assert session.scalar(select(func.count(Attestation.id))) == 0, "a decision is not an attestation"
    one = desk.reopen(one)
    assert budgets.committed() == {}
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.kept(one))
    with guard.resting():
        session.execute(update(Agreement).where(Agreement.id == one.id).values(state=State.ACTIVE))
        session.commit()
    one = desk.kept(one)
    finish(one, reason="Klart", actor=desk.preparer, at=NOON)
    desk.kept(one)
    assert budgets.committed() == {now: kr(40_000)}, "what was meant for the years after the end is free"


def test_what_does_not_fit_cannot_be_approved_but_can_be_declined(desk):
    frame(desk, 39_999)
    one = sent(desk)
    with pytest.raises(DomainError) as error:
        desk.decide(one)
    said = error.value.problems[0].message.replace("\u00a0", " ")
    for part in ("39 999 kr", "0 kr är redan beslutat", "39 999 kr återstår", "kostar 40 000 kr"):
        assert part in said
    session.rollback()
    assert budgets.committed() == {}
    one = queries.whole(one.id)
    desk.decide(one, Outcome.DECLINE, reason="Pengarna räcker inte")
    assert desk.kept(one).agreement.state is State.DECLINED


def test_where_the_order_sends_it_up_the_level_of_the_frame_is_advised_to(desk):
    order_says(OverFrame.UP)
    one = sent(desk)
    assert queries.facts(one, at=NOON).over_frame == frozenset()
    frame(desk, 39_999)  # cut after it was sent
    one = desk.kept(one)
    assert queries.facts(one, at=NOON).over_frame == {desk.world.units["EC"]}
    with pytest.raises(DomainError, match="Skicka ärendet vidare till närmast högre nivå"):
        desk.decide(one)
    session.rollback()
    again = sent(desk)  # and what is sent now goes up at once
    assert matters.open_step(again).unit_id == desk.world.units["JT"]
    desk.decide(again, by=desk.division_head)
    assert desk.kept(again).agreement.state is State.APPROVED


def test_the_last_area_cannot_approve_what_an_earlier_ones_frame_no_longer_holds(desk):
    order_says(OverFrame.UP)
    units = desk.world.units
    shares = [
        FundingShare(unit_id=units["EC"], year=THIS, amount=kr(30_000)),
        FundingShare(unit_id=units["FARSTA"], year=THIS, amount=kr(10_000)),
        FundingShare(unit_id=units["EC"], year=NEXT, amount=kr(110_000)),
    ]
    one = sent(desk, shares=shares)
    desk.decide(one)
    frame(desk, 29_999)  # what was left has been taken since
    one = desk.kept(one)
    with pytest.raises(DomainError, match="Återlämna ärendet"):
        desk.decide(one, by=desk.other_head)
    session.rollback()


def test_without_a_frame_nothing_is_stopped_and_it_is_said(desk):
    one = sent(desk)
    words = [line.words for line in funding.frames(one, on=NOON.date())]
    assert "Ingen ram är registrerad" in words[0]
    assert "ska rymmas i det årets budget" in words[1]
    desk.decide(one)
    assert desk.kept(one).agreement.state is State.APPROVED


def test_the_shares_say_whose_frames_and_what_routing_is_told(desk):
    ec, farsta = desk.world.units["EC"], desk.world.units["FARSTA"]
    shares = [
        FundingShare(unit_id=ec, year=THIS, amount=kr(30_000)),
        FundingShare(unit_id=farsta, year=THIS, amount=kr(10_000)),
        FundingShare(unit_id=ec, year=NEXT, amount=kr(110_000)),
    ]
    one = prepared(desk, shares=shares)
    frame(desk, 9_999, "FARSTA")
    facts = queries.facts(one, at=NOON)
    assert [(share.unit_id, share.yearly) for share in facts.shares] == [
        (ec, ((THIS, kr(30_000)), (NEXT, kr(110_000)))),
        (farsta, ((THIS, kr(10_000)),)),
    ]
    assert facts.over_frame == {farsta}
    assert funding.claims(one)[Purse(farsta, None, THIS)] == kr(10_000)
    with pytest.raises(DomainError, match="på flera rader"):
        actions.write(one, shares=[shares[0], shares[0]], **desk.by_preparer(one))


def test_what_was_entered_into_before_takes_of_the_frames_too(desk):
    one = desk.recorded()
    assert budgets.committed() == {}
    recording.confirm(one, seen_paper=str(one.recorded.document_id), actor=desk.group, at=NOON)
    desk.kept(one)
    assert list(budgets.committed().values()) == [kr(40_000), kr(110_000)]


def test_reopening_voids_the_decision_tells_who_made_it_and_shows_what_changed_since(desk):
    one = desk.kept(desk.approved())
    decided = approvals.final_decision(one.id)
    with pytest.raises(DomainError):
        desk.reopen(desk.draft())
    session.rollback()
    one = desk.reopen(queries.whole(one.id), reason="Fel slutdag", by=desk.division_head)
    made = session.get_one(Decision, decided.id)
    assert (one.agreement.state, made.void_reason, made.voided_at) == (
        State.RETURNED,
        f"Fel slutdag. Grund: {DEFAULT_GROUNDS[-1]}.",
        NOON,
    )
    assert approvals.final_decision(one.id) is None
    assert [one.status for one in approvals.rounds(one.id)] == [RoundStatus.REVOKING, RoundStatus.REVOKED]
    told = [(to, subject) for to, subject, _body in desk.mail(one) if subject.startswith("Inget beslut")]
    lost = f"Inget beslut gäller längre: {one.title}"
    assert told == [("handlaggare@demo.example", lost), ("enhetschef@demo.example", lost)]
    actions.write(
        one, background="Bakgrund.", purpose="Ett annat syfte.", shared_values="Lika värde.",
        activities_text="Språkkafé.", internal_note=None, **desk.by_preparer(one),
    )  # fmt: skip
    actions.submit(one, note=None, **desk.by_preparer(one))
    one = desk.kept(one)
    again = f"Ändrat sedan du beslutade: {one.title}"
    assert ("enhetschef@demo.example", again) in [(to, subject) for to, subject, _body in desk.mail(one)]
    rounds = approvals.rounds(one.id)
    _round, changes = differences.since_decided_by(one, desk.unit_head, rounds)
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("Syfte", "Syfte.", "Ett annat syfte.")
    ]
    assert differences.since_decided_by(one, desk.division_head, rounds) is None


def test_what_changes_after_the_decision_is_shown(desk):
    one = desk.approved()
    assert differences.changed_since(one, approvals.rounds(one.id)[0], anew=False) == []
    with guard.resting():
        one.agreement.collaboration.parties[0].organisation.name = "Nytt namn"
        session.commit()
    one = queries.whole(one.id)
    found = differences.changed_since(one, approvals.rounds(one.id)[0], anew=False)
    assert {change.field.split(":")[0] for change in found} == {"Parter"}


def test_a_change_after_one_area_has_decided_lets_that_decision_fall_and_tells_who_made_it(desk):
    ec, farsta = desk.world.units["EC"], desk.world.units["FARSTA"]
    shares = [
        FundingShare(unit_id=ec, year=THIS, amount=kr(40_000)),
        FundingShare(unit_id=farsta, year=NEXT, amount=kr(110_000)),
    ]
    one = sent(desk, shares=shares)
    desk.decide(one)
    one = desk.kept(one)
    assert (one.agreement.state, budgets.committed()) == (State.SUBMITTED, {}), (
        "the other area has not decided"
    )
    with guard.resting():
        one.agreement.collaboration.parties[0].organisation.number = "802999-0000"
        session.commit()
    one = queries.whole(one.id)
    voided = actions.void_if_changed(one, actor=desk.other_head, at=NOON)
    one = desk.kept(one)
    assert voided is not None
    assert (one.agreement.state, approvals.current_round(one.id)) == (State.RETURNED, None)
    made = session.scalars(select(Decision).where(Decision.matter_id == one.id)).one()
    assert made.void_reason.startswith("Ändrat sedan det skickades: Parter")
    told = {to for to, subject, _body in desk.mail(one) if subject.startswith("Inget beslut gäller längre")}
    assert told == {"enhetschef@demo.example", "handlaggare@demo.example"}
