"""The table under each of the five drawings says what is drawn, whatever is drawn (issue 16)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from registry.city.guidelines.choices import Kind
from registry.core.i18n import swedish
from registry.core.money import Money
from registry.mapping.coverage.choices import Part
from registry.mapping.coverage.figures import AxisItem, CoverageCell, coverage
from registry.mapping.coverage.tallies import Line
from registry.mapping.drawings.rules import (
    MOST_AGREEMENTS,
    MOST_HEATED,
    DrawnAgreement,
    YearlySum,
    heatmap,
    money,
    network,
    timeline,
)
from registry.mapping.drawings.shapes import Box, Diamond, Words
from registry.mapping.drawings.tiles import PLACES, TiledDistrict, tile_map

DAY = date(2025, 3, 25)
NUMBERS = st.tuples(*[st.integers(0, 9)] * 3)
DAYS = st.none() | st.integers(-3000, 3000).map(lambda n: DAY + timedelta(days=n))


@st.composite
def tables(draw):
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 15))
    cells = {(r, c): draw(NUMBERS) for r in range(rows) for c in range(columns)}
    counted = [
        Line(*keys, part, parts[n])
        for (r, c), parts in cells.items()
        for n, part in enumerate(Part)
        for keys in ((f"r{r}", f"c{c}"), (f"r{r}", "all"), ("all", f"c{c}"))
    ]
    totals = {}
    for line in counted:
        key = line.row, line.column, line.part
        totals[key] = totals.get(key, 0) + line.number
    found = [Line(*key, number) for key, number in totals.items()]
    axes = (
        [AxisItem(f"{name}{n}", f"{name} {n}") for n in range(of)]
        for name, of in (("r", rows), ("c", columns))
    )
    return coverage(found, *axes)


@st.composite
def agreements(draw):
    starts_on, ends_on = draw(DAYS), draw(DAYS)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    notice = draw(st.none() | st.integers(1, 24))
    return DrawnAgreement("Avtal", "Pågår", starts_on, ends_on, notice, draw(st.booleans()))


@st.composite
def cities(draw):
    """Districts of now, some with two that were merged into it."""
    told = []
    for code in draw(st.lists(st.sampled_from(sorted(PLACES)), min_size=1, max_size=6, unique=True)):
        told.append(
            TiledDistrict(
                code, code.title(), None, None, None, CoverageCell(*draw(NUMBERS)), draw(st.integers(0, 3))
            )
        )
        before = draw(st.integers(0, 2))
        told += [
            TiledDistrict(f"{code}-{n}", f"Före {n}", None, DAY - timedelta(days=1), code,
                          CoverageCell(*draw(NUMBERS)), draw(st.integers(0, 3)), draw(st.integers(0, 3)))
            for n in range(before)
        ]  # fmt: skip
    return told


SUMS = st.lists(
    st.builds(YearlySum, st.integers(2015, 2030), st.sampled_from(list(Kind)), st.integers(0, 10**9).map(Money)),
    max_size=8, unique_by=lambda one: (one.year, one.kind),
)  # fmt: skip


def texts(drawn, *, anchor="start"):
    return [shape.words for shape in drawn.shapes if isinstance(shape, Words) and shape.anchor == anchor]


def boxes(drawn):
    return [shape for shape in drawn.shapes if isinstance(shape, Box)]


@given(table=tables(), bars=st.lists(agreements(), max_size=45), city=cities(), sums=SUMS)
def test_every_drawing_and_its_table_say_the_same(table, bars, city, sums):
    with swedish():
        heat, ties, time, tiles, kronor = (
            heatmap(table), network(table), timeline(bars, DAY), tile_map(city, DAY), money(sums),
        )  # fmt: skip
    across = min(len(table.columns), MOST_HEATED)
    told = [str(row[key]) for row in heat.rows for key, _words, numeric in heat.columns if numeric]
    assert texts(heat, anchor="middle")[across:] == told

    weights = [row["formal"] + row["informal"] + row["unconfirmed"] for row in ties.rows]
    assert [tie.thickness for tie in ties.ties] == [min(1 + weight, 8) for weight in weights]
    assert [tie.is_dashed for tie in ties.ties] == [not row["formal"] for row in ties.rows]
    assert sum(weights) == sum(table.cell(r.key, c.key).weight for r in table.rows for c in table.columns)

    drawn = time.rows[:MOST_AGREEMENTS]
    assert len(boxes(time)) == sum(bool(row["starts_on"] or row["ends_on"]) for row in drawn)
    assert sum(isinstance(shape, Diamond) for shape in time.shapes) <= sum(
        bool(row["notice_on"]) for row in drawn
    )
    left = len(time.rows) - len(drawn)
    assert (f"{left} avtal till står bara i tabellen." in time.key) is bool(left)

    shown = [str(row["shown"]) for row in tiles.rows if row["shown"] != ""]
    assert sorted(words for words in texts(tiles) if words.isdigit()) == sorted(shown)
    stated = {}
    for row in tiles.rows:
        stated[row["tile"]] = stated.get(row["tile"], 0) + row["priorities"]
    assert sorted(texts(tiles, anchor="end")) == sorted(f"{n} prio" for n in stated.values() if n)

    amounts = [str(row["amount"]) for row in kronor.rows]
    assert [words for words in texts(kronor) if words.endswith("kr")] == amounts
    assert len(boxes(kronor)) == len(amounts)
