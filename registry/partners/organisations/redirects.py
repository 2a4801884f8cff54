"""Records that were merged away: where they went, and which went into one."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.core.errors import Moved
from registry.partners.organisations.models import OrganisationRedirect

MOST = 200


def target(old_id: UUID) -> UUID | None:
    """Return the organisation that the record has become a part of; None when it is no merged one."""
    return session.scalar(
        select(OrganisationRedirect.organisation_id).where(OrganisationRedirect.old_id == old_id)
    )


def targets(ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return, of records that were merged away, the organisation that each has become a part of."""
    rows = select(OrganisationRedirect.old_id, OrganisationRedirect.organisation_id)
    rows = rows.where(OrganisationRedirect.old_id.in_(ids)).order_by(OrganisationRedirect.old_id)
    return {row.old_id: row.organisation_id for row in session.execute(rows.limit(len(ids)))}


def former(organisation_id: UUID) -> list[UUID]:
    """Return the identifiers of the records that have become a part of the organisation."""
    rows = select(OrganisationRedirect.old_id).where(OrganisationRedirect.organisation_id == organisation_id)
    return list(session.scalars(rows.order_by(OrganisationRedirect.old_id).limit(MOST)))


def follow(actor: Actor, old_id: UUID) -> None:
    """Raise Moved when somebody who may see organisations asks for one that has been merged into another."""
    rows = select(OrganisationRedirect.organisation_id).where(
        OrganisationRedirect.old_id == old_id, staff_only(actor)
    )
    if new_id := session.scalar(rows):
        raise Moved(old_id, new_id)
