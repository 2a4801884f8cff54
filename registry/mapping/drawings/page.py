"""The drawings of one day, as we know it now or knew it then."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.audit.past.queries import known_at
from registry.city.vocabulary import queries as vocabulary
from registry.core.i18n import _
from registry.mapping.coverage import page
from registry.mapping.coverage.choices import EVERYTHING, Dimension
from registry.mapping.coverage.page import DrawnMap
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import queries, rules, tiles
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum
from registry.mapping.drawings.shapes import MapDrawing
from registry.mapping.drawings.tiles import TiledDistrict


@dataclass(frozen=True, slots=True)
class DrawnFigures:
    """What the drawings of a view are drawn of: three tables of the map, the districts, agreements and kronor."""

    view: MapView
    heat: DrawnMap
    ties: DrawnMap
    districts: Sequence[TiledDistrict]
    agreements: Sequence[DrawnAgreement]
    sums: Sequence[YearlySum]

    @property
    def is_told_as_now(self) -> bool:
        """Whether it holds what cannot be told as it was known on an earlier day, though that was asked."""
        return self.view.known_on is not None and bool(self.agreements or self.sums)

PAIRS = (
    (Dimension.TARGET_GROUP, Dimension.UNIT),
    (Dimension.UNIT, Dimension.ORGANISATION),
    (Dimension.DISTRICT, Dimension.KIND),
)


@dataclass(frozen=True, slots=True)
class MapDrawings:
    """The drawings, what the reader should know about them, and what has to be counted before it can be drawn."""

    drawings: Sequence[MapDrawing]
    remarks: Sequence[str] = ()
    waiting: Sequence[DrawnMap] = ()


def drawings(actor: Actor, view: MapView, today: date) -> MapDrawings:
    """Return the drawings of the view's day as we know it now or knew it then.

    Before the amounts were kept as they were nobody can say what was known of them: then there is no drawing of money.
    """
    found = figures(actor, replace(view, filters=()))
    said = [_("Avtalen och pengarna visas så som vi vet det nu.")] if found.is_told_as_now else []
    return drawn(found), [*found.heat.remarks, *said]


def figures(actor: Actor, view: MapView, rows: Dimension = Dimension.TARGET_GROUP) -> DrawnFigures:
    """Return what is drawn of the view, the coverage of units by target group unless other rows are asked for."""
    whole = replace(view, measure=MapView(view.on).measure, cell=None)

    def table(of: Dimension, by: Dimension, **changes: Any) -> DrawnMap:
        return page.drawn(actor, replace(whole, rows=of, columns=by, **changes))

    areas = table(Dimension.DISTRICT, Dimension.KIND, is_unfolded=True).table
    cells = {row.key: areas.cell(row.key, EVERYTHING) for row in areas.rows}
    return DrawnFigures(
        view, table(rows, Dimension.UNIT), table(Dimension.UNIT, Dimension.ORGANISATION),
        tiles.districts(queries.districts(), cells), queries.agreements(actor, view), queries.money(actor, view),
    )  # fmt: skip


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
        "title": str(made.title), "said": str(made.said), "key": str(made.key), "height": made.height, "on": on.isoformat(),
        "shapes": [asdict(one) for one in made.shapes],
        "columns": [str(words) for _key, words, _numeric in made.columns],
        "rows": [[str(row[key]) for key, _words, _numeric in made.columns] for row in made.rows],
    }  # fmt: skip


def drawn(found: DrawnFigures) -> list[MapDrawing]:
    """Return those of the five drawings that have anything to show."""
    heat, ties, on = found.heat, found.ties, found.view.on
    made = [rules.heatmap(heat.table, heat.view.rows)] if heat.table.rows else []
    if any(one.cell.weight or one.priorities for one in found.districts):
        made.append(tiles.tile_map(found.districts, on))
    made += [rules.network(ties.table)] if ties.table.rows else []
    made += [rules.timeline(found.agreements, on)] if found.agreements else []
    return made + ([rules.money(found.sums)] if found.sums else [])
    heat, ties, areas = maps = [
        for rows, columns in PAIRS
    ]
    past = known_at(actor, page.end_of(view.known_on)) if view.known_on else None
    if past and not past.is_known("collaboration"):
        return MapDrawings([], remarks)
    found += [] if areas.is_too_much else _tiles(actor, areas)
    agreements = (
        queries.agreements_known(past, view.on) if past else queries.agreements(actor, view.on, today)
    if past and not past.is_known("yearly_amount"):
        remarks.append(_("Beloppen fanns inte kvar som de var då, så pengarna ritas inte."))
    else:
        sums = queries.money_known(past) if past else queries.money(actor, view.on, today)
        found += [rules.money(sums)] if sums else []
    return MapDrawings(found, remarks, [one for one in maps if one.is_waiting])


def _tiles(actor: Actor, areas: DrawnMap) -> list[MapDrawing]:
    """The districts as tiles. What is in a tile and in what has been merged into it is counted once."""
    on = areas.view.on
    later = {old: new for old, (new, _name) in vocabulary.became(on).items()}
    whole = page.drawn(actor, areas.view, later) if later else areas
    cells = [
        {row.key: one.table.cell(row.key, EVERYTHING) for row in one.table.rows} for one in (areas, whole)
    ]
    tiled = tiles.districts(queries.districts(on), *cells)
    is_any = any(one.cell.weight or one.priorities or one.earlier for one in tiled)
    return [tiles.tile_map(tiled, on)] if is_any else []
