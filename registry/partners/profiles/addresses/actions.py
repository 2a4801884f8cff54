"""What an organisation does with its own addresses, and the link by which each new one is confirmed.

The token is made when the mail is sent and stored hashed: neither outbox nor log ever holds it.
"""

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.city.accounts import sessions
from registry.core import clock, jobs
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _
from registry.notifications import messages
from registry.partners.organisations import actions as organisations
from registry.partners.organisations.models import Contact, Organisation
from registry.partners.organisations.rules import ContactFacts, mailed_to
from registry.partners.profiles.addresses import queries, rules
from registry.partners.profiles.addresses.models import AddressLink
from registry.settings import current

log = logging.getLogger(__name__)

JOB = rules.JOB


def add(organisation: Organisation, reach: ContactFacts, *, actor: Actor, at: datetime) -> Contact:
    """Add a way to reach the organisation, and mail a link to an address that nobody has shown to be its own.

    Raises DomainError as adding any contact does, and at `email` when so many links have been mailed in 24 hours.
    """
    contact = organisations.add_contact(organisation, reach, actor=actor, at=at)
    session.flush()
    _ask_if_new(organisation, contact, None, actor=actor, at=at)
    return contact


def change(
    organisation: Organisation,
    contact: Contact,
    reach: ContactFacts,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Change a contact, and mail a link to an address that is new.

    Raises Stale and DomainError as any change does, and at `email` when so many links have been mailed in 24 hours.
    """
    before = mailed_to(contact.email)
    organisations.change_contact(organisation, contact, reach, seen=seen, actor=actor, at=at)
    _ask_if_new(organisation, contact, before, actor=actor, at=at)


def _ask_if_new(
    organisation: Organisation, contact: Contact, before: str | None, *, actor: Actor, at: datetime
) -> None:
    proven = queries.proven(organisation, but=contact.id, on=clock.local(at).date())
    if rules.is_to_confirm(mailed_to(contact.email), before=before, proven=proven):
        _ask(contact, actor=actor, at=at)


def ask_again(contact: Contact, *, actor: Actor, at: datetime) -> None:
    """Mail another link to an address that waits. Raises DomainError: confirmed already, or so many just sent."""
    refuse(rules.resending_problems(contact.mail_asked_at, at))
    _ask(contact, actor=actor, at=at)


def _ask(contact: Contact, *, actor: Actor, at: datetime) -> None:
    owner_id = contact.organisation_id
    _refuse_too_many(owner_id, at)
    contact.mail_asked_at = at
    jobs.enqueue(JOB, {"contact_id": str(contact.id)}, at=at, subject_id=owner_id)
    audit.record(contact, Tag.ADDRESS_LINK_SENT, actor=actor, at=at, matter_id=owner_id)


def _refuse_too_many(organisation_id: UUID, at: datetime) -> None:
    most = current().address_links_a_day
    if next_at := rules.next_link_at(queries.sent(organisation_id, at), at, most=most):
        again = clock.local(next_at + timedelta(seconds=59))  # a minute that has begun is not over
        words = _(
            "Vi har mejlat %(most)s länkar till nya adresser det senaste dygnet. Försök igen %(day)s klockan %(time)s.",
            most=most,
            day=again.date().isoformat(),
            time=again.strftime("%H:%M"),
        )
        raise DomainError(Problem(words, "email"))


def mail(payload: dict[str, Any], at: datetime) -> None:
    """Make the link and send it; nothing when the contact is gone or waits for nothing any more."""
    contact = session.get(Contact, UUID(payload["contact_id"]))
    if contact is None or contact.email is None or contact.mail_asked_at is None:
        return
    contact_id, email, token = contact.id, contact.email, secrets.token_urlsafe(32)
    name = session.get_one(Organisation, contact.organisation_id).name
    days = current().address_link_days
    unsent = messages.address_link(name, to=email, token=token, days=days, at=at)
    if unsent:
        log.warning("address link not sent", extra={"reason": unsent})
        return
    session.execute(delete(AddressLink).where(AddressLink.expires_at <= at))
    made = {"digest": sessions.digest(token), "contact_id": contact_id, "email": email}
    session.add(AddressLink(id=new_id(), expires_at=at + timedelta(days=days), **made))


def confirm(token: str, *, at: datetime) -> Contact:
    """Let matters be mailed to the address: whoever has the link reads it. The link works once.

    Raises DomainError for one that is used, too old, or of an address that has been changed since.
    """
    found = queries.waiting_for(token, at)
    if found is None:
        raise DomainError(_("Länken gäller inte längre. Logga in och be om en ny under Våra uppgifter."))
    contact, _organisation = found
    contact.mail_asked_at = None
    session.execute(delete(AddressLink).where(AddressLink.contact_id == contact.id))
    audit.record(contact, Tag.ADDRESS_CONFIRMED, actor=None, at=at, matter_id=contact.organisation_id)
    return contact
