"""A round of several decisions: parallel areas, second signatures, referring up, moving by itself, who is out."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.access.roles import Post, Role
from registry.audit import guard
from registry.city.delegation.models import DelegationRule
from registry.city.units.absences import actions as absences
from registry.city.units.models import Absence, Appointment
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed, Stale
from registry.core.money import Money
from registry.matters.approvals import actions, queries, recusals
from registry.matters.approvals.models import (
    Capacity,
    ConflictGround,
    Decision,
    Outcome,
    RecusalStatus,
    RoundStatus,
    StepPart,
)
from registry.matters.approvals.routing import Share
from tests import factories
from tests.matters.approvals.conftest import CASE, DAY, NOON, appoint, told
from tests.matters.approvals.test_actions import kept, said, tags

pytestmark = pytest.mark.both_engines


def two_areas(world, kronor=150_000, **values):
    half = ((2026, Money.kronor(kronor // 2)),)
    shares = tuple(Share(world.units[code], half) for code in ("EC", "FARSTA"))
    return world.submit(kronor, shares=shares, **values)


def step_of(world, round_, who):
    return queries.step_for(queries.current_round(round_.matter_id), world.actors[who], DAY)


def decides(world, round_, who, outcome=Outcome.APPROVE, **values):
    actor = world.actors[who]
    world.declare(round_, actor)
    given = {"seen_round": round_.number, "seen_hash": round_.content_hash, "case_number": CASE, "at": NOON}
    return actions.decide(step_of(world, round_, who), outcome, actor=actor, **(given | values))


def two_signatures(world):
    with guard.resting():
        rule = session.scalars(select(DelegationRule).where(DelegationRule.number == "2.1")).one()
        rule.second_post = Post.DIVISION_HEAD
        session.commit()


def test_the_round_closes_when_every_area_has_approved(world):
    round_ = two_areas(world)
    first = decides(world, round_, "other_head")
    assert (round_.status, first.step.area_unit_id) == (RoundStatus.OPEN, world.units["FARSTA"])
    assert queries.final_decision(round_.matter_id) is None
    assert [step.round_id for step in told(world.other_head)] == []
    assert len(told(world.unit_head)) == 1
    decides(world, round_, "unit_head")
    with guard.resting():
        (round_,) = kept(round_.matter_id)
    assert (round_.status, round_.closed_by) == (RoundStatus.APPROVED, "Enhetschef")
    assert all(step.closed_at == NOON for step in round_.steps)
    assert {one.decided_by for one in queries.approvals_of(round_.matter_id)} == {"Enhetschef", "Farstachef"}
    with pytest.raises(Stale):
        decides(world, round_, "other_head")


def test_returning_voids_what_was_approved_and_keeps_it(world):
    round_ = two_areas(world)
    decides(world, round_, "other_head")
    decides(world, round_, "unit_head", Outcome.RETURN, reason="Ändra beloppet")
    session.commit()
    made = session.scalars(select(Decision).order_by(Decision.outcome)).all()
    assert [(one.outcome, one.voided_at, one.void_reason) for one in made] == [
        (Outcome.APPROVE, NOON, "Ärendet återlämnades av Enhetschef."),
        (Outcome.RETURN, None, None),
    ]
    assert "decision.voided" in tags(round_.matter_id)
    assert queries.final_decision(round_.matter_id) is None


def test_declining_closes_at_once(world):
    round_ = two_areas(world)
    decides(world, round_, "other_head")
    decides(world, round_, "unit_head", Outcome.DECLINE, reason="Medel saknas")
    assert round_.status is RoundStatus.DECLINED
    assert queries.final_decision(round_.matter_id) is None
    session.commit()
    made = session.scalars(select(Decision).order_by(Decision.outcome)).all()
    assert [(one.outcome, one.void_reason) for one in made] == [
        (Outcome.APPROVE, "Ärendet avslogs av Enhetschef."),
        (Outcome.DECLINE, None),
    ]


def test_nobody_decides_twice(world):
    """A head who has decided for one area gets the other unit too: the level above decides for that one."""
    round_ = two_areas(world)
    decides(world, round_, "unit_head")
    with guard.resting():
        row = session.scalars(
            select(Appointment).where(Appointment.user_id == world.other_head.user_id)
        ).one()
        row.ends_on = DAY - timedelta(days=1)
        appoint(world.unit_head, Post.UNIT_HEAD, world.units["FARSTA"])
        session.commit()
    waiting = queries.open_step(queries.current_round(round_.matter_id))
    assert [problem.message for problem in queries.may_decide(waiting, world.unit_head, DAY)] == [
        "Du har redan fattat ett av besluten i ärendet. Ingen beslutar två gånger i samma omgång."
    ]
    assert actions.reroute(round_, at=NOON)
    session.commit()
    waiting = queries.open_step(queries.current_round(round_.matter_id))
    assert (waiting.post, waiting.area_unit_id) == (Post.DIVISION_HEAD, world.units["FARSTA"])


def test_a_point_for_two_needs_both(world):
    two_signatures(world)
    round_ = world.submit()
    assert [(step.post, step.part) for step in round_.steps] == [
        (Post.UNIT_HEAD, StepPart.DECISION),
        (Post.DIVISION_HEAD, StepPart.SECOND),
    ]
    decides(world, round_, "division_head")
    assert round_.status is RoundStatus.OPEN
    assert decides(world, round_, "unit_head").order_text.startswith(
        "Delegationsordning (exempel), antagen av"
    )
    assert round_.status is RoundStatus.APPROVED


def test_the_second_signature_goes_with_the_point_that_asked_for_it(world):
    two_signatures(world)
    round_ = world.submit()
    world.declare(round_, world.unit_head, ConflictGround.OTHER)
    assert [
        (step.post, step.part) for step in queries.open_steps(queries.current_round(round_.matter_id))
    ] == [(Post.DIVISION_HEAD, StepPart.DECISION)]


def test_referring_up_needs_a_reason_and_opens_the_next_level(world):
    round_ = world.submit()
    with pytest.raises(DomainError) as error:
        decides(world, round_, "unit_head", Outcome.REFER, case_number=None)
    assert [problem.field for problem in error.value.problems] == ["reason"]
    made = decides(world, round_, "unit_head", Outcome.REFER, reason="Principiellt viktigt", case_number=None)
    assert (made.outcome, made.step.is_open) == (Outcome.REFER, False)
    (waiting,) = queries.open_steps(queries.current_round(round_.matter_id))
    assert waiting.post is Post.DIVISION_HEAD
    decides(world, round_, "division_head")
    assert round_.status is RoundStatus.APPROVED
    session.commit()
    assert tags(round_.matter_id).count("agreement.referred") == 1


def test_a_substitute_is_named_with_whom(world):
    with guard.resting():
        appoint(world.other_head, Post.UNIT_HEAD, world.units["EC"], instead_of=world.unit_head)
        session.add(Absence(user_id=world.unit_head.user_id, starts_on=DAY, ends_on=DAY))
    made = decides(world, world.submit(), "other_head")
    assert made.by == "Farstachef, tf för Enhetschef"


# Absence.


def test_whoever_is_away_does_not_decide_and_what_waits_moves_up(world):
    round_ = world.submit()
    world.declare(round_, world.unit_head)
    with guard.resting():
        session.add(Absence(user_id=world.unit_head.user_id, starts_on=DAY, ends_on=DAY))
        session.commit()
    assert told(world.unit_head) == []
    with pytest.raises(DomainError) as error:
        world.decide(round_, world.unit_head)
    assert said(error)[0].startswith("Du är registrerad som frånvarande i dag.")
    assert actions.reroute(round_, at=NOON)
    assert not actions.reroute(round_, at=NOON)  # it stays where it has come
    session.commit()
    (waiting,) = queries.open_steps(queries.current_round(round_.matter_id))
    assert waiting.post is Post.DIVISION_HEAD
    assert tags(round_.matter_id)[-1] == "agreement.deciders_changed"


def test_an_absence_runs_from_today_and_ends_when_one_is_back(world):
    head = world.unit_head
    with pytest.raises(DomainError) as error:
        absences.add(
            head.user_id, starts_on=DAY - timedelta(days=1), ends_on=DAY, note=None, actor=head, at=NOON
        )
    assert [problem.field for problem in error.value.problems] == ["starts_on"]
    row = absences.add(
        head.user_id, starts_on=DAY, ends_on=DAY + timedelta(days=9), note=None, actor=head, at=NOON
    )
    session.commit()
    absences.remove(row, actor=head, at=NOON + timedelta(days=3))
    session.commit()
    assert row.ends_on == DAY + timedelta(days=2)


# Who stands outside.


def question(world, round_, who="unit_head", by="director"):
    person = world.actors[who]
    return actions.raise_question(
        round_.matter_id, person_id=person.user_id, person=person.name, ground=ConflictGround.OTHER,
        reason="Syskon till ordföranden", actor=world.actors[by], at=NOON,
    )  # fmt: skip


def answer(world, row, *, has_conflict, by="registrar", **values):
    given = {"meeting_on": DAY, "paragraph": "§ 4", "actor": world.actors[by], "at": NOON} | values
    actions.settle_question(row, has_conflict=has_conflict, **given)


def the_step(round_):
    (waiting,) = queries.open_steps(queries.current_round(round_.matter_id))
    return waiting.post, [one.user_id for one in queries.able(waiting, DAY)]


def test_a_raised_question_moves_nothing_and_lifted_the_decision_is_the_person_s(world):
    round_ = world.submit()
    row = question(world, round_)
    assert (row.status, row.raised_by) == (RecusalStatus.RAISED, "Direktor")
    assert the_step(round_) == (Post.UNIT_HEAD, [])
    assert queries.conflicted(round_.matter_id) == frozenset()
    with pytest.raises(DomainError, match="En fråga om jäv är väckt om dig"):
        world.declare(round_, world.unit_head)
    actions.contest(row, reason="Vi är inte släkt", actor=world.unit_head, at=NOON)
    assert (row.status, row.answer) == (RecusalStatus.DISPUTED, "Vi är inte släkt")
    assert the_step(round_) == (Post.UNIT_HEAD, [])
    answer(world, row, has_conflict=False)
    session.commit()
    assert (row.status, row.paragraph, row.settled_by) == (RecusalStatus.LIFTED, "§ 4", "Registrator")
    assert the_step(round_) == (Post.UNIT_HEAD, [world.unit_head.user_id])
    assert tags(round_.matter_id) == [
        "recusal.raised", "agreement.deciders_changed", "recusal.answered", "recusal.settled",
        "agreement.deciders_changed",
    ]  # fmt: skip


def test_whoever_raised_a_question_does_not_record_what_became_of_it(world):
    round_ = world.submit()
    row = question(world, round_, by="registrar")
    actions.contest(row, reason="Nej", actor=world.unit_head, at=NOON)
    with pytest.raises(DomainError, match="Du har väckt frågan eller berett ärendet"):
        answer(world, row, has_conflict=False)
    assert row.status is RecusalStatus.DISPUTED


def test_a_question_ends_when_it_is_taken_back_and_the_person_may_stand_aside(world):
    round_ = world.submit()
    row = question(world, round_)
    with pytest.raises(NotAllowed):
        actions.take_back(row, actor=world.other_head, at=NOON)
    actions.take_back(row, actor=world.director, at=NOON)
    assert the_step(round_) == (Post.UNIT_HEAD, [world.unit_head.user_id])
    row = question(world, round_)
    with pytest.raises(NotAllowed):
        actions.stand_aside(row, actor=world.director, at=NOON)
    actions.stand_aside(row, actor=world.unit_head, at=NOON)
    assert the_step(round_) == (Post.DIVISION_HEAD, [world.division_head.user_id])
    assert queries.conflicted(round_.matter_id) == {world.unit_head.user_id}
    with pytest.raises(DomainError):
        actions.take_back(row, actor=world.director, at=NOON)


def test_neither_the_preparer_nor_the_auditor_raises_a_question(world):
    """Nobody chooses who decides by a question."""
    round_ = world.submit()
    with pytest.raises(DomainError, match="Den som bereder"):
        question(world, round_, by="preparer")
    auditor = replace(world.director, roles=frozenset({Role.AUDITOR}))
    world.actors["auditor"] = auditor
    with pytest.raises(NotAllowed):
        question(world, round_, by="auditor")
    assert the_step(round_) == (Post.UNIT_HEAD, [world.unit_head.user_id])


def test_only_the_registrar_records_and_never_in_a_question_of_one_s_own(world):
    round_ = world.submit()
    row = question(world, round_)
    with pytest.raises(NotAllowed):
        answer(world, row, has_conflict=True, by="director")
    with guard.resting():
        appoint(world.registrar, Post.UNIT_HEAD, world.units["EC"], instead_of=world.unit_head)
    with pytest.raises(DomainError) as error:
        answer(world, row, has_conflict=True)
    assert said(error) == [
        "Du kan inte registrera svaret i en fråga om dig själv, din ersättare eller den du ersätter."
    ]


def test_a_person_contests_what_stands_and_the_namnd_answers_once(world):
    matter_id = factories.matter().id
    actions.declare(
        matter_id, capacity=Capacity.PREPARER, has_conflict=True, ground=ConflictGround.PARTY,
        actor=world.preparer, at=NOON,
    )  # fmt: skip
    row = recusals.recusal_of(matter_id, world.preparer.user_id)
    with pytest.raises(NotAllowed):
        actions.contest(row, reason="Fel person", actor=world.director, at=NOON)
    actions.contest(row, reason="Jag lämnade styrelsen för tio år sedan", actor=world.preparer, at=NOON)
    answer(world, row, has_conflict=True)
    assert (row.status, row.settled_at) == (RecusalStatus.STANDING, NOON)
    with pytest.raises(DomainError):
        actions.contest(row, reason="En gång till", actor=world.preparer, at=NOON)


def test_whoever_handed_over_has_prepared(world):
    """The earlier preparer does not decide what somebody else went on with."""
    matter_id = factories.matter().id
    actions.declare(
        matter_id, capacity=Capacity.PREPARER, has_conflict=False, ground=None, actor=world.unit_head, at=NOON
    )
    round_ = world.submit(matter_id=matter_id)
    assert [step.post for step in round_.steps] == [Post.DIVISION_HEAD]


def test_voiding_closes_everything(world):
    round_ = two_areas(world)
    decides(world, round_, "unit_head")
    actions.void(round_, reason="Beloppet ändrades", actor=world.preparer, at=NOON)
    with guard.resting():
        (round_,) = kept(round_.matter_id)
    assert round_.status is RoundStatus.VOIDED
    assert queries.open_steps(round_) == []
    assert [step.decision.void_reason for step in round_.steps if step.decision] == ["Beloppet ändrades"]
