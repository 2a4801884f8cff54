"""Templates that stay compiled: never those of other words or other code, and none where nothing may be kept."""

import os
import sys

import pytest
from jinja2 import Environment, FileSystemLoader

from registry.web.compiled import FOLDER, CompiledTemplates, version


@pytest.fixture
def folders(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    templates, code = tmp_path / "templates", tmp_path / "code"
    for folder in (templates, code):
        folder.mkdir()
    (templates / "page.html").write_text("old {{ 1|shown }}")
    (code / "filters.py").write_text("")
    return templates, code


def page(folders, shown=str):
    templates, code = folders
    kept_in = CompiledTemplates(templates, code)
    made = Environment(loader=FileSystemLoader(templates), bytecode_cache=kept_in, autoescape=True)
    made.filters["shown"] = shown
    return made.get_template("page.html").render()


def kept(folders):
    return sorted(folders[0].glob(f"{FOLDER}/*/*"))


def test_a_template_is_compiled_once(folders):
    assert page(folders) == "old 1"
    first = kept(folders)
    assert page(folders) == "old 1"
    assert len(first) == 1
    assert kept(folders) == first


def test_a_changed_template_is_compiled_anew(folders):
    page(folders)
    (folders[0] / "page.html").write_text("new {{ 1|shown }}")
    assert page(folders) == "new 1"


def test_changed_code_compiles_all_anew_and_forgets_the_old(folders):
    """Jinja has applied the filter already when it compiles: what it gave then would stay."""
    page(folders)
    first, before = kept(folders), version(folders[1])
    os.utime(folders[1] / "filters.py", ns=(1, 1))
    assert version(folders[1]) != before
    assert page(folders, shown=lambda value: f"[{value}]") == "old [1]"
    assert len(kept(folders)) == 1
    assert kept(folders) != first


def test_where_nothing_may_be_kept_pages_are_shown_all_the_same(folders, monkeypatch):
    (folders[0] / FOLDER).write_text("no folder")
    assert page(folders) == "old 1"
    (folders[0] / FOLDER).unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert page(folders) == "old 1"
    assert kept(folders) == []
