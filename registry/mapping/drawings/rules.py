"""From figures to drawings: heatmap, units and organisations, timeline and money. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from registry.city.guidelines.choices import Kind
from registry.core.dates import months_after
from registry.core.i18n import _, joined, ngettext
from registry.core.money import Money
from registry.mapping.coverage.choices import EVERYTHING, FORMER, NOTHING, OTHERS, Dimension
from registry.mapping.coverage.figures import AxisItem, Coverage, CoverageCell, level
from registry.mapping.drawings.shapes import (
    HATCHED,
    HOLLOW,
    SOLID,
    Box,
    Diamond,
    GridLine,
    MapDrawing,
    Ribbon,
    Words,
    lines,
    short,
)

MOST_HEATED, MOST_TIED, MOST_AGREEMENTS = (
    12,
    12,
    40,
)  # columns, organisations and agreements that a drawing has room for
LONGEST, LONGEST_NAME = 40, 14  # letters that a phone has room for, across and beside a drawing
STRENGTHS = (0, 0.1, 0.2, 0.32, 0.45)  # as the table's


@dataclass(frozen=True, slots=True)
class DrawnAgreement:
    """An agreement on the timeline: its days, and how long before its last day it must be given notice."""

    title: str
    state: str
    starts_on: date | None
    ends_on: date | None
    notice_months: int | None
    is_binding: bool
    collaboration_id: UUID | None = None

    @property
    def notice_on(self) -> date | None:
        """The last day to give notice before it ends."""
        if self.ends_on is None or not self.notice_months:
            return None
        return months_after(self.ends_on, -self.notice_months)


@dataclass(frozen=True, slots=True)
class YearlySum:
    """What is decided for a year and kind."""

    year: int
    kind: Kind
    amount: Money


def heatmap(table: Coverage, dimension: Dimension = Dimension.TARGET_GROUP) -> MapDrawing:
    """Return the coverage as tiles, a row of them under each row's words; the columns are numbered and named below.

    The rows are target groups or activities, the columns units.
    """
    columns = list(table.columns)[:MOST_HEATED]
    shapes: list[Any] = [
        Words((n + 0.5) * 100 / len(columns), 0.875, str(n + 1), "middle") for n in range(len(columns))
    ]
    for place, row in enumerate(table.rows):
        y = 1.5 + place * 3.25
        shapes.append(Words(0, y + 0.875, short(row.words, LONGEST)))
        for n, column in enumerate(columns):
            number = table.cell(row.key, column.key).weight
            width = 100 / len(columns)
            strength = STRENGTHS[level(number, table.heaviest)]
            box = Box(n * width, width - 0.75, y + 1.25, 1.5, SOLID if number else HOLLOW, strength or 1)
            shapes += [box, Words(n * width + width / 2 - 0.375, y + 2.3, str(number), "middle")]
    rows = [
        {"row": row.words, **{one.key: table.cell(row.key, one.key).weight for one in columns}}
        for row in table.rows
    ]
    is_groups = dimension is Dimension.TARGET_GROUP
    said = _(
        "%(what)s med samverkan: %(n)s. Antal enheter: %(units)s.",
        what=_("Målgrupper") if is_groups else _("Insatser"), n=_named(table.rows), units=_named(table.columns),
    )  # fmt: skip
    title = _("Målgrupper och enheter") if is_groups else _("Insatser och enheter")
    return MapDrawing(
        "heat", title, said, 1.5 + 3.25 * len(table.rows), shapes,
        [("row", dimension.words, False), *((one.key, one.words, True) for one in columns)], rows,
        key=" · ".join(f"{n} {one.words}" for n, one in enumerate(columns, 1)),
    )  # fmt: skip


def network(table: Coverage) -> MapDrawing:
    """Return units at the left and organisations at the right, a line between those that work together.

    A thicker line is more collaborations; dashed where all are informal. The organisations with most have a place of
    their own, the rest share one.
    """
    by_weight = sorted(table.columns, key=lambda one: -table.cell(EVERYTHING, one.key).weight)
    own, rest = by_weight[:MOST_TIED], by_weight[MOST_TIED:]
    right = [*own, AxisItem("rest", _("%(n)s andra", n=len(rest)))] if rest else own
    pairs = [
        (unit, other, _sum(table, unit, rest) if other.key == "rest" else table.cell(unit.key, other.key))
        for unit in table.rows
        for other in right
    ]
    pairs = [pair for pair in pairs if pair[2].weight]
    height = 3.25 * max(len(table.rows), len(right), 1)
    left_y = {one.key: _spread(n, len(table.rows), height) for n, one in enumerate(table.rows)}
    right_y = {one.key: _spread(n, len(right), height) for n, one in enumerate(right)}
    ties = [
        Ribbon(left_y[unit.key], right_y[other.key], min(1 + cell.weight, 8), not cell.formal)
        for unit, other, cell in pairs
    ]
    shapes = [
        *(words for one in table.rows for words in _beside(36, left_y[one.key], one.words, "end")),
        *(words for one in right for words in _beside(64, right_y[one.key], one.words, "start")),
    ]
    rows = [
        {
            "unit": unit.words,
            "organisation": other.words,
            **dict(zip(("formal", "informal", "unconfirmed"), cell.parts, strict=True)),
        }
        for unit, other, cell in pairs
    ]
    said = _(
        "Antal enheter: %(units)s. Antal organisationer de samverkar med: %(n)s.",
        units=_named(table.rows),
        n=_named(table.columns),
    )
    columns = [
        ("unit", _("Enhet"), False), ("organisation", _("Organisation"), False), ("formal", _("Formell"), True),
        ("informal", _("Informell"), True), ("unconfirmed", _("Obekräftad"), True),
    ]  # fmt: skip
    return MapDrawing(
        "network", _("Vem samverkar med vem"), said, height, shapes, columns, rows, ties=ties,
        key=_("Heldragen linje: formell samverkan finns. Streckad: bara informell eller obekräftad. Tjockare är fler."),
    )  # fmt: skip


def timeline(agreements: Sequence[DrawnAgreement], on: date, *, is_cut: bool = False) -> MapDrawing:
    """Return the agreements as bars from first to last day, with the last day of notice, and a line at the day.

    One of which neither day is known has words instead of a bar. What is not drawn is said: those that the table alone
    has room for, and that there are more than were given (`is_cut`).
    """
    drawn = agreements[:MOST_AGREEMENTS]
    days = [day for one in drawn for day in (one.starts_on, one.ends_on) if day] or [on]
    first, last = date(min(*days, on).year, 1, 1), date(max(*days, on).year, 12, 31)

    at = partial(_share, first, last)
    height = 1.5 + 2.75 * len(drawn)
    step = max(1, (last.year - first.year) // 5 + 1)
    years = range(first.year, last.year + 1, step)
    shapes: list[Any] = [GridLine(at(date(year, 1, 1)), 1.25, height - 1.25) for year in years]
    shapes += [Words(at(date(year, 1, 1)), 0.875, str(year)) for year in years]
    for n, one in enumerate(drawn):
        y = 1.5 + 2.75 * n
        start, end = at(one.starts_on or first), at(one.ends_on or last)
        shapes.append(Words(0, y + 0.875, short(one.title, LONGEST), is_veiled=True))
        shapes.append(
            Box(start, max(end - start, 0.5), y + 1.375, 0.75, SOLID if one.is_binding else HATCHED)
            if one.starts_on or one.ends_on
            else Words(0, y + 2.125, _("Första och sista dag saknas"), is_veiled=True)
        )
        shapes += (
            [Diamond(at(one.notice_on), y + 1.75)] if one.notice_on and first <= one.notice_on <= last else []
        )
    shapes.append(GridLine(at(on), 1.25, height - 1.25, is_dashed=True))
    told = ("title", "state", "starts_on", "notice_on", "ends_on")
    rows = [{name: getattr(one, name) for name in told} for one in agreements]
    said = ngettext("%(num)s avtal, från %(first)s till %(last)s.", "%(num)s avtal, från %(first)s till %(last)s.",
                    len(drawn), first=first.year, last=last.year)  # fmt: skip
    columns = [
        ("title", _("Avtal"), False), ("state", _("Läge"), False), ("starts_on", _("Börjar"), False),
        ("notice_on", _("Sista dag att säga upp"), False), ("ends_on", _("Slutar"), False),
    ]  # fmt: skip
    marks = [(SOLID, _("Gäller")), (HATCHED, _("Bereds eller väntar"))]
    return MapDrawing(
        "timeline", _("Avtal över tid"), said, height, shapes, columns, rows, marks,
        key=_timeline_key(len(agreements) - len(drawn), is_cut=is_cut),
    )  # fmt: skip


def _timeline_key(left: int, *, is_cut: bool) -> str:
    key = [_("Streckad linje: dagen som visas. Romb: sista dag att säga upp.")]
    if left:
        key.append(_("%(n)s avtal till står bara i tabellen.", n=left))
    if is_cut:
        key.append(
            _(
                "Det finns fler avtal, som varken är ritade eller står i tabellen: de slutar sist eller utan dag."
            )
        )
    return joined(key, " ")


def money(sums: Iterable[YearlySum], largest: Money | None = None) -> MapDrawing:
    """Return the decided kronor per year, a bar for each kind under the year, all against the largest of them.

    `largest` is that of all where these are a part of them.
    """
    told = sorted(sums, key=lambda one: (one.year, list(Kind).index(one.kind)))
    most = (largest.ore if largest else max((one.amount.ore for one in told), default=0)) or 1
    shapes: list[Any] = []
    y = 0.0
    for year, of_year in groupby(told, lambda one: one.year):
        shapes.append(Words(0, y + 1, str(year)))
        for one in of_year:
            shapes += [
                Words(2, y + 2.25, short(str(one.kind.words), LONGEST)),
                Words(2, y + 3.5, str(one.amount)),
                Box(2, max(one.amount.ore * 98 / most, 0.5), y + 4, 0.75),
            ]
            y += 3.75
        y += 2
    said = _(
        "Beslutade kronor per år, sammanlagt %(total)s.", total=Money(sum(one.amount.ore for one in told))
    )
    columns = [("year", _("År"), False), ("kind", _("Typ"), False), ("amount", _("Belopp"), True)]
    rows = [{"year": one.year, "kind": one.kind.words, "amount": one.amount} for one in told]
    return MapDrawing("money", _("Beslutade kronor per år och typ"), said, max(y, 1), shapes, columns, rows)


def _named(items: Sequence[AxisItem]) -> str:
    """Return how many there are by name: what stands for nothing named is none, what stands for the others is more."""
    number = sum(one.key not in {NOTHING, FORMER, OTHERS} for one in items)
    is_more = any(one.key in {FORMER, OTHERS} for one in items)
    return _("fler än %(n)s", n=number) if is_more else str(number)


def _share(first: date, last: date, day: date) -> float:
    """Return where the day lies between the two, in per cent."""
    return 100 * (day - first).days / ((last - first).days or 1)


def _sum(table: Coverage, unit: AxisItem, others: Iterable[AxisItem]) -> CoverageCell:
    cells = [table.cell(unit.key, other.key).parts for other in others]
    return CoverageCell(*(sum(parts) for parts in zip(*cells, strict=True))) if cells else CoverageCell()


def _beside(x: float, y: float, words: str, anchor: str) -> list[Words]:
    broken = lines(words, LONGEST_NAME, 3)
    return [Words(x, y + 0.25 + n - (len(broken) - 1) / 2, line, anchor) for n, line in enumerate(broken)]


def _spread(place: int, number: int, height: float) -> float:
    return height * (place + 0.5) / number
