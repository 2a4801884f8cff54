"""Our own stylesheets: light, and on one scale of type."""

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "static" / "css"
SHEETS = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.css")}
MOST_BYTES = 35_824 + 8_000  # the three files before the present look, and what that was given
SIZES = re.compile(r"var\(--(xs|sm|md|lg|xl|xxl|fig)\)|inherit|clamp\(.*var\(--xxl\)\)")


def test_the_stylesheets_stay_light():
    assert sorted(SHEETS) == ["app.css", "components.css", "theme.css"]
    assert sum(len(sheet.encode()) for sheet in SHEETS.values()) <= MOST_BYTES


def test_type_has_the_sizes_and_weights_of_the_scale():
    for name, sheet in SHEETS.items():
        sizes = re.findall(r"font-size: ([^;}]+)", sheet)
        assert [size for size in sizes if not SIZES.fullmatch(size.strip())] == [], name
        weights = {weight.strip() for weight in re.findall(r"font-weight: ([^;}!]+)", sheet)}
        assert weights <= {"400", "600"}, name


def test_every_name_that_is_used_is_given_a_value():
    given = {name for sheet in SHEETS.values() for name in re.findall(r"(--[\w-]+):", sheet)}
    ours = {name for sheet in SHEETS.values() for name in re.findall(r"var\((--(?!ds)[\w-]+)\)", sheet)}
    assert ours - given == set()
