"""Reads over frames and commitments. What waits for a decision is told by the feature above that knows of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from registry.access.actor import Actor
from registry.access.visibility import staff_only
from registry.city.budgets import rules
from registry.city.budgets.models import BudgetFrame, Commitment
from registry.city.budgets.rules import Amounts, Purse, PurseBalance
from registry.city.priorities.models import FundingSource
from registry.city.units import queries as units
from registry.city.units.models import Unit, UnitKind
from registry.core.database import session
from registry.core.i18n import _
from registry.core.money import ZERO, Money
from registry.core.text import swedish_key

MOST_ROWS = 5000
MOST_UNITS = 2000
Claims = Iterable[tuple[Purse, Money]]
Names = tuple[dict[UUID, str], dict[UUID, str]]  # of units and of funding sources, by identifier
_waiting: dict[Callable[[], Claims], None] = {}


@dataclass(frozen=True, slots=True)
class PurseLine:
    """A purse as people read it: unit, funding, frame, what is decided, what waits and what remains."""

    purse: Purse
    unit: str
    funding: str
    frame: Money | None
    committed: Money
    waiting: Money
    frame_id: UUID | None = None

    @property
    def remaining(self) -> Money | None:
        """The frame less what is decided; None without a frame."""
        return None if self.frame is None else self.frame - self.committed


def plug(find: Callable[[], Claims]) -> None:
    """Plug in who tells what the matters that wait for a decision ask of which purse."""
    _waiting[find] = None


def frame(actor: Actor, frame_id: UUID) -> BudgetFrame | None:
    """Return the frame with its unit and funding; only staff look at budgets."""
    named = joinedload(BudgetFrame.unit), joinedload(BudgetFrame.funding_source)
    return session.scalar(
        select(BudgetFrame).where(BudgetFrame.id == frame_id, staff_only(actor)).options(*named)
    )


def has_frame(purse: Purse) -> bool:
    """Return whether the purse has a frame already."""
    rows = select(BudgetFrame.id).where(
        BudgetFrame.unit_id == purse.unit_id,
        BudgetFrame.year == purse.year,
        BudgetFrame.funding_source_id.is_(None)
        if purse.funding_source_id is None
        else BudgetFrame.funding_source_id == purse.funding_source_id,
    )
    return session.scalar(rows.limit(1)) is not None


def lines(actor: Actor, since: int) -> list[PurseLine]:
    """Return every purse from the year on that has a frame, a commitment or something waiting; by year and unit."""
    if actor.is_partner:
        return []
    frames = {_purse(row): row for row in session.scalars(_frames().where(BudgetFrame.year >= since))}
    taken = committed(since=since)
    waiting = rules.claimed(row for find in _waiting for row in find() if row[0].year >= since)
    by_unit, sources = names()
    found = [
        PurseLine(
            purse,
            by_unit.get(purse.unit_id, ""),
            sources[purse.funding_source_id] if purse.funding_source_id else _("Egen budget"),
            frames[purse].amount if purse in frames else None,
            taken.get(purse, ZERO),
            waiting.get(purse, ZERO),
            frames[purse].id if purse in frames else None,
        )
        for purse in {**frames, **taken, **waiting}
    ]
    return sorted(found, key=_own_first)


def committed(*, since: int | None = None) -> Amounts:
    """Return what decided matters have taken of each purse, from the year on."""
    rows = select(
        Commitment.unit_id, Commitment.funding_source_id, Commitment.year, func.sum(Commitment.amount)
    )
    rows = rows.where(
        Commitment.released_at.is_(None), *([] if since is None else [Commitment.year >= since])
    )
    grouped = rows.group_by(Commitment.unit_id, Commitment.funding_source_id, Commitment.year)
    found = session.execute(grouped.order_by(Commitment.unit_id, Commitment.year).limit(MOST_ROWS))
    return {Purse(*key): _money(total) for *key, total in found}


def standings(claims: Amounts, *, matter_id: UUID) -> list[PurseBalance]:
    """Return where each purse that the matter asks stands, without what the matter itself has taken; one query."""
    if not claims:
        return []
    same_source = or_(
        Commitment.funding_source_id == BudgetFrame.funding_source_id,
        and_(Commitment.funding_source_id.is_(None), BudgetFrame.funding_source_id.is_(None)),
    )
    taken = (
        select(func.sum(Commitment.amount))
        .where(Commitment.unit_id == BudgetFrame.unit_id, Commitment.year == BudgetFrame.year, same_source)
        .where(Commitment.released_at.is_(None), Commitment.matter_id != matter_id)
        .scalar_subquery()
    )
    rows = select(
        BudgetFrame.unit_id, BudgetFrame.funding_source_id, BudgetFrame.year, BudgetFrame.amount, taken
    )
    rows = rows.where(BudgetFrame.unit_id.in_({purse.unit_id for purse in claims}))
    found = session.execute(rows.order_by(BudgetFrame.year, BudgetFrame.id).limit(MOST_ROWS)).all()
    frames = {Purse(*key): amount for *key, amount, _taken in found}
    committed = {Purse(*key): _money(sum_) for *key, _amount, sum_ in found if sum_ is not None}
    return rules.standings(claims, frames, committed)


def names() -> Names:
    """Return the names of units and of funding sources by identifier."""
    found = session.execute(select(Unit.id, Unit.name).order_by(Unit.name, Unit.id).limit(MOST_UNITS))
    return {row.id: row.name for row in found}, dict(funding_sources())


def units_with_budget(on: date) -> list[tuple[UUID, str]]:
    """Return the units that exist on the day or later, from the top down: identifier and name."""
    return [
        (part.id, part.name)
        for _depth, part in units.structure().walk()
        if part.kind is not UnitKind.COMMITTEE and (part.ends_on is None or part.ends_on >= on)
    ]


def funding_sources() -> list[tuple[UUID, str]]:
    """Return the funding sources, the latest year first: identifier and name."""
    rows = select(FundingSource.id, FundingSource.name)
    in_order = rows.order_by(FundingSource.year.desc(), FundingSource.name, FundingSource.id)
    return [(row.id, row.name) for row in session.execute(in_order.limit(500))]


def in_words(found: Iterable[PurseBalance], year: int, given: Names | None = None) -> list[str]:
    """Return a sentence for each purse, as it is read in the given year; with the names when they are known."""
    by_unit, sources = given or names()
    return [
        rules.standing_words(
            one,
            by_unit.get(one.purse.unit_id, ""),
            sources[one.purse.funding_source_id] if one.purse.funding_source_id else None,
            year,
        )
        for one in found
    ]


def _own_first(one: PurseLine) -> tuple[object, ...]:
    by_source = one.purse.funding_source_id is not None
    return one.purse.year, swedish_key(one.unit), by_source, swedish_key(one.funding)


def _frames() -> Select[tuple[BudgetFrame]]:
    return select(BudgetFrame).order_by(BudgetFrame.year, BudgetFrame.id).limit(MOST_ROWS)


def _purse(row: BudgetFrame | Commitment) -> Purse:
    return Purse(row.unit_id, row.funding_source_id, row.year)


def _money(total: Money) -> Money:
    return Money(int(total.ore))  # PostgreSQL sums whole numbers to a decimal
