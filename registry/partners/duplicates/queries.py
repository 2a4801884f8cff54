"""Reads over pairs, scans and merges: the work page, what is open about one organisation, and what was merged."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, func, or_, select, true, union_all

from registry.access.actor import Actor
from registry.access.check import allows
from registry.access.permissions import Permission
from registry.access.visibility import is_staff, staff_only
from registry.city.synonyms import queries as synonyms
from registry.core.database import session
from registry.core.lists_at_once import ShortList
from registry.partners.duplicates.models import MeetingKey, Merge, Pair, PairState, Scan, ScanState
from registry.partners.organisations import candidates, redirects
from registry.partners.organisations.matching import Described, Likeness, Reason, asks, compare
from registry.partners.organisations.models import Organisation
from registry.web.pagination import Count, Page, count_of, page_of

SIZE = 20
ORDER = (Pair.score, Pair.id)
MERGES = (Merge.merged_at, Merge.id)
MOST_OPEN = 10
MOST_SECOND = 500  # records without a number that have an agreement


@dataclass(frozen=True, slots=True)
class PairSide:
    """One organisation of a pair, with everything that the two are compared by."""

    organisation: Any
    described: Described


@dataclass(frozen=True, slots=True)
class ShownPair:
    """A pair with its two organisations, and how alike they are as they are called now."""

    pair: Pair
    one: PairSide
    other: PairSide

    @property
    def likeness(self) -> Likeness:
        """What speaks for and against, whatever has been renamed since the pair was found."""
        return compare(self.one.described, self.other.described, known=synonyms.known())


def page(actor: Actor, state: PairState, reason: Reason | None, *, cursor: str | None = None) -> Page:
    """Return one page of the pairs, likeliest first, as `ShownPair`; pairs of which one is gone are left out."""
    found = page_of(_listed(actor, state, reason), ORDER, cursor=cursor, size=SIZE, descending=True)
    return Page(shown(row.Pair for row in found.rows), found.before, found.after)


def count(actor: Actor, state: PairState, reason: Reason | None) -> Count:
    """Return how many pairs there are, counted to a limit."""
    return count_of(_listed(actor, state, reason))


def pair(actor: Actor, pair_id: UUID) -> Pair | None:
    """Return the pair."""
    return session.scalar(select(Pair).where(Pair.id == pair_id, staff_only(actor)))


def chosen(actor: Actor, given: Iterable[str]) -> list[tuple[Pair, int]]:
    """Return the pairs that were ticked on a page, each with the version that was seen; at most as many as one shows.

    `given` are texts such as `<identifier>-<version>`, in which what is tampered with is nobody's.
    """
    seen = dict(found for one in list(given)[:SIZE] if (found := _seen(one)))
    rows = select(Pair).where(Pair.id.in_(seen), staff_only(actor)).order_by(Pair.id)
    return [(row, seen[row.id]) for row in session.scalars(rows)]


def _seen(text: str) -> tuple[UUID, int] | None:
    identifier, _dash, version = text.rpartition("-")
    try:
        return UUID(identifier), int(version)
    except ValueError:
        return None


def shown(pairs: Iterable[Pair]) -> list[ShownPair]:
    """Return the pairs with both organisations, in the order given; a few statements for all."""
    listed = list(pairs)
    ids = {one for row in listed for one in (row.one_id, row.other_id)}
    known, rows = candidates.described(ids), _organisations(ids)
    return [
        ShownPair(
            row,
            PairSide(rows[row.one_id], known[row.one_id]),
            PairSide(rows[row.other_id], known[row.other_id]),
        )
        for row in listed
        if row.one_id in rows and row.other_id in rows
    ]


_OWNER = Organisation.__table__.c.id
# Found by each side's index; asked as one condition, SQLite reads every pair in the state.
_WITH = union_all(
    *(select(Pair.id).where(side == _OWNER).correlate(_OWNER.table) for side in (Pair.one_id, Pair.other_id))
)
PAIRS = ShortList(
    Pair,
    _OWNER,
    and_(Pair.id.in_(_WITH), or_(Pair.state == PairState.OPEN, Pair.state == PairState.LATER)),
    (Pair.score.desc(), Pair.id),
)


@dataclass(frozen=True, slots=True)
class LikelySame:
    """A pair as the page of one of its organisations tells it: with the other one."""

    pair: Pair
    other: Any


def of_organisation(
    actor: Actor, organisation: Organisation, pairs: Sequence[Pair]
) -> list[LikelySame] | None:
    """Return the open pairs that concern an organisation, for those who may decide them; None when there are none."""
    if not pairs or not is_staff(actor) or not allows(Permission.DUPLICATE_READ, actor):
        return None
    others = {
        pair.other_id if pair.one_id == organisation.id else pair.one_id: pair for pair in pairs[:MOST_OPEN]
    }
    known = _organisations(others)
    return [LikelySame(pair, known[other]) for other, pair in others.items() if other in known] or None


def two(actor: Actor, kept_id: UUID, gone_id: UUID) -> tuple[Organisation, Organisation] | None:
    """Return the two organisations of a merge, the one that remains first."""
    rows = select(Organisation).where(Organisation.id.in_([kept_id, gone_id]), staff_only(actor))
    found = {row.id: row for row in session.scalars(rows)}
    return (found[kept_id], found[gone_id]) if len(found) == 2 else None


def merges(actor: Actor, *, cursor: str | None = None) -> Page:
    """Return one page of the merges, newest first."""
    rows = select(Merge.id, Merge.merged_at, Merge.kept_id, Merge.gone_id, Merge.kept_name, Merge.gone_name,
                  Merge.gone_number, Merge.merged_by, Merge.undone_at, Merge.undone_by, Merge.left_as_is)  # fmt: skip
    return page_of(rows.where(staff_only(actor)), MERGES, cursor=cursor, descending=True)


def merge(actor: Actor, merge_id: UUID) -> Merge | None:
    """Return one merge."""
    return session.scalar(select(Merge).where(Merge.id == merge_id, staff_only(actor)))


def last_merge(actor: Actor, organisation: Organisation) -> Sequence[Any] | None:
    """Return the merges into an organisation that can still be taken back, newest first; None when there are none."""
    if not allows(Permission.DUPLICATE_DECIDE, actor):
        return None
    rows = select(Merge.id, Merge.gone_name, Merge.merged_at).where(
        Merge.kept_id == organisation.id, Merge.undone_at.is_(None), staff_only(actor)
    )
    return session.execute(rows.order_by(Merge.merged_at.desc(), Merge.id).limit(MOST_OPEN)).all() or None


def later_merge(made: Merge) -> Merge | None:
    """Return a merge, not taken back, that was made after this one and has changed the same record since."""
    after = (Merge.merged_at > made.merged_at) | ((Merge.merged_at == made.merged_at) & (Merge.id > made.id))
    concerned = or_(Merge.kept_id == made.kept_id, Merge.gone_id == made.kept_id)
    rows = select(Merge).where(after, concerned, Merge.undone_at.is_(None))
    return session.scalar(rows.order_by(Merge.merged_at.desc(), Merge.id.desc()).limit(1))


def went_to(organisation_id: UUID) -> UUID | None:
    """Return the organisation that one which is no more has become a part of."""
    return redirects.target(organisation_id)


def latest_scan(actor: Actor) -> Scan | None:
    """Return the scan that was started last."""
    rows = select(Scan).where(staff_only(actor)).order_by(Scan.started_at.desc(), Scan.id.desc())
    return session.scalar(rows.limit(1))


def scan(actor: Actor, scan_id: UUID) -> Scan | None:
    """Return one scan."""
    return session.scalar(select(Scan).where(Scan.id == scan_id, staff_only(actor)))


def running_scan() -> Scan | None:
    """Return the scan that is going on; at most one is."""
    return session.scalar(select(Scan).where(Scan.state == ScanState.RUNNING).order_by(Scan.id).limit(1))


def last_complete_scan() -> Scan | None:
    """Return the scan that came to its end last: what has happened since it began has not been looked at."""
    rows = select(Scan).where(Scan.state == ScanState.DONE).order_by(Scan.started_at.desc(), Scan.id.desc())
    return session.scalar(rows.limit(1))


def is_keyed() -> bool:
    """Return whether a search has written what organisations are met by; one made before there were keys has not."""
    return session.scalar(select(MeetingKey.key).limit(1)) is not None


def _listed(actor: Actor, state: PairState, reason: Reason | None) -> Select[Any]:
    both = [
        select(Organisation.id).where(Organisation.id == owner).exists()
        for owner in (Pair.one_id, Pair.other_id)
    ]
    rows = select(Pair, *ORDER).where(Pair.state == state, staff_only(actor), *both)
    if reason:
        rows = rows.where(
            func.lower(cast(Pair.reasons, String)).contains(f'"{reason.value}"', autoescape=True)
        )
    return rows


def _organisations(ids: Iterable[UUID]) -> dict[UUID, Any]:
    rows = select(
        Organisation.id, Organisation.name, Organisation.number, Organisation.legal_form, Organisation.street,
        Organisation.postcode, Organisation.seat, Organisation.website, Organisation.standing,
    ).where(Organisation.id.in_(list(ids)))  # fmt: skip
    return {row.id: row for row in session.execute(rows)}


def records_of(
    ids: Sequence[UUID], numbers: Select[Any], among: ColumnElement[bool]
) -> tuple[list[UUID], dict[UUID, str]]:
    """Return the records with one of the numbers, and those without one that may be a second one of them, with names.

    Of the latter only those that `among` lets through; a pair that somebody has judged to be two is not asked about
    again.
    """
    numbered = select(Organisation.id, true().label("is_same")).where(Organisation.number.in_(numbers))
    rest = select(Organisation.id, false().label("is_same"))
    rest = rest.where(Organisation.number.is_(None), Organisation.id.not_in(ids), among)
    both = union_all(
        *(one.order_by(Organisation.id).limit(MOST_SECOND).subquery().select() for one in (numbered, rest))
    )
    found = session.execute(both).all()
    same = [row.id for row in found if row.is_same]
    unnumbered = [row.id for row in found if not row.is_same]
    return same, _likely_second([*dict.fromkeys([*ids, *same])], unnumbered)


def _likely_second(ids: Sequence[UUID], unnumbered: Sequence[UUID]) -> dict[UUID, str]:
    if not unnumbered:
        return {}
    known = candidates.described([*ids, *unnumbered])
    apart = select(Pair.one_id, Pair.other_id).where(Pair.state == PairState.DIFFERENT)
    apart = apart.where(or_(Pair.one_id.in_(ids), Pair.other_id.in_(ids))).order_by(Pair.id)
    told = {frozenset(row) for row in session.execute(apart.limit(MOST_SECOND))}
    same = synonyms.known()
    return {
        other: known[other].name
        for other in unnumbered
        for one in ids
        if frozenset((one, other)) not in told and asks(compare(known[one], known[other], known=same))
    }
