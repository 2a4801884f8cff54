"""A person's own list of ties to organisations: what brings the question about conflict of interest forward."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit.tags import Tag
from registry.core.database import session
from registry.core.errors import NotAllowed, refuse
from registry.core.i18n import _
from registry.matters.approvals import conflict_rules
from registry.matters.approvals.interest import Interest


def add_interest(
    *,
    organisation_id: UUID,
    what: str,
    starts_on: date | None,
    ends_on: date | None,
    actor: Actor,
    at: datetime,
) -> Interest:
    """Write down a tie of one's own to an organisation. Raises DomainError at `what` or `ends_on`."""
    known = [
        conflict_rules.Tie(one.what, one.starts_on, one.ends_on)
        for one in _ties(actor.user_id, organisation_id)
    ]
    refuse(conflict_rules.interest_problems(what=what, starts_on=starts_on, ends_on=ends_on, known=known))
    row = Interest(
        person_id=actor.user_id,
        organisation_id=organisation_id,
        what=what.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    session.add(row)
    audit.record(row, Tag.INTEREST_ADDED, actor=actor, at=at)
    return row


def remove_interest(interest: Interest, *, actor: Actor, at: datetime) -> None:
    """Take away a tie that was written down by mistake. Raises NotAllowed for somebody else's."""
    if interest.person_id != actor.user_id:
        raise NotAllowed(_("Bara du själv ändrar dina uppdrag och bindningar."))
    session.delete(interest)
    session.flush()
    audit.record(interest, Tag.INTEREST_REMOVED, actor=actor, at=at)


def _ties(person_id: UUID, organisation_id: UUID) -> list[Interest]:
    mine = Interest.person_id == person_id, Interest.organisation_id == organisation_id
    return list(session.scalars(select(Interest).where(*mine).order_by(Interest.id).limit(100)))
