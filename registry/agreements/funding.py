"""Whose money an agreement is about: which units pay what of which year, and how that stands to their frames."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from registry.agreements.models import Agreement, Edition, FundingShare, YearlyAmount
from registry.agreements.workflow import State
from registry.city.budgets import queries as budgets
from registry.city.budgets.rules import Amounts, Purse, PurseBalance, claimed, over
from registry.city.units import queries as units
from registry.city.units.models import UnitKind
from registry.core import clock
from registry.core.database import session
from registry.core.i18n import _
from registry.core.money import Money
from registry.matters.approvals.facts import RoutingFacts
from registry.matters.approvals.routing import Share

MOST_WAITING = 5000


def payers(edition: Edition) -> list[tuple[UUID, str]]:
    """Return the units that may pay: those that exist in the agreement's time, and those already chosen."""
    on = edition.starts_on or clock.local(edition.agreement.updated_at).date()
    chosen = {row.unit_id for row in edition.shares}
    return [
        (part.id, part.name)
        for _depth, part in units.structure().walk()
        if part.id in chosen
        or (part.kind is not UnitKind.COMMITTEE and (not part.ends_on or part.ends_on >= on))
    ]


def claims(edition: Edition) -> Amounts:
    """Return what the agreement asks of which purse: by its shares, or without any all of its own unit."""
    if edition.shares:
        return claimed(
            (Purse(row.unit_id, row.funding_source_id, row.year), row.amount) for row in edition.shares
        )
    return claimed((Purse(edition.unit_id, None, row.year), row.amount) for row in edition.yearly)


def decided(facts: RoutingFacts) -> Amounts:
    """Return what was decided, of which purse: never what somebody has written since."""
    paying = facts.shares or (Share(facts.unit_id, facts.yearly),)
    return claimed(
        (Purse(one.unit_id, one.funding_source_id, year), amount)
        for one in paying
        for year, amount in one.yearly
    )


def shares(edition: Edition) -> tuple[Share, ...]:
    """Return the areas that pay, each with its years, as routing wants them; none when the unit pays by itself."""
    rows = sorted(edition.shares, key=lambda row: (row.position, row.year))
    order = list(dict.fromkeys((row.unit_id, row.funding_source_id) for row in rows))
    rows.sort(key=lambda row: order.index((row.unit_id, row.funding_source_id)))
    return tuple(
        Share(unit_id, tuple((row.year, row.amount) for row in group), source_id)
        for (unit_id, source_id), group in groupby(rows, key=lambda row: (row.unit_id, row.funding_source_id))
    )


def standings(edition: Edition) -> list[PurseBalance]:
    """Return how what the agreement asks stands to the frames, without what it has taken itself."""
    return budgets.standings(claims(edition), matter_id=edition.id)


def over_frame(edition: Edition) -> frozenset[UUID]:
    """Return the units of whose frames the agreement would exceed one, of whatever year."""
    return frozenset(one.purse.unit_id for one in over(standings(edition)))


@dataclass(frozen=True, slots=True)
class FrameLine:
    """How a purse stands to what is asked of it, before and after, in figures and in a sentence."""

    title: str
    balance: PurseBalance
    words: str

    def width(self, amount: Money) -> float:
        """Return an amount as a share of the frame in per cent, at most the whole."""
        frame = self.balance.frame.ore if self.balance.frame else 0
        return round(min(100.0, 100 * amount.ore / frame), 1) if frame > 0 else 0.0

    @property
    def is_drawn(self) -> bool:
        """Whether there is a frame to draw it against."""
        frame = self.balance.frame
        return frame is not None and frame.ore > 0

    @property
    def after(self) -> Money | None:
        """What is left of the frame when this is decided; below zero where it does not hold."""
        left = self.balance.remaining
        return None if left is None else left - self.balance.asked


def frames(edition: Edition, *, on: date) -> list[FrameLine]:
    """Return each purse that the agreement asks: whether it fits in the frame."""
    paying = [edition.unit, *(row.unit for row in edition.shares)]
    sources = [row.funding_source for row in edition.shares if row.funding_source]
    units_, fundings = {one.id: one.name for one in paying}, {one.id: one.name for one in sources}
    found = standings(edition)
    sentences = budgets.in_words(found, on.year, (units_, fundings))
    return [
        FrameLine(_titled(one.purse, units_, fundings), one, words)
        for one, words in zip(found, sentences, strict=True)
    ]


def _titled(purse: Purse, units_: dict[UUID, str], fundings: dict[UUID, str]) -> str:
    funding = fundings[purse.funding_source_id] if purse.funding_source_id else _("egen budget")
    return _(
        "Ramen %(year)s: %(unit)s, %(funding)s", year=purse.year, unit=units_[purse.unit_id], funding=funding
    )


def waiting() -> list[tuple[Purse, Money]]:
    """Return what the agreements that wait for a decision ask of which purse."""
    sent = select(Edition.id).join(Edition.agreement).where(Agreement.state == State.SUBMITTED)
    shared = select(
        FundingShare.unit_id, FundingShare.funding_source_id, FundingShare.year, FundingShare.amount
    ).where(FundingShare.edition_id.in_(sent))
    alone = (
        select(Edition.unit_id, YearlyAmount.year, YearlyAmount.amount)
        .join(Edition.agreement)
        .join(YearlyAmount, YearlyAmount.edition_id == Edition.id)
        .where(Agreement.state == State.SUBMITTED, ~Edition.shares.any())
    )
    return [
        *((Purse(row.unit_id, row.funding_source_id, row.year), row.amount)
          for row in session.execute(shared.order_by(FundingShare.id).limit(MOST_WAITING))),
        *((Purse(row.unit_id, None, row.year), row.amount)
          for row in session.execute(alone.order_by(YearlyAmount.id).limit(MOST_WAITING))),
    ]  # fmt: skip
