"""The three lists of one day, each line with its place on the map."""

from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.core.dates import months_after
from registry.mapping.coverage.choices import Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.spots import queries, rules
from registry.mapping.spots.rules import Spot, SpotKind
from registry.settings import current


def spots(actor: Actor, on: date, *, is_public: bool = False) -> dict[SpotKind, list[Spot]]:
    """Return the white, overlapping and fragile spots of the day, as we know it now.

    In public what is marked with secrecy is looked for no gaps in: only the white spots know of it, which name nobody.
    """
    months, whole, named = current().confirm_months, MapView(on), MapView(on, is_public=is_public)
    shares = [
        *queries.with_same_partner(actor, named, months=months),
        *queries.with_same_purpose(actor, named, months=months),
    ]
    lone = queries.lone_partners(actor, named, months=months)
    ending = queries.ending(actor, named, months_after(on, rules.MONTHS_AHEAD))
    return {
        SpotKind.WHITE: rules.white_spots(
            queries.stated(actor), queries.carried(actor, whole, months=months)
        ),
        SpotKind.OVERLAP: rules.overlaps(shares),
        SpotKind.FRAGILE: rules.fragile_spots(lone, ending, on),
    }


def place(spot: Spot, on: date, today: date) -> str:
    """Return the query of the map narrowed down to what the line is about; nothing where it is not on the map."""
    if spot.dimension is None or spot.key is None:
        return ""
    rows = Dimension.ACTIVITY if spot.dimension is Dimension.TARGET_GROUP else Dimension.TARGET_GROUP
    view: Any = MapView(on, rows=rows, filters=((spot.dimension, str(spot.key)),))
    return str(view.query(today))
