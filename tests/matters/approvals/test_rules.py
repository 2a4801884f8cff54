"""Whether a person may decide a step now, row by row. No database."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from registry.access.roles import Post
from registry.matters.approvals import rules
from registry.matters.approvals.conflict_rules import Tie, interest_problems
from registry.matters.approvals.models import Capacity, ConflictGround, Declaration, Outcome
from registry.matters.approvals.rules import StepSituation
from tests.matters.approvals.values import DAY, DIVISION_HEAD, PREPARER, SUBSTITUTE, UNIT, UNIT_HEAD, holder

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def declared(person, *, has_conflict=False):
    return Declaration(person_id=person, has_conflict=has_conflict, capacity=Capacity.DECIDER, at=NOON)


HEAD = holder(UNIT_HEAD, Post.UNIT_HEAD, UNIT)
STANDS_BY = replace(
    holder(SUBSTITUTE, Post.UNIT_HEAD, UNIT, substitute_for="Person 100"), substitute_for_id=UNIT_HEAD
)
WAITING = StepSituation(
    is_open=True,
    holders=(HEAD, STANDS_BY),
    acting=(HEAD,),
    prepared_by=frozenset({PREPARER}),
    declarations=(declared(UNIT_HEAD), declared(SUBSTITUTE)),
)  # fmt: skip


def words(problems):
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("person", "change", "refusal"),
    [
        # The holder, who has answered that there is no conflict.
        (UNIT_HEAD, {}, None),
        # The substitute, while the head is at work, and while the head is not.
        (
            SUBSTITUTE, {},
            "Du är ersättare, och den du ersätter är i tjänst i dag. Då beslutar den personen.",
        ),
        (SUBSTITUTE, {"acting": (STANDS_BY,), "away": frozenset({UNIT_HEAD})}, None),
        # A question about whose it is moves nothing: nobody decides, not the substitute either.
        (
            UNIT_HEAD, {"questioned": frozenset({UNIT_HEAD})},
            "En fråga om jäv är väckt om dig. Svara på den under Mina uppdrag och bindningar. "
            "Tills den är avgjord beslutar ingen.",
        ),
        (
            SUBSTITUTE, {"questioned": frozenset({UNIT_HEAD}), "acting": (HEAD, STANDS_BY)},
            "En fråga om jäv är väckt om den som ska besluta. Tills den är avgjord beslutar ingen annan.",
        ),
        # A question about somebody whose it is not today stops nobody.
        (UNIT_HEAD, {"questioned": frozenset({SUBSTITUTE})}, None),
        # Somebody with another post.
        (DIVISION_HEAD, {}, "Du har inte det uppdrag som beslutar i det här ärendet."),
        # Whoever prepared it, holder or not.
        (PREPARER, {}, "Du har berett ärendet och kan därför inte besluta om det."),
        (
            UNIT_HEAD, {"prepared_by": frozenset({UNIT_HEAD})},
            "Du har berett ärendet och kan därför inte besluta om det.",
        ),
        # A conflict declared earlier in the matter.
        (UNIT_HEAD, {"conflicted": frozenset({UNIT_HEAD})}, "Du har anmält jäv och kan därför inte besluta i ärendet."),
        # No answer about conflict of interest in this round; somebody else's does not help.
        (UNIT_HEAD, {"declarations": ()}, "Du behöver först svara på frågan om jäv."),
        (UNIT_HEAD, {"declarations": (declared(SUBSTITUTE),)}, "Du behöver först svara på frågan om jäv."),
        # The latest answer counts.
        (
            UNIT_HEAD, {"declarations": (declared(UNIT_HEAD), declared(UNIT_HEAD, has_conflict=True))},
            "Du har anmält jäv och kan därför inte ta del i ärendet.",
        ),
        (UNIT_HEAD, {"declarations": (declared(UNIT_HEAD, has_conflict=True), declared(UNIT_HEAD))}, None),
        # Settled, by whom.
        (UNIT_HEAD, {"is_open": False, "decided_by": "Person 7"}, "Ärendet är redan avgjort av Person 7."),
        # Taken back, or moved to another level.
        (
            UNIT_HEAD, {"is_open": False},
            "Beslutet väntar inte längre här. Ladda om sidan för att se var ärendet är nu.",
        ),
        # The order no longer gives the right.
        (
            UNIT_HEAD, {"within_order": False},
            "Delegationsordningen har ändrats och ger dig inte längre rätt att besluta. Ärendet flyttas i dag.",
        ),
        # The nämnd's own matter.
        (
            UNIT_HEAD, {"for_committee": True, "holders": ()},
            "Nämnden beslutar i det här ärendet. Registratorn för in nämndens beslut.",
        ),
    ],
)  # fmt: skip
def test_may_decide(person, change, refusal):
    found = words(rules.decision_problems(replace(WAITING, **change), person))
    assert found == ([refusal] if refusal else [])


def test_the_missing_answer_is_the_only_problem_that_a_declaration_solves():
    (problem,) = rules.decision_problems(replace(WAITING, declarations=()), UNIT_HEAD)
    assert problem.field == "has_conflict"
    assert rules.authority_problems(replace(WAITING, declarations=()), UNIT_HEAD) == []


@pytest.mark.parametrize(
    ("change", "who"),
    [
        ({}, [UNIT_HEAD]),
        ({"acting": (HEAD, STANDS_BY)}, [UNIT_HEAD, SUBSTITUTE]),  # the appointment says that both act
        ({"acting": (STANDS_BY,)}, [SUBSTITUTE]),
        ({"prepared_by": frozenset({UNIT_HEAD})}, []),  # who has prepared is there: no substitute acts
        # Past whoever acts in the conflicted person's place too; not past the head for one who stands by.
        ({"conflicted": frozenset({UNIT_HEAD}), "acting": (STANDS_BY,)}, []),
        ({"conflicted": frozenset({SUBSTITUTE})}, [UNIT_HEAD]),
        # A question moves nothing, to nobody.
        ({"questioned": frozenset({UNIT_HEAD}), "acting": (HEAD, STANDS_BY)}, []),
        ({"questioned": frozenset({UNIT_HEAD}), "acting": (STANDS_BY,)}, [SUBSTITUTE]),  # who is away anyway
    ],
)
def test_whose_it_is_today(change, who):
    assert [one.user_id for one in rules.able(replace(WAITING, **change))] == who


@pytest.mark.parametrize(
    ("outcome", "reason", "case_number", "fields"),
    [
        (Outcome.APPROVE, None, "AMF 2026/1", []),  # an approval needs no reason
        (Outcome.APPROVE, None, None, [None]),  # nothing becomes a decision without a case number
        (Outcome.APPROVE, None, "  ", [None]),
        (Outcome.DECLINE, "Medel saknas", "AMF 2026/1", []),
        (Outcome.DECLINE, "", "AMF 2026/1", ["reason"]),  # a refusal says why
        (Outcome.DECLINE, " ", None, ["reason", None]),  # everything is told at once
        (Outcome.RETURN, "Ändra beloppet", None, []),  # sending back settles nothing: no case number needed
        (Outcome.RETURN, None, None, ["reason"]),
    ],
)
def test_what_a_decision_lacks(outcome, reason, case_number, fields):
    assert [problem.field for problem in rules.outcome_problems(outcome, reason, case_number)] == fields


@pytest.mark.parametrize(
    ("has_conflict", "ground", "fields"),
    [
        (False, None, []),
        (True, ConflictGround.PARTY, []),
        (True, None, ["ground"]),  # a conflict names its ground
        (False, ConflictGround.OTHER, []),  # a ground without conflict is left out when kept
    ],
)
def test_what_a_declaration_lacks(has_conflict, ground, fields):
    found = rules.declaration_problems(has_conflict=has_conflict, ground=ground)
    assert [problem.field for problem in found] == fields


@pytest.mark.parametrize(
    ("meeting_on", "paragraph", "case_number", "fields"),
    [
        (DAY, "12", "AMF 2026/1", []),  # the same day
        (date(2026, 11, 10), "12", "AMF 2026/1", []),  # the day it was submitted
        (date(2026, 11, 9), "12", "AMF 2026/1", []),  # the nämnd had it before it was sent here
        (date(2026, 11, 22), "12", "AMF 2026/1", ["meeting_on"]),  # tomorrow
        (None, "", " ", ["meeting_on", "paragraph", "case_number"]),  # all at once
    ],
)
def test_what_the_record_of_the_namnd_lacks(meeting_on, paragraph, case_number, fields):
    found = rules.committee_problems(
        meeting_on=meeting_on,
        paragraph=paragraph,
        case_number=case_number,
        on=DAY,
    )
    assert [problem.field for problem in found] == fields


@pytest.mark.parametrize(
    ("seen", "changed"),
    [
        ((2, "aa"), False),
        ((1, "aa"), True),  # an earlier round
        ((2, "bb"), True),  # other content
    ],
)
def test_changed_since_seen(seen, changed):
    assert rules.is_changed(seen=seen, current=(2, "aa")) is changed


def test_latest_of_nobody():
    assert rules.latest_of((), UUID(int=1)) is None


@pytest.mark.parametrize(
    ("what", "starts_on", "ends_on", "fields"),
    [
        ("kassör", None, None, ["what"]),  # the very same
        (" Kassör", date(2021, 1, 1), None, ["what"]),  # the same words, within it
        ("ordförande", None, None, []),
        ("kassör", date(2024, 1, 1), None, []),  # again, later
        ("revisor", date(2024, 1, 1), date(9999, 12, 31), ["ends_on"]),
    ],
)
def test_a_tie_is_written_down_once(what, starts_on, ends_on, fields):
    known = [Tie("kassör", None, date(2023, 12, 31))]
    problems = interest_problems(what=what, starts_on=starts_on, ends_on=ends_on, known=known)
    assert [problem.field for problem in problems] == fields
