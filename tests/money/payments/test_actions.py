"""Attesting: a record of its own, made once by who answers for the money, while the agreement runs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from registry.access.actor import HeldPost
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Post, Role
from registry.access.waiting import Reader
from registry.agreements import actions as agreements
from registry.agreements import queries as read
from registry.agreements.models import Payment, YearlyAmount
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.matters.approvals.interest import Interest
from registry.matters.approvals.models import Decision, Recusal, RecusalStatus
from registry.money.payments import actions, queries
from registry.money.payments.models import Attestation
from registry.money.payments.waiting import payments
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import PayeeKind
from registry.partners.payees.workflow import PayeeState
from tests import factories
from tests.agreements.conftest import NOON, desk, work

__all__ = ["desk", "work"]  # fixtures
TODAY = NOON.date()


@pytest.fixture
def running(desk):
    """A decided and signed agreement with one payment soon and one next year."""
    one = desk.fill(desk.draft())
    period = {"starts_on": TODAY, "ends_on": date(2027, 12, 31), "planned_participants": 40}
    agreements.write(one, title=one.title, case_number=one.case_number, **period, **desk.by_preparer(one))
    rows = [Payment(due_on=TODAY + timedelta(days=9), amount=Money.kronor(150_000)),
            Payment(due_on=date(2027, 9, 1), amount=Money.kronor(1))]  # fmt: skip
    money = [
        YearlyAmount(year=2026, amount=Money.kronor(150_000)),
        YearlyAmount(year=2027, amount=Money.kronor(1)),
    ]
    agreements.write(one, yearly=money, payments=rows, economy_text=None, **desk.by_preparer(one))
    one = desk.kept(one)
    agreements.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.kept(one))
    return desk.signed(desk.kept(one))


def confirmed(one) -> None:
    """Let two people have confirmed where the partner is paid."""
    person, party = factories.acting(), one.agreement.collaboration.parties[0].organisation
    factories.stored(
        PayeeAccount(
            organisation_id=party.id, organisation_number=party.number, kind=PayeeKind.BANKGIRO,
            number="5402-9681", digits="54029681", holder_name="Föreningen", evidence="Brev",
            state=PayeeState.CONFIRMED, proposed_by_id=person.user_id, proposed_by="En", proposed_at=NOON,
            confirmed_by_id=person.user_id, confirmed_by="Två", confirmed_at=NOON,
        )
    )  # fmt: skip
    session.commit()


def holding(desk):
    """The head of the unit that pays, as signed in."""
    post = HeldPost(Post.UNIT_HEAD, desk.world.units["EC"])
    return replace(desk.unit_head, posts=(post,))


def count(model) -> int:
    return session.scalar(select(func.count(model.id)))


def test_a_payment_is_attested_by_two_and_is_no_decision(desk, running):
    head, payment = holding(desk), running.payments[0]
    due = queries.due(head, payment.id)
    with pytest.raises(DomainError, match="har inget bekräftat konto"):
        actions.attest(due, note=None, actor=head, at=NOON)
    confirmed(running)
    due = queries.due(head, payment.id)
    with pytest.raises(DomainError, match="inget uppdrag med budgetansvar för Etableringscentrum"):
        actions.attest(due, note=None, actor=desk.other_head, at=NOON)
    made = actions.attest(due, note="Rekvisition 1", actor=head, at=NOON)
    session.commit()
    assert (made.amount, made.person, made.title) == (Money.kronor(150_000), head.name, head.title)
    assert (count(Attestation), count(Decision)) == (1, 1), "an attestation is not a decision"
    assert (made.number, made.is_final, queries.paid([running.id])) == (1, False, {})
    with pytest.raises(DomainError, match="redan attesterat"):
        actions.attest(queries.due(head, payment.id), note=None, actor=head, at=NOON)
    last = actions.attest(queries.due(head, payment.id), note=None, actor=desk.division_head, at=NOON)
    session.commit()
    assert (last.number, last.is_final) == (2, True)
    assert [one.amount for one in queries.paid([running.id])[running.id]] == [Money.kronor(150_000)]
    tags = select(AuditEntry.tag).where(AuditEntry.object_id == made.id, AuditEntry.matter_id == running.id)
    assert list(session.scalars(tags)) == ["payment.attested"]
    with pytest.raises(DomainError, match="redan attesterad av"):
        actions.attest(queries.due(head, payment.id), note=None, actor=desk.director, at=NOON)


def told(actor, on=TODAY) -> list[list[WaitingKind]]:
    """What of payments waits for the actor, and what the actor sees waiting for somebody else."""
    found = list(payments(Reader(on, actor)))
    mine = [one.kind for one in found if one.who.includes(actor)]
    return [mine, [one.kind for one in found if actor.user_id in one.who.concerned]]


def test_what_waits_for_whom_is_told(desk, running):
    head, other, kinds = holding(desk), desk.other_head, WaitingKind
    assert told(head) == [[], [kinds.ACCOUNT]], "nobody can attest what there is no account for"
    (one,) = payments(Reader(TODAY, head))
    assert (str(one.who.words), one.subject_id) == (
        "Beredningsgruppen eller en handläggare", running.payments[0].id,
    )  # fmt: skip
    assert told(desk.group)[0] == [kinds.ACCOUNT]
    confirmed(read.whole(running.id))
    assert told(head) == [[kinds.ATTEST], []]
    assert told(head, date(2027, 8, 15))[0] == [kinds.ATTEST, kinds.ATTEST]
    assert told(other) == [[], []]
    assert told(desk.preparer) == [[], [kinds.ATTEST]]
    party = read.whole(running.id).agreement.collaboration.parties[0].organisation
    number = party.number
    with guard.resting():
        factories.altered(party, number=None)  # the record is somebody else's by now
        session.commit()
    assert (told(head), told(desk.preparer)[0]) == ([[], [kinds.UNCOVERED]], [kinds.UNCOVERED])
    with guard.resting():
        factories.altered(party, number=number)
        session.commit()
    actions.attest(queries.due(head, one.subject_id), note=None, actor=head, at=NOON)
    session.commit()
    assert told(head) == [[], []]
    assert told(desk.division_head)[0] == [kinds.ATTEST], "two attest"
    with_post = replace(desk.division_head, roles=frozenset({Role.MANAGER}))
    actions.attest(queries.due(head, one.subject_id), note=None, actor=with_post, at=NOON)
    session.commit()
    assert told(desk.division_head) == [[], []]
    shown = queries.of_agreement(head, read.whole(running.id))
    assert [(line.attestation is not None, line.refusal) for line in shown] == [(True, None), (False, "")]
    assert [made.person for made in shown[0].begun] == [head.name, with_post.name]


def changed(row, **values) -> None:
    with guard.resting():
        factories.altered(row, **values)
        session.commit()


def test_whoever_prepared_or_saw_to_the_account_does_not_attest(desk, running):
    """Whatever else they are: a head who wrote in the matter, who proposed the account or who confirmed it."""
    confirmed(running)
    head, account = holding(desk), session.scalars(select(PayeeAccount)).one()
    payment_id = read.whole(running.id).payments[0].id
    for part in ("proposed_by_id", "confirmed_by_id"):
        others = getattr(account, part)
        changed(account, **{part: head.user_id})
        with pytest.raises(DomainError, match="föreslagit eller bekräftat kontot"):
            actions.attest(queries.due(head, payment_id), note=None, actor=head, at=NOON)
        assert told(head)[0] == []
        changed(account, **{part: others})
    changed(running, prepared_by_id=head.user_id)
    with pytest.raises(DomainError, match="berett ärendet"):
        actions.attest(queries.due(head, payment_id), note=None, actor=head, at=NOON)
    assert told(head)[0] == []


def test_whoever_has_told_of_a_tie_to_whoever_is_paid_does_not_attest(desk, running):
    """KL 6:28: a member of the board that gets the money; from the tie's first day to its last, whatever it is."""
    paid = running.agreement.collaboration.parties[0].organisation_id
    confirmed(running)
    head = holding(desk)
    payment_id = read.whole(running.id).payments[0].id
    tie = factories.stored(
        Interest(person_id=head.user_id, organisation_id=paid, what="Ledamot i styrelsen", ends_on=TODAY)
    )
    with pytest.raises(DomainError, match="bindning till den som får betalningen"):
        actions.attest(queries.due(head, payment_id), note=None, actor=head, at=NOON)
    assert told(head)[0] == []
    changed(tie, ends_on=TODAY - timedelta(days=1))
    assert told(head)[0] == [WaitingKind.ATTEST]
    made = actions.attest(queries.due(head, payment_id), note=None, actor=head, at=NOON)
    changed(tie, ends_on=None)
    with_post = replace(desk.division_head, roles=frozenset({Role.MANAGER}))
    second = actions.attest(queries.due(head, payment_id), note=None, actor=with_post, at=NOON)
    assert (made.is_final, second.is_final) == (False, False), "what the tied one attested does not count"


def test_one_who_attested_to_another_account_has_not_attested_to_this(desk, running):
    """Between the first and the second two others exchange the account: the first never saw where the money goes."""
    confirmed(running)
    head, payment_id = holding(desk), read.whole(running.id).payments[0].id
    with_post = replace(desk.division_head, roles=frozenset({Role.MANAGER}))
    actions.attest(queries.due(head, payment_id), note=None, actor=head, at=NOON)
    session.commit()
    assert (told(head)[0], told(with_post)[0]) == ([], [WaitingKind.ATTEST])
    account, later = session.scalars(select(PayeeAccount)).one(), NOON + timedelta(hours=1)
    changed(account, state=PayeeState.ENDED, ended_at=later, end_reason="Ersatt")
    session.expire_all()
    confirmed(read.whole(running.id))
    new = session.scalars(select(PayeeAccount).where(PayeeAccount.state == PayeeState.CONFIRMED)).one()
    changed(new, confirmed_at=later)
    assert told(head)[0] == [WaitingKind.ATTEST], "it waits for the first one again"
    shown = queries.of_agreement(head, read.whole(running.id))
    assert (shown[0].begun, shown[0].refusal) == ([], "")
    at = later + timedelta(hours=1)
    first = actions.attest(queries.due(head, payment_id), note=None, actor=with_post, at=at)
    session.commit()
    assert (first.number, first.is_final, queries.paid([running.id])) == (2, False, {})
    last = actions.attest(queries.due(head, payment_id), note=None, actor=head, at=at)
    session.commit()
    assert (last.number, last.is_final) == (3, True)
    with pytest.raises(DomainError, match="redan attesterad av"):
        actions.attest(queries.due(head, payment_id), note=None, actor=desk.director, at=at)
    made = queries.attestations([payment_id])[payment_id]
    assert queries.counted(made, at + timedelta(days=1)) == made, (
        "what is final stays, whatever account follows"
    )


def test_whoever_stands_outside_the_matter_finds_none_of_it(desk, running):
    head = holding(desk)
    factories.stored(
        Recusal(
            matter_id=running.id, person_id=head.user_id, person=head.name, status=RecusalStatus.STANDING, at=NOON,
            raised_by=head.name,
        )
    )  # fmt: skip
    assert queries.due(head, running.payments[0].id) is None
    assert told(head) == [[], []]
