"""Which organisations in the register a record may be: looked up by index, then compared.

A name is looked up among its neighbours in two orders, that of its key and that of its key backwards, so that one
wrong letter hides it in neither; every value that should be an organisation's own is looked up as it is. Both serve
one record as well as a batch, each in the same few statements.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from registry.city.synonyms import queries as synonyms
from registry.core.database import session
from registry.partners.organisations import matching, naming, neighbours
from registry.partners.organisations.matching import Described, Reason
from registry.partners.organisations.models import Contact, Organisation, OrganisationName

MOST_SHOWN = 5
NEAR_ONE, NEAR_EACH = 60, 3  # neighbours on each side, for one record and for each of a batch
MOST_SHARING = 5  # more organisations with one web or mail address than this share a host, not an identity
BATCH = 400


@dataclass(frozen=True, slots=True)
class LikelyDuplicate:
    """An organisation in the register that the record may be, and why."""

    organisation_id: UUID
    name: str
    number: str | None
    seat: str | None
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A value that should be an organisation's own: which reason it is, whose it is, and where it stands."""

    reason: Reason
    owner: Any
    value: Any


_traces = [
    Trace(Reason.NUMBER, Organisation.id, Organisation.number),
    Trace(Reason.WEBSITE, Organisation.id, Organisation.web_key),
    Trace(Reason.MAIL, Contact.organisation_id, Contact.mail_key),
]


def plug(trace: Trace) -> None:
    """Plug in what a feature above knows, such as account numbers."""
    if trace.reason not in {one.reason for one in _traces}:
        _traces.append(trace)


def candidates(described: Described, *, but: UUID | None = None) -> list[LikelyDuplicate]:
    """Return the organisations that this one may be, likeliest first, at most five; `but` is the one it is itself."""
    return _candidates([described], near=NEAR_ONE, but=but).get(0, [])[:MOST_SHOWN]


def candidates_for(rows: Sequence[Described]) -> dict[int, list[LikelyDuplicate]]:
    """Return for each row, by its position, the organisations that it may be, likeliest first, at most five.

    Rows without any are left out. A handful of statements for every few hundred rows, whatever the register holds.
    """
    found: dict[int, list[LikelyDuplicate]] = {}
    for start in range(0, len(rows), BATCH):
        batch = _candidates(rows[start : start + BATCH], near=NEAR_EACH)
        found |= {start + at: some[:MOST_SHOWN] for at, some in batch.items() if some}
    return found


def described(ids: Iterable[UUID]) -> dict[UUID, Described]:
    """Return what is known of these organisations, with everything that speaks for or against a likeness."""
    wanted = list(ids)
    rows = select(
        Organisation.id, Organisation.name, Organisation.number, Organisation.seat, Organisation.postcode,
        Organisation.website, Organisation.umbrella_id,
    )  # fmt: skip
    found = {
        row.id: Described(
            row.name, row.number, row.seat, row.postcode, row.website, id=row.id, umbrella_id=row.umbrella_id
        )
        for part in _parts(wanted)
        for row in session.execute(rows.where(Organisation.id.in_(part)))
    }
    kept = (("names", OrganisationName.organisation_id, OrganisationName.name),)
    for name, owner, column in (*kept, ("emails", Contact.organisation_id, Contact.email), *_giro()):
        for of, values in _values(owner, column, list(found)).items():
            more: dict[str, Any] = {name: tuple(values)}
            found[of] = replace(found[of], **more)
    return found


def neighbours_of(
    rows: Sequence[Described], near: int, *, both_sides: bool
) -> Iterator[tuple[Described, UUID]]:
    """Yield (record, organisation) for neighbours whose names are worth a comparison; ahead only unless told."""
    return ((rows[at], other) for at, other in _named_alike(rows, near, both_sides=both_sides))


def _candidates(
    rows: Sequence[Described], *, near: int, but: UUID | None = None
) -> dict[int, list[LikelyDuplicate]]:
    met = _met(rows, near)
    known = described({one for some in met for one in some} - {but})
    return {
        at: sorted(_worth_asking(rows[at], some, known), key=_likeliest)
        for at, some in enumerate(met)
        if some
    }


def _met(rows: Sequence[Described], near: int) -> list[set[UUID]]:
    """Return for each row the organisations that it is worth comparing with."""
    met: list[set[UUID]] = [set() for _row in rows]
    for at, organisation_id in (*_sharing(rows), *_named_alike(rows, near, both_sides=True)):
        met[at].add(organisation_id)
    return met


def _likeliest(candidate: LikelyDuplicate) -> tuple[float, str]:
    return -candidate.score, candidate.name


def _worth_asking(row: Described, met: set[UUID], known: dict[UUID, Described]) -> Iterator[LikelyDuplicate]:
    same = synonyms.known()
    for organisation_id in met & known.keys():
        other = known[organisation_id]
        likeness = matching.compare(row, other, known=same)
        if matching.asks(likeness):
            yield LikelyDuplicate(
                organisation_id, other.name, other.number, other.seat, likeness.score, likeness.reasons
            )


def _sharing(rows: Sequence[Described]) -> Iterator[tuple[int, UUID]]:
    """Yield (row, organisation) for every value that a row has in common with one organisation, or a few."""
    for trace in _traces:
        wanted: dict[str, set[int]] = defaultdict(set)
        for at, row in enumerate(rows):
            for value in _values_of(row, trace.reason):
                wanted[value].add(at)
        found = _owners(trace, list(wanted))
        for value, owners in found.items():
            if trace.reason is Reason.NUMBER or len(owners) <= MOST_SHARING:
                yield from ((at, owner) for at in wanted[value] for owner in owners)


def _values_of(row: Described, reason: Reason) -> Iterable[str]:
    if reason is Reason.NUMBER:
        return (row.number,) if row.number else ()
    if reason is Reason.GIRO:
        return row.giro
    return row.webs() | row.mails()  # an organisation's mail domain is as a rule its website's


def _owners(trace: Trace, values: list[str]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for part in _parts(values):
        rows = select(trace.value, trace.owner).where(trace.value.in_(part)).distinct()
        for value, owner in session.execute(rows.order_by(trace.value, trace.owner).limit(BATCH * 20)):
            found[value].append(owner)
    return found


def _named_alike(rows: Sequence[Described], near: int, *, both_sides: bool) -> Iterator[tuple[int, UUID]]:
    """Yield (row, organisation) for neighbours whose names are worth a comparison."""
    names = [(at, name) for at, row in enumerate(rows) for name in (row.name, *row.names) if name]
    for column, derive in ((Organisation.match_key, naming.key), (Organisation.match_tail, naming.tail)):
        keys = [derive(name) for _at, name in names]
        for place, stored, key in neighbours.of(column, keys, near, both_sides=both_sides):
            if matching.could_be(keys[place], key):
                yield names[place][0], neighbours.identifier(stored)


def _giro() -> Iterator[tuple[str, Any, Any]]:
    return (("giro", one.owner, one.value) for one in _traces if one.reason is Reason.GIRO)


def _values(owner: Any, column: Any, ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for part in _parts(ids):
        rows = select(owner, column).where(owner.in_(part), func.coalesce(column, "") != "")
        for of, value in session.execute(rows.order_by(owner, column)):
            found[of].append(value)
    return found


def _parts(values: list[Any]) -> Iterator[list[Any]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
