"""The life cycle: every state against every move, and nothing but `fire` that changes a state."""

import ast
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from registry.access.permissions import Permission
from registry.agreements.workflow import WORKFLOW, State
from registry.core import workflow
from registry.core.database import session
from registry.core.errors import DomainError, Problem
from registry.core.labels import label
from registry.core.workflow import SYSTEM, StateChange, Transition, Workflow

REGISTRY = Path(__file__).parents[2] / "registry"
NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)

# Which move leads from which states to which: written here a second time, so that a slip in the table shows.
MOVES = {
    "submit": ({State.DRAFT, State.RETURNED}, State.SUBMITTED),
    "recall": ({State.SUBMITTED}, State.RETURNED),
    "approve": ({State.SUBMITTED}, State.APPROVED),
    "amend": ({State.SUBMITTED}, State.AMENDED),
    "close": ({State.SUBMITTED}, State.CLOSED),
    "adopt": ({State.AMENDED}, State.APPROVED),
    "approve_fallen": ({State.RETURNED, State.WITHDRAWN}, State.APPROVED),
    "decline_fallen": ({State.RETURNED, State.WITHDRAWN}, State.DECLINED),
    "return": ({State.SUBMITTED}, State.RETURNED),
    "decline": ({State.SUBMITTED}, State.DECLINED),
    "void": ({State.SUBMITTED}, State.RETURNED),
    "reopen": ({State.APPROVED}, State.RETURNED),
    "withdraw": ({State.DRAFT, State.RETURNED, State.KNOWN}, State.WITHDRAWN),
    "sign": ({State.APPROVED}, State.ACTIVE),
    "record": ({State.KNOWN}, State.RECORDED),
    "confirm": ({State.RECORDED}, State.ACTIVE),
    "refuse": ({State.RECORDED}, State.KNOWN),
    "annul": ({State.AMENDED, State.APPROVED, State.ACTIVE, State.ENDED}, State.ANNULLED),
    "revoke": ({State.ACTIVE, State.ENDED}, State.REVOKED),
    "restore_amended": ({State.ANNULLED, State.REVOKED}, State.AMENDED),
    "restore_approved": ({State.ANNULLED, State.REVOKED, State.RETURNED}, State.APPROVED),
    "restore_active": ({State.ANNULLED, State.REVOKED}, State.ACTIVE),
    "restore_ended": ({State.ANNULLED, State.REVOKED}, State.ENDED),
    "restore_declined": ({State.RETURNED}, State.DECLINED),
    "restore_closed": ({State.RETURNED}, State.CLOSED),
    "annul_refusal": ({State.DECLINED, State.CLOSED}, State.RETURNED),
    "reinstate": ({State.ENDED}, State.ACTIVE),
    "end": ({State.ACTIVE}, State.ENDED),
}
FINAL: set[State] = (
    set()
)  # the nämnd, a court, or a correction of what was noted, may still change each of them


@dataclass
class Thing:
    """Something with a life cycle."""

    state: State = State.DRAFT
    id: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Person:
    """Somebody who moves it."""

    name: str = "Handläggaren"
    user_id: UUID = field(default_factory=uuid4)


def written():
    return [row for row in session.new if isinstance(row, StateChange)]


def anything(_permission):
    return True


@pytest.mark.parametrize("name", sorted(set(MOVES) | set(WORKFLOW.transitions)))
def test_every_state_against_every_move(plain, name):
    sources, target = MOVES[name]
    for state in State:
        session.expunge_all()
        thing, person = Thing(state), Person()
        if state in sources:
            row = workflow.fire(WORKFLOW, thing, name, actor=person, at=NOON, note="därför")
            assert thing.state is target
            assert (row.subject_id, row.transition, row.at, row.note) == (thing.id, name, NOON, "därför")
            assert (row.source, row.target) == (state.value, target.value)
            assert (row.actor_id, row.actor_name) == (person.user_id, person.name)
            assert written() == [row]
        else:
            with pytest.raises(DomainError, match="Det går inte i det här läget"):
                workflow.fire(WORKFLOW, thing, name, actor=person, at=NOON)
            assert thing.state is state
            assert written() == []


@pytest.mark.parametrize("state", State)
def test_what_is_available_is_what_would_succeed(plain, state):
    expected = [name for name in WORKFLOW.transitions if state in MOVES[name][0]]
    assert workflow.available(WORKFLOW, Thing(state), anything) == expected
    assert workflow.available(WORKFLOW, Thing(state), lambda _permission: False) == []


def test_only_what_is_permitted_is_available(plain):
    offered = workflow.available(WORKFLOW, Thing(State.SUBMITTED), lambda p: p is Permission.AGREEMENT_DECIDE)
    assert offered == ["approve", "return", "decline", "void"]


def test_every_state_can_be_reached_and_only_final_ones_cannot_be_left():
    reached = {move.target for move in WORKFLOW.transitions.values()} | {State.DRAFT}
    left = {source for move in WORKFLOW.transitions.values() for source in move.sources}
    assert reached == set(State)
    assert set(State) - left == FINAL


def test_every_state_and_move_has_words():
    assert all(label(state) for state in State)
    words = [str(move.label) for move in WORKFLOW.transitions.values()]
    assert len(set(words)) == len(words)


def in_the_way(words):
    return lambda thing: [Problem(words, "title")] if words else []


def locked(*words):
    needs = tuple(in_the_way(one) for one in words)
    move = Transition("Skicka", frozenset({State.DRAFT}), State.SUBMITTED, Permission.AGREEMENT_SUBMIT, needs)
    return Workflow("test", {"submit": move})


def test_rules_in_the_way_are_told_together(plain):
    life, thing = locked("Rubrik saknas.", "", "Belopp saknas."), Thing()
    assert [p.message for p in workflow.blockers(life, thing, "submit")] == [
        "Rubrik saknas.",
        "Belopp saknas.",
    ]
    assert workflow.available(life, thing, anything) == []
    with pytest.raises(DomainError) as refused:
        workflow.fire(life, thing, "submit", actor=Person(), at=NOON)
    assert [p.field for p in refused.value.problems] == ["title", "title"]
    assert (thing.state, written()) == (State.DRAFT, [])


def test_rules_are_not_asked_in_the_wrong_state(plain):
    reasons = workflow.blockers(locked("Rubrik saknas."), Thing(State.ENDED), "submit")
    assert [p.message for p in reasons] == [
        "Det går inte i det här läget. Ladda om sidan för att se vad som gäller nu."
    ]


def test_a_move_without_rules_in_the_way_is_made(plain):
    thing = Thing()
    workflow.fire(locked("", ""), thing, "submit", actor=Person(), at=NOON)
    assert thing.state is State.SUBMITTED


def test_a_move_that_does_not_exist_is_a_mistake_in_the_program(plain):
    with pytest.raises(KeyError):
        workflow.fire(WORKFLOW, Thing(), "vanish", actor=Person(), at=NOON)


def test_an_empty_note_is_none(plain):
    assert workflow.fire(WORKFLOW, Thing(), "submit", actor=Person(), at=NOON, note="").note is None


def test_the_system_moves_under_its_own_name(plain):
    row = workflow.fire(WORKFLOW, Thing(State.KNOWN), "record", actor=None, at=NOON)
    assert (row.actor_id, row.actor_name) == (None, SYSTEM)


@pytest.mark.both_engines
def test_the_history_is_told_from_the_beginning(plain):
    thing = Thing()
    for hour, name in enumerate(["submit", "return", "submit", "approve", "sign", "end"]):
        workflow.fire(WORKFLOW, thing, name, actor=None, at=NOON + timedelta(hours=hour))
    workflow.fire(WORKFLOW, Thing(), "withdraw", actor=None, at=NOON)
    session.commit()
    told = workflow.history(thing.id)
    assert [row.transition for row in told] == ["submit", "return", "submit", "approve", "sign", "end"]
    assert all(a.target == b.source for a, b in pairwise(told))
    assert [row.transition for row in workflow.history(thing.id, limit=2)] == ["submit", "return"]


def test_nothing_else_changes_a_state():
    """`x.state = …` stands in one place; a new row's first state is given to its constructor."""
    found = []
    for path in REGISTRY.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(one, ast.Attribute) and one.attr == "state" for one in targets):
                found.append(path.relative_to(REGISTRY).as_posix())
    assert found == ["core/workflow.py"]
