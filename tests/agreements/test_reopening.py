"""Who takes a decision back, and until when: the rule, and what follows for the matter."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.roles import Post, Role
from registry.agreements.actions import committee_decided
from registry.agreements.reopening import actions, queries
from registry.agreements.reopening.rules import (
    DEFAULT_GROUNDS,
    MadeDecision,
    Reopener,
    grounds_problems,
    reopening_problems,
)
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.units.models import UnitKind
from registry.city.units.structure import Away, Holder, UnitStructure, UnitValue
from registry.core.database import session
from registry.core.errors import DomainError, NotAllowed
from registry.matters.actions import CONFLICT
from registry.matters.approvals import queries as approvals
from registry.matters.approvals.models import Outcome
from registry.matters.decisions.models import Notice
from tests.agreements.conftest import NOON, TODAY

ON = date(2026, 11, 28)
TOP, DIVISION, UNIT, BESIDE = (uuid4() for _n in range(4))
HEAD, NEXT, DIRECTOR, ELSEWHERE, NOBODY = (uuid4() for _n in range(5))


def holder(who, post: Post, unit_id) -> Holder:
    return Holder(who, "N", None, post, unit_id, date(2020, 1, 1))


def structure(*away) -> UnitStructure:
    return UnitStructure(
        (
            UnitValue(TOP, None, "T", UnitKind.ADMINISTRATION, "T"), UnitValue(DIVISION, TOP, "D",
            UnitKind.DIVISION, "D"),
            UnitValue(UNIT, DIVISION, "U", UnitKind.UNIT, "U"), UnitValue(BESIDE, DIVISION, "B", UnitKind.UNIT, "B"),
        ),
        (
            holder(HEAD, Post.UNIT_HEAD, UNIT), holder(NEXT, Post.DIVISION_HEAD, DIVISION),
            holder(DIRECTOR, Post.DIRECTOR, TOP), holder(ELSEWHERE, Post.UNIT_HEAD, BESIDE),
        ),
        tuple(Away(who, ON, ON) for who in away),
    )  # fmt: skip


BY_HEAD, BY_NEXT = MadeDecision(Post.UNIT_HEAD, UNIT), MadeDecision(Post.DIVISION_HEAD, DIVISION)
BY_COMMITTEE = MadeDecision(None, None, date(2026, 11, 1))
GROUND = DEFAULT_GROUNDS[0]


@pytest.mark.parametrize(
    ("made", "may"),
    [
        ((BY_HEAD,), {HEAD, NEXT, DIRECTOR}),  # the post that made it, or one above
        ((BY_NEXT,), {NEXT, DIRECTOR}),  # never one below
        (
            (BY_HEAD, MadeDecision(Post.UNIT_HEAD, BESIDE)),
            {HEAD, ELSEWHERE, NEXT, DIRECTOR},
        ),  # of either area
        ((BY_COMMITTEE,), set()),  # nobody by delegation
        ((BY_HEAD, BY_COMMITTEE), set()),  # nor what the nämnd decided a part of
        ((), set()),
    ],
)
def test_it_is_taken_back_by_the_post_that_made_it_or_one_above(made, may):
    def allowed(**changes) -> set:
        people = (HEAD, NEXT, DIRECTOR, ELSEWHERE, NOBODY)
        given = {"records_for_committee": False, "has_prepared": False, **changes}
        return {
            one for one in people if not reopening_problems(made, Reopener(one, **given), structure(), ON)
        }

    assert allowed() == may
    assert allowed(has_prepared=True) == set()
    away = Reopener(HEAD, records_for_committee=False, has_prepared=False)
    assert reopening_problems(made, away, structure(HEAD), ON)
    registrar = Reopener(NOBODY, records_for_committee=True, has_prepared=False)
    by_committee = any(one.post is None for one in made)
    assert (not reopening_problems(made, registrar, structure(), ON)) is by_committee


@pytest.mark.both_engines
def test_a_preparer_asks_and_whoever_decided_or_stands_above_answers(desk):
    one = desk.approved()
    reason = {"reason": "Fel slutdag", "at": NOON}
    back = {**reason, "ground": GROUND, "minutes": None}
    for who in (desk.preparer, desk.group):
        with pytest.raises(NotAllowed, match="chefer med budgetansvar eller registratorn"):
            actions.reopen(one, actor=who, **back)
    for who in (desk.other_head, desk.registrar):
        with pytest.raises(DomainError, match="av den befattning som fattade det"):
            actions.reopen(one, actor=who, **back)
    with pytest.raises(NotAllowed):
        actions.ask(one, actor=desk.unit_head, **reason)
    actions.ask(one, actor=desk.preparer, **reason)
    one = desk.kept(one)
    told = {to for to, subject, _body in desk.mail(one) if "tas tillbaka" in subject}
    assert told == {"enhetschef@demo.example", "avdelningschef@demo.example", "direktor@demo.example"}
    for who, waits in (
        ("unit_head", (True, False)),
        ("other_head", (False, False)),
        ("preparer", (False, True)),
    ):
        lists = waiting.mine_and_others(getattr(desk, who), TODAY)
        assert tuple(any(row.kind is WaitingKind.REOPEN for row in found) for found in lists) == waits, who
    with pytest.raises(DomainError, match="redan bett"):
        actions.ask(one, actor=desk.group, **reason)
    actions.let_stand(one, reason="Det är rätt dag", actor=desk.unit_head, at=NOON)
    one = desk.kept(one)
    assert (one.agreement.state, queries.open_request(one)) == (State.APPROVED, None)
    assert approvals.final_decision(one.id) is not None
    assert ("handlaggare@demo.example", f"Beslutet står kvar: {one.title}") in {m[:2] for m in desk.mail(one)}
    one = desk.reopen(one, by=desk.division_head)
    assert (one.agreement.state, approvals.final_decision(one.id)) == (State.RETURNED, None)


@pytest.mark.both_engines
def test_the_committees_decision_is_taken_back_by_the_committee_and_legal_force_is_said_before(desk):
    one = desk.submitted(kronor=9_000_000)
    step = approvals.committee_step(approvals.current_round(one.id))
    minutes = {"meeting_on": TODAY, "paragraph": "§ 9", "case_number": "AMN 2026/9"}
    committee_decided(one, step, Outcome.APPROVE, reason=None, actor=desk.registrar, at=NOON, **minutes)
    one = desk.kept(one)
    by = {"reason": "Fel underlag.", "ground": GROUND, "at": NOON}
    with pytest.raises(DomainError, match="Bara nämnden kan ta tillbaka beslutet"):
        actions.reopen(one, minutes=None, actor=desk.director, **by)
    for said, field in (
        (None, "meeting_on"),
        (actions.Minutes(TODAY - timedelta(days=1), "§ 3"), "meeting_on"),
        (actions.Minutes(TODAY + timedelta(days=1), "§ 3"), "meeting_on"),
        (actions.Minutes(TODAY, " "), "paragraph"),
    ):
        with pytest.raises(DomainError) as refused:
            actions.reopen(one, minutes=said, actor=desk.registrar, **by)
        assert refused.value.problems[0].field == field
    decided = approvals.final_decision(one.id)
    up, until = TODAY - timedelta(days=40), TODAY - timedelta(days=19)
    with guard.resting():
        notice = Notice(decision_id=decided.id, adjusted_on=up, posted_on=up, appeal_until=until)
        session.add(notice)
        session.flush()
        assert any(
            "laga kraft sedan" in words for words in queries.warnings(one, queries.carried_out(one), TODAY)
        ), "it is said before"
        session.delete(notice)
        session.flush()
    actions.reopen(one, minutes=actions.Minutes(TODAY, "§ 12"), actor=desk.registrar, **by)
    one = desk.kept(one)
    assert one.agreement.state is State.RETURNED
    assert (
        f"{TODAY}, § 12: Fel underlag. Grund: {GROUND}."
        in session.get_one(type(decided), decided.id).void_reason
    )


@pytest.mark.both_engines
def test_a_decision_is_withdrawn_only_on_a_ground_of_the_citys_list_which_it_names(desk):
    one, own = desk.approved(), "Parten har begärt det"
    back = {"reason": "Fel belopp.", "minutes": None, "actor": desk.unit_head, "at": NOON}
    for ground in ("", own):
        with pytest.raises(DomainError) as refused:
            actions.reopen(one, ground=ground, **back)
        assert [problem.field for problem in refused.value.problems] == ["ground"]
    with pytest.raises(NotAllowed):
        actions.set_grounds(own, seen=0, actor=desk.unit_head, at=NOON)
    admin = Actor(
        desk.world.actors["preparer"].user_id, "Administratören", roles=frozenset({Role.ADMINISTRATOR})
    )
    actions.set_grounds(f" {own} \n\nTvingande skäl", seen=0, actor=admin, at=NOON)
    assert queries.grounds() == (own, "Tvingande skäl", CONFLICT)
    actions.reopen(one, ground=own, **back)
    one = desk.kept(one)
    _withdrawal, (fallen,) = ([step.decision for step in round_.steps] for round_ in approvals.rounds(one.id))
    assert fallen.void_reason == f"Fel belopp. Grund: {own}."
    assert [bool(grounds_problems(one)) for one in ((), (own, own), (own,))] == [True, True, False]
