"""Reads over organisations: the list, one for showing and for changing, and those that look like another."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.access.visibility import is_staff, staff_only
from registry.city.vocabulary import queries as vocabulary
from registry.city.vocabulary.choices import VocabularyTerms
from registry.core.database import session
from registry.core.lists_at_once import ListsAtOnce, ShortList
from registry.partners.organisations import candidates, matching, redirects
from registry.partners.organisations.candidates import LikelyDuplicate
from registry.partners.organisations.matching import Described, Reason
from registry.partners.organisations.models import Contact, Organisation, OrganisationName
from registry.partners.organisations.rules import OrganisationFacts
from registry.partners.organisations.search.documents import LINKS

ORDER = (Organisation.sort_name, Organisation.id)
BATCH = 500
# The organisation with all that belongs to it.
WHOLE = (
    selectinload(Organisation.names), selectinload(Organisation.contacts), selectinload(Organisation.target_groups),
    selectinload(Organisation.activities), selectinload(Organisation.districts),
)  # fmt: skip
NAMES_AND_CONTACTS = ShortList.of(Organisation.names), ShortList.of(Organisation.contacts)
_NAMES_AND_CONTACTS = ListsAtOnce(*NAMES_AND_CONTACTS)
NUMBER_LENGTH = 10


def organisation(actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return the organisation with its other names and contacts, for showing."""
    found = alone(actor, organisation_id)
    if found is not None:
        _NAMES_AND_CONTACTS.fill(found)
    return found


def alone(actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return the organisation without what belongs to it: its page reads that together with what others know."""
    found = session.scalar(_by_id(), {"id": organisation_id}) if is_staff(actor) else None
    if found is None:
        redirects.follow(actor, organisation_id)
    return found


@cache
def _by_id() -> Select[tuple[Organisation]]:
    """Built once: putting it together costs more than the database needs to answer it."""
    return select(Organisation).where(Organisation.id == bindparam("id"))


def terms_of(organisation: Organisation) -> VocabularyTerms:
    """Return the organisation's target groups, activities and districts, in one statement."""
    return vocabulary.terms_of(LINKS, [organisation.id])[organisation.id]


def changeable(actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return the organisation with everything that belongs to it, for changing."""
    loaded = select(Organisation).options(*WHOLE)
    found = session.scalar(loaded.where(Organisation.id == organisation_id, staff_only(actor)))
    if found is None:
        redirects.follow(actor, organisation_id)
    return found


def contact(actor: Actor, organisation_id: UUID, contact_id: UUID) -> tuple[Organisation, Contact] | None:
    """Return one of the organisation's contacts, with the organisation."""
    owner = organisation(actor, organisation_id)
    found = next((one for one in owner.contacts if one.id == contact_id), None) if owner else None
    return (owner, found) if owner and found else None


def other_name(
    actor: Actor, organisation_id: UUID, name_id: UUID
) -> tuple[Organisation, OrganisationName] | None:
    """Return one of the organisation's other names, with the organisation."""
    owner = organisation(actor, organisation_id)
    found = next((one for one in owner.names if one.id == name_id), None) if owner else None
    return (owner, found) if owner and found else None


def likely_same(
    facts: OrganisationFacts, *, but: Organisation | None = None
) -> tuple[list[LikelyDuplicate], list[LikelyDuplicate]]:
    """Return the organisations that these facts may be about: those with the number, and others that are alike.

    For one that is changed (`but`), only what the change itself gives reason to ask about.
    """
    known = Described(facts.name, facts.number, facts.seat, facts.postcode, facts.website)
    found = candidates.candidates(known, but=but.id if but else None)
    before = Described(but.name, but.number, website=but.website) if but else None
    asked = matching.asked_about(known, before)
    wanted = [one for one in found if asked & set(one.reasons)]
    same_number = [one for one in wanted if Reason.NUMBER in one.reasons and Reason.NUMBER in asked]
    return same_number, [one for one in wanted if one not in same_number]


def named(actor: Actor, ids: Sequence[UUID]) -> Sequence[Any]:
    """Return the organisations with these identifiers, by name: (id, name, number, seat)."""
    rows = _short().where(staff_only(actor), Organisation.id.in_(ids[:BATCH])).order_by(*ORDER)
    return session.execute(rows.limit(BATCH)).all() if ids else []


def called(actor: Actor, words: str) -> Sequence[Organisation]:
    """Return the organisations with exactly this number or name, by name, at most 10; several may share either."""
    number = "".join(one for one in words if one.isdigit())
    same = func.lower(Organisation.name) == words.strip().lower()
    if len(number) == NUMBER_LENGTH:
        same = or_(same, func.replace(Organisation.number, "-", "") == number)
    rows = select(Organisation).where(same, staff_only(actor))
    return session.scalars(rows.order_by(Organisation.name, Organisation.id).limit(10)).all()


def _short() -> Select[Any]:
    return select(Organisation.id, Organisation.name, Organisation.number, Organisation.seat)
