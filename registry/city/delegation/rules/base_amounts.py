"""The price base amount of each year, and when the next one is due. Pure."""

from collections.abc import Collection, Iterator
from datetime import date

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.money import Money

WARN_FROM = 10  # October: the government sets next year's amount in September, as a rule
LEAST, MOST = Money.kronor(20_000), Money.kronor(200_000)  # 36 300 kr in 1999, 59 200 kr in 2026


def missing_year(known: Collection[int], on: date) -> int | None:
    """Return the year whose amount is missing and soon needed: this year's, or from October next year's."""
    if on.year not in known:
        return on.year
    return on.year + 1 if on.month >= WARN_FROM and on.year + 1 not in known else None


def amount_problems(amount: Money) -> Iterator[Problem]:
    """Yield why it cannot be a price base amount: limits in kronor follow from it, so a slip of the hand is costly."""
    if not LEAST <= amount <= MOST:
        yield Problem(
            _("Ett prisbasbelopp är mellan %(least)s och %(most)s.", least=LEAST, most=MOST), "amount"
        )
