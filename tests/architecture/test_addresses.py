"""What the documents point at is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = [
    ROOT / "README.md",
    ROOT / "templates" / "components" / "README.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
NAMED = re.compile(r"`((?:registry|tests|templates|docs|benchmarks|scripts)/[\w./-]+)`")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(path: Path):
    named = NAMED.findall(path.read_text(encoding="utf-8"))
    assert [name for name in named if not (ROOT / name).exists()] == []
