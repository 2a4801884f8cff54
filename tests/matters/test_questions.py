"""A question to whoever prepares, and the answer: the matter stays where it is, and what is frozen stays as it was."""

import pytest
from sqlalchemy import select

from registry.access import waiting
from registry.access.kinds_of_waiting import WaitingKind
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import DecisionQuestion, RoundStatus
from registry.matters.questions import actions, queries, rules
from tests.agreements.conftest import NOON, TODAY, Desk, desk, work

__all__ = ["desk", "work"]

WORDS = "Hur många kvällar räcker pengarna till?"


@pytest.mark.parametrize(
    ("barred", "asked", "prepared_by", "refused"),
    [
        ([], 0, "somebody", False),
        (["Inte din"], 0, "somebody", True),
        ([], 0, None, True),  # nobody to ask
        ([], rules.MOST_ASKED, "somebody", True),
    ],
)
def test_when_something_can_be_asked(barred, asked, prepared_by, refused):
    problems = rules.asking_problems(barred=barred, asked=asked, prepared_by=prepared_by)
    assert bool(problems) is refused


@pytest.mark.parametrize(
    ("is_open", "is_answered", "refused"), [(True, False, False), (True, True, True), (False, False, True)]
)
def test_when_it_can_be_answered(is_open, is_answered, refused):
    assert bool(rules.answering_problems(is_open=is_open, is_answered=is_answered)) is refused


def waits(desk: Desk, who: str, which: int = 0) -> list[str]:
    lists = waiting.mine_and_others(getattr(desk, who), TODAY)
    return [one.title for one in lists[which] if one.kind is WaitingKind.ANSWER]


@pytest.mark.both_engines
def test_asked_and_answered_while_the_matter_stays(desk):
    one = desk.submitted()
    before = approvals.rounds(one.id)[0]
    frozen, explained = before.content_hash, list(before.explanation)
    for who in ("preparer", "other_head", "division_head", "registrar"):
        with pytest.raises((DomainError, NotAllowed)):
            actions.ask(one, question=WORDS, actor=getattr(desk, who), at=NOON)
    session.rollback()
    actions.ask(desk.fresh(one), question=WORDS, actor=desk.unit_head, at=NOON)
    one = desk.kept(one)
    assert [waits(desk, who) == [one.title] for who in ("preparer", "unit_head", "group")] == [
        True,
        False,
        False,
    ]
    assert waits(desk, "unit_head", 1) == [one.title], "whoever asked sees that the answer is on its way"
    assert any("fråga" in subject.lower() for _to, subject, _body in desk.mail(one))
    assert all(WORDS not in body for _to, _subject, body in desk.mail(one)), "a mail is a postcard"

    asked = session.scalars(select(DecisionQuestion)).one()
    assert queries.question(desk.unit_head, asked.id).prepared_by_id == desk.preparer.user_id
    with pytest.raises(NotAllowed):
        actions.answer(asked, words="Två.", actor=desk.unit_head, at=NOON)
    actions.answer(asked, words="Två.", actor=desk.preparer, at=NOON)
    one = desk.kept(one)
    (said,) = approvals.questions(one.id)
    assert (said.question, said.answer) == (WORDS, "Två.")
    assert waits(desk, "preparer") == []
    assert any("svar" in subject.lower() for _to, subject, _body in desk.mail(one))
    now = approvals.rounds(one.id)[0]
    assert (now.status, now.content_hash, now.explanation) == (RoundStatus.OPEN, frozen, explained)
    with pytest.raises(DomainError):
        actions.answer(said, words="Tre.", actor=desk.preparer, at=NOON)
    desk.decide(desk.fresh(one))
    with pytest.raises(DomainError):
        actions.ask(desk.fresh(one), question=WORDS, actor=desk.unit_head, at=NOON)
    assert approvals.questions(one.id), "kept with the matter"
