"""The table of the law tells the truth: its places and its tests are there, and what is not built says why."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLUMNS = ("nr", "rule", "source", "built", "test", "note")
LINK = re.compile(r"`([^`]+)`")
PARTS = range(8)  # the parts of what is known of Swedish municipalities that the table answers


def rows() -> list[dict[str, str]]:
    lines = (ROOT / "docs" / "law.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    found = [dict(zip(COLUMNS, row, strict=True)) for row in cells]
    return [row for row in found if row["nr"][:1].isdigit()]


@cache
def names(path: Path) -> set[str]:
    """Return what a module defines at its top, and what its classes are called."""
    if path.suffix != ".py":
        return set()
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {
                one.id for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)
            }
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def missing(place: str) -> str | None:
    file, _colon, name = place.partition(":")
    path = ROOT / file
    if not path.is_file():
        return f"there is no {file}"
    return f"{file} has no {name}" if name and name not in names(path) else None


def test_every_part_has_its_rules_each_once():
    numbers = [row["nr"] for row in rows()]
    assert len(numbers) == len(set(numbers)) > 60
    assert {int(number.partition(".")[0]) for number in numbers} == set(PARTS)


@pytest.mark.parametrize("column", ["built", "test"])
def test_every_place_and_test_is_there(column):
    said = [(row["nr"], missing(place)) for row in rows() for place in LINK.findall(row[column])]
    assert len(said) > 50
    assert [(number, fault) for number, fault in said if fault] == []


def test_what_is_built_has_a_test_and_what_is_not_says_why():
    for row in rows():
        assert row["rule"], row
        assert row["source"], f"{row['nr']}: a rule without a source is an opinion"
        if row["built"]:
            assert LINK.findall(row["test"]), f"{row['nr']} is built and no test holds it"
        else:
            assert re.match(r"not built: .{15,}", row["note"]), f"{row['nr']} is not built, and says not why"


def test_a_place_that_is_not_there_is_found():
    assert missing("registry/no/where.py") == "there is no registry/no/where.py"
    assert missing("registry/settings.py:nothing") == "registry/settings.py has no nothing"
    assert missing("registry/settings.py:Settings") is None
