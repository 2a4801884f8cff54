"""One list says what waits: in every state, who has it to do, who sees that it waits for others, and every reader.

Everything that can wait in an agreement and around it is brought about once, the way people do; then everybody asks.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from registry.access import waiting
from registry.access.actor import Actor
from registry.access.kinds_of_waiting import WaitingKind as K
from registry.access.roles import Role
from registry.access.waiting import Waiting
from registry.agreements import actions
from registry.agreements.models import Edition, FollowUp
from registry.agreements.reopening import actions as reopening
from registry.agreements.workflow import State
from registry.audit import guard
from registry.city.accounts.models import RoleGrant, User
from registry.city.deadlines.models import STAGE_OF, Stage
from registry.city.units.models import Absence
from registry.core.database import session
from registry.inbox import step_durations
from registry.inbox.reminders import queries as reminders
from registry.matters.approvals.models import ConflictGround, Recusal, RecusalStatus
from registry.partners.payees.models import PayeeAccount
from registry.partners.payees.rules import PayeeKind
from registry.partners.payees.workflow import PayeeState
from tests import factories
from tests.agreements.conftest import NOON, TODAY, Desk, desk, work

__all__ = ["desk", "work"]

INSIDE = ("preparer", "group", "unit_head", "other_head", "division_head", "director", "registrar")
Lists = tuple[list[Waiting], list[Waiting]]


def left(desk: Desk) -> Edition:
    one = desk.fill(desk.draft())
    actions.declare_as_preparer(one, has_conflict=True, ground=ConflictGround.PARTY, **desk.by_preparer(one))
    return desk.kept(one)


def disputed(desk: Desk) -> Edition:
    one = desk.submitted()
    factories.stored(
        Recusal(
            matter_id=one.id, person_id=desk.other_head.user_id, person="Farstachef", raised_by="Någon",
            status=RecusalStatus.DISPUTED, at=NOON,
        )
    )  # fmt: skip
    return desk.kept(one)


def asked_back(desk: Desk) -> Edition:
    one = desk.approved()
    reopening.ask(one, reason="Fel slutdag", actor=desk.preparer, at=NOON)
    return desk.kept(one)


def followed(desk: Desk) -> Edition:
    one = desk.active()
    factories.stored(FollowUp(edition_id=one.id, due_on=TODAY, what="Höstens uppföljning"))
    return desk.kept(one)


OFFICERS, ABOVE = {"preparer", "group"}, {"unit_head", "division_head", "director"}
# What is brought about, what waits then and for whom, and who sees that it waits for somebody else. Reporting is told
# in one line for all decisions, and stands by itself below.
CASES: tuple[tuple[Callable[[Desk], Edition], dict[K, set[str]], dict[K, set[str]]], ...] = (
    *(
        (lambda desk, state=state: desk.in_state(state), mine, others)
        for state, mine, others in (
            (State.DRAFT, {K.DRAFT: {"preparer"}, K.NUMBER: {"registrar"}}, {K.NUMBER: {"preparer"}}),
            (State.SUBMITTED, {K.DECIDE: {"unit_head"}}, {K.DECIDE: {"preparer"}}),
            (State.RETURNED, {K.REVISE: {"preparer"}}, {}),
            (State.APPROVED, {K.SIGN: {"registrar"}}, {K.SIGN: {"preparer"}}),
            (State.DECLINED, {}, {}),
            (State.WITHDRAWN, {}, {}),
            (State.ACTIVE, {}, {}),
            (State.ENDED, {}, {}),
            (State.KNOWN, {K.RECORD: {"registrar"}}, {}),
            (State.RECORDED, {K.CONFIRM: {"group"}}, {K.CONFIRM: {"registrar"}}),
        )
    ),
    (lambda desk: desk.submitted(400_000), {K.DECIDE: {"division_head"}}, {K.DECIDE: {"preparer"}}),
    (lambda desk: desk.submitted(4_000_000), {K.COMMITTEE: {"registrar"}}, {K.COMMITTEE: {"preparer"}}),
    (left, {K.TAKE_OVER: {"group"}}, {}),
    (
        disputed,
        {K.DECIDE: {"unit_head"}, K.DISPUTE: {"registrar"}},
        {K.DECIDE: {"preparer"}, K.DISPUTE: {"preparer"}},
    ),
    (asked_back, {K.SIGN: {"registrar"}, K.REOPEN: ABOVE}, {K.SIGN: {"preparer"}, K.REOPEN: {"preparer"}}),
    (followed, {K.FOLLOW_UP: OFFICERS}, {}),
)
TO_PARTNER = {
    State.SUBMITTED: (set(), {K.OWN_MATTER}),
    State.RETURNED: (set(), {K.OWN_MATTER}),
    State.APPROVED: ({K.OWN_SIGNATURE}, set()),
}
ABOUT_TERMS = {K.OWN_PAPERS, K.OWN_TERMS, K.OWN_PROFILE}


def asked(desk: Desk, on: date = TODAY) -> dict[str, Lists]:
    return {who: waiting.mine_and_others(getattr(desk, who), on) for who in INSIDE}


def by_kind(lists: dict[str, Lists], which: int, of: Edition) -> dict[K, set[str]]:
    found: dict[K, set[str]] = {}
    for who, both in lists.items():
        for one in both[which]:
            if one.matter_id == of.id and STAGE_OF.get(one.kind) != STAGE_OF[K.REPORT]:
                found.setdefault(one.kind, set()).add(who)
    return found


@pytest.fixture
def all_of_it(desk: Desk) -> list[Edition]:
    with guard.resting():
        for who in ("preparer", "group", "registrar"):
            actor = getattr(desk, who)
            (role,) = actor.roles
            session.add(RoleGrant(user_id=actor.user_id, role=role, starts_on=date(2026, 1, 1)))
        session.commit()
    return [make(desk) for make, _mine, _others in CASES]


def test_everybody_and_every_reader_is_told_the_same(desk: Desk, all_of_it: list[Edition]):
    lists = asked(desk)
    for one, (_make, mine, others) in zip(all_of_it, CASES, strict=True):
        assert (by_kind(lists, 0, one), by_kind(lists, 1, one)) == (mine, others), one.agreement.state
    reports = {who: [one for one in both[0] if one.kind is K.REPORT] for who, both in lists.items()}
    assert {who: [one.number for one in found] for who, found in reports.items() if found} == {
        "registrar": [6]
    }
    for mine, others in lists.values():
        assert not {one.subject_id for one in mine if one.kind is not K.NUMBER} & {
            one.subject_id for one in others if one.kind is not K.NUMBER
        }
        assert all(one.who.words for one in others)
    the_mail_is_told_the_same(desk, lists)
    the_digest_is_told_the_same(desk, lists)
    lead_times_are_told_the_same(desk)
    partners_are_told_their_own(desk, all_of_it)
    whoever_is_away_only_sees_that_it_waits(desk, all_of_it[1])


def the_mail_is_told_the_same(desk: Desk, lists: dict[str, Lists]) -> None:
    cases = reminders.cases(TODAY)
    told = {
        (case.waiting.subject_id, who)
        for case in cases
        for who in INSIDE
        if getattr(desk, who).user_id in case.people
    }
    shown = {
        (one.subject_id, who)
        for who, (mine, _others) in lists.items()
        for one in mine
        if one.kind in STAGE_OF and one.due_on
    }
    assert told == shown
    assert {case.stage for case in cases} == set(Stage) - {
        Stage.SECOND,
        Stage.REPLY,
    }  # no political question waits here


def the_digest_is_told_the_same(desk: Desk, lists: dict[str, Lists]) -> None:
    for who, (mine, _others) in lists.items():
        person = session.get_one(User, getattr(desk, who).user_id)
        assert reminders.waiting_for(person, TODAY) == mine, who


def lead_times_are_told_the_same(desk: Desk) -> None:
    waits = Counter(
        one.stage for one in step_durations.since(desk.preparer, TODAY, TODAY) if one.ended_on is None
    )
    staged = [one for one in waiting.of_house(TODAY) if one.kind in STAGE_OF]
    assert waits == Counter(STAGE_OF[one.kind] for one in staged for _each in range(one.number))


def partners_are_told_their_own(desk: Desk, made: list[Edition]) -> None:
    for one in map(desk.fresh, made):
        party = one.agreement.collaboration.parties[0].organisation_id
        partner = Actor(
            factories.acting(Role.PARTNER).user_id, "", roles=frozenset({Role.PARTNER}),
            organisation_ids=frozenset({party}),
        )  # fmt: skip
        mine, others = (
            {row.kind for row in found} - ABOUT_TERMS for found in waiting.mine_and_others(partner, TODAY)
        )
        expected = TO_PARTNER.get(one.agreement.state, (set(), set()))
        if one.id == made[-1].id:
            expected = ({K.OWN_FOLLOW_UP}, set())
        assert (mine, others) == expected, one.agreement.state


def whoever_is_away_only_sees_that_it_waits(desk: Desk, one: Edition) -> None:
    factories.stored(Absence(user_id=desk.unit_head.user_id, starts_on=TODAY, ends_on=TODAY))
    lists = asked(desk)
    assert (by_kind(lists, 0, one), by_kind(lists, 1, one)) == ({}, {K.DECIDE: {"preparer", "unit_head"}})


def test_whoever_proposed_an_account_sees_that_it_waits_for_somebody_else(desk: Desk):
    owner = factories.organisation("Föreningen", number="802999-0000")
    factories.stored(
        PayeeAccount(
            organisation_id=owner.id, organisation_number=owner.number, kind=PayeeKind.BANKGIRO, number="5402-9681",
            digits="54029681", holder_name="Föreningen", evidence="Brev", state=PayeeState.PROPOSED,
            proposed_by_id=desk.preparer.user_id, proposed_by="En", proposed_at=NOON,
        )
    )  # fmt: skip
    lists = asked(desk)
    mine, others = (
        {who for who, both in lists.items() if any(one.kind is K.PAYEE for one in both[which])}
        for which in (0, 1)
    )
    assert (mine, others) == ({"group"}, {"preparer"})
    outside = Actor(
        desk.preparer.user_id, "", roles=frozenset({Role.PARTNER}), organisation_ids=frozenset({owner.id})
    )
    assert K.OWN_ACCOUNT in {one.kind for one in waiting.mine_and_others(outside, TODAY)[1]}
