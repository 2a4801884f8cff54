"""What more than one kind of page stands on: tables with groups, sums and columns that line up, and drawings."""

from flask import Flask

from tests.reading import parsed

COLUMNS = [
    {"key": "unit", "label": "Enhet"},
    {"key": "why", "label": "Varför", "width": "l"},
    {"key": "amount", "label": "Belopp", "numeric": True, "width": "m"},
]
ROWS = [{"unit": "Ett", "why": "", "amount": "10 kr"}, {"unit": "Två", "why": "2026-01-02", "amount": "5 kr"}]


def drawn(app: Flask, call: str, **values: object):
    template = '{% import "components/ui.html" as ui %}' + call
    with app.test_request_context():
        return parsed(app.jinja_env.from_string(template).render(columns=COLUMNS, rows=ROWS, **values))


def test_a_table_with_groups_and_sums_says_what_belongs_to_what(app: Flask):
    groups = [
        {"label": "Försenat", "rows": ROWS[:1], "tone": "danger", "sums": {"amount": "10 kr"}},
        {"label": "Senare", "rows": ROWS[1:]},
    ]
    table = drawn(
        app,
        '{{ ui.data_table(columns, [], caption="Ramar", groups=groups, sums={"amount": "15 kr"}) }}',
        groups=groups,
    )
    assert [body.th["scope"] for body in table.select("tbody")] == ["rowgroup", "rowgroup"]
    first, last = table.select("tr.group")
    assert first.get_text(" ", strip=True).split() == ["Försenat", "1", "10", "kr"]
    assert first["data-tone"] == "danger"
    assert last.get_text(" ", strip=True).split() == ["Senare", "1"]
    assert [th.get_text() for th in table.select("tbody th[scope=row]")] == ["Ett", "Två"]
    total = table.select_one("tfoot tr")
    assert (total.th.get_text(strip=True), total.th["scope"]) == ("Summa", "row")
    assert total.select_one("td.numeric")["data-label"] == "Belopp"
    assert {len(row.find_all(["th", "td"])) for row in table.select("tr")} == {len(COLUMNS)}


def test_tables_of_a_kind_have_columns_of_the_same_width(app: Flask):
    for call in (
        '{{ ui.data_table(columns, rows, caption="Ramar") }}',
        '{% call(row) ui.long_table(columns, rows, caption="Ramar") %}<th scope="row">{{ row.unit }}</th>{% endcall %}',
    ):
        widths = [column.get("data-width") for column in drawn(app, call).select("colgroup > col")]
        assert widths == [None, "l", "m"]
    plain = '{{ ui.data_table([{"key": "unit", "label": "Enhet"}], rows, caption="Ramar") }}'
    assert drawn(app, plain).select("colgroup") == []


def test_a_drawing_says_its_figures_and_what_its_marks_mean(app: Flask):
    drawing = drawn(
        app,
        """{% call ui.drawing("Ramen", "30 av 100 kronor är beslutade.", 2, marks=marks, table="10") %}
        {{ ui.bar(0, 30, 0, 1, "solid") }}{{ ui.bar(30, 20, 0, 1, "hatched") }}{% endcall %}""",
        marks=[("solid", "Beslutat"), ("hatched", "Väntar")],
    )
    picture = drawing.select_one("svg[role=img]")
    assert picture["aria-label"] == "30 av 100 kronor är beslutade."
    assert not picture.has_attr("viewbox")  # letters keep the page's size
    assert [one.get_text(strip=True) for one in drawing.select(".legend > span")] == ["Beslutat", "Väntar"]
    assert drawing.select_one("details > summary").get_text() == "Visa som tabell"
    names = [pattern["id"] for pattern in drawing.select("pattern")]
    assert len(names) == len(set(names))
    used = {rect["fill"] for rect in drawing.select("rect[fill]")}
    assert used <= {f"url(#{name})" for name in names}
