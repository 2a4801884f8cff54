"""Several people, or several windows, settle the same step at once: exactly one decision, on both engines."""

import threading

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from registry.access.roles import Post
from registry.audit import guard
from registry.core.database import session
from registry.core.errors import DomainError
from registry.core.money import Money
from registry.matters.approvals import actions, queries
from registry.matters.approvals.models import (
    Decision,
    Outcome,
    Round,
    RoundStatus,
    Step,
)
from registry.matters.approvals.routing import Share
from tests import factories
from tests.matters.approvals.conftest import CASE, DAY, NOON, appoint, waiting

pytestmark = [pytest.mark.both_engines, pytest.mark.unaudited("the agreement's own verbs write the log")]
RACES, RUNNERS = 5, 8


def outcome(verb):
    """Do it, and return what came of it; None when it was too busy for a turn: then a person tries again."""
    try:
        verb()
        session.commit()
    except DomainError as error:
        session.rollback()
        return error.problems[0].message
    except DBAPIError as error:  # what the engine refuses is worth knowing by name
        session.rollback()
        is_busy = getattr(error.orig, "sqlstate", None) == "55P03" or "database is locked" in str(error.orig)
        return None if is_busy else repr(error)
    return "done"


def run_at_once(app, verbs):
    """Run each verb in a thread and transaction of its own, all let go at the same moment; return what came of each."""
    results = [None] * len(verbs)
    line = threading.Barrier(len(verbs))

    def run(number):
        with app.app_context():
            line.wait()
            while results[number] is None:
                results[number] = outcome(verbs[number])
                session.remove()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def declared(world, count):
    """Submitted matters for which both the head and the substitute have answered that there is no conflict."""
    appoint(world.other_head, Post.UNIT_HEAD, world.units["EC"], instead_of=world.unit_head, acts_beside=True)
    rounds = [world.submit(matter_id=factories.matter().id) for _ in range(count)]
    for round_ in rounds:
        world.declare(round_, world.unit_head)
        world.declare(round_, world.other_head)
    session.commit()
    return [(waiting(round_).id, round_.number, round_.content_hash, round_.matter_id) for round_ in rounds]


def decider(step_id, number, content_hash, *, who, outcome):
    def decide():
        actions.decide(
            session.get_one(Step, step_id), outcome, actor=who, at=NOON, seen_round=number, seen_hash=content_hash,
            reason="Därför", case_number=CASE,
        )  # fmt: skip

    return decide


def test_one_step_is_decided_once(plain, world):
    with guard.resting():
        matters = declared(world, RACES)
    session.remove()
    for step_id, number, content_hash, matter_id in matters:
        verbs = [
            decider(
                step_id, number, content_hash, who=(world.unit_head, world.other_head)[n % 2],
                outcome=(Outcome.APPROVE, Outcome.DECLINE, Outcome.RETURN)[n % 3],
            )
            for n in range(RUNNERS)
        ]  # fmt: skip
        results = run_at_once(plain, verbs)
        assert results.count("done") == 1, results
        refused = {result for result in results if result != "done"}
        assert all(words.startswith("Ärendet är redan avgjort") for words in refused), refused
        assert session.scalar(select(func.count(Decision.id)).where(Decision.matter_id == matter_id)) == 1
        made = session.scalars(select(Decision).where(Decision.matter_id == matter_id)).one()
        round_ = session.scalars(select(Round).where(Round.matter_id == matter_id)).one()
        assert round_.status.value.startswith(made.outcome.value[:6])
        session.remove()


def test_a_matter_is_submitted_once(plain, world):
    for _ in range(RACES):
        matter_id = factories.matter().id
        session.commit()
        results = run_at_once(plain, [lambda m=matter_id: world.submit(matter_id=m)] * RUNNERS)
        assert results.count("done") == 1, results
        assert set(results) == {"done", "Ärendet väntar redan på beslut."}
        assert [round_.number for round_ in queries.rounds(matter_id)] == [1]
        session.remove()


def test_taking_back_and_deciding_exclude_each_other(plain, world):
    with guard.resting():
        matters = declared(world, RACES)
    session.remove()
    for step_id, number, content_hash, matter_id in matters:

        def take_back(matter_id=matter_id):
            waits = queries.current_round(matter_id)
            if waits is None:
                raise DomainError("inget att ta tillbaka")
            actions.withdraw(waits, actor=world.preparer, at=NOON)

        verbs = [
            decider(step_id, number, content_hash, who=world.unit_head, outcome=Outcome.APPROVE),
            take_back,
        ] * 4
        results = run_at_once(plain, verbs)
        assert results.count("done") == 1, results
        (round_,) = queries.rounds(matter_id)
        decided = [step.decision for step in round_.steps if step.decision]
        assert round_.status is (RoundStatus.APPROVED if decided else RoundStatus.WITHDRAWN)
        session.remove()


def test_parallel_decisions_are_neither_lost_nor_doubled(plain, world):
    """Two areas approve at the same moment, each twice: both are there once, and the round closes exactly once."""
    with guard.resting():
        half = ((2026, Money.kronor(75_000)),)
        shares = tuple(Share(world.units[code], half) for code in ("EC", "FARSTA"))
        rounds = [world.submit(matter_id=factories.matter().id, shares=shares) for _ in range(RACES)]
        matters = []
        for round_ in rounds:
            steps = {}
            for who in (world.unit_head, world.other_head):
                world.declare(round_, who)
                steps[who] = queries.step_for(queries.current_round(round_.matter_id), who, DAY).id
            matters.append((round_.matter_id, round_.number, round_.content_hash, steps))
        session.commit()
    session.remove()
    for matter_id, number, content_hash, steps in matters:
        verbs = [
            decider(step_id, number, content_hash, who=who, outcome=Outcome.APPROVE)
            for who, step_id in steps.items()
        ] * 2
        results = run_at_once(plain, verbs)
        assert results.count("done") == 2, results
        (round_,) = queries.rounds(matter_id)
        assert round_.status is RoundStatus.APPROVED
        assert {step.decision.decided_by for step in round_.steps} == {"Enhetschef", "Farstachef"}
        session.remove()
