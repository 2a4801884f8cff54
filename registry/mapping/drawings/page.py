"""The drawings of one day, as we know it now or knew it then."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from registry.access.actor import Actor
from registry.audit.past.queries import Past, known_at
from registry.core.i18n import _
from registry.mapping import known_terms
from registry.mapping.coverage import page, portions, replay
from registry.mapping.coverage.choices import EVERYTHING, NOTHING, OTHERS, Dimension, Measure
from registry.mapping.coverage.page import DrawnMap
from registry.mapping.coverage.view import MapView
from registry.mapping.drawings import queries, rules, tiles
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum
from registry.mapping.drawings.shapes import MapDrawing
from registry.mapping.drawings.tiles import TiledDistrict
from registry.mapping.known_moments import end_of
from registry.settings import current


@dataclass(frozen=True, slots=True)
class MapDrawings:
    """The drawings, what the reader should know about them, and what has to be counted before it can be drawn."""

    drawings: Sequence[MapDrawing]
    remarks: Sequence[str] = ()
    waiting: Sequence[DrawnMap] = ()


@dataclass(frozen=True, slots=True)
class DrawnFigures:
    """What the drawings of a view are drawn of: three tables of the map, the districts, agreements and kronor."""

    view: MapView
    heat: DrawnMap
    ties: DrawnMap
    districts: Sequence[TiledDistrict]
    agreements: Sequence[DrawnAgreement]
    sums: Sequence[YearlySum]
    remarks: Sequence[str] = ()
    waiting: Sequence[DrawnMap] = ()
    is_cut: bool = False  # more agreements than are listed


def drawings(actor: Actor, view: MapView, today: date) -> MapDrawings:
    """Return the drawings of the view's day and what it is narrowed down to, as we know it now or knew it then."""
    rows = Dimension.ACTIVITY if view.filter(Dimension.TARGET_GROUP) else Dimension.TARGET_GROUP
    found = figures(actor, view, today, rows)
    return MapDrawings(drawn(found), found.remarks, found.waiting)


def figures(
    actor: Actor, view: MapView, today: date, rows: Dimension = Dimension.TARGET_GROUP, *, is_at_once: bool = True
) -> DrawnFigures:  # fmt: skip
    """Return what is drawn of the view, the coverage of units by target group unless other rows are asked for.

    Before the amounts were kept as they were nobody can say what was known of them: then there are no sums. Counted
    `is_at_once` while one waits, or else in the queue however much it is.
    """
    whole = replace(view, measure=MapView(view.on).measure, cell=None)

    def table(of: Dimension, by: Dimension, **changes: Any) -> DrawnMap:
        return page.drawn(actor, replace(whole, rows=of, columns=by, **changes), is_at_once=is_at_once)

    heat, ties, areas = maps = [
        table(rows, Dimension.UNIT), table(Dimension.UNIT, Dimension.ORGANISATION),
        table(Dimension.DISTRICT, Dimension.KIND, is_unfolded=True),
    ]  # fmt: skip
    past = _past(actor, view) if view.known_on else None
    if known_terms.became(view.on, past):
        maps.append(table(Dimension.DISTRICT, Dimension.KIND, is_unfolded=True, is_merged=True))
    remarks = list(heat.remarks)
    if past and not past.is_known("collaboration"):
        return DrawnFigures(view, heat, ties, [], [], [], remarks)
    sums: Sequence[YearlySum] = []
    if past and not past.is_known("yearly_amount"):
        remarks.append(_("Beloppen fanns inte kvar som de var då, så pengarna ritas inte."))
    else:
        sums = queries.money_known(past, view) if past else queries.money(actor, view, today)
    agreements = queries.agreements_known(past, view) if past else queries.agreements(actor, view, today)
    most = queries.MOST_LISTED
    if len(agreements) > most:
        remarks.append(_("Avtalen är fler än %(most)s. De som slutar först ritas.", most=most))
    return DrawnFigures(
        view, heat, ties, _tiled(areas, maps[-1], past), agreements[:most], sums, remarks,
        [one for one in maps if one.is_waiting], is_cut=len(agreements) > most,
    )  # fmt: skip


def organisations(actor: Actor, found: DrawnFigures) -> int:
    """Return how many named organisations there are, those that share a column of the table too."""
    table, view, months = found.ties.table, found.ties.view, current().confirm_months
    if all(one.key != OTHERS for one in table.columns):
        return sum(one.key != NOTHING for one in table.columns) + table.cut[1]
    if view.known_on is None:
        return portions.how_many(actor, replace(view, measure=Measure.ORGANISATIONS), months=months)
    there = replay.known(_past(actor, view), view, months=months).collaborations
    return len({key for one in there for key in one.keys[Dimension.ORGANISATION]} - {NOTHING})


def agreements_in_force(actor: Actor, found: DrawnFigures) -> int:
    """Return how many decided agreements applied on the day, drawn or not."""
    view = found.view
    if view.known_on is None:
        return queries.in_force(actor, view)
    return queries.in_force_known(_past(actor, view), view)


def _past(actor: Actor, view: MapView) -> Past:
    return known_at(actor, end_of(view.known_on or view.on))


def _tiled(areas: DrawnMap, merged: DrawnMap, past: Past | None) -> list[TiledDistrict]:
    """The districts, when both tables are counted. What is in one and in what became it is counted once in `merged`."""
    if areas.is_waiting or merged.is_waiting:
        return []
    cells = [
        {row.key: one.table.cell(row.key, EVERYTHING) for row in one.table.rows} for one in (areas, merged)
    ]
    return tiles.districts(queries.districts(areas.view.on, past), *cells)


def drawn(found: DrawnFigures) -> list[MapDrawing]:
    """Return those of the five drawings that have anything to show."""
    heat, ties, on = found.heat, found.ties, found.view.on
    made = [rules.heatmap(heat.table, heat.view.rows)] if heat.table.rows else []
    made += tile_maps(found)
    made += [rules.network(ties.table)] if ties.table.rows else []
    made += [rules.timeline(found.agreements, on, is_cut=found.is_cut)] if found.agreements else []
    return made + ([rules.money(found.sums)] if found.sums else [])


def tile_maps(found: DrawnFigures) -> list[MapDrawing]:
    """Return the districts as tiles, or nothing where there is nothing in any of them."""
    is_any = any(one.cell.weight or one.priorities or one.earlier for one in found.districts)
    return [tiles.tile_map(found.districts, found.view.on)] if is_any else []


def of_groups(actor: Actor, on: date, groups: Sequence[str]) -> dict[str, Any] | None:
    """Return the heatmap of the target groups by name, as plain data with the day; None where nothing runs for them.

    It is published with the reply: what is marked with secrecy is not drawn, as in a report (OSL 5:5).
    """
    table = page.drawn(actor, MapView(on, is_public=True)).table
    rows = [one for one in table.rows if one.words in groups]
    keys = {one.key for one in rows}
    columns = [one for one in table.columns if any(table.cell(key, one.key).weight for key in keys)]
    if not rows or not columns:
        return None
    made = rules.heatmap(replace(table, rows=rows, columns=columns))
    return {
        "title": str(made.title), "said": str(made.said), "key": str(made.key), "height": made.height,
        "on": on.isoformat(), "shapes": [asdict(one) for one in made.shapes],
        "columns": [str(words) for _key, words, _numeric in made.columns],
        "rows": [[str(row[key]) for key, _words, _numeric in made.columns] for row in made.rows],
    }  # fmt: skip
