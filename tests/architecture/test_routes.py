"""Every route says who may use it, every template is used, and the policy answers for every permission."""

import re
from pathlib import Path

from flask import Flask

from registry.access.permissions import Permission
from registry.access.policy import POLICY

ROOT = Path(__file__).parents[2]


def declared(view: object) -> object:
    """Return the permission or the reason of a view, through the wrappers around it."""
    while view is not None:
        if "permission" in view.__dict__ or "public_because" in view.__dict__:
            return view.__dict__.get("permission") or view.__dict__.get("public_because")
        view = getattr(view, "__wrapped__", None)
    return None


def test_every_route_names_its_permission_or_why_it_is_public(app: Flask):
    views = {name: view for name, view in app.view_functions.items() if name != "static"}
    assert len(views) > 40
    assert [name for name, view in views.items() if not declared(view)] == []


def test_every_permission_is_used_and_has_clauses(app: Flask):
    assert set(POLICY) == set(Permission)
    assert all(POLICY.values())
    used = {declared(view) for view in app.view_functions.values()}
    in_code = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "registry").rglob("*.py"))
    unused = [p for p in Permission if p not in used and in_code.count(f"Permission.{p.name}") < 1]
    assert unused == []


def test_every_clause_says_who_it_lets_through():
    assert all(str(clause.who) for clauses in POLICY.values() for clause in clauses)


def test_every_template_is_used():
    folder = ROOT / "templates"
    sources = [*folder.rglob("*.html"), *folder.rglob("*.txt"), *(ROOT / "registry").rglob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    named_by_code = re.compile(
        r"errors/\d+\.html|agreements/edit/\w+\.html|emails/(en/)?\w+\.txt|documents/(agreement/)?\w+\.html"
    )
    names = [
        path.relative_to(folder).as_posix() for path in (*folder.rglob("*.html"), *folder.rglob("*.txt"))
    ]
    unused = [
        n for n in names if f'"{n}"' not in text and f"'{n}'" not in text and not named_by_code.fullmatch(n)
    ]
    assert unused == []
