"""Rights widened, dropped and exchanged one at a time, and whether the typed-out files would have told.

`python -m tests.access.mutants` tries them all; the suite tries all that are cheap and a seeded sample of the rest.
"""

import ast
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask

from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.policy import POLICY, Clause
from registry.access.roles import Role
from registry.web.guard import public, requires
from tests.access import conditions, rights, routes, snapshot
from tests.access.space import FEW_ROLES, answers


@dataclass(frozen=True, slots=True)
class Mutant:
    """One right changed: in words, and the question whether the files say otherwise now."""

    what: str
    is_caught: Callable[[], bool]


def of_policy() -> Iterator[Mutant]:
    """Each clause widened to everybody and dropped, and each other clause added to each permission."""
    every = {id(clause): clause for clauses in POLICY.values() for clause in clauses}
    for permission, clauses in POLICY.items():
        for number, clause in enumerate(clauses):
            rest = clauses[:number], clauses[number + 1 :]
            yield _policy(f"{permission}: without {clause.who}", permission, (*rest[0], *rest[1]))
            wide = replace(clause, holds=lambda _actor, _subject: True)
            if answers(wide.holds) != answers(clause.holds):
                yield _policy(f"{permission}: {clause.who} widened", permission, (*rest[0], wide, *rest[1]))
        for added in every.values():
            if added not in clauses:
                yield _policy(f"{permission}: and {added.who}", permission, (*clauses, added))


def of_few() -> Iterator[Mutant]:
    """Each clause widened a little: to somebody with one role or with two of them."""
    for permission, clauses in POLICY.items():
        for number, clause in enumerate(clauses):
            for roles in FEW_ROLES:
                if any(roles not in passing for passing in answers(clause.holds).let_through.values()):
                    who = " and ".join(sorted(roles)) or "nobody's role"
                    wide = replace(clause, holds=_also(clause, roles))
                    changed = (*clauses[:number], wide, *clauses[number + 1 :])
                    yield _policy(f"{permission}: {clause.who}, and {who}", permission, changed)


def _also(clause: Clause, roles: frozenset[Role]) -> Callable[[Actor, Any], bool]:
    return lambda actor, subject: clause.holds(actor, subject) or actor.roles == roles


def _policy(what: str, permission: Permission, clauses: tuple[Clause, ...]) -> Mutant:
    def is_caught() -> bool:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(POLICY, permission, clauses)
            return rights.of_permission(permission) != section("rights.txt", f"{permission} ")

    return Mutant(what, is_caught)


def of_routes(app: Flask) -> Iterator[Mutant]:
    """Each route opened to everybody, given each other permission, and each other way to find its object."""
    rules = [rule for rule in app.url_map.iter_rules() if routes.guard_of(app.view_functions[rule.endpoint])]
    loads = {
        held["load"] for rule in rules if (held := routes.guard_of(app.view_functions[rule.endpoint]))["load"]
    }
    for rule in rules:
        held = routes.guard_of(app.view_functions[rule.endpoint])
        permission, load, view = held["permission"], held["load"], held["view"]
        yield _route(app, rule, "public", public("it seemed handy")(lambda **_address: None))
        for other in Permission:
            if other is not permission:
                yield _route(app, rule, f"asks {other}", requires(other, load=load)(view))
        for found in sorted({*loads, None} - {load}, key=str):
            yield _route(app, rule, f"finds with {found}", requires(permission, load=found)(view))


def _route(app: Flask, rule: Any, what: str, view: Callable[..., Any]) -> Mutant:
    def is_caught() -> bool:
        with pytest.MonkeyPatch.context() as patch:
            patch.setitem(app.view_functions, rule.endpoint, view)
            return routes.of_rule(app, rule) not in snapshot.stored("routes.txt")

    return Mutant(f"{rule.rule}: {what}", is_caught)


def of_conditions() -> Iterator[Mutant]:
    """Each call of a check or a reading rule in the code answered with yes."""
    for path in sorted(conditions.PACKAGE.rglob("*.py")):
        name = path.relative_to(conditions.PACKAGE).as_posix()
        source = path.read_text(encoding="utf-8")
        if not name.startswith(conditions.ASIDE) and any(conditions.asking(source)):
            for number, node in enumerate(_rules_in(source, ast.parse(source))):
                yield Mutant(
                    f"{name}: {ast.unparse(node)} line {node.lineno}", _answered(name, source, number)
                )


def _answered(name: str, source: str, number: int) -> Callable[[], bool]:
    def is_caught() -> bool:
        tree = ast.parse(source)
        node = _rules_in(source, tree)[number]
        node.func, node.args, node.keywords = ast.Name("true"), [], []
        return conditions.of_source(name, ast.unparse(tree)) != conditions.of_source(name, source)

    return is_caught


def _rules_in(source: str, tree: ast.Module) -> list[ast.Call]:
    asking = {where for where, _function in conditions.asking(source)}
    inside = [
        part
        for where, function in conditions.functions(tree)
        if where in asking
        for part in conditions.own(function)
    ]
    return [node for node in inside if isinstance(node, ast.Call) and conditions.asks(node)]


def section(name: str, heading: str) -> list[str]:
    """Return the lines of the file from the heading to the next one."""
    lines = snapshot.stored(name)
    start = next((number for number, line in enumerate(lines) if line.startswith(heading)), len(lines))
    ends = (number for number in range(start + 1, len(lines)) if not lines[number].startswith(" "))
    return list(lines[start : next(ends, len(lines))])


def main() -> int:
    """Try every mutant and tell the figures."""
    app, ill = snapshot.application(), 0
    kinds = (
        ("policy", of_policy()),
        ("roles", of_few()),
        ("routes", of_routes(app)),
        ("conditions", of_conditions()),
    )
    for kind, mutants in kinds:
        told = [(mutant.what, mutant.is_caught()) for mutant in mutants]
        missed = [what for what, is_caught in told if not is_caught]
        print(
            f"{kind}: {len(told) - len(missed)} of {len(told)} changed rights are told",
            *missed,
            sep="\n  ",
            flush=True,
        )
        ill += len(missed)
    return 1 if ill else 0


if __name__ == "__main__":
    sys.exit(main())
