"""Reads over organisations: the list, one for showing and for changing, and those that look like another."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import selectinload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.core.i18n import _
from registry.organisations import matching, rules
from registry.organisations.models import (
    Contact,
    Organisation,
    OrganisationName,
    organisation_activity,
    organisation_district,
    organisation_target_group,
)
from registry.organisations.rules import Filter
from registry.vocabulary import queries as vocabulary
from registry.vocabulary.choices import Terms
from registry.web.pagination import Count, Page, count_of, page_of

LINKS = vocabulary.Links(
    "organisation_id", organisation_target_group, organisation_activity, organisation_district
)
ORDER = (Organisation.sort_name, Organisation.id)
MOST_ALIKE = 500  # candidates that a new name is compared with
MOST_SHOWN = 5
MOST_SUGGESTED = 10
BATCH = 500


def page(actor: Actor, chosen: Filter, *, cursor: str | None = None) -> Page:
    """Return one page of the organisations by name, as rows of what the list shows."""
    return page_of(_listed(actor, chosen), ORDER, cursor=cursor)


def count(actor: Actor, chosen: Filter) -> Count:
    """Return how many organisations the filter lets through, counted to a limit."""
    return count_of(select(Organisation.id).where(*_conditions(actor, chosen)))


def header() -> list[str]:
    """Return the words over the columns of `exported`."""
    return [
        _("Namn"), _("Organisationsnummer"), _("Sektor"), _("Juridisk form"), _("Ort"), _("Webbplats"),
        _("Idéburna registret"), _("Funktionsbrevlåda"), _("Målgrupper"), _("Insatser"), _("Stadsdelsområden"),
    ]  # fmt: skip


def exported(actor: Actor, chosen: Filter) -> Iterator[list[Any]]:
    """Yield a row for every organisation that the filter lets through, by name, a batch at a time."""
    cursor: str | None = None
    while True:
        batch = page_of(_listed(actor, chosen), ORDER, cursor=cursor, size=BATCH)
        ids = [row.id for row in batch.rows]
        terms, mailboxes = vocabulary.terms_of(LINKS, ids), _mailboxes(ids)
        for row in batch.rows:
            facts = [
                row.name,
                row.number,
                row.sector,
                row.legal_form,
                row.seat,
                row.website,
                row.registration,
            ]
            yield [*facts, mailboxes.get(row.id), *terms[row.id].names()]
        cursor = batch.after
        if cursor is None:
            return


def organisation(actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return the organisation with its other names and contacts, for showing."""
    loaded = select(Organisation).options(
        selectinload(Organisation.names), selectinload(Organisation.contacts)
    )
    return session.scalar(loaded.where(Organisation.id == organisation_id, staff_only(actor)))


def terms_of(organisation: Organisation) -> Terms:
    """Return the organisation's target groups, activities and districts, in one statement."""
    return vocabulary.terms_of(LINKS, [organisation.id])[organisation.id]


def changeable(actor: Actor, organisation_id: UUID) -> Organisation | None:
    """Return the organisation with everything that belongs to it, for changing."""
    parts = (
        Organisation.names, Organisation.contacts, Organisation.target_groups, Organisation.activities,
        Organisation.districts,
    )  # fmt: skip
    loaded = select(Organisation).options(*(selectinload(part) for part in parts))
    return session.scalar(loaded.where(Organisation.id == organisation_id, staff_only(actor)))


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


def with_number(number: str | None, *, but: UUID | None = None) -> Sequence[Any]:
    """Return the organisations that have the number, by name: (id, name, number, seat)."""
    if not number:
        return []
    rows = _short().where(Organisation.number == number, _not(but)).order_by(*ORDER)
    return session.execute(rows.limit(MOST_SHOWN)).all()


def alike(name: str | None, *, but: UUID | None = None) -> Sequence[Any]:
    """Return organisations with nearly the same name, by name: (id, name, number, seat)."""
    longest = sorted(rules.search_words(name), key=len, reverse=True)[:2]
    if not name or not longest:
        return []
    begins = [Organisation.search_text.contains(word[:4], autoescape=True) for word in longest]
    rows = _short().where(or_(*begins), _not(but)).order_by(*ORDER).limit(MOST_ALIKE)
    return [row for row in session.execute(rows) if matching.is_alike(row.name, name)][:MOST_SHOWN]


def suggestions(actor: Actor, text: str | None) -> Sequence[Any]:
    """Return the first few organisations that the text finds, for choosing one: (id, name, number, seat)."""
    words = rules.search_words(text)
    if not words:
        return []
    rows = _short().where(staff_only(actor), *_holds(words)).order_by(*ORDER)
    return session.execute(rows.limit(MOST_SUGGESTED)).all()


def named(actor: Actor, ids: Sequence[UUID]) -> Sequence[Any]:
    """Return the organisations with these identifiers, by name: (id, name, number, seat)."""
    rows = _short().where(staff_only(actor), Organisation.id.in_(ids[:BATCH])).order_by(*ORDER)
    return session.execute(rows.limit(BATCH)).all() if ids else []


def _short() -> Select[Any]:
    return select(Organisation.id, Organisation.name, Organisation.number, Organisation.seat)


def _not(organisation_id: UUID | None) -> ColumnElement[bool]:
    return Organisation.id != organisation_id if organisation_id else true()


def _listed(actor: Actor, chosen: Filter) -> Select[Any]:
    columns = select(
        Organisation.id, Organisation.sort_name, Organisation.name, Organisation.number, Organisation.sector,
        Organisation.legal_form, Organisation.seat, Organisation.website, Organisation.registration,
        Organisation.is_example,
    )  # fmt: skip
    return columns.where(*_conditions(actor, chosen))


def _conditions(actor: Actor, chosen: Filter) -> list[ColumnElement[bool]]:
    equal = (
        (Organisation.sector, chosen.sector),
        (Organisation.legal_form, chosen.legal_form),
        (Organisation.registration, chosen.registration),
    )
    tied = vocabulary.tied(
        LINKS, Organisation.id,
        target_group=chosen.target_group, activity=chosen.activity, district=chosen.district,
    )  # fmt: skip
    return [
        staff_only(actor),
        *(column == value for column, value in equal if value is not None),
        *tied,
        *_holds(rules.search_words(chosen.text)),
    ]


def _holds(words: Sequence[str]) -> list[ColumnElement[bool]]:
    return [Organisation.search_text.contains(word, autoescape=True) for word in words]


def _mailboxes(ids: Sequence[UUID]) -> dict[UUID, str]:
    """Role mailboxes only: a file leaves the house more easily than a page, so no person's address is in it."""
    rows = select(Contact.organisation_id, Contact.email).where(
        Contact.organisation_id.in_(ids), Contact.person.is_(None), Contact.email.is_not(None)
    )
    return {row.organisation_id: row.email for row in session.execute(rows.order_by(Contact.position.desc()))}
