"""Everybody and everything that a clause can tell apart, and its answer for each.

A clause is watched while it is asked: whatever it looks at becomes an axis of its space, until it looks at nothing
new. It is then known for every set of roles, every post, every organisation and every subject, not for examples.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, product
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from registry.access.actor import Actor, HeldPost
from registry.access.roles import MANAGERS, Role

ME, OTHER = UUID(int=1), UUID(int=2)
MY_UNIT, OTHER_UNIT = UUID(int=3), UUID(int=4)
MY_ORGANISATION, OTHER_ORGANISATION = UUID(int=5), UUID(int=6)

ROLES = tuple(Role)
ROLE_SETS = [frozenset(some) for size in range(len(ROLES) + 1) for some in combinations(ROLES, size)]
FEW_ROLES = [roles for roles in ROLE_SETS if len(roles) <= 2]

OF_ACTOR: dict[str, dict[str, Any]] = {
    "posts": {
        "no post": (),
        **{f"as {post}": (HeldPost(post, MY_UNIT),) for post in MANAGERS},
        **{f"as substitute for {post}": (HeldPost(post, MY_UNIT, "Någon"),) for post in MANAGERS},
    },
    "organisation_ids": {
        "of no organisation": frozenset(),
        "of an organisation": frozenset({MY_ORGANISATION}),
    },
    "writes_for": {
        "asked by no unit": frozenset(),
        "asked to write for a unit": frozenset({MY_UNIT}),
    },
}
SAME_FOR_ALL = {"user_id", "has", "is_partner"}  # a fixed value, and what is worked out from the roles
NOTHING = "nothing"
SUBJECT = "subject"


class Beyond(Exception):
    """A clause looks at something that this space does not vary: add it here, or let the clause look elsewhere."""


class Watched(Actor):
    """An actor that notes what it is asked for."""

    def __getattribute__(self, name: str) -> Any:
        if not name.startswith("_"):
            object.__getattribute__(self, "_asked").add(name)
        return super().__getattribute__(name)


def values_of(name: str) -> dict[str, UUID | frozenset[UUID] | None]:
    """Return what an attribute of a subject may hold, as seen by the actor."""
    if name.endswith("unit_ids"):
        return {
            "with the actor's": frozenset({MY_UNIT, OTHER_UNIT}),
            "without the actor's": frozenset({OTHER_UNIT}),
        }
    if name.endswith("_ids"):
        return {"with the actor": frozenset({ME, OTHER}), "without the actor": frozenset({OTHER})}
    if not name.endswith("_id"):
        raise Beyond(f"a clause asks a subject for `{name}`, which tests/access/space.py does not vary")
    if "organisation" in name:
        return {"the actor's": MY_ORGANISATION, "another": OTHER_ORGANISATION, "none": None}
    if "unit" in name:
        return {"the actor's": MY_UNIT, "another": OTHER_UNIT, "none": None}
    return {"the actor": ME, "somebody else": OTHER, "nobody": None}


class Subject(SimpleNamespace):
    """A subject that notes what it is asked for; what it was not given has the first value there is."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self.__dict__.setdefault("_new", set()).add(name)
        return next(iter(values_of(name).values()))


def subjects(attributes: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Subject | None]]:
    """Return every subject that the attributes tell apart, with the words for it; first that there is none."""
    yield (NOTHING,), None
    for words in product(*(values_of(name) for name in attributes)):
        values = {name: values_of(name)[word] for name, word in zip(attributes, words, strict=True)}
        yield words or ("something",), Subject(**values)


Point = tuple[str, str, str, tuple[str, ...]]  # post, organisation, for which unit asked to write, subject


@dataclass(frozen=True)
class Answers:
    """A clause's answers: for each place (post, organisation, unit asked) and subject the sets of roles let through."""

    attributes: tuple[str, ...]
    let_through: dict[Point, frozenset[frozenset[Role]]]


Holds = Callable[[Actor, Any], bool]


@cache
def answers(holds: Holds) -> Answers:
    """Ask the clause about everybody and everything it can tell apart."""
    asked: set[str] = set()
    while True:
        found, more = _ask(holds, frozenset(asked))
        if more <= asked:
            return found
        asked |= more


def _ask(holds: Holds, asked: frozenset[str]) -> tuple[Answers, set[str]]:
    attributes = tuple(sorted(name.removeprefix("subject.") for name in asked if "." in name))
    axes = [
        OF_ACTOR[name] if name in asked else {"": next(iter(OF_ACTOR[name].values()))} for name in OF_ACTOR
    ]
    let_through, seen = {}, set()
    for place in product(*axes):
        for words, subject in subjects(attributes):
            of_actor = {name: axis[word] for name, axis, word in zip(OF_ACTOR, axes, place, strict=True)}
            passing = set()
            for roles in ROLE_SETS:
                actor = _watched(roles, of_actor)
                if holds(actor, subject):
                    passing.add(roles)
                seen |= object.__getattribute__(actor, "_asked")
            let_through[(*place, words)] = frozenset(passing)
            seen |= {f"subject.{name}" for name in subject.__dict__.get("_new", ())} if subject else set()
    if beyond := {name for name in seen if "." not in name} - SAME_FOR_ALL - {"roles", *OF_ACTOR}:
        raise Beyond(f"a clause asks the actor for {sorted(beyond)}, on which no right may rest")
    return Answers(attributes, let_through), seen - SAME_FOR_ALL - {"roles"}


def _watched(roles: frozenset[Role], of_actor: dict[str, Any]) -> Watched:
    actor = object.__new__(Watched)
    object.__setattr__(actor, "_asked", set())
    Actor.__init__(actor, ME, "Någon", roles=roles, **of_actor)
    actor._asked.clear()
    return actor


def actors(roles: frozenset[Role], *axes: str) -> Iterator[Actor]:
    """Return an actor with the roles for every value of the axes."""
    for values in product(*(OF_ACTOR[name].values() for name in axes)):
        yield Actor(ME, "Någon", roles=roles, **dict(zip(axes, values, strict=True)))


def powers(names: tuple[Role, ...]) -> Iterator[tuple[Role, ...]]:
    """Return every selection of the roles, the smallest first."""
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))
