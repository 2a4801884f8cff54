"""Which parties of an agreement nobody is known to sign for (`domain.md` 1.4 § 18): asked before it is sent."""

from datetime import date

from sqlalchemy import or_, select

from registry.agreements.models import Edition
from registry.core.database import session
from registry.partners.organisations.models import Contact, ContactRole


def unsigned_for(edition: Edition, *, on: date) -> list[str]:
    """Return the collaboration's parties for which the register has no signatory (firmatecknare) on the day."""
    parties = [one for one in edition.agreement.collaboration.parties if one.organisation_id]
    rows = (
        select(Contact.organisation_id)
        .distinct()
        .where(
            Contact.organisation_id.in_([one.organisation_id for one in parties]),
            Contact.role == ContactRole.SIGNATORY,
            or_(Contact.ends_on.is_(None), Contact.ends_on >= on),
        )
    )
    known = set(session.scalars(rows.order_by(Contact.organisation_id).limit(len(parties))))
    return [one.display_name for one in parties if one.organisation_id not in known]
