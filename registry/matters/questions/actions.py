"""Asking whoever prepares a matter, and answering. The matter stays where it is, and what is decided stays too."""

from datetime import datetime

from registry.access import check
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.audit.actions import record
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.database import session
from registry.core.errors import refuse
from registry.matters import queries as matters
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import DecisionQuestion, RoundStatus
from registry.matters.models import Matter
from registry.matters.notices import people
from registry.matters.questions import queries, rules
from registry.notifications import messages


def ask(matter: Matter, *, question: str, actor: Actor, at: datetime) -> DecisionQuestion:
    """Ask whoever prepares the matter; whoever could decide the step that waits may (KL 6:28 bars the others).

    Raises DomainError for anybody else, and when the matter does not wait for a decision.
    """
    check.require(Permission.QUESTION_ASK, actor)
    round_ = matters.open_round(matter)
    asked = [one for one in approvals.questions(matter.id) if one.round_id == round_.id]
    barred = queries.barred(matter, actor, clock.local(at).date())
    waiting = [one.question for one in asked if one.answered_at is None and one.asked_by_id == actor.user_id]
    problems = rules.asking_problems(
        barred=barred,
        asked=len(asked),
        prepared_by=matter.prepared_by_id,
        is_asked=question.strip() in waiting,
    )
    refuse(problems)
    made = DecisionQuestion(
        matter_id=matter.id,
        round_id=round_.id,
        question=question.strip(),
        asked_by_id=actor.user_id,
        asked_by=actor.name,
        asked_at=at,
    )
    session.add(made)
    record(made, Tag.QUESTION_ASKED, actor=actor, at=at, matter_id=matter.id)
    for person in people([matter.prepared_by_id] if matter.prepared_by_id else [], matter):
        messages.question_asked(matter, made.id, to=person, at=at)
    return made


def answer(asked: DecisionQuestion, *, words: str, actor: Actor, at: datetime) -> None:
    """Answer a question, once, while the matter waits. Raises NotAllowed for whoever does not prepare the matter."""
    matter = session.get_one(Matter, asked.matter_id)
    check.require(Permission.QUESTION_ANSWER, actor, matter)
    rounds = approvals.rounds(matter.id)
    is_open = any(one.id == asked.round_id and one.status is RoundStatus.OPEN for one in rounds)
    refuse(rules.answering_problems(is_open=is_open, is_answered=asked.answered_at is not None))
    asked.answer, asked.answered_by, asked.answered_at = words.strip(), actor.name, at
    record(asked, Tag.QUESTION_ANSWERED, actor=actor, at=at, matter_id=matter.id)
    for person in people([asked.asked_by_id], matter):
        messages.question_answered(matter, to=person, at=at)
