"""Does a decision fit in the frame? Pure: claims on purses, held against frames and what is committed of them.

A registered frame binds whatever its year and whenever the decision is made: what is decided and what is asked fit in
it together (medelstäckning, `domain.md` 5.2). A purse without a frame is told of, and stops nothing: for later years
what is decided is then an intention that their budgets must carry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from registry.core.i18n import _
from registry.core.money import ZERO, Money


class Purse(NamedTuple):
    """Whose money in which year: a unit's, from a certain funding or (none) from its own budget."""

    unit_id: UUID
    funding_source_id: UUID | None
    year: int


Amounts = Mapping[Purse, Money]


@dataclass(frozen=True, slots=True)
class PurseBalance:
    """A purse's frame (None when nobody has registered one), what is committed of it, and what is asked of it now."""

    purse: Purse
    frame: Money | None
    committed: Money
    asked: Money = ZERO

    @property
    def remaining(self) -> Money | None:
        """What is left of the frame before what is asked now; below zero when it is overdrawn already."""
        return None if self.frame is None else self.frame - self.committed

    @property
    def is_over(self) -> bool:
        """Whether what is asked now does not fit."""
        left = self.remaining
        return left is not None and bool(self.asked) and left < self.asked


def claimed(rows: Iterable[tuple[Purse, Money]]) -> dict[Purse, Money]:
    """Return what the rows ask of each purse; nothing asked is left out."""
    total: dict[Purse, Money] = {}
    for purse, amount in rows:
        total[purse] = total.get(purse, ZERO) + amount
    return {purse: amount for purse, amount in total.items() if amount}


def standings(claims: Amounts, frames: Amounts, committed: Amounts) -> list[PurseBalance]:
    """Return where each purse that is asked stands, in the order of the claims."""
    return [
        PurseBalance(purse, frames.get(purse), committed.get(purse, ZERO), amount)
        for purse, amount in claims.items()
    ]


def over(found: Iterable[PurseBalance]) -> list[PurseBalance]:
    """Return the purses whose frame what is asked would exceed, of whatever year."""
    return [one for one in found if one.is_over]


def excess_words(one: PurseBalance, unit: str, funding: str | None) -> str:
    """Say what the frame is, what is committed, what this matter asks and what remains."""
    return _(
        "Ramen räcker inte: %(unit)s har %(frame)s för %(year)s (%(funding)s). %(committed)s är redan beslutat, så"
        " %(remaining)s återstår. Det här ärendet kostar %(asked)s.",
        unit=unit,
        frame=one.frame,
        year=one.purse.year,
        funding=funding or _("egen budget"),
        committed=one.committed,
        remaining=one.remaining,
        asked=one.asked,
    )


def standing_words(one: PurseBalance, unit: str, funding: str | None, year: int) -> str:
    """Say in a sentence how a purse stands to what is asked, for whoever sends or decides in the given year."""
    named = {"unit": unit, "year": one.purse.year, "funding": funding or _("egen budget"), "asked": one.asked}
    if one.frame is None and one.purse.year > year:
        return _(
            "%(unit)s, %(year)s (%(funding)s): %(asked)s. Ingen ram är registrerad än. Beloppet gäller ett kommande år "
            "och ska rymmas i det årets budget.",
            **named,
        )
    if one.frame is None:
        return _(
            "%(unit)s, %(year)s (%(funding)s): %(asked)s. Ingen ram är registrerad, så det går inte att säga om den"
            " räcker.",
            **named,
        )
    if one.is_over:
        return excess_words(one, unit, funding)
    return _(
        "%(unit)s, %(year)s (%(funding)s): %(asked)s ryms i ramen på %(frame)s. Före det här ärendet återstår"
        " %(remaining)s.",
        **named,
        frame=one.frame,
        remaining=one.remaining,
    )
