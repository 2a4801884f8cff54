"""Who has each permission, typed out from what the policy answers: `registry/access/rights.txt`."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from math import prod

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.policy import POLICY, Clause
from registry.access.roles import Role
from tests.access.space import (
    ME,
    NOTHING,
    ROLE_SETS,
    ROLES,
    Answers,
    Holds,
    Point,
    answers,
    powers,
    subjects,
)  # fmt: skip

COLUMNS = {"": 26, "nobody": 8, **{role: len(role) + 2 for role in ROLES}}  # a role alone, and nobody's role
HEAD = (
    "Who may do what. Worked out from registry/access/policy.py by asking it about everybody; `make rights` writes it.",
    "",
    "all: whatever it concerns   some: only on what the clauses below it say   -: never",
    "Below each permission its clauses: the words people are told, then whom it lets through.",
    "",
    "".join(f"{name:{width}}" for name, width in COLUMNS.items()).rstrip(),
)


def lines() -> list[str]:
    """Return the whole file."""
    return [*HEAD, *(line for permission in Permission for line in of_permission(permission))]


def of_permission(permission: Permission) -> list[str]:
    """Return one permission: what each role alone may, and each clause."""
    clauses = POLICY.get(permission, ())
    cells = zip((permission, *_cells(permission, clauses)), COLUMNS.values(), strict=True)
    told = [line for clause in clauses for line in of_clause(clause)]
    return ["".join(f"{cell:{width}}" for cell, width in cells).rstrip(), *(told or ["    nobody"])]


def of_clause(clause: Clause) -> list[str]:
    """Return a clause in words, a line for each way through it."""
    return [f"    {clause.who}: {way}" for way in ways(clause.holds)]


def _cells(permission: Permission, clauses: tuple[Clause, ...]) -> Iterator[str]:
    attributes = tuple(sorted({name for clause in clauses for name in answers(clause.holds).attributes}))
    for roles in ((), *((role,) for role in ROLES)):
        someone = Actor(ME, "Någon", roles=frozenset(roles))
        told = {check.allows(permission, someone, subject) for _words, subject in subjects(attributes)}
        yield "some" if len(told) == 2 else "all" if told == {True} else "-"


@cache
def ways(holds: Holds) -> tuple[str, ...]:
    """Return in words whom the clause lets through: complete, so that two that read alike do alike."""
    given = answers(holds)
    by_roles: defaultdict[frozenset[frozenset[Role]], list[Point]] = defaultdict(list)
    for point, passing in given.let_through.items():
        by_roles[passing].append(point)
    told = [
        f"{who}{when}"
        for passing, points in by_roles.items()
        if passing
        for who in (in_words(passing),)
        for when in _conditions(given, points)
    ]
    return tuple(told) or ("nobody",)


@cache
def in_words(passing: frozenset[frozenset[Role]]) -> str:
    """Return the sets of roles in words, from the smallest conditions that decide them."""
    grouped: defaultdict[tuple[tuple[Role, ...], tuple[Role, ...]], list[Role]] = defaultdict(list)
    told = []
    for needed, barred in _primes(passing):
        if len(needed) == 1:
            grouped[(), barred].append(needed[0])
        else:
            told.append(" with ".join(needed) + _but(barred) if needed else "anybody" + _but(barred))
    for (_none, barred), roles in grouped.items():
        rest = len(roles) > 1 and {*roles, *barred} == set(ROLES)
        told.append(("any role" if rest else " or ".join(roles)) + _but(barred))
    return "; ".join(sorted(told))


def _but(barred: tuple[Role, ...]) -> str:
    return f", but not {' or '.join(barred)}" if barred else ""


def _primes(passing: frozenset[frozenset[Role]]) -> list[tuple[tuple[Role, ...], tuple[Role, ...]]]:
    """Return the least that lets somebody through: the roles one must have, and those one must not have."""
    found: list[tuple[frozenset[Role], frozenset[Role]]] = []
    for needed, barred, meant in _terms():
        if meant <= passing and not any(less <= needed and without <= barred for less, without in found):
            found.append((needed, barred))
    return [(_ordered(needed), _ordered(barred)) for needed, barred in found]


@cache
def _terms() -> list[tuple[frozenset[Role], frozenset[Role], frozenset[frozenset[Role]]]]:
    """Return every condition on roles, the shortest first: those needed, those barred, and the sets that fulfil it."""
    told = []
    for needed in map(frozenset, powers(ROLES)):
        for barred in map(frozenset, powers(tuple(role for role in ROLES if role not in needed))):
            told.append(
                (needed, barred, frozenset(one for one in ROLE_SETS if needed <= one and not barred & one))
            )
    return sorted(told, key=lambda term: len(term[0]) + len(term[1]))


def _ordered(roles: frozenset[Role]) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if role in roles)


def _conditions(given: Answers, points: list[Point]) -> list[str]:
    """Return when it is so: nothing where it always is, otherwise one condition, or one for each case."""
    if len(points) == len(given.let_through):
        return [""]
    cases = [_case(given, point) for point in points]
    axes = [
        dict.fromkeys(axis)
        for axis in zip(*(_case(given, point) for point in given.let_through), strict=True)
    ]
    kept = [
        [value for value in axis if value in some]
        for axis, some in zip(axes, zip(*cases, strict=True), strict=True)
    ]
    told = [kept] if len(cases) == prod(map(len, kept)) else [[[value] for value in case] for case in cases]
    return [f", when {_said(given, one, axes)}" for one in told]


def _case(given: Answers, point: Point) -> tuple[str, ...]:
    *place, subject = point
    nothing = subject == (NOTHING,)
    return (*place, *([NOTHING] * max(1, len(given.attributes)) if nothing else subject))


def _said(given: Answers, kept: list[list[str]], axes: list[dict[str, None]]) -> str:
    names = ("", "", "", *(f"{name} is " for name in given.attributes or ("it concerns ",)))
    told = [
        f"{name.replace('it concerns  is ', 'it concerns ')}{' or '.join(some)}"
        for name, some, axis in zip(names, kept, axes, strict=True)
        if some
        not in (list(axis), [value for value in axis if value is not NOTHING] * bool(given.attributes))
    ]
    return " and ".join(told) or "it concerns something"
