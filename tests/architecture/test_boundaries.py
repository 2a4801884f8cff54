"""The habits of the house that no import contract can say: who imports what from outside, and who commits."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "registry"
FILES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT_FLASK = re.compile(
    r"registry/(__init__|.*/routes(/.*)?|(web|portal|api|cli|city/accounts)/.*)\.py"
)
MAY_COMMIT = re.compile(r"registry/(web/transaction|core/worker|cli/.*)\.py")
ONLY_IN = {"weasyprint": {"registry/documents/pdf.py"}, "pyhanko": {"registry/documents/seal.py"}}
# A collaboration knows that a project has facts of its own; what an agreement of a kind needs is said in `kinds/`.
MAY_NAME_A_KIND = re.compile(r"registry/(agreements/kinds|collaborations|city/guidelines)/.*\.py")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """Return the top names that the file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in names}


def test_the_package_was_found():
    assert len(FILES) > 80


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_flask_stays_at_the_edge(path: Path):
    if "flask" in imported(path):
        assert MAY_IMPORT_FLASK.fullmatch(name_of(path)), (
            "rules, actions and queries must work without a request"
        )


@pytest.mark.parametrize(("library", "places"), ONLY_IN.items())
def test_a_library_for_documents_has_one_home(library: str, places: set[str]):
    assert {name_of(path) for path in FILES if library in imported(path)} <= places


def test_only_the_owners_commit():
    committing = {name_of(path) for path in FILES if ".commit(" in path.read_text(encoding="utf-8")}
    assert "registry/web/transaction.py" in committing
    assert [name for name in committing if not MAY_COMMIT.fullmatch(name)] == []


def test_the_kind_of_an_agreement_is_asked_for_in_one_folder():
    asking = re.compile(r"\bKind\.(IOP|GRANT|PROJECT)\b|\.kind\b\.value\s*==|kind\s*==\s*[\"']iop")
    found = [name_of(path) for path in FILES if asking.search(path.read_text(encoding="utf-8"))]
    assert [name for name in found if not MAY_NAME_A_KIND.fullmatch(name)] == []


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.name in {"rules.py", "routing.py", "workflow.py"}], ids=name_of
)
def test_rules_never_touch_the_session_or_the_clock(path: Path):
    if name_of(path) == "registry/core/workflow.py":
        return  # the mechanism itself writes the history row
    text = path.read_text(encoding="utf-8")
    assert "session" not in text
    assert "clock.now" not in text
    assert "clock.today" not in text


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "forms.py"], ids=name_of)
def test_forms_never_read_the_database(path: Path):
    assert "import session" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", [p for p in FILES if "actions" in p.parts or p.name == "actions.py"], ids=name_of
)
def test_actions_are_told_the_time(path: Path):
    text = path.read_text(encoding="utf-8")
    assert "clock.now(" not in text
    assert "clock.today(" not in text


# What a table is made of comes with the table; an engine's settings with the engine. Everything else is plugged in.
MAY_REGISTER = {
    "registry/wiring.py", "registry/audit/guard.py", "registry/audit/triggers.py", "registry/core/database.py",
    "registry/matters/types.py", "registry/core/read_once.py",
    "registry/partners/organisations/search/tables.py",
}  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nobody_plugs_itself_in(path: Path):
    """Who else is told, asked or shown is read in one file."""
    registering = re.compile(
        r"\.plug(_daily)?\(|\blistens_for\(|\bevent\.listen\(|\bwhen_(moved|renamed)\(|\.shows\("
    )
    if name_of(path) not in MAY_REGISTER:
        assert [
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if registering.search(line) and "def " not in line
        ] == []


def asks_for_the_day_when_read(path: Path) -> bool:
    """Tell if reading the file asks the clock: midnight may pass between that and the test that uses the answer."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    whens = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    calls = [one.func for node in whens for one in ast.walk(node) if isinstance(one, ast.Call)]
    names = [one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls]
    return bool({"today", "now"} & set(names))


def test_no_test_keeps_the_day_its_file_was_read(tmp_path):
    kept = tmp_path / "test_kept.py"
    kept.write_text("EARLY = {'signed_on': clock.today().isoformat()}\n", encoding="utf-8")
    assert asks_for_the_day_when_read(kept)
    files = sorted((ROOT / "tests").rglob("*.py"))
    assert [name_of(path) for path in files if asks_for_the_day_when_read(path)] == []
