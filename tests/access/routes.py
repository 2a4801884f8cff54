"""What stands in front of every route, read from the guard itself: `registry/access/routes.txt`.

The guard is looked into rather than believed: what it checks and what it loads with are in its closure, while the
names on the view could say something else.
"""

from collections.abc import Callable, Iterator
from inspect import getclosurevars
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from registry.access.permissions import Permission
from registry.web import navigation, transaction
from registry.web.guard import requires

HEAD = (
    "What each address asks of whoever comes: the permission, and what finds the object (404 when it finds nothing).",
    "Read from the running application; `make rights` writes it.",
    "",
)
GUARD = requires(Permission.HOME)(lambda: None).__code__
AROUND = {transaction.in_transaction(lambda: None).__code__}  # may stand outside the guard: it asks nothing


def lines(app: Flask) -> list[str]:
    """Return the whole file: every address, what runs before every view, and the menu."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))
    return [*HEAD, *(of_rule(app, rule) for rule in rules), "", *_before(app), "", *_menu()]


def of_rule(app: Flask, rule: Rule) -> str:
    """Return one address: methods, path, endpoint and what is asked."""
    methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    return f"{rule.rule}  {methods}  {rule.endpoint}: {asked(app.view_functions[rule.endpoint])}"


def asked(view: Callable[..., Any]) -> str:
    """Return what is asked before the view runs: permission and load of each guard, or why nothing is."""
    found = list(_guards(view))
    if not found:
        reason = next(
            (one.__dict__["public_because"] for one in chain(view) if "public_because" in one.__dict__), ""
        )
        return f"PUBLIC, {reason}" if reason else "NO GUARD"
    return " and ".join(found)


def guard_of(view: Callable[..., Any]) -> dict[str, Any]:
    """Return what the outermost guard holds: permission, load and the view behind it; nothing when there is none."""
    found = (one for one in chain(view) if getattr(one, "__code__", None) is GUARD)
    return next((dict(getclosurevars(one).nonlocals) for one in found), {})


def _guards(view: Callable[..., Any]) -> Iterator[str]:
    for one in chain(view):
        if getattr(one, "__code__", None) is GUARD:
            held = getclosurevars(one).nonlocals
            load = held["load"]
            yield f"{held['permission']}" + (f" on {load.__module__}.{load.__qualname__}" if load else "")
        elif hasattr(one, "__wrapped__") and one.__code__ not in AROUND:
            yield f"through {one.__code__.co_qualname}"


def chain(view: Callable[..., Any]) -> Iterator[Any]:
    """Return the view as it is called and all that it wraps, the outermost first."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)  # type: ignore[assignment]


def _before(app: Flask) -> Iterator[str]:
    for place, functions in sorted(app.before_request_funcs.items(), key=lambda item: item[0] or ""):
        for one in functions:
            yield f"before {place or 'every'} request: {one.__module__}.{one.__qualname__}"


def _menu() -> Iterator[str]:
    for entry in navigation.MENU:
        yield f"menu {entry.endpoint}: {entry.permission}"
