"""Nothing is signed, runs or is paid unless a standing decision covers exactly what binds: every state and way in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements import actions, decided_content, frozen_parties, funding, partner, queries
from registry.agreements.choices import SignatureMethod
from registry.agreements.comparison import changes
from registry.agreements.models import Contribution, Edition, FrozenParty, Goal, Payment, YearlyAmount
from registry.agreements.recording import actions as recording
from registry.agreements.recording.rules import ExistingAgreement
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.budgets import queries as budgets
from registry.city.guidelines.choices import Kind
from registry.collaborations import actions as collaborations
from registry.collaborations.choices import PartyRole
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.rules import Participation
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem
from registry.core.money import Money
from registry.documents import queries as documents
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Decision, Outcome, Round, RoundStatus
from registry.matters.decisions.models import Appeal, AppealOutcome, Notice
from registry.money.payments import actions as payments
from registry.money.payments import queries as due
from registry.partners.organisations.models import Organisation
from registry.partners.recognition.files import Upload
from tests import factories
from tests.agreements.conftest import NOON, TODAY
from tests.money.payments.test_actions import confirmed, holding

pytestmark = pytest.mark.both_engines
STOPPED = re.compile(
    "stämmer inte med det som beslutades|har inte längre det organisationsnummer|inget beslut som gäller|upphävt"
)
Way = Callable[[Any, Organisation, Edition], object]
PAID = Participation((PartyRole.PARTNER,), receives_funding=True, note=None)
NOT_PAID = Participation((PartyRole.PARTNER,), receives_funding=False, note=None)


@pytest.fixture
def other(desk) -> Organisation:
    with guard.resting():
        made = factories.organisation("Svenska exempel", number="802000-0025")
        session.commit()
    return made


@contextmanager
def aside() -> Iterator[None]:
    """Do it in a savepoint that is rolled back: the next way in begins from the same agreement."""
    with guard.resting():
        nested = session.begin_nested()
        try:
            yield
        finally:
            nested.rollback()
            session.expire_all()


def joint(one: Edition) -> Collaboration:
    return queries.whole(one.id, anew=True).agreement.collaboration


def first(one: Edition) -> Organisation:
    return joint(one).parties[0].organisation


def add(desk, other: Organisation, one: Edition, part: Participation = PAID) -> None:
    collaborations.add_party(joint(one), other.id, part, actor=desk.group, at=NOON)


def exchange(desk, other: Organisation, one: Edition) -> None:
    add(desk, other, one)
    collaborations.remove_party(joint(one), joint(one).parties[0], actor=desk.group, at=NOON)


def number(to: str | None) -> Way:
    return lambda _desk, _other, one: setattr(first(one), "number", to)


def swap_numbers(_desk, other: Organisation, one: Edition) -> None:
    """The decided number moves to another record, which becomes the party in the first one's place."""
    mine = first(one)
    decided, mine.number = mine.number, "802000-0033"
    session.flush()
    other.number = decided
    session.flush()
    own = Party.collaboration_id == one.agreement.collaboration_id
    session.execute(update(Party).where(own).values(organisation_id=other.id))


def merged(_desk, other: Organisation, one: Edition) -> None:
    """The record was merged into one with another number: whatever pointed at it points at that one."""
    for model, own in (
        (Party, Party.collaboration_id == one.agreement.collaboration_id),
        (FrozenParty, FrozenParty.edition_id == one.id),
    ):
        session.execute(update(model).where(own).values(organisation_id=other.id))


def annulled(_desk, _other, one: Edition) -> None:
    decision, posted = approvals.final_decision(one.id), TODAY - timedelta(days=60)
    until, settled = TODAY - timedelta(days=39), TODAY - timedelta(days=1)
    up = {"adjusted_on": posted, "posted_on": posted, "appeal_until": until}
    factories.stored(Notice(decision_id=decision.id, **up))
    answer = {"outcome": AppealOutcome.ANNULLED, "settled_on": settled}
    factories.stored(Appeal(decision_id=decision.id, appealed_on=posted, **answer))


def own(**values) -> Way:
    return lambda _desk, _other, one: factories.altered(one, **values)


def rows(model: type, **values) -> Way:
    return lambda _desk, _other, one: session.execute(
        update(model).where(model.edition_id == one.id).values(**values)
    )


def matter(model: type, **values) -> Way:
    return lambda _desk, _other, one: session.execute(
        update(model).where(model.matter_id == one.id).values(**values)
    )


# Every way that what binds can come to differ from what was decided, behind or through the product's verbs.
WAYS_IN: dict[str, Way] = {
    "a party exchanged": exchange,
    "a party added": add,
    "a party added that is not paid": lambda desk, other, one: add(desk, other, one, NOT_PAID),
    "another number": number("802000-0041"),
    "no number": number(None),
    "a number moved to another record": swap_numbers,
    "merged into another legal person": merged,
    "another amount": rows(YearlyAmount, amount=Money.kronor(1)),
    "another payment": rows(Payment, amount=Money.kronor(1)),
    "another contribution": rows(Contribution, value=Money.kronor(9)),
    "another goal": rows(Goal, text="Något annat"),
    "another kind": lambda _desk, _other, one: factories.altered(one.agreement, kind=Kind.GRANT),
    "another unit": lambda desk, other, one: own(unit_id=desk.world.units["FARSTA"])(desk, other, one),
    "another period": own(ends_on=date(2029, 1, 1)),
    "an option": own(option_amount=Money.kronor(5)),
    "other terms": own(termination="Aldrig."),
    "a decision that fell": matter(Decision, voided_at=NOON),
    "a round that fell": matter(Round, status=RoundStatus.VOIDED),
    "annulled by the court": annulled,
}
# What only describes: shown as changed, and stops nothing.
PARTICULARS: dict[str, Way] = {
    "another spelling of the name": lambda _d, _o, one: setattr(first(one), "name", "Föreningen Ett"),
    "another address": lambda _d, _o, one: setattr(first(one), "street", "Nya gatan 1"),
    "another contact": lambda _d, _o, one: setattr(joint(one), "our_contact", "ny@demo.example"),
}


def unit_renamed(_desk, _other, one: Edition) -> None:
    queries.whole(one.id, anew=True).unit.name = "Etablering"


def with_payment(desk, kronor: int = 90_000) -> Edition:
    one = desk.fill(desk.draft())
    period = {"starts_on": TODAY, "ends_on": date(2027, 12, 31), "planned_participants": 40}
    actions.write(one, title=one.title, case_number=one.case_number, **period, **desk.by_preparer(one))
    rows = [Payment(due_on=TODAY + timedelta(days=9), amount=Money.kronor(kronor))]
    money = [YearlyAmount(year=2026, amount=Money.kronor(kronor))]
    actions.write(one, yearly=money, payments=rows, economy_text=None, **desk.by_preparer(one))
    return desk.kept(one)


def sign(desk, one: Edition) -> None:
    day = {"signed_on": TODAY, "today": TODAY, "at": NOON}
    whole = queries.whole(one.id, anew=True)
    actions.sign(whole, method=SignatureMethod.PAPER, actor=desk.registrar, note="Börjar nu.", **day)


def attest(desk, one: Edition) -> None:
    """Let two people attest the first payment: it is paid after the second."""
    whole = queries.whole(one.id, anew=True)
    for person in (holding(desk), desk.division_head):
        payments.attest(due.due(person, whole.payments[0].id), note=None, actor=person, at=NOON)


def problems(one: Edition) -> list[Problem]:
    return decided_content.problems(one, decided_content.decided(one), on=TODAY)


def is_refused(verb: Callable[[], None]) -> str:
    """Return the words that it is refused with; empty when it is done."""
    try:
        verb()
    except DomainError as error:
        return " ".join(problem.message for problem in error.problems)
    return ""


def held(desk, other, one: Edition, verb: Callable[..., None]) -> None:
    """Every binding difference stops it in words that say so, and no particular does."""
    for what, change in WAYS_IN.items():
        with aside():
            change(desk, other, one)
            session.flush()
            session.expire_all()
            words = is_refused(lambda: verb(desk, one))
            assert STOPPED.search(words), f"{what}: {words or 'done'}"
    for what, change in PARTICULARS.items():
        with aside():
            change(desk, other, one)
            session.flush()
            session.expire_all()
            assert is_refused(lambda: verb(desk, one)) == "", what
            whole = queries.whole(one.id)
            made = decided_content.decided(whole)
            assert changes(made.content, decided_content.said_now(whole, made)), f"{what} is not shown"
    with aside():  # what a unit is called is no part of what was decided
        unit_renamed(desk, other, one)
        assert is_refused(lambda: verb(desk, one)) == ""
        whole = queries.whole(one.id)
        made = decided_content.decided(whole)
        assert changes(made.content, decided_content.said_now(whole, made)) == []


AFTERWARDS = ("a decision that fell", "a round that fell", "annulled by the court")


def test_what_the_namnd_decided_is_recorded_whatever_has_changed_since(desk, other):
    """It decided on what was sent: that is what takes of the frames, and what is signed; nothing else is."""
    one = with_payment(desk, 9_000_000)
    actions.submit(one, note=None, **desk.by_preparer(one))
    one, sent = desk.kept(one), funding.claims(one)
    for what, change in {**WAYS_IN, **PARTICULARS}.items():
        if what in AFTERWARDS:
            continue
        with aside():
            change(desk, other, one)
            session.flush()
            session.expire_all()
            whole = queries.whole(one.id, anew=True)
            step, said = matters.committee_step(whole), {"paragraph": "§ 9", "case_number": "AMN 2026/9"}
            day = TODAY - timedelta(days=30)  # the nämnd had it before it was sent here
            actions.committee_decided(
                whole,
                step,
                Outcome.APPROVE,
                meeting_on=day,
                reason=None,
                actor=desk.registrar,
                at=NOON,
                **said,
            )
            assert whole.agreement.state is State.APPROVED, what
            assert budgets.committed() == sent, what
            words = is_refused(lambda: sign(desk, one))
            assert bool(STOPPED.search(words)) == (what in WAYS_IN), f"{what}: {words or 'done'}"


def test_whatever_the_state_and_the_way_in(desk, other):
    one = with_payment(desk)
    confirmed(one)
    for state in (State.DRAFT, State.SUBMITTED, State.RETURNED):
        if state is State.SUBMITTED:
            one = desk.fresh(one)
            actions.submit(one, note=None, **desk.by_preparer(one))
        elif state is State.RETURNED:
            desk.decide(desk.fresh(one), Outcome.RETURN, reason="Ändra")
        one = desk.kept(one)
        assert one.agreement.state is state
        assert decided_content.decided(one) is None
        for verb in (sign, attest):
            with aside():
                assert is_refused(partial(verb, desk, one)), (state, verb)
    one = desk.fresh(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.fresh(one))
    one = desk.kept(one)
    with aside():
        assert is_refused(lambda: attest(desk, one)), "nothing is paid before it is signed"
    held(desk, other, one, sign)
    one = desk.signed(desk.fresh(one))
    held(desk, other, one, attest)
    with aside():
        assert "säg upp" in is_refused(lambda: actions.end(one, reason="Klart", actor=desk.preparer, at=NOON))
    desk.end(desk.fresh(one))
    one = desk.kept(one)
    for verb in (sign, attest):
        with aside():
            assert is_refused(partial(verb, desk, one)), verb


def representing(organisation_id) -> Actor:
    partners = frozenset({Role.PARTNER})
    return Actor(new_id(), "Firmatecknaren", roles=partners, organisation_ids=frozenset({organisation_id}))


def test_the_partner_and_the_payee_are_the_decided_ones_whoever_is_party_now(desk, other):
    one = with_payment(desk)
    mine = one.agreement.collaboration.parties[0].organisation_id
    confirmed(one)
    one = desk.fresh(one)
    actions.submit(one, note=None, **desk.by_preparer(one))
    desk.decide(desk.fresh(one))
    one = desk.signed(desk.kept(one))
    exchange(desk, other, one)
    one = desk.kept(one)
    assert [row.organisation_id for row in due.receivers(one)] == [mine]
    assert [row.id for row in partner.agreements(representing(mine), [one.agreement.collaboration_id])] == [
        one.id
    ]
    assert partner.collaboration(representing(mine), one.agreement.collaboration_id) is not None
    assert partner.agreements(representing(other.id), [one.agreement.collaboration_id]) == []
    assert frozen_parties.mailboxes(one, on=TODAY), "the decided party is told, not the new one"
    assert "Parter" in problems(one)[0].message
    (row,) = queries.of_organisation(desk.registrar, mine, on=TODAY)
    assert (row.id, row.receivers, row.total) == (one.id, 1, sum(year.amount.ore for year in one.yearly))
    (row,) = queries.of_organisation(desk.registrar, other.id, on=TODAY)
    assert (row.id, row.receivers) == (one.id, 0), "it is party now, and nothing is decided to go to it"


def test_an_existing_agreement_counts_when_a_second_person_has_confirmed_exactly_it(desk, other):
    one = desk.recorded()
    mine = one.agreement.collaboration.parties[0].organisation_id
    assert (one.agreement.state, decided_content.decided(one), budgets.committed()) == (
        State.RECORDED,
        None,
        {},
    )
    assert partner.agreements(representing(mine), [one.agreement.collaboration_id]) == []
    seen = {"seen_paper": str(one.recorded.document_id), "at": NOON}
    for who in (desk.registrar, desk.preparer, desk.unit_head):
        assert "Det här kan bara göras av" in is_refused(
            lambda who=who: recording.confirm(one, actor=who, **seen)
        )
    with aside():
        exchange(desk, other, one)
        whole = queries.whole(one.id, anew=True)
        assert "Parter" in is_refused(lambda: recording.confirm(whole, actor=desk.group, **seen))
    one = queries.whole(one.id)
    stale = {"seen_paper": "annat", "actor": desk.group, "at": NOON}
    assert "registrerats om" in is_refused(lambda: recording.confirm(one, **stale))
    recording.confirm(one, actor=desk.group, **seen)
    one = desk.kept(one)
    assert (one.agreement.state, problems(one)) == (State.ACTIVE, [])
    assert [row.id for row in partner.agreements(representing(mine), [one.agreement.collaboration_id])] == [
        one.id
    ]
    kept = documents.of_owner(desk.registrar, one.id)
    assert [row.id for row in kept] == [one.recorded.document_id]
    assert partner.shared_document(representing(mine), one.id, kept[0].id) is not None
    assert partner.shared_document(representing(other.id), one.id, kept[0].id) is None
    with aside():
        exchange(desk, other, one)
        assert "Parter" in problems(queries.whole(one.id, anew=True))[0].message


def test_only_the_paper_that_was_confirmed_reaches_the_partner(desk):
    one = desk.recorded()
    mine, wrong = (
        representing(one.agreement.collaboration.parties[0].organisation_id),
        one.recorded.document_id,
    )
    recording.refuse_recorded(one, reason="Fel avtal bifogat", actor=desk.group, at=NOON)
    one = desk.kept(one)
    made = one.recorded
    same = ExistingAgreement(
        made.title, made.case_number, made.decided_by, made.decided_on, made.paragraph, made.signed_on,
        one.starts_on, one.ends_on, tuple((row.year, row.amount) for row in one.yearly),
    )  # fmt: skip
    paper = Upload("avtal.pdf", b"%PDF-1.7 det riktiga")
    recording.record(one, same, paper, seen=one.version, actor=desk.registrar, at=NOON)
    one = desk.kept(one)
    recording.confirm(one, seen_paper=str(one.recorded.document_id), actor=desk.group, at=NOON)
    one = desk.kept(one)
    shown = [row.document.id for row in partner.shared_documents(mine, [one.id])]
    assert shown == [one.recorded.document_id] != [wrong]
    assert partner.shared_document(mine, one.id, wrong) is None


def test_what_was_prepared_here_or_cannot_have_been_is_not_recorded_as_entered_into(desk):
    submitted = desk.submitted(kronor=40_000)
    tomorrow = TODAY + timedelta(days=1)
    for values, field in (
        ({"starts_on": tomorrow}, "starts_on"), ({"signed_on": tomorrow}, "signed_on"),
        ({"decided_on": tomorrow}, "decided_on"), ({"signed_on": date(2025, 11, 1)}, "signed_on"),
        ({"decided_by": " "}, "decided_by"), ({"paragraph": ""}, "paragraph"), ({"title": ""}, "title"),
        ({"case_number": submitted.case_number}, "is_same"), ({"yearly": ()}, None),
    ):  # fmt: skip
        with aside(), pytest.raises(DomainError) as refused:
            desk.recorded(**values)
        assert refused.value.problems[0].field == field, values
    one = desk.recorded()
    recording.refuse_recorded(one, reason="Fel dag", actor=desk.group, at=NOON)
    one = desk.kept(one)
    assert (one.agreement.state, one.recorded.refused_reason) == (State.KNOWN, "Fel dag")
    assert one.recorded.confirmed_at is None
    with pytest.raises(DomainError, match="Det går inte i det här läget"):
        recording.record(submitted, None, None, seen=submitted.version, actor=desk.registrar, at=NOON)
