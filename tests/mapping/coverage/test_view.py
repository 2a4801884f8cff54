"""What an address asks of the map, and what is told where it asks for what cannot be shown."""

from datetime import date

import pytest

from registry.core.i18n import swedish
from registry.mapping.coverage.choices import Dimension, Measure, Part, RunningChoice
from registry.mapping.coverage.figures import AxisItem, CoverageCell, coverage, level
from registry.mapping.coverage.queries import Line
from registry.mapping.coverage.view import MapView, asked

TODAY = date(2026, 11, 29)
GROUP = "01234567-89ab-cdef-0123-456789abcdef"


def read(**args):
    with swedish():
        view, problems = asked(args, TODAY)
        return view, {name: str(said) for name, said in problems.items()}


@pytest.mark.parametrize(
    ("args", "control", "said"),
    [
        ({"on": "1900-01-01"}, "on", "Välj en dag mellan åren 1990 och 2100."),
        ({"on": "9999-12-31"}, "on", "Välj en dag mellan åren 1990 och 2100."),
        ({"on": "i går"}, "on", "Skriv datumet så här: 2026-11-21."),
        ({"known_at": "2027-01-01"}, "known_at", "Ingen vet än vad registret säger den 1 januari 2027."),
        ({"rows": "unit"}, "columns", "Rader och kolumner måste vara olika."),
        (
            {"measure": "kronor", "known_at": "2026-11-01"}, "measure",
            "Tillfällen och kronor går bara att räkna så som vi vet det nu.",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_told_at_its_control(args, control, said):
    view, problems = read(**args)
    assert problems == {control: said}
    assert view.rows is not view.columns


def test_what_cannot_be_read_counts_as_not_chosen():
    view, problems = read(
        rows="planet", measure="vikt", district="Järva", row="x" * 200, column="all", kind="okänd"
    )
    assert (view, problems) == (MapView(TODAY), {})


def test_the_address_holds_the_whole_view():
    view = MapView(
        date(2025, 3, 25), Dimension.DISTRICT, Dimension.KIND, Measure.ORGANISATIONS, RunningChoice.ENDED,
        known_on=date(2026, 11, 1), filters=((Dimension.TARGET_GROUP, GROUP),), is_unfolded=True, cell=("none", "iop"),
    )  # fmt: skip
    args = dict(part.split("=") for part in view.query(TODAY).split("&"))
    assert read(**args) == (view, {})


def test_the_usual_view_has_an_empty_address():
    assert MapView(TODAY).query(TODAY) == ""


def test_rows_and_columns_without_anything_are_left_out_and_former_ones_stay_last():
    items = [AxisItem("a", "A"), AxisItem("b", "B"), AxisItem("old", "Gammal", is_former=True)]
    lines = [Line(row, column, Part.FORMAL, 1) for row in ("a", "all") for column in ("old", "all")]
    table = coverage(lines, items, items)
    assert [one.key for one in table.rows] == ["a"]
    assert [one.key for one in table.columns] == ["old"]
    assert table.total.parts == (1, 0, 0)


def test_too_many_rows_leave_out_the_lightest_and_say_how_many():
    items = [AxisItem(str(n), f"Förening {n}") for n in range(130)]
    lines = [Line(str(n), "all", Part.INFORMAL, n + 1) for n in range(130)]
    table = coverage(lines, items, [])
    assert table.cut == (30, 0)
    assert [one.key for one in table.rows] == [str(n) for n in range(30, 130)]


@pytest.mark.parametrize(
    ("weight", "heaviest", "expected"),
    [(0, 9, 0), (1, 9, 1), (3, 9, 2), (6, 9, 3), (7, 9, 4), (1, 400, 1), (399, 400, 4)],
)
def test_the_colour_follows_the_number(weight, heaviest, expected):
    assert level(weight, heaviest) == expected


def test_the_heaviest_cell_is_looked_for_once_however_many_cells_ask(monkeypatch):
    keys = [f"{n}" for n in range(40)]
    lines = [Line(row, column, Part.INFORMAL, 2) for row in (*keys, "all") for column in (*keys, "all")]
    items = [AxisItem(key, key) for key in keys]
    looked: list[int] = []
    monkeypatch.setattr(CoverageCell, "weight", property(lambda cell: looked.append(1) or sum(cell.parts)))
    table = coverage(lines, items, items)
    assert [table.heaviest for _row in keys for _column in keys] == [2] * 1600
    assert len(looked) < 3 * len(lines)
