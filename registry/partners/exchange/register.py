"""Looking up what the rows of a portion may be: a handful of statements for a thousand rows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from registry.core import bulk
from registry.core.database import session
from registry.partners.exchange import sources
from registry.partners.exchange.choices import Answer, RowOutcome, RowVerdict
from registry.partners.exchange.entries import ListedOrganisation
from registry.partners.exchange.in_progress import ImportTerms, RowInProgress
from registry.partners.exchange.known import KnownOrganisation, Register, RowCandidate
from registry.partners.exchange.models import ImportBatch, ImportRow
from registry.partners.exchange.provenance import SourceRank, SourceWords
from registry.partners.organisations import addresses, candidates, names_apart, naming
from registry.partners.organisations.candidates import LikelyDuplicate
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.matching import ASKED, Described, Reason
from registry.partners.organisations.models import Contact, Organisation, OrganisationName, OrganisationSource
from registry.partners.organisations.reach import reach_key
from registry.partners.payees import queries as payees

BATCH = 900
LIKE_ENOUGH = 0.5  # from here one page in common makes two names worth a question, wherever the two are
# What is said of who a row is; of what it says otherwise its source keeps the word itself.
_WHO = (Answer.SAME, Answer.ANOTHER, Answer.LEAVE)
_SURE = frozenset({Reason.NUMBER, Reason.GIRO})
_BY_NAME = frozenset({Reason.NAME, Reason.NAME_HERE})

_FACTS = (
    Organisation.id,
    Organisation.match_key.label("key"),
    Organisation.version,
    *(getattr(Organisation, field.name) for field in FIELDS if field.is_in_lists),
)


def register_for(
    entries: Sequence[ListedOrganisation],
    *,
    source: str,
    batch_id: UUID | None,
    on: date = date.min,
    also: Iterable[UUID] = (),
) -> Register:
    """Return what is known of the organisations that the entries may be, and of those in `also`.

    `batch_id` is the import that they belong to: what its earlier rows have become is taken. `on` is its day.
    """
    ids = set(also)
    identities = {identity for one in entries for identity in one.identities}
    ids |= _ids(OrganisationSource.organisation_id, OrganisationSource.source_id, identities,
                OrganisationSource.source == source)  # fmt: skip
    ids |= _ids(Organisation.id, Organisation.number, {one.number for one in entries if one.number})
    ids |= _ids(Organisation.id, Organisation.match_key, {one.key for one in entries if one.key})
    known = sources.ranks()
    rank = known.get(source, SourceRank.USUAL)
    if not ids:
        return Register(source=source, rank=rank, on=on)
    taken = list(_taken(sorted(ids), batch_id)) if batch_id else []
    found = _known(sorted(ids), source, known)
    stamp = _stamp(found, taken)
    register = Register(found, taken, source=source, rank=rank, on=on)
    register.stamp = stamp
    return register


def _stamp(known: Sequence[KnownOrganisation], taken: Sequence[UUID]) -> str:
    """Return a word that is another as soon as the register says anything else of them."""
    told = hashlib.blake2s(digest_size=16)
    for one in sorted(known, key=lambda one: one.id):
        sets = [sorted(map(repr, some)) for some in (one.names, one.addresses, one.accounts, one.source_ids)]
        heard = [(words.source, words.told, words.held) for words in one.sources]
        told.update(repr((one.id, one.version, sets, heard)).encode())
    told.update(repr(sorted(taken)).encode())
    return told.hexdigest()


def has_answers(source: str, batch_id: UUID | None = None) -> bool:
    """Return whether a person has answered for rows of other files of the source."""
    return session.scalar(_answers(source, batch_id).limit(1)) is not None


def answered(
    lines: Sequence[RowInProgress], source: str, batch_id: UUID | None
) -> dict[int, tuple[Answer | None, UUID | None]]:
    """Return what was said last of the same rows in other files of the source, by line."""
    keys = _keys(lines)
    said: dict[int, tuple[Answer | None, UUID | None]] = {}
    for part in _parts(sorted(keys)):
        rows = _answers(source, batch_id).where(ImportRow.row_key.in_(part))
        for row in session.execute(rows.order_by(ImportBatch.created_at, ImportRow.position)):
            said[keys[row.row_key]] = (row.answer, row.organisation_id if row.answer is Answer.SAME else None)
    return said


def asked_before(lines: Sequence[RowInProgress], terms: ImportTerms) -> dict[int, list[RowCandidate]]:
    """Return what the same rows of earlier files may be, by line, where nobody has answered yet and it still is there.

    Which names of a large register stand nearest depends on how many there are; no question falls away by that.
    """
    keys = _keys(line for line in lines if line.entry and not line.entry.number)
    found: dict[int, list[RowCandidate]] = {}
    for part in _parts(sorted(keys)):
        rows = select(ImportRow.row_key, ImportRow.details).join(
            ImportBatch, ImportBatch.id == ImportRow.batch_id
        )
        rows = rows.where(
            ImportBatch.source == terms.source, ImportRow.verdict == RowVerdict.DUPLICATE,
            ImportRow.outcome == RowOutcome.LEFT, ImportRow.answer.is_(None), ImportRow.row_key.in_(part),
        )  # fmt: skip
        for row in session.execute(rows.order_by(ImportBatch.created_at, ImportRow.position)):
            found[keys[row.row_key]] = [
                RowCandidate.of(one) for one in (row.details or {}).get("candidates", ())
            ]
    asked = sorted({one.organisation_id for some in found.values() for one in some})
    there: set[UUID] = set()
    for part in _parts(asked):
        there.update(session.scalars(select(Organisation.id).where(Organisation.id.in_(part))))
    kept = {line: [one for one in some if one.organisation_id in there] for line, some in found.items()}
    return {line: some for line, some in kept.items() if some}


def has_open_questions(source: str) -> bool:
    """Return whether rows of earlier files of the source were left out, and nobody has said which they are."""
    rows = select(ImportRow.position).join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
    left = ImportRow.verdict == RowVerdict.DUPLICATE, ImportRow.outcome == RowOutcome.LEFT
    return session.scalar(rows.where(ImportBatch.source == source, *left).limit(1)) is not None


def _keys(lines: Iterable[RowInProgress]) -> dict[str, int]:
    """The lines by what the same rows of other files have too; what several rows have tells none of them."""
    found: dict[str, list[int]] = {}
    for line in lines:
        if line.entry:
            found.setdefault(line.entry.row_key, []).append(line.number)
    return {key: some[0] for key, some in found.items() if len(some) == 1}


def _answers(source: str, batch_id: UUID | None) -> Select[Any]:
    columns = select(ImportRow.row_key, ImportRow.answer, ImportRow.organisation_id)
    mine = columns.join(ImportBatch, ImportBatch.id == ImportRow.batch_id).where(
        ImportBatch.source == source, ImportRow.row_key.is_not(None), ImportRow.answer.in_(_WHO)
    )
    return mine.where(ImportBatch.id != batch_id) if batch_id else mine


def alike(entries: Sequence[ListedOrganisation]) -> dict[int, list[RowCandidate]]:
    """Return for each entry, by its place, the organisations in the register that are like it in other ways."""
    found = candidates.candidates_for([described(one) for one in entries])
    told = {
        place: [candidate(one) for one in some if is_worth_asking(entries[place], one)]
        for place, some in found.items()
    }
    return {place: some for place, some in told.items() if some}


def described(entry: ListedOrganisation) -> Described:
    """Return the row as likenesses are looked for."""
    return Described(
        entry.name, entry.number, entry.seat, entry.postcode, entry.website,
        emails=tuple(reach.email for reach in entry.reaches if reach.email and not reach.person),
    )  # fmt: skip


def is_worth_asking(entry: ListedOrganisation, one: LikelyDuplicate) -> bool:
    """Whether a person is asked if the two are one: a page in common, with unlike names in two places, says nothing.

    Nor do names alone that say two kinds of club: `Provby IF` and `Provby Idrottsklubb` play in the same town.
    """
    if names_apart.are_apart(entry.name, one.name):
        return False
    kinds = [naming.parse(name).kinds for name in (entry.name, one.name)]
    if _BY_NAME.issuperset(one.reasons) and all(kinds) and not kinds[0] & kinds[1]:
        return False
    if one.score >= ASKED or _SURE & set(one.reasons):
        return True
    is_here = bool(
        entry.seat and one.seat and addresses.place_key(entry.seat) == addresses.place_key(one.seat)
    )
    return Reason.WEBSITE in one.reasons and (is_here or one.score >= LIKE_ENOUGH)


def candidate(one: LikelyDuplicate) -> RowCandidate:
    """Return the organisation as a row's question names it."""
    return RowCandidate(one.organisation_id, one.name, one.number, one.seat, tuple(map(str, one.reasons)))


def _ids(owner: Any, column: Any, values: set[Any], *more: Any) -> set[UUID]:
    """The owners of rows whose column, a text, has one of the values: given as one, or each would be asked about."""
    found: set[UUID] = set()
    rows = select(owner).where(column.in_(bulk.texts("among")), *more).order_by(owner)
    for part in _parts(sorted(values)):
        found.update(session.scalars(rows, {"among": json.dumps(part)}))
    return found


def _known(ids: list[UUID], source: str, known_ranks: Mapping[str, SourceRank]) -> list[KnownOrganisation]:
    known: dict[UUID, KnownOrganisation] = {}
    for part in _parts(ids):
        rows = session.execute(select(*_FACTS).where(Organisation.id.in_(part)).order_by(Organisation.id))
        known |= {row.id: KnownOrganisation(**row._mapping) for row in rows}
        for owner, name in _of(OrganisationName.organisation_id, OrganisationName.name, part):
            known[owner].names.add(name.casefold())
        for column in (Contact.email, Contact.phone):
            for owner, address in _of(Contact.organisation_id, column, part):
                known[owner].addresses.add(reach_key(address))
        for owner, kind, digits in payees.known_of(part):
            known[owner].accounts.add((kind, digits))
        for row in _sources(part):
            one = known[row.organisation_id]
            if row.source == source:
                one.source_ids.add(row.source_id)
            _hear(one, row, known_ranks.get(row.source, SourceRank.USUAL))
    return list(known.values())


def _hear(one: KnownOrganisation, row: Any, rank: SourceRank) -> None:
    """Add what a source has said: in one of its rows, whatever number of identifiers it has for the organisation."""
    before = next((known for known in one.sources if known.source == row.source), None)
    if before is None or (row.told and not before.told):
        words = SourceWords(row.source, rank, row.told, row.held, row.id, row.fetched_at.date())
        one.sources = [*(known for known in one.sources if known is not before), words]


def _sources(ids: list[UUID]) -> Sequence[Any]:
    columns = (
        OrganisationSource.organisation_id, OrganisationSource.source, OrganisationSource.source_id,
        OrganisationSource.told, OrganisationSource.held, OrganisationSource.id, OrganisationSource.fetched_at,
    )  # fmt: skip
    rows = select(*columns).where(OrganisationSource.organisation_id.in_(ids))
    return session.execute(rows.order_by(OrganisationSource.organisation_id, OrganisationSource.id)).all()


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
