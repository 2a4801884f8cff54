"""What the page of lead times shows: the steps that were done in the period or wait now, as figures and a drawing."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from registry.access.actor import Actor
from registry.core.dates import months_after
from registry.core.i18n import ngettext
from registry.core.labels import label
from registry.inbox import lead_times, step_durations
from registry.inbox.lead_times import Figures, Grouping
from registry.web.redirect import address

PERIODS = (3, 12, 36)  # months back
USUAL = 12


def page(actor: Actor, args: Mapping[str, str], on: date) -> dict[str, Any]:
    """Return the figures, their drawing, and the links to the other ways to see them."""
    by, months = _asked(args)
    rows = table(actor, args, on)
    return {
        "rows": rows,
        "drawing": lead_times.drawing(rows),
        "by": by,
        "since": months_after(on, -months),
        "groupings": [_tab(one, months, label(one), current=one is by) for one in Grouping],
        "periods": [_tab(by, one, _months(one), current=one == months) for one in PERIODS],
        "query": urlencode({"by": by.value, "months": months}),
    }


def table(actor: Actor, args: Mapping[str, str], on: date) -> list[Figures]:
    """Return the figures that the address asks for."""
    by, months = _asked(args)
    return lead_times.table(step_durations.since(actor, months_after(on, -months), on), by, on)


def _asked(args: Mapping[str, str]) -> tuple[Grouping, int]:
    by, months = args.get("by", ""), args.get("months", "")
    grouping = Grouping(by) if by in {one.value for one in Grouping} else Grouping.STAGE
    return grouping, next((one for one in PERIODS if str(one) == months), USUAL)


def _tab(by: Grouping, months: int, words: str, *, current: bool) -> dict[str, Any]:
    return {
        "label": words,
        "url": address("lead_times.index", by=by.value, months=months),
        "current": current,
    }


def _months(number: int) -> str:
    return ngettext("Senaste %(num)s månaden", "Senaste %(num)s månaderna", number)
