"""The drawings of one day, as we know it now or knew it then."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.core.i18n import _
from registry.mapping.coverage import page
from registry.mapping.coverage.choices import EVERYTHING, Dimension
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import queries, rules, tiles
from registry.mapping.drawings.shapes import MapDrawing


def drawings(actor: Actor, view: MapView) -> tuple[list[MapDrawing], Sequence[str]]:
    """Return the drawings of the view's day, and what the reader should know about them.

    Agreements and money are told as we know them now: what was known of them then is not kept.
    """
    whole = replace(view, measure=MapView(view.on).measure, filters=(), cell=None)
    pairs = (
        (Dimension.TARGET_GROUP, Dimension.UNIT), (Dimension.UNIT, Dimension.ORGANISATION),
        (Dimension.DISTRICT, Dimension.KIND),
    )  # fmt: skip
    heat, ties, areas = (
        page.drawn(actor, replace(whole, rows=rows, columns=columns, is_unfolded=rows is Dimension.DISTRICT))
        for rows, columns in pairs
    )
    found = [rules.heatmap(heat.table)] if heat.table.rows else []
    cells = {row.key: areas.table.cell(row.key, EVERYTHING) for row in areas.table.rows}
    districts = tiles.districts(queries.districts(), cells)
    if any(one.cell.weight or one.priorities for one in districts):
        found.append(tiles.tile_map(districts, view.on))
    found += [rules.network(ties.table)] if ties.table.rows else []
    remarks = list(heat.remarks)
    agreements = queries.agreements(actor, view.on)
    found += [rules.timeline(agreements, view.on)] if agreements else []
    sums = queries.money(actor)
    found += [rules.money(sums)] if sums else []
    if view.known_on and (agreements or sums):
        remarks.append(_("Avtalen och pengarna visas så som vi vet det nu."))
    return found, remarks


def of_groups(actor: Actor, on: date, groups: Sequence[str]) -> dict[str, Any] | None:
    """Return the heatmap of the target groups by name, as plain data with the day; None where nothing runs for them."""
    table = page.drawn(actor, MapView(on)).table
    rows = [one for one in table.rows if one.words in groups]
    keys = {one.key for one in rows}
    columns = [one for one in table.columns if any(table.cell(key, one.key).weight for key in keys)]
    if not rows or not columns:
        return None
    made = rules.heatmap(replace(table, rows=rows, columns=columns))
    return {
        "title": made.title, "said": made.said, "key": made.key, "height": made.height, "on": on.isoformat(),
        "shapes": [asdict(one) for one in made.shapes],
        "columns": [words for _key, words, _numeric in made.columns],
        "rows": [[str(row[key]) for key, _words, _numeric in made.columns] for row in made.rows],
    }  # fmt: skip
