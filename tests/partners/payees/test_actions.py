"""Payee accounts on a database: two people, one confirmed at a time, and everything logged."""

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.partners.organisations import candidates
from registry.partners.payees import actions, queries, rules, workflow
from registry.partners.payees.rules import PayeeStatement
from tests.factories import NOON, acting, organisation

pytestmark = pytest.mark.usefixtures("work")
BANKGIRO, PLUSGIRO = rules.account("5402-9681"), rules.account("28 65 43-4")


def propose(owner, actor, account=BANKGIRO, **more):
    made = actions.propose(
        owner, PayeeStatement(account, owner.name, "Kontobevis 2026-10-01", **more), actor=actor, at=NOON
    )
    session.commit()
    return made


def confirm(payee, actor, seen=1):
    actions.confirm(payee, checked="Ringde banken", seen=seen, actor=actor, at=NOON)
    session.commit()


def renumber(owner, number):
    with guard.resting():
        owner.number = number
        session.commit()


def test_one_proposes_another_confirms_and_the_new_one_ends_the_old():
    one, other, owner = acting(name="Ett"), acting(name="Två"), organisation()
    first = propose(owner, one)
    assert queries.payable(owner.id) is None
    assert queries.unpayable([owner.id]) == [owner.name]
    with pytest.raises(DomainError, match="själv"):
        confirm(first, one)
    session.rollback()
    with pytest.raises(Stale):
        confirm(first, other, seen=0)
    session.rollback()
    confirm(first, other)
    assert queries.payable(owner.id).number == "5402-9681"
    second = propose(owner, other, PLUSGIRO)
    assert queries.payable(owner.id) is first  # a change changes nothing until a second person has seen it
    confirm(second, one)
    assert queries.payable(owner.id) is second
    assert (first.state, first.end_reason) == (workflow.PayeeState.ENDED, "Ersatt av 28 65 43-4.")
    assert queries.unpayable([owner.id]) == []
    tags = list(session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)))
    assert tags == [
        "payee.proposed", "payee.confirmed", "payee.proposed", "payee.ended", "payee.confirmed",
    ]  # fmt: skip


def test_a_number_on_two_organisations_is_asked_about_and_found_by_whoever_looks_for_doubles():
    one, first, second = acting(), organisation("Första"), organisation("Andra")
    propose(first, one)
    with pytest.raises(DomainError, match="Första"):
        propose(second, one)
    session.rollback()
    propose(second, one, is_shared=True)
    with pytest.raises(DomainError, match="redan"):
        propose(second, one, is_shared=True)
    known = candidates.described([first.id, second.id])
    assert [known[one.id].giro for one in (first, second)] == [("54029681",), ("54029681",)]


def test_turned_down_and_ended():
    one, other, owner = acting(), acting(), organisation()
    payee = propose(owner, one)
    actions.turn_down(payee, reason="Fel nummer", seen=1, actor=one, at=NOON)
    session.commit()
    with pytest.raises(DomainError):
        confirm(payee, other, seen=payee.version)
    session.rollback()
    confirm(again := propose(owner, one), other)
    actions.end(again, reason="Kontot är stängt", seen=again.version, actor=one, at=NOON)
    session.commit()
    assert queries.payable(owner.id) is None


def test_an_account_is_seen_to_for_one_legal_person_and_not_for_whoever_has_the_record_later():
    one, other, owner = acting(), acting(), organisation(number="802990-0118")
    waiting = propose(owner, one, PLUSGIRO)
    confirm(propose(owner, one), other)
    for number in ("802990-0126", None):
        renumber(owner, number)
        assert queries.payable(owner.id) is None
        assert queries.unpayable([owner.id]) == [owner.name]
        with pytest.raises(DomainError, match="annat organisationsnummer"):
            confirm(waiting, other)
        session.rollback()
    renumber(owner, "802990-0118")
    assert queries.payable(owner.id).number == "5402-9681"
    renumber(owner, "802990-0126")
    anew = propose(owner, one, rules.account("1-8"))
    confirm(anew, other)  # the one that was confirmed for the former number ends, as any that is replaced
    assert queries.payable(owner.id) is anew
