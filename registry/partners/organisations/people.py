"""Contact persons as a list: read only by the action that logs who took them and why."""

from datetime import date
from typing import Any

from sqlalchemy import or_, select

from registry.access.actor import Actor
from registry.core.database import session
from registry.core.i18n import _
from registry.partners.organisations import catalogue
from registry.partners.organisations.models import Contact
from registry.partners.organisations.rules import Filter


def header() -> list[str]:
    """Return the words over the columns of `listed`."""
    return [
        _("Organisation"),
        _("Organisationsnummer"),
        _("Person"),
        _("Roll"),
        _("Kallas"),
        _("E-post"),
        _("Telefon"),
    ]


def listed(actor: Actor, chosen: Filter, *, on: date) -> list[tuple[Any, ...]]:
    """Return the contact persons on the date of the organisations that the filter lets through, by organisation."""
    found: list[tuple[Any, ...]] = []
    for batch in catalogue.batches(actor, chosen):
        owners = {row.id: (row.name, row.number) for row in batch}
        people: dict[Any, list[tuple[Any, ...]]] = {}
        rows = select(Contact).where(
            Contact.organisation_id.in_(owners),
            Contact.person.is_not(None),
            or_(Contact.ends_on.is_(None), Contact.ends_on >= on),
        )
        for one in session.scalars(rows.order_by(Contact.position, Contact.id)):
            facts = (one.person, one.role, one.label, one.email, one.phone)
            people.setdefault(one.organisation_id, []).append(facts)
        found += [(*owner, *one) for key, owner in owners.items() for one in people.get(key, ())]
    return found
