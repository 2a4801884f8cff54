"""Noting, withdrawing, confirming once a year and being reminded, on a database."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.city.accounts.models import RoleGrant, User
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.core.lists_at_once import ListsAtOnce
from registry.notifications import delivery
from registry.notifications.models import OutboxMessage
from registry.partners.organisations.models import Registration
from registry.partners.recognition import actions, queries, reminding, renewing
from registry.partners.recognition.files import Upload
from registry.partners.recognition.models import RecognitionRequirement
from registry.partners.recognition.rules import Noted, RecognitionKind, RecognitionOutcome, RecognitionStatus
from registry.settings import current
from tests.factories import NOON, TODAY, acting, organisation, stored

pytestmark = pytest.mark.usefixtures("work")
K = RecognitionKind


def status_of(actor, owner):
    return {
        line.kind: line.status
        for line in queries.overview(actor, owner, *ListsAtOnce(*queries.SHOWN).of(owner)).lines
    }


def representative(owner):
    user = stored(User(email=f"{new_id()}@demo.example", name="Kassören", created_at=NOON))
    stored(
        RoleGrant(user_id=user.id, role=Role.PARTNER, organisation_id=owner.id, starts_on=date(2020, 1, 1))
    )
    return Actor(
        user.id, user.name, roles=frozenset({Role.PARTNER}), organisation_ids=frozenset({owner.id})
    ), user.email


def mails():
    return [row.subject for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.subject))]


def test_whoever_represents_an_organisation_is_told_once_that_something_runs_out(work):
    actor, owner = acting(), organisation()
    representative(owner)
    delivery.configure(current())
    for kind, days in ((K.MINUTES, 30), (K.STATUTES, 31), (K.TERMS, -30), (K.AUDIT_REPORT, -31)):
        item = Noted(kind, date(2025, 1, 1), valid_until=TODAY + timedelta(days=days))
        actions.note(owner, item, actor=actor, at=NOON)
    session.commit()
    for _day in range(2):  # once, however often the job runs
        reminding.remind({}, NOON)
        session.commit()
    told = [one for one in mails() if "uppgifter" not in one]
    assert told == [
        f"Demokrativillkor att läsa igen: {owner.name}",
        f"Årsmötesprotokoll behövs på nytt: {owner.name}",
    ]
    newer = Noted(K.MINUTES, TODAY, valid_until=TODAY + timedelta(days=365))
    actions.note(owner, newer, actor=actor, at=NOON)
    session.commit()
    assert renewing.to_renew(TODAY, limit=9) == []


def test_noted_with_its_file_and_withdrawn():
    actor, owner = acting(), organisation()
    stored(RecognitionRequirement(kind=K.STATUTES, months=24, is_required=True))
    upload = Upload("Stadgar.PDF", b"%PDF-1.7")
    item = actions.note(owner, Noted(K.STATUTES, TODAY), upload=upload, actor=actor, at=NOON)
    session.commit()
    assert item.valid_until == date(2028, 11, 21)
    (found,) = queries.items(actor, owner.id)
    kept = queries.file(actor, found.file.id)
    assert (kept.filename, kept.media_type, kept.content) == ("Stadgar.pdf", "application/pdf", b"%PDF-1.7")
    assert status_of(actor, owner)[K.STATUTES] is RecognitionStatus.IN_ORDER
    actions.withdraw(item, "Fel förening", actor=actor, at=NOON)
    session.commit()
    assert status_of(actor, owner)[K.STATUTES] is RecognitionStatus.MISSING
    with pytest.raises(DomainError, match="redan"):
        actions.withdraw(item, "Igen", actor=actor, at=NOON)
    with pytest.raises(DomainError, match="PDF"):
        actions.note(owner, Noted(K.STATUTES, TODAY), upload=Upload("a.pdf", b"MZ"), actor=actor, at=NOON)


def test_a_check_of_the_register_goes_into_the_facts_and_inner_checks_stay_inside():
    actor, owner = acting(), organisation()
    partner, _address = representative(owner)
    actions.note(owner, Noted(K.REGISTER, TODAY), actor=actor, at=NOON)
    older = Noted(K.REGISTER, TODAY - timedelta(days=9), RecognitionOutcome.NOT_MET, note="Fanns inte")
    actions.note(owner, older, actor=actor, at=NOON)
    actions.note(owner, Noted(K.TAX, TODAY, RecognitionOutcome.REMARK, note="Skuld"), actor=actor, at=NOON)
    session.commit()
    assert (owner.registration, owner.registration_checked_on) == (Registration.YES, TODAY)
    assert {line.kind for line in queries.own(partner, owner).lines} == set(K) - {K.TAX, K.ENFORCEMENT}
    stranger = Actor(new_id(), "Någon", roles=frozenset({Role.PARTNER}))
    assert all(
        line.seen is None for line in queries.own(stranger, owner).lines if line.kind is not K.REGISTER
    )


def test_what_runs_out_is_told_until_something_newer_is_noted():
    actor, owner = acting(), organisation()
    until = TODAY + timedelta(days=20)
    actions.note(owner, Noted(K.MINUTES, date(2026, 1, 1), valid_until=until), actor=actor, at=NOON)
    session.commit()
    assert [(row.name, row.kind) for row in queries.running_out(actor, TODAY)] == [(owner.name, K.MINUTES)]
    actions.note(owner, Noted(K.MINUTES, TODAY), actor=actor, at=NOON)
    session.commit()
    assert queries.running_out(actor, TODAY) == []


def test_asked_once_a_month_before_and_once_when_due_until_confirmed():
    delivery.configure(current())
    owner = organisation()
    partner, address = representative(owner)

    def remind(days):
        with guard.resting():
            reminding.remind({}, NOON + timedelta(days=days))
            session.commit()
        return [row.recipient for row in session.scalars(select(OutboxMessage))]

    assert remind(0) == [address]  # new in the portal: asked at once, due within a month
    assert remind(1) == [address]
    assert remind(30) == [address, address]
    assert remind(31) == [address, address]
    with pytest.raises(Stale):
        actions.confirm(owner, seen=0, actor=partner, at=NOON)
    actions.confirm(owner, seen=owner.version, actor=partner, at=NOON)
    session.commit()
    row = queries.confirmation(owner.id)
    assert (row.due_on, row.confirmed_by) == (date(2027, 11, 21), "Kassören")
    assert remind(40) == [address, address]
    tags = list(session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)))
    assert tags == ["confirmation.planned", "confirmation.given"]
