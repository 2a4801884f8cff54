"""Who has prepared: whoever wrote what binds, or to whom it is paid, since the matter was opened or last before."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from registry.access.roles import Role
from registry.agreements import actions, preparing
from registry.agreements.fields import FIELDS
from registry.audit import guard
from registry.collaborations import actions as collaborations
from registry.core.database import session
from registry.core.errors import DomainError
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import PayeeKind
from registry.partners.payees.workflow import PayeeState
from tests import factories
from tests.agreements import events
from tests.agreements.conftest import NOON

A, B, C = (UUID(int=n) for n in range(1, 4))
OPENED = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ([], set()),
        ([(-2, A)], {A}),  # what it was opened with
        ([(-2, A), (-1, B)], {B}),  # the last such value
        ([(-1, A), (1, B)], {A, B}),
        ([(2, C), (-2, A), (1, B), (-1, B)], {B, C}),  # in whatever order they are read
        ([(0, A)], {A}),  # at the very moment
    ],
)
def test_the_last_value_it_was_opened_with_and_all_after(written, who):
    assert preparing.writers([(OPENED + timedelta(day), person) for day, person in written], OPENED) == who


def test_every_field_is_a_particular_or_binds():
    assert {field.name for field in FIELDS if field.binding and field.frozen}.isdisjoint(
        preparing.PARTICULARS
    )
    assert {"title", "case_number", "our_contact", "internal_note"} <= preparing.PARTICULARS


def payee(one, by):
    partner = one.agreement.collaboration.parties[0].organisation
    return factories.stored(
        PayeeAccount(
            organisation_id=partner.id, organisation_number=partner.number, kind=PayeeKind.BANKGIRO,
            number="5402-9681", digits="54029681", holder_name=partner.name, evidence="Brev",
            state=PayeeState.PROPOSED, proposed_by_id=by.user_id, proposed_by=by.name,
            proposed_at=NOON + timedelta(minutes=1),
        )
    )  # fmt: skip


def test_writing_what_binds_or_the_payee_is_preparing_and_correcting_particulars_is_not(desk):
    """Each thing is done by somebody of its own, on one draft."""
    one = desk.fill(desk.draft())
    now = events.around(desk, one)
    now.at = NOON + timedelta(minutes=1)

    def writes(**values):
        return lambda who: actions.write(one, **values, seen=one.version, actor=who, at=NOON)

    def changes(**values):
        return lambda _who: events.change(now, **values)

    acts = {
        "title": (writes(title="Annan rubrik"), False),
        "note": (writes(internal_note="Ring"), False),
        "purpose": (writes(purpose="Annat"), True),
        "terms of the money": (writes(economy_text="Nytt"), True),
        "payee": (lambda who: payee(one, who), True),
        "its street": (changes(street="Nya gatan 1"), False),
        "its name": (changes(name="Föreningen Ett"), False),
        "its number": (changes(number=now.numbers["typed"]), True),
        "a party": (lambda _who: events.add_party(now, one), True),
    }
    who = {}
    for what, (act, _is_preparing) in acts.items():
        with guard.resting():
            who[what] = factories.acting(name=what.capitalize())
            session.commit()
        desk.world.actors["group"] = who[what]  # whoever changes what is around it
        one = desk.fresh(one)
        act(who[what])
        session.flush()
        with guard.resting():
            session.commit()
    found = preparing.prepared(desk.fresh(one))
    assert {what for what, person in who.items() if person.user_id in found} == {
        what for what, (_act, is_preparing) in acts.items() if is_preparing
    }
    assert desk.preparer.user_id in found


def test_the_head_who_proposes_the_payee_while_it_waits_does_not_decide(desk):
    one = desk.submitted()
    with guard.resting():
        payee(one, desk.unit_head)
        session.commit()
    with pytest.raises(DomainError):
        desk.decide(one)


def test_confirming_what_the_unit_does_is_not_preparing(desk):
    """AMF 2024/717: a head who says in a mapping round that it holds can still decide about its agreement."""
    one, head = desk.draft(), factories.acting(Role.MANAGER, name="Chef")
    collaborations.confirm(one.agreement.collaboration, actor=head, at=NOON + timedelta(minutes=1))
    session.flush()
    assert head.user_id not in preparing.prepared(one)
