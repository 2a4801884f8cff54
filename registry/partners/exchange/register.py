"""Looking up what the rows of a portion may be: a handful of statements for a thousand rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from registry.core.database import session
from registry.partners.exchange.entries import ListedOrganisation
from registry.partners.exchange.models import ImportRow
from registry.partners.exchange.planning import KnownOrganisation, Register, RowCandidate, comparable
from registry.partners.organisations import candidates
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.matching import Described
from registry.partners.organisations.models import Contact, Organisation, OrganisationName, OrganisationSource

BATCH = 900

_FACTS = (
    Organisation.id,
    Organisation.match_key.label("key"),
    Organisation.version,
    *(getattr(Organisation, field.name) for field in FIELDS if field.is_in_lists),
)


def register_for(
    entries: Sequence[ListedOrganisation], *, source: str, batch_id: UUID | None, also: Iterable[UUID] = ()
) -> Register:
    """Return what is known of the organisations that the entries may be, and of those in `also`.

    `batch_id` is the import that they belong to: what its earlier rows have become is taken.
    """
    ids = set(also)
    ids |= _ids(OrganisationSource.organisation_id, OrganisationSource.source_id,
                {one.identity for one in entries}, OrganisationSource.source == source)  # fmt: skip
    ids |= _ids(Organisation.id, Organisation.number, {one.number for one in entries if one.number})
    ids |= _ids(Organisation.id, Organisation.match_key, {one.key for one in entries if one.key})
    if not ids:
        return Register()
    return Register(_known(sorted(ids), source), _taken(sorted(ids), batch_id) if batch_id else ())


def alike(entries: Sequence[ListedOrganisation]) -> dict[int, list[RowCandidate]]:
    """Return for each entry, by its place, the organisations in the register that are like it in other ways."""
    rows = [
        Described(
            one.name, one.number, one.seat, one.postcode, one.website,
            emails=tuple(reach.email for reach in one.reaches if reach.email and not reach.person),
        )
        for one in entries
    ]  # fmt: skip
    return {
        place: [
            RowCandidate(one.organisation_id, one.name, one.number, one.seat, tuple(map(str, one.reasons)))
            for one in found
        ]
        for place, found in candidates.candidates_for(rows).items()
    }


def _ids(owner: Any, column: Any, values: set[Any], *more: Any) -> set[UUID]:
    found: set[UUID] = set()
    for part in _parts(sorted(values)):
        found.update(session.scalars(select(owner).where(column.in_(part), *more).order_by(owner)))
    return found


def _known(ids: list[UUID], source: str) -> list[KnownOrganisation]:
    known: dict[UUID, KnownOrganisation] = {}
    for part in _parts(ids):
        rows = session.execute(select(*_FACTS).where(Organisation.id.in_(part)).order_by(Organisation.id))
        known |= {row.id: KnownOrganisation(**row._mapping) for row in rows}
        for owner, name in _of(OrganisationName.organisation_id, OrganisationName.name, part):
            known[owner].names.add(name.casefold())
        for column in (Contact.email, Contact.phone):
            for owner, address in _of(Contact.organisation_id, column, part):
                known[owner].addresses.add(comparable(address))
        here = OrganisationSource.source == source
        for owner, identity in _of(
            OrganisationSource.organisation_id, OrganisationSource.source_id, part, here
        ):
            known[owner].source_ids.add(identity)
    return list(known.values())


def _of(owner: Any, column: Any, ids: list[UUID], *more: Any) -> Iterator[tuple[UUID, str]]:
    rows = select(owner, column).where(owner.in_(ids), column.is_not(None), *more).order_by(owner)
    return ((row[0], row[1]) for row in session.execute(rows))


def _taken(ids: list[UUID], batch_id: UUID) -> Iterator[UUID]:
    for part in _parts(ids):
        rows = select(ImportRow.organisation_id).where(
            ImportRow.organisation_id.in_(part),
            ImportRow.batch_id == batch_id,
            ImportRow.applied_at.is_not(None),
        )
        yield from (one for one in session.scalars(rows.order_by(ImportRow.position)) if one)


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
