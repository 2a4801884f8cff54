"""Who may what is typed out beside the policy: neither the code nor the files change alone."""

import random
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from flask import Flask, g
from werkzeug.routing import UUIDConverter

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.policy import POLICY
from registry.core.errors import NotAllowed, NotFound
from registry.web.guard import SignInNeeded, requires
from tests.access import mutants, routes, snapshot
from tests.access.space import FEW_ROLES, ME, answers, subjects

SEED = 20260101
SAMPLE = 25


@pytest.fixture(scope="module")
def reading() -> Flask:
    """The application with all its parts and no database."""
    return snapshot.application()


@pytest.mark.parametrize("name", snapshot.FILES)
def test_the_files_say_what_the_code_does(reading: Flask, name: str):
    told = snapshot.differences(name, snapshot.FILES[name](reading))
    assert not told, told


def test_a_difference_is_told_under_its_heading_with_how_to_accept_it():
    lines = list(snapshot.stored("rights.txt"))
    number = next(number for number, line in enumerate(lines) if line.startswith("payee.confirm"))
    told = snapshot.differences("rights.txt", [*lines[: number + 1], *lines[number + 2 :]])
    assert told.splitlines()[1] == f"  the file says: [payee.confirm] {lines[number + 1].strip()}"
    assert "make rights" in told


@pytest.mark.parametrize("kind", ["policy", "roles", "routes", "conditions"])
def test_every_changed_right_is_told(reading: Flask, kind: str):
    """Those of the policy all, of the rest a sample; `make long` tries them all."""
    given = {
        "policy": mutants.of_policy, "roles": mutants.of_few, "conditions": mutants.of_conditions,
        "routes": lambda: mutants.of_routes(reading),
    }  # fmt: skip
    found = list(given[kind]())
    chance = random.Random(SEED)  # the same sample every time
    tried = found if kind == "policy" else chance.sample(found, SAMPLE)
    assert len(found) > 100
    assert [mutant.what for mutant in tried if not mutant.is_caught()] == []


def everybody(permission: Permission) -> Iterator[tuple[Actor, object]]:
    """Everybody with at most two roles, before every subject that the permission tells apart."""
    attributes = tuple(
        sorted({name for clause in POLICY[permission] for name in answers(clause.holds).attributes})
    )
    for roles in FEW_ROLES:
        for _words, subject in subjects(attributes):
            yield Actor(ME, "Någon", roles=roles), subject


def test_asking_the_policy_is_asking_its_clauses():
    """However it is asked, and nobody is let through by the way of asking."""
    for permission in Permission:
        for actor, subject in everybody(permission):
            may = any(clause.holds(actor, subject) for clause in POLICY[permission])
            assert check.allows(permission, actor, subject) is may, (permission, actor, subject)
            assert (check.why_not(permission, actor, subject) is None) is may, (permission, actor, subject)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_guard_lets_in_whom_the_policy_does_and_nobody_else(reading: Flask, method: str):
    """What is refused is 403 for staff and does not exist for a partner; what is not found comes first."""
    with reading.test_request_context(method=method):
        for permission in Permission:
            for actor, subject in everybody(permission):
                g._login_user = SimpleNamespace(is_authenticated=True, actor=actor)
                may = check.allows(permission, actor, subject)
                expected = "in" if may else NotFound if actor.is_partner else NotAllowed
                assert _answer(permission, subject) == (expected if subject is not None else NotFound)
                if subject is None:
                    assert _answer(permission) == expected, (permission, actor)


def _answer(permission: Permission, *found: object) -> object:
    load = (lambda _actor: found[0]) if found else None
    try:
        return requires(permission, load=load)(lambda *_given: "in")()
    except (NotAllowed, NotFound) as refused:
        return type(refused)


def test_the_guard_wants_somebody_signed_in(reading: Flask):
    with reading.test_request_context():
        g._login_user = SimpleNamespace(is_authenticated=False)
        for permission in Permission:
            with pytest.raises(SignInNeeded):
                requires(permission)(lambda: "in")()


def test_what_an_address_names_is_found_by_the_guard(reading: Flask):
    """An identifier that the view looks up itself would be found for anybody."""
    named = [
        rule for rule in reading.url_map.iter_rules() if any("uuid" in part for part in rule.rule.split("<"))
    ]
    assert len(named) > 100
    loose = {
        rule.rule
        for rule in named
        if not routes.guard_of(reading.view_functions[rule.endpoint]).get("load")
        or not all(
            name.endswith("_id") for name, kind in rule._converters.items() if kind.__class__ is UUIDConverter
        )
    }
    assert loose == set()
