"""The drawings, worked through: what stands where, and that each table says the numbers that are drawn."""

from datetime import date

import pytest

from registry.city.guidelines.choices import Kind
from registry.core.i18n import swedish
from registry.core.money import Money
from registry.mapping.coverage.choices import Part
from registry.mapping.coverage.figures import AxisItem, CoverageCell, coverage
from registry.mapping.coverage.queries import Line
from registry.mapping.drawings.rules import DrawnAgreement, YearlySum, heatmap, money, network, timeline
from registry.mapping.drawings.shapes import Box, Diamond, GridLine, Words, lines
from registry.mapping.drawings.tiles import TiledDistrict, tile_map

DAY = date(2026, 11, 21)


@pytest.fixture
def table():
    """Two rows, fifteen columns: more than a drawing has room for."""
    rows = [
        AxisItem("a", "Nyanlända"),
        AxisItem("b", "Unga med ett namn som är längre än en telefon är bred " * 4),
    ]
    columns = [AxisItem(str(n), f"Förening {n}") for n in range(15)]
    told = [Line("a", str(n), Part.INFORMAL, n + 1) for n in range(15)] + [Line("b", "3", Part.FORMAL, 2)]
    sums = [Line("all", str(n), Part.INFORMAL, n + 1) for n in range(15)]
    sums += [Line(row, "all", Part.INFORMAL, 9) for row in ("a", "b")]
    return coverage([*told, *sums], rows, columns)


def words_of(drawing):
    return [shape.words for shape in drawing.shapes if isinstance(shape, Words)]


def test_the_heatmap_has_a_number_in_every_tile_and_the_table_the_same(table):
    with swedish():
        drawn = heatmap(table)
    numbers = [int(words) for words in words_of(drawn) if words.isdigit()][
        12:
    ]  # the first twelve number the columns
    said = [row[key] for row in drawn.rows for key, _words, is_number in drawn.columns if is_number]
    assert numbers == said
    assert len([shape for shape in drawn.shapes if isinstance(shape, Box)]) == 2 * 12


def test_a_name_of_two_hundred_letters_is_cut_in_the_drawing_and_whole_in_the_table(table):
    with swedish():
        drawn = heatmap(table)
    assert max(map(len, words_of(drawn))) <= 40
    assert drawn.rows[1]["row"] == table.rows[1].words


def test_what_is_not_named_is_not_told_as_one_of_them():
    rows = [AxisItem("a", "Nyanlända"), AxisItem("none", "Ingen målgrupp angiven")]
    columns = [
        AxisItem("1", "Förening"), AxisItem("others", "Övriga organisationer"),
        AxisItem("none", "Ingen namngiven organisation"),
    ]  # fmt: skip
    lines = [Line(row, "all", Part.INFORMAL, 3) for row in ("a", "none")]
    lines += [Line("all", column.key, Part.INFORMAL, 2) for column in columns]
    with swedish():
        assert heatmap(coverage(lines, rows, columns)).said.startswith("Målgrupper med samverkan: 1.")
        assert network(coverage(lines, rows, columns)).said.endswith("fler än 1.")


def test_each_line_between_the_columns_is_a_row_of_the_table(table):
    with swedish():
        drawn = network(table)
    assert len(drawn.ties) == len(drawn.rows)
    assert [tie.is_dashed for tie in drawn.ties] == [not row["formal"] for row in drawn.rows]
    rest = next(row for row in drawn.rows if row["organisation"] == "3 andra")
    assert rest["informal"] == 1 + 2 + 3


def test_the_timeline_has_a_bar_a_day_of_notice_and_the_day_that_is_shown():
    known = DrawnAgreement("Språkvänner", "Pågår", date(2026, 1, 1), date(2027, 12, 31), 3, is_binding=True)
    unknown = DrawnAgreement("Föräldraträffar", "Pågår", None, None, None, is_binding=True)
    with swedish():
        drawn = timeline([known, unknown], DAY)
    assert (
        len([shape for shape in drawn.shapes if isinstance(shape, Box)]) == 1
    )  # without days there is no bar to draw, and the drawing says so
    assert words_of(drawn)[-2:] == ["Föräldraträffar", "Första och sista dag saknas"]
    assert len([shape for shape in drawn.shapes if isinstance(shape, Diamond)]) == 1
    assert [shape.is_dashed for shape in drawn.shapes if isinstance(shape, GridLine)][-1]
    assert drawn.rows[0]["notice_on"] == date(2027, 9, 30)
    assert [row["ends_on"] for row in drawn.rows] == [date(2027, 12, 31), None]


def test_agreements_that_are_not_drawn_are_told_in_the_drawings_text():
    many = [DrawnAgreement(f"Avtal {n}", "Pågår", DAY, None, None, is_binding=True) for n in range(42)]
    with swedish():
        whole, cut = timeline(many[:40], DAY), timeline(many, DAY, is_cut=True)
    assert "avtal" not in whole.key
    assert "2 avtal till står bara i tabellen." in cut.key
    assert "Det finns fler avtal, som varken är ritade eller står i tabellen" in cut.key
    assert len(cut.rows) == 42


def test_money_is_drawn_against_the_largest_and_told_as_in_the_table():
    sums = [YearlySum(2027, Kind.IOP, Money.kronor(200)), YearlySum(2026, Kind.GRANT, Money.kronor(100))]
    with swedish():
        drawn = money(sums)
    widths = [shape.width for shape in drawn.shapes if isinstance(shape, Box)]
    assert widths == [49, 98]
    assert [row["year"] for row in drawn.rows] == [2026, 2027]
    for row in drawn.rows:
        assert any(words.startswith(str(row["amount"])) for words in words_of(drawn))


def district(code, name, number=0, *, ends_on=None, successor=None, starts_on=None, priorities=0, whole=None):
    of_all = None if whole is None else CoverageCell(0, whole, 0)
    return TiledDistrict(
        code, name, starts_on, ends_on, successor, CoverageCell(0, number, 0), priorities, whole=of_all
    )


MERGED = date(2023, 6, 30)
CITY = [
    district("JARVA", "Järva", 1, starts_on=date(2023, 7, 1), whole=2),  # one of three is in both
    district("FARSTA", "Farsta", 4),
    district("RINKEBY-KISTA", "Rinkeby-Kista", 2, ends_on=MERGED, successor="JARVA", priorities=3),
    district("SPANGA-TENSTA", "Spånga-Tensta", 0, ends_on=MERGED, successor="JARVA", priorities=2),
]


def test_what_was_decided_for_a_district_stays_there_and_is_found_under_its_successor():
    with swedish():
        drawn = tile_map(CITY, DAY)
    assert [(row["name"], row["tile"], row["priorities"]) for row in drawn.rows] == [
        ("Järva", "Järva", 0), ("Rinkeby-Kista", "Järva", 3), ("Spånga-Tensta", "Järva", 2), ("Farsta", "Farsta", 0),
    ]  # fmt: skip
    assert "5 prio" in words_of(drawn)
    (shown,) = (row["shown"] for row in drawn.rows if row["name"] == "Järva")
    assert shown == 2
    assert words_of(drawn)[0] == "2"


def test_a_day_before_the_merger_has_the_districts_of_then():
    with swedish():
        drawn = tile_map(CITY, date(2017, 6, 1))
    assert [row["tile"] for row in drawn.rows] == ["Farsta", "Rinkeby-Kista", "Spånga-Tensta"]
    assert "3 prio" in words_of(drawn)


def test_another_citys_districts_get_tiles_side_by_side():
    with swedish():
        drawn = tile_map([district(f"X{n}", f"Område {n}", n) for n in range(6)], DAY)
    corners = [(shape.x, shape.y) for shape in drawn.shapes if isinstance(shape, Box)]
    assert len(set(corners)) == 6
    assert max(x for x, _y in corners) == 75


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Enskede-Årsta-Vantör", ["Enskede-", "Årsta-", "Vantör"]),
        ("Farsta", ["Farsta"]),
        ("Kungsholmen", ["Kungs-", "holmen"]),
        ("Norra innerstaden", ["Norra", "inner-", "staden"]),
    ],
)
def test_names_break_at_hyphens_words_and_syllables(name, expected):
    assert lines(name, 10, 3) == expected


def test_a_hundred_groups_with_names_of_two_hundred_letters_are_drawn_and_told_whole():
    name = "Unga som varken arbetar eller studerar " * 5 + "x" * 5
    rows = [AxisItem(str(n), f"{n} {name}"[:200]) for n in range(100)]
    columns = [AxisItem("o", "Å" * 200)]
    told = [Line(row.key, column, Part.FORMAL, 1) for row in rows for column in ("o", "all")]
    whole = coverage(
        [*told, Line("all", "o", Part.FORMAL, 100), Line("all", "all", Part.FORMAL, 100)], rows, columns
    )
    with swedish():
        drawings = [
            heatmap(whole), network(whole), tile_map([district("X", "Å" * 200, 1)], DAY),
            timeline([DrawnAgreement("Å" * 200, "Pågår", DAY, DAY, None, is_binding=True)], DAY), money([]),
        ]  # fmt: skip
    for drawn in drawings:
        assert max((len(words) for words in words_of(drawn)), default=0) <= 41, drawn.name
    assert [row["row"] for row in drawings[0].rows] == [row.words for row in rows]
    assert len(drawings[1].ties) == 100


def test_nothing_at_all_is_drawn_as_nothing():
    nothing = coverage([], [], [])
    with swedish():
        assert heatmap(nothing).rows == []
        assert network(nothing).ties == []
        assert timeline([], DAY).rows == []
        assert tile_map([], DAY).rows == []
