"""Reads over addresses: what a link belongs to, and which addresses are proven."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from registry.access.roles import Role
from registry.city.accounts import sessions
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.queries import valid
from registry.core.database import session
from registry.core.jobs import Job
from registry.partners.organisations.models import Contact, Organisation
from registry.partners.organisations.rules import mailed_to
from registry.partners.profiles.addresses.models import AddressLink
from registry.partners.profiles.addresses.rules import JOB, WINDOW

MOST = 200


def waiting_for(token: str, at: datetime) -> tuple[Contact, Organisation] | None:
    """Return the contact, with its organisation, whose address the link confirms; None when it is worth nothing."""
    rows = (
        select(Contact, Organisation)
        .join(AddressLink, AddressLink.contact_id == Contact.id)
        .join(Organisation, Organisation.id == Contact.organisation_id)
        .where(AddressLink.digest == sessions.digest(token), AddressLink.expires_at > at)
        .where(AddressLink.email == Contact.email, Contact.mail_asked_at.is_not(None))
    )
    found = session.execute(rows).one_or_none()
    return (found[0], found[1]) if found else None


def proven(organisation: Organisation, *, but: UUID | None, on: date) -> frozenset[str]:
    """Return the keys of the addresses that are known to be the organisation's, but for one contact's own."""
    rows = select(User.email).join(RoleGrant, RoleGrant.user_id == User.id).where(User.is_active)
    rows = rows.where(RoleGrant.organisation_id == organisation.id, RoleGrant.role == Role.PARTNER)
    accounts = session.scalars(rows.where(valid(RoleGrant, on)).order_by(User.email).limit(MOST))
    others = [
        one.email for one in organisation.contacts if one.id != but and one.email and not one.mail_asked_at
    ]
    return frozenset(filter(None, map(mailed_to, [*accounts, *others])))


def sent(organisation_id: UUID, at: datetime) -> Sequence[datetime]:
    """Return when links have been ordered for the organisation within the last 24 hours; latest first.

    Of the job table, so that those of contacts that are gone count too.
    """
    rows = select(Job.created_at).where(Job.subject_id == organisation_id, Job.name == JOB)
    rows = rows.where(Job.created_at > at - WINDOW)
    return session.scalars(rows.order_by(Job.created_at.desc()).limit(MOST)).all()
