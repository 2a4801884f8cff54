"""An address that an organisation writes in itself is confirmed by a link before matters are mailed to it."""

import email
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from registry.access.actor import Actor
from registry.access.roles import Role
from registry.agreements.partner_mail import addresses as told
from registry.audit import guard
from registry.audit.models import AuditEntry
from registry.city.accounts.models import RoleGrant, User
from registry.core import jobs, worker
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError
from registry.notifications.models import OutboxMessage
from registry.partners.organisations import actions as organisations
from registry.partners.organisations.models import Contact, ContactRole, Organisation
from registry.partners.organisations.queries import WHOLE
from registry.partners.organisations.rules import ContactFacts
from registry.partners.profiles.addresses import actions, queries, rules
from registry.partners.profiles.addresses.models import AddressLink
from registry.settings import current
from tests.factories import NOON, TODAY, acting, organisation, stored
from tests.notifications.conftest import postbox, settings  # the mail server of a test's own

__all__ = ["postbox", "settings"]
pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]
NEW, OLD = "ny@exempel.example", "kansli@exempel.example"


@pytest.fixture(autouse=True)
def mailing(work, settings):
    """The worker knows the job that mails the link."""
    jobs.plug({actions.JOB: actions.mail})


def reach(address: str | None, **more) -> ContactFacts:
    facts = {"label": "Kansliet", "email": address, "phone": "08-000 00 00", "person": None, "reason": None}
    return ContactFacts(**{**facts, "role": ContactRole.MAILBOX, "starts_on": None, "ends_on": None, **more})


def representing(owner, address: str) -> Actor:
    user = stored(User(email=address, name="Kassören", created_at=NOON))
    stored(RoleGrant(user_id=user.id, role=Role.PARTNER, organisation_id=owner.id, starts_on=TODAY))
    mine = {"roles": frozenset({Role.PARTNER}), "organisation_ids": frozenset({owner.id})}
    return Actor(user.id, user.name, **mine)


def mailed(owner, actor):
    """Add an address and let the worker mail its link; the session is another afterwards."""
    contact_id, owner_id = actions.add(owner, reach(NEW), actor=actor, at=NOON).id, owner.id
    session.commit()
    assert worker.run_due(NOON) == 1
    return session.get_one(Contact, contact_id), whole(owner_id)


def whole(owner_id):
    rows = select(Organisation).options(*WHOLE).where(Organisation.id == owner_id)
    return session.scalars(rows.execution_options(populate_existing=True)).one()


def link_in(mails: list) -> str:
    _to, content = mails[-1]
    body = email.message_from_bytes(content).get_payload(decode=True).decode()
    return re.search(r"/portal/addresses/(\S+)", body)[1]


def test_nothing_is_mailed_to_an_address_before_its_link_has_been_opened(postbox):
    postbox.open()
    owner = organisation()
    mine = representing(owner, "kassor@demo.example")
    contact_id, owner_id = actions.add(owner, reach(NEW), actor=mine, at=NOON).id, owner.id
    session.commit()
    assert told([owner_id], on=TODAY) == ["kassor@demo.example"]
    assert worker.run_due(NOON) == 1
    ((to, _content),) = postbox.taken
    assert to == [NEW]
    token = link_in(postbox.taken)
    assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 0  # no key lies in the outbox
    assert session.scalars(select(AddressLink.digest)).one() != token
    assert actions.confirm(token, at=NOON).id == contact_id
    session.commit()
    assert told([owner_id], on=TODAY) == [NEW, "kassor@demo.example"]
    with pytest.raises(DomainError, match="gäller inte längre"):  # once
        actions.confirm(token, at=NOON)
    tags = set(session.scalars(select(AuditEntry.tag)))
    assert {"address.link_sent", "address.confirmed"} <= tags


def test_a_link_is_worth_nothing_when_too_old_or_when_the_address_is_another(postbox):
    postbox.open()
    owner = organisation()
    mine = representing(owner, "kassor@demo.example")
    contact, owner = mailed(owner, mine)
    token = link_in(postbox.taken)
    assert queries.waiting_for(token, NOON + timedelta(days=6, hours=23))
    assert queries.waiting_for(token, NOON + timedelta(days=7)) is None
    actions.change(owner, contact, reach("annan@exempel.example"), seen=contact.version, actor=mine, at=NOON)
    session.commit()
    assert queries.waiting_for(token, NOON) is None
    assert contact.mail_asked_at is not None


def test_another_link_can_be_asked_for_but_not_at_once(postbox):
    postbox.open()
    owner = organisation()
    mine = representing(owner, "kassor@demo.example")
    contact, _owner = mailed(owner, mine)
    with pytest.raises(DomainError, match="nyss"):
        actions.ask_again(contact, actor=mine, at=NOON + timedelta(minutes=4))
    actions.ask_again(contact, actor=mine, at=NOON + rules.AGAIN)
    session.commit()
    worker.run_due(NOON + rules.AGAIN)
    assert len(postbox.taken) == 2
    contact = actions.confirm(link_in(postbox.taken), at=NOON + rules.AGAIN)
    assert session.scalar(select(func.count()).select_from(AddressLink)) == 0  # all of the contact's
    with pytest.raises(DomainError, match="redan bekräftad"):
        actions.ask_again(contact, actor=mine, at=NOON + timedelta(hours=1))


def test_so_many_links_are_mailed_in_a_day_whatever_becomes_of_the_contacts():
    """Ten within 24 hours: the next is refused at the address, with when it can go, and nothing of it is saved."""
    owner = organisation()
    mine, owner_id = representing(owner, "kassor@demo.example"), owner.id
    most = current().address_links_a_day
    for number in range(most):
        at = NOON + timedelta(minutes=number)
        contact = actions.add(whole(owner_id), reach(f"{number}@exempel.example"), actor=mine, at=at)
        organisations.remove_contact(whole(owner_id), contact, actor=mine, at=at)
        session.commit()
    late = NOON + timedelta(hours=23, minutes=59)
    with pytest.raises(DomainError, match="2026-11-22 klockan 12:00") as refused:
        actions.add(whole(owner_id), reach(NEW), actor=mine, at=late)
    assert [one.field for one in refused.value.problems] == ["email"]
    session.rollback()
    assert session.scalar(select(func.count()).select_from(jobs.Job)) == most
    actions.add(whole(owner_id), reach(NEW), actor=mine, at=NOON + rules.WINDOW)  # the first is a day old
    with pytest.raises(DomainError, match="senaste dygnet"):
        actions.add(whole(owner_id), reach("en.till@exempel.example"), actor=mine, at=NOON + rules.WINDOW)


def test_the_city_changes_an_address_however_often():
    owner = organisation()
    contact = organisations.add_contact(owner, reach(OLD), actor=acting(), at=NOON)
    for number in range(current().address_links_a_day + 1):
        session.flush()
        facts = reach(f"{number}@exempel.example")
        organisations.change_contact(owner, contact, facts, seen=contact.version, actor=acting(), at=NOON)
    assert session.scalar(select(func.count()).select_from(jobs.Job)) == 0


def test_addresses_in_the_register_and_from_the_city_go_on_as_before():
    """A party is told of a decision (FL 33 §): no address falls silent because links have come into use."""
    owner = organisation()
    mine = representing(owner, "kassor@demo.example")
    contact = organisations.add_contact(owner, reach(OLD), actor=acting(), at=NOON)
    session.commit()
    assert told([owner.id], on=TODAY) == [OLD, "kassor@demo.example"]
    same = reach(OLD, label="Nya kansliet")
    actions.change(whole(owner.id), contact, same, seen=contact.version, actor=mine, at=NOON)
    session.commit()
    assert contact.mail_asked_at is None  # the same address, by another name


def test_what_the_city_writes_in_itself_waits_for_nothing():
    owner = organisation()
    mine = representing(owner, "kassor@demo.example")
    contact = actions.add(owner, reach(NEW), actor=mine, at=NOON)
    session.commit()
    organisations.change_contact(
        owner, contact, reach("rattad@exempel.example"), seen=contact.version, actor=acting(), at=NOON
    )
    assert contact.mail_asked_at is None


def test_a_contact_that_is_removed_takes_its_links_with_it(postbox):
    postbox.open()
    owner = organisation()
    mine = representing(owner, "kassor@demo.example")
    contact, owner = mailed(owner, mine)
    organisations.remove_contact(owner, contact, actor=mine, at=NOON)
    session.commit()
    assert session.scalar(select(func.count()).select_from(AddressLink)) == 0


@pytest.mark.parametrize(
    ("address", "before", "proven", "asked"),
    [
        ("a", None, (), True),  # new
        ("a", "b", (), True),  # another than before
        ("a", "a", (), False),  # the same as before
        ("a", None, ("a",), False),  # that of an account, or confirmed elsewhere
        (None, "b", (), False),  # taken away
    ],
)
def test_when_a_link_is_sent(address, before, proven, asked):
    assert rules.is_to_confirm(address, before=before, proven=proven) is asked


def test_an_organisation_that_only_has_what_nobody_confirmed_is_known_to_reach_nobody():
    owner = organisation()
    made = {"id": new_id(), "organisation_id": owner.id, "position": 1, "label": "Kansli", "email": NEW}
    with guard.resting():
        session.add(Contact(**made, mail_asked_at=NOON))
        session.commit()
    assert told([owner.id], on=TODAY) == []
    session.execute(update(Contact).values(mail_asked_at=None))
    assert told([owner.id], on=TODAY) == [NEW]
