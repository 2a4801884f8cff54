"""Reads over questions in matters that wait for decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.access.visibility import staff_only
from registry.core.database import session
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import DecisionQuestion, Round, RoundStatus
from registry.matters.approvals.visibility import not_recused
from registry.matters.models import Matter

MOST = 1000


@dataclass(frozen=True, slots=True)
class AskedIn:
    """A question with the matter that it is asked in."""

    asked: DecisionQuestion
    matter: Matter

    @property
    def prepared_by_id(self) -> UUID | None:
        """Who prepares the matter, and answers."""
        return self.matter.prepared_by_id


def question(actor: Actor, question_id: UUID) -> AskedIn | None:
    """Return the question with its matter; None when the actor would not find that."""
    asked = session.get(DecisionQuestion, question_id)
    matter = matters.matter(actor, asked.matter_id) if asked else None
    return AskedIn(asked, matter) if asked and matter else None


def barred(matter: Matter, actor: Actor, on: date) -> list[str]:
    """Return why the actor may not decide the step that waits, but for the question about conflict of interest."""
    step = matters.open_step(matter, actor, on)
    problems = approvals.may_decide(step, actor, on)
    return [problem.message for problem in problems if problem.field != "has_conflict"]


def unanswered(actor: Actor) -> Sequence[Row[Any]]:
    """Return the questions without an answer in matters that wait for decision, oldest first, with their matters."""
    rows = select(
        DecisionQuestion.id.label("question_id"), DecisionQuestion.asked_by, DecisionQuestion.asked_by_id,
        DecisionQuestion.asked_at, Matter.id, Matter.type, Matter.title, Matter.case_number, Matter.prepared_by_id,
        Matter.unit_id,
    )  # fmt: skip
    rows = rows.join(Round, Round.id == DecisionQuestion.round_id).join(Matter, Matter.id == Round.matter_id)
    rows = rows.where(DecisionQuestion.answered_at.is_(None), Round.status == RoundStatus.OPEN)
    rows = rows.where(staff_only(actor), not_recused(actor, Matter.id))
    return session.execute(rows.order_by(DecisionQuestion.asked_at, DecisionQuestion.id).limit(MOST)).all()


def of_matter(actor: Actor, matter: Matter) -> dict[str, Any] | None:
    """Return the matter's questions for its page, and which of them the actor could answer; None without any."""
    asked = approvals.questions(matter.id)
    waiting = approvals.current_round(matter.id) if asked else None
    may = check.allows(Permission.QUESTION_ANSWER, actor, matter)
    open_ = {one.id for one in asked if may and waiting and one.round_id == waiting.id and not one.answer}
    return {"questions": asked, "answerable": open_} if asked else None
