"""What people do with organisations: register, change, give other names and ways to reach them."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from registry.access.actor import Actor
from registry.audit import actions as audit
from registry.audit import changes
from registry.audit.tags import Tag
from registry.city.accounts import queries as accounts
from registry.city.vocabulary import actions as vocabulary
from registry.core import clock
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.errors import DomainError, Problem, check_version, refuse
from registry.core.i18n import _, ngettext
from registry.partners.organisations import catalogue, people, queries, related, renaming, rules
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.indexing import index
from registry.partners.organisations.models import (
    Contact,
    Organisation,
    OrganisationName,
    Registration,
    Standing,
)
from registry.partners.organisations.personal_numbers import text_problems
from registry.partners.organisations.rules import ContactFacts, Filter, OrganisationFacts, Relation

MOST_CONTACTS = 50
MOST_NAMES = 50


def register(facts: OrganisationFacts, *, actor: Actor | None, at: datetime) -> Organisation:
    """Add an organisation. Raises DomainError: contradictions, or a number or name that is in the register already."""
    _check(facts, on=clock.local(at).date())
    organisation = Organisation(
        id=new_id(), created_at=at, created_by_id=actor.user_id if actor else None, names=[], contacts=[]
    )
    _fill(organisation, facts)
    session.add(organisation)
    _record(organisation, Tag.ORGANISATION_REGISTERED, actor=actor, at=at)
    return organisation


def change(
    organisation: Organisation,
    facts: OrganisationFacts,
    *,
    seen: int,
    keep_name: bool = False,
    actor: Actor,
    at: datetime,
) -> None:
    """Change the facts; with `keep_name` a name that is replaced stays as an earlier one, until today.

    Raises Stale when they are newer than the version seen, DomainError as `register` does.
    """
    check_version(organisation, seen)
    on = clock.local(at).date()
    _check(facts, on=on, before=organisation)
    if keep_name and facts.name != organisation.name:
        _keep_name(organisation, on)
    if facts.standing is not Standing.DISSOLVED:
        organisation.successor_id = None
    before = _compared(organisation)
    _fill(organisation, facts)
    _record_change(organisation, actor=actor, at=at)
    if _compared(organisation) != before:
        renaming.tell([organisation.id])


def _compared(organisation: Organisation) -> tuple[str | None, ...]:
    """What tells an organisation from others."""
    return tuple(getattr(organisation, name) for name in ("name", "number", "seat", "postcode", "website"))


def _keep_name(organisation: Organisation, on: date) -> None:
    known = {other.name for other in organisation.names}
    if organisation.name not in known and len(organisation.names) < MOST_NAMES:
        organisation.names.append(OrganisationName(name=organisation.name, ends_on=on))


def relate(
    organisation: Organisation,
    relation: Relation,
    other_id: UUID | None,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Point at the umbrella or the successor, or at none. Raises Stale, and DomainError when it would be a circle."""
    check_version(organisation, seen)
    if other_id is not None:
        above = related.above(other_id, relation)
        own, standing = organisation.id, organisation.standing
        refuse(rules.relation_problems(relation, own=own, other=other_id, above=above, standing=standing))
    setattr(organisation, f"{relation.value}_id", other_id)
    index(organisation)
    _record_change(organisation, actor=actor, at=at)


def add_contact(organisation: Organisation, reach: ContactFacts, *, actor: Actor, at: datetime) -> Contact:
    """Add a way to reach the organisation. Raises DomainError when it reaches nobody, or is there already."""
    refuse(rules.reach_problems(reach, organisation.contacts))
    if len(organisation.contacts) >= MOST_CONTACTS:
        raise DomainError(_("Organisationen har redan %(n)s kontakter.", n=MOST_CONTACTS))
    position = max((one.position for one in organisation.contacts), default=0) + 1
    contact = Contact(position=position, **asdict(reach))
    organisation.contacts.append(contact)
    _record_change(organisation, actor=actor, at=at)
    return contact


def change_contact(
    organisation: Organisation,
    contact: Contact,
    reach: ContactFacts,
    *,
    seen: int,
    actor: Actor,
    at: datetime,
) -> None:
    """Change a contact. Raises Stale when it is newer than the version seen, DomainError when it reaches nobody."""
    check_version(contact, seen)
    refuse(rules.reach_problems(reach))
    before = rules.mailed_to(contact.email)
    for name, value in asdict(reach).items():
        setattr(contact, name, value)
    if rules.mailed_to(contact.email) != before:
        contact.mail_asked_at = None  # who asked, asked about another address
    _record_change(organisation, actor=actor, at=at)


def remove_contact(organisation: Organisation, contact: Contact, *, actor: Actor, at: datetime) -> None:
    """Remove a contact: an address that nobody answers is worse than none (GDPR art. 5.1 d)."""
    organisation.contacts.remove(contact)
    _record_change(organisation, actor=actor, at=at)


def note_registration(
    organisation: Organisation, found: Registration, *, on: date, actor: Actor, at: datetime
) -> None:
    """Keep what a check of the register found (lag 2022:900), unless a later check is known already."""
    known = organisation.registration_checked_on
    if known and known > on:
        return
    organisation.registration, organisation.registration_checked_on = found, on
    _record_change(organisation, actor=actor, at=at)


def read_people(organisation: Organisation, *, actor: Actor, at: datetime) -> None:
    """Log that somebody reads the data of the organisation's contact persons: who, when and whose, nothing of what."""
    audit.record(
        organisation, Tag.PERSONAL_DATA_READ, actor=actor, at=at, matter_id=organisation.id, changes=()
    )


def export_people(
    actor: Actor, chosen: Filter, *, reason: str, on: date, at: datetime
) -> list[tuple[object, ...]]:
    """Return the contact persons of the organisations chosen, and log who took how many and why.

    Raises DomainError when the list is longer than anybody needs at once (GDPR art. 5.1 c).
    """
    count = catalogue.count(actor, chosen)
    refuse(rules.export_problems(reason, number=count.number))
    rows = people.listed(actor, chosen, on=on)
    reader = accounts.user(actor.user_id)
    words = ngettext(
        "%(num)s kontaktperson: %(reason)s", "%(num)s kontaktpersoner: %(reason)s", len(rows), reason=reason
    )
    audit.record(reader, Tag.PERSONAL_DATA_EXPORTED, actor=actor, at=at, changes=(), note=words)
    return rows


def add_name(
    organisation: Organisation,
    name: str,
    *,
    starts_on: date | None,
    ends_on: date | None,
    actor: Actor,
    at: datetime,
) -> OrganisationName:
    """Give the organisation another name, so that a search finds it. Raises DomainError when the dates are reversed,
    it has the name, or the name holds a person's number.
    """
    refuse([*text_problems(name=name), *rules.period_problems(starts_on, ends_on)])
    refuse(rules.name_problems(name, starts_on, organisation.names))
    if len(organisation.names) >= MOST_NAMES:
        raise DomainError(Problem(_("Organisationen har redan %(n)s andra namn.", n=MOST_NAMES), "name"))
    other = OrganisationName(name=name, starts_on=starts_on, ends_on=ends_on)
    organisation.names.append(other)
    index(organisation)
    renaming.tell([organisation.id])
    _record_change(organisation, actor=actor, at=at)
    return other


def remove_name(organisation: Organisation, other: OrganisationName, *, actor: Actor, at: datetime) -> None:
    """Take away another name that was wrong."""
    organisation.names.remove(other)
    index(organisation)
    renaming.tell([organisation.id])
    _record_change(organisation, actor=actor, at=at)


def _check(facts: OrganisationFacts, *, on: date, before: Organisation | None = None) -> None:
    same_number, alike = (rules.named(some) for some in queries.likely_same(facts, but=before))
    problems = rules.facts_problems(facts, on=on)
    refuse([*problems, *rules.duplicate_problems(facts, same_number=same_number, alike=alike)])


def _fill(organisation: Organisation, facts: OrganisationFacts) -> None:
    if facts.sector is not organisation.sector:
        organisation.sector_basis = None  # a person has said it now
    for field in FIELDS.stated():
        setattr(organisation, field.name, getattr(facts, field.name))
    vocabulary.describe(organisation, facts.scope)
    index(organisation)


def _record_change(organisation: Organisation, *, actor: Actor, at: datetime) -> None:
    organisation.touch()
    _record(organisation, Tag.ORGANISATION_CHANGED, actor=actor, at=at)


def _record(organisation: Organisation, tag: Tag, *, actor: Actor | None, at: datetime) -> None:
    told = changes.of(organisation)
    audit.record(organisation, tag, actor=actor, at=at, matter_id=organisation.id, changes=told)
