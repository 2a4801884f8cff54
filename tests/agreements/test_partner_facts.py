"""What a partner reads of a matter at a glance, and what it does not read before it is sent or decided."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest

from registry.agreements import partner_facts
from registry.agreements.models import Payment
from registry.agreements.partner import COURT_NEXT, TRIED_NEXT, words_for
from registry.agreements.partner_facts import Handling
from registry.agreements.shown_status import shown_status
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.core.database import session
from registry.core.money import Money
from registry.matters.approvals.models import Outcome
from registry.matters.decisions.rules import Force, LegalForce
from tests.factories import TODAY

TOMORROW = TODAY + timedelta(days=1)
SENT = Handling(sent_on=TODAY, holders=["Enhetschefen för EC"], due_on=TOMORROW)


@dataclass(frozen=True)
class Named:
    """A collaboration, as far as its place in the list needs it."""

    id: UUID


def told(edition, handling=SENT, on=TODAY) -> dict[str, object]:
    return dict(partner_facts.facts(edition, handling, on).rows)


@pytest.mark.parametrize(
    ("due_on", "on", "words"),
    [
        (TOMORROW, TODAY, ("Svar väntas senast", TOMORROW)),
        (TODAY, TODAY, ("Svar väntas senast", TODAY)),  # the last day is not late yet
        (TODAY, TOMORROW, ("Svar skulle ha kommit", TODAY)),
        (None, TODAY, ("Svar väntas senast", None)),  # no day: nothing is said
    ],
)
def test_when_an_answer_can_be_expected(due_on, on, words):
    assert partner_facts.expected(due_on, on) == words


@pytest.mark.both_engines
def test_a_sent_matter_says_since_when_who_has_it_and_how_much(desk):
    one = desk.submitted()
    (found,) = partner_facts.of([one], TODAY).values()
    rows = dict(found.rows)
    assert rows["Hos staden sedan"] == TODAY
    assert rows["Beslutas av"].startswith("Enhetschefen")
    assert rows["Hur mycket"] == str(sum((row.amount for row in one.yearly[1:]), one.yearly[0].amount))
    assert not {"Beslutat", "Nästa betalning"} & set(rows)


def test_what_is_being_changed_is_a_draft_and_says_no_sums(desk):
    one = desk.submitted()
    for state in (State.RETURNED, State.AMENDED, State.DRAFT):
        one.agreement.state = state
        assert told(one) == {}
    session.rollback()


@pytest.mark.both_engines
def test_a_refusal_says_its_day_its_number_and_why(desk):
    one = desk.submitted()
    desk.decide(one, outcome=Outcome.DECLINE, reason="Ligger utanför nämndens uppdrag")
    (found,) = partner_facts.of([one], TODAY).values()
    assert one.agreement.state is State.DECLINED
    assert dict(found.rows)["Beslutat"] == TODAY
    assert dict(found.rows)["Ärendets nummer"] == one.case_number
    assert found.reason == "Ligger utanför nämndens uppdrag"
    assert [label for label, _value in found.appeal] == ["Kan överklagas"]  # not posted yet


def test_what_runs_says_what_is_paid_next_and_a_late_follow_up(desk):
    one = desk.submitted()
    one.agreement.state = State.ACTIVE
    rows = told(one, Handling(decided_on=TODAY, refused_because="Inte denna"))
    due = min(row.due_on for row in one.follow_ups)
    assert rows["Nästa uppföljning"] == due
    assert told(one, on=due + timedelta(days=1))["Uppföljning skulle ha gjorts"] == due
    assert partner_facts.facts(one, Handling(refused_because="Inte denna"), TODAY).reason is None
    session.rollback()


def test_a_payment_whose_day_has_passed_waits_until_it_is_made(desk):
    """Of 30 000 kr in August, not paid, and 72 000 kr in January, an association reads of the first."""
    one = desk.submitted()
    due, late = date(2026, 8, 31), date(2026, 11, 30)
    with session.no_autoflush:
        one.payments = [
            Payment(id=UUID(int=1), due_on=due, amount=Money.kronor(30_000)),
            Payment(id=UUID(int=2), due_on=date(2027, 1, 31), amount=Money.kronor(72_000)),
        ]
        _payments_told(one, due, late)
    session.rollback()


def _payments_told(one, due, late):
    rows = one.payments
    one.agreement.state = State.APPROVED  # nothing is paid before it is signed
    assert "Betalning som väntar" not in told(one, on=late)
    one.agreement.state = State.ACTIVE
    first = f"{rows[0].amount}, {rows[0].due_on.isoformat()}"
    assert told(one, on=due)["Nästa betalning"] == first
    assert told(one, on=late)["Betalning som väntar"] == first
    assert "Betalning som väntar" not in told(one, Handling(paid=frozenset({rows[0].id})), on=late)
    everything = Handling(paid=frozenset(row.id for row in rows))
    assert not {"Betalning som väntar", "Nästa betalning"} & set(told(one, everything, on=late))


def test_the_day_of_the_next_follow_up_is_told_once(desk):
    """As a fact with its day, late or not; what comes next says it in words only where none is planned."""
    one = desk.submitted()
    one.agreement.state, one.starts_on, key = State.ACTIVE, TODAY, one.id
    assert shown_status([one], TODAY)[key] == ("Pågår", "")
    late = TODAY + timedelta(days=4000)
    assert shown_status([one], late)[key] == ("Pågår", "")
    for row in one.follow_ups:
        row.done_on = TODAY
    assert shown_status([one], TODAY)[key][1].endswith("Ingen uppföljning är planerad.")
    assert "Nästa uppföljning" not in told(one)
    session.rollback()


def test_a_grant_is_accounted_for_and_an_agreement_followed_up(desk):
    """Words per kind: nothing that an association reads of its grant is a partnership's or a purchase's."""
    one = desk.submitted()
    one.agreement.state, one.agreement.kind = State.ACTIVE, Kind.GRANT
    due = min(row.due_on for row in one.follow_ups)
    found = partner_facts.facts(one, SENT, TODAY)
    assert found.following_up == "Redovisning"
    assert dict(found.rows)["Nästa redovisning"] == due
    assert told(one, on=due + timedelta(days=1))["Redovisning skulle ha lämnats"] == due
    said = " ".join(
        str(words) for state in State for pair in (words_for(one, state),) for words in pair
    ) + " ".join(map(str, (COURT_NEXT, TRIED_NEXT)))
    assert not [word for word in ("uppfölj", "underteckna", "underskrift", "avtalet") if word in said.lower()]
    session.rollback()


@pytest.mark.parametrize(
    ("stands", "row"),
    [
        (LegalForce(Force.UNPOSTED), "Kan överklagas"),
        (LegalForce(Force.CUT), "Kan överklagas"),
        (LegalForce(Force.RUNNING, appeal_until=TOMORROW), "Kan överklagas till och med"),
        (LegalForce(Force.APPEALED), "Överklagat"),
        (LegalForce(Force.IN_FORCE, in_force_on=TODAY), "Laga kraft, kan inte överklagas längre"),
        (LegalForce(Force.ANNULLED), None),  # the status says so
        (None, None),
    ],
)
def test_where_the_decision_is_on_its_way_to_legal_force(stands, row, desk):
    """KL 13 kap. 5 §: within three weeks from the notice that the minutes are adjusted."""
    one = desk.submitted()
    for state, told_of in ((State.DECLINED, True), (State.APPROVED, True), (State.SUBMITTED, False)):
        one.agreement.state = state
        found = dict(partner_facts.facts(one, Handling(force=stands), TODAY).appeal)
        assert list(found) == ([row] if row and told_of else []), state
    session.rollback()


def test_what_asks_for_something_comes_first(desk):
    sent, approved = desk.submitted(), desk.submitted()
    approved.agreement.state = State.APPROVED
    both = [Named(one.agreement.collaboration_id) for one in (sent, approved)]
    latest = {one.agreement.collaboration_id: one for one in (sent, approved)}
    assert partner_facts.most_urgent_first(both, latest) == both[::-1]
    assert partner_facts.most_urgent_first(both, {}) == both
    session.rollback()
