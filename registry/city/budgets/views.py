"""What the pages of budgets show, put together from reads."""

from itertools import groupby
from typing import Any

from registry.access.actor import Actor
from registry.city.budgets import queries
from registry.city.budgets.queries import PurseLine
from registry.core.i18n import _
from registry.core.money import ZERO, Money


def year_page(actor: Actor, year: int, this_year: int) -> dict[str, Any]:
    """Return what the page of a year shows: its purses, and apart from them what binds the years after it."""
    found = queries.lines(actor, year)
    return {
        "year": year,
        "this_year": this_year,
        "rows": [one for one in found if one.purse.year == year],
        "later": [
            (later, list(rows))
            for later, rows in groupby(
                (one for one in found if one.purse.year > year), key=lambda one: one.purse.year
            )
        ],
        "without_frame": without_frame([one for one in found if one.purse.year == year]),
        "totals": totals([one for one in found if one.purse.year == year]),
    }


def without_frame(rows: list[PurseLine]) -> list[str]:
    """Return the units, with the funding, that use money of the year without a frame."""
    return [f"{one.unit} ({one.funding[0].lower()}{one.funding[1:]})" for one in rows if one.frame is None]


def totals(rows: list[PurseLine]) -> dict[str, Money]:
    """Return the sums of the year: frames, decided, waiting and remaining."""
    frames = sum((one.frame for one in rows if one.frame), ZERO)
    committed = sum((one.committed for one in rows), ZERO)
    of_frames = sum((one.committed for one in rows if one.frame is not None), ZERO)
    waiting = sum((one.waiting for one in rows), ZERO)
    return {"frame": frames, "committed": committed, "waiting": waiting, "remaining": frames - of_frames}


def header() -> list[str]:
    """Return the words over the columns of `exported`."""
    return [
        _("År"), _("Enhet"), _("Pengarna kommer från"), _("Ram"), _("Beslutat"), _("Väntar på beslut"), _("Återstår"),
    ]  # fmt: skip


def exported(actor: Actor, year: int) -> list[list[Any]]:
    """Return a row for every purse of the year and those after it."""
    return [
        [one.purse.year, one.unit, one.funding, one.frame, one.committed, one.waiting, one.remaining]
        for one in queries.lines(actor, year)
    ]
