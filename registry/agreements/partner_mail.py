"""To which addresses the parties of an agreement are told of it, and which of them nobody can tell."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import literal, or_, select, union_all

from registry.access.roles import Role
from registry.agreements.models import Edition
from registry.city.accounts.models import RoleGrant, User
from registry.city.accounts.queries import valid
from registry.core.database import session
from registry.partners.organisations.models import Contact

MOST = 500
SHARED, REPRESENTS, PERSON = range(3)  # in which order an address is taken


def addresses(organisation_ids: Sequence[UUID], *, on: date) -> list[str]:
    """Return where these organisations are told on the day: their shared addresses and those who represent them.

    One that has neither is told at any address it has, also a person's: else nobody would be.
    """
    found = _addresses(organisation_ids, on)
    return list(dict.fromkeys(email for emails in found.values() for email in emails))


def unreached(edition: Edition, *, on: date) -> list[str]:
    """Return the collaboration's parties that have no address at all: nobody there is told what happens."""
    parties = [one for one in edition.agreement.collaboration.parties if one.organisation_id]
    found = _addresses([one.organisation_id for one in parties if one.organisation_id], on)
    return [one.display_name for one in parties if not found.get(one.organisation_id)]


def chosen(rows: Iterable[tuple[UUID, str, int]]) -> dict[UUID | None, list[str]]:
    """Return each organisation's addresses of (organisation, address, of what sort): a person's only when alone."""
    by_sort: dict[UUID | None, dict[int, list[str]]] = {}
    for key, email, sort in rows:
        by_sort.setdefault(key, {}).setdefault(sort, []).append(email)
    return {
        key: [*sorts.get(SHARED, ()), *sorts.get(REPRESENTS, ())] or sorts.get(PERSON, [])
        for key, sorts in by_sort.items()
    }


def _addresses(ids: Sequence[UUID], on: date) -> dict[UUID | None, list[str]]:
    if not ids:
        return {}
    of = [Contact.organisation_id.in_(ids), Contact.email.is_not(None), Contact.email != ""]
    of.append(
        Contact.mail_asked_at.is_(None)
    )  # one that an organisation wrote in is confirmed by a link first
    in_use = or_(Contact.ends_on.is_(None), Contact.ends_on >= on)
    columns = Contact.organisation_id.label("owner"), Contact.email.label("email")
    ways = [
        select(*columns, literal(sort).label("sort"), Contact.position.label("position")).where(
            *of, in_use, whose
        )
        for sort, whose in ((SHARED, Contact.person.is_(None)), (PERSON, Contact.person.is_not(None)))
    ]
    held = select(RoleGrant.organisation_id, User.email, literal(REPRESENTS), literal(0))
    held = held.join(User, User.id == RoleGrant.user_id).where(User.is_active, RoleGrant.role == Role.PARTNER)
    found = union_all(*ways, held.where(RoleGrant.organisation_id.in_(ids), valid(RoleGrant, on))).subquery()
    rows = select(found.c.owner, found.c.email, found.c.sort)
    rows = rows.order_by(found.c.sort, found.c.position, found.c.email).limit(MOST)
    return chosen(tuple(row) for row in session.execute(rows))
