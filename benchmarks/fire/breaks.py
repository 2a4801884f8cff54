"""Planted defects, each of which the judgement must find: what is done before the processes start, and what after."""

import random
from collections.abc import Callable

from sqlalchemy import delete, select, update

from registry.audit import guard
from registry.core.columns import new_id
from registry.core.database import session
from registry.matters.approvals import rules
from registry.matters.approvals.models import Decision, Outcome, Round, Step
from registry.matters.decisions.models import DecisionBasis


def nothing() -> None:
    """Leave it as it is."""


def anybody_decides() -> None:
    """Let whoever asks decide: the order is not asked."""
    rules.authority_problems = lambda _standing, _person: []


def some_commits_fail_quietly() -> None:
    """Throw some transactions away and answer as if they were kept."""
    keep = session.commit

    def commit() -> None:
        (session.rollback if random.random() < 0.05 else keep)()

    session.commit = commit


def insert_a_decision() -> None:
    """Put a decision into the database by hand, by somebody who does not hold the post."""
    undecided = select(Step).outerjoin(Decision).where(Decision.id.is_(None))
    with guard.resting():
        step = session.scalars(undecided.order_by(Step.id).limit(1)).one()
        round_ = session.get_one(Round, step.round_id)
        made = Decision(
            matter_id=round_.matter_id, step_id=step.id, outcome=Outcome.APPROVE, content_hash=round_.content_hash,
            decided_by_id=round_.submitted_by_id, decided_by=round_.submitted_by, title="", at=step.opened_at,
        )  # fmt: skip
        session.add(made)
        session.commit()


def copy_a_decision() -> None:
    """Let one decision stand twice: in a step of its own, as if the lock had not held."""
    with guard.resting():
        one = session.scalars(select(Decision).order_by(Decision.at).limit(1)).one()
        step = session.get_one(Step, one.step_id)
        copied = {c.key: getattr(step, c.key) for c in Step.__table__.columns}
        again = Step(**{**copied, "id": new_id(), "position": 99})
        session.add(again)
        session.flush()
        values = {c.key: getattr(one, c.key) for c in Decision.__table__.columns}
        session.add(Decision(**{**values, "id": new_id(), "step_id": again.id}))
        session.commit()


def remove_a_decision() -> None:
    """Lose one."""
    one = session.scalars(select(Decision.id).order_by(Decision.at).limit(1)).one()
    session.execute(delete(DecisionBasis).where(DecisionBasis.decision_id == one))
    session.execute(delete(Decision).where(Decision.id == one))
    session.commit()


def change_the_content() -> None:
    """Change what was decided after it was decided."""
    one = select(Decision.step_id).limit(1).scalar_subquery()
    of = select(Step.round_id).where(Step.id == one).scalar_subquery()
    session.execute(update(Round).where(Round.id == of).values(content={"amount": 1}))
    session.commit()


def let_another_level_decide() -> None:
    """Let a round begin with somebody else than the order says."""
    one = select(Step.id).order_by(Step.opened_at).limit(1).scalar_subquery()
    session.execute(update(Step).where(Step.id == one).values(unit_id=None))
    session.commit()


DEFECTS: dict[str, tuple[Callable[[], None], Callable[[], None]]] = {
    "order": (anybody_decides, nothing),
    "commit": (some_commits_fail_quietly, nothing),
    "inserted": (nothing, insert_a_decision),
    "copied": (nothing, copy_a_decision),
    "removed": (nothing, remove_a_decision),
    "content": (nothing, change_the_content),
    "level": (nothing, let_another_level_decide),
}
