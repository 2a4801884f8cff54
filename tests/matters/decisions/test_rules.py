"""Worked cases of posting, appeal time and legal force, and that a decision is in one place at a time. Pure."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.matters.approvals.models import Outcome, RoundStatus, StepPart
from registry.matters.decisions import court_rules, list_rules, rules
from registry.matters.decisions.models import AppealOutcome, ListStatus
from registry.matters.decisions.rules import Appealed, AppealStage, Force, LegalForce, Posted

DAY = date(2026, 11, 2)


def posted(on: date, removed: date | None = None) -> Posted:
    return Posted(on, on, rules.appeal_deadline(on), removed)


@pytest.mark.parametrize(
    ("up", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 23)),  # a Monday, three weeks later the Monday
        (date(2026, 11, 7), date(2026, 11, 30)),  # a Saturday: the Monday after
        (date(2026, 11, 8), date(2026, 11, 30)),  # a Sunday: the Monday after
        (
            date(2026, 12, 3),
            date(2026, 12, 28),
        ),  # Christmas Eve, Christmas Day, Boxing Day and a Sunday follow
        (date(2026, 12, 10), date(2027, 1, 4)),  # New Year's Eve is a Thursday
        (date(2026, 5, 29), date(2026, 6, 22)),  # midsummer eve is Friday 19 June
        (date(2026, 12, 16), date(2027, 1, 7)),  # Epiphany, 6 January
        (date(2026, 3, 13), date(2026, 4, 7)),  # Good Friday to Easter Monday
        (date(2026, 4, 10), date(2026, 5, 4)),  # the first of May is a Friday
        (date(2026, 4, 23), date(2026, 5, 15)),  # Ascension Day is a Thursday
        (date(2027, 5, 16), date(2027, 6, 7)),  # the national day falls on a Sunday
        (date(2026, 12, 15), date(2027, 1, 5)),  # Epiphany eve is a working day
        (date(2028, 2, 8), date(2028, 2, 29)),  # a leap day
    ],
)
def test_the_last_day_to_appeal(up, last):
    assert rules.appeal_deadline(up) == last


def test_notice_is_due_on_the_second_day_after_the_adjustment():
    assert rules.latest_to_post(date(2026, 11, 2)) == date(2026, 11, 4)
    assert rules.latest_to_post(date(2026, 11, 5)) == date(2026, 11, 9)  # a Saturday
    late = Posted(date(2026, 11, 2), date(2026, 11, 5), rules.appeal_deadline(date(2026, 11, 5)))
    assert "2026-11-04" in rules.notice_warnings(late)[0]
    assert rules.notice_warnings(posted(DAY)) == []


@pytest.mark.parametrize(
    ("on", "appeals", "force", "first"),
    [
        (date(2026, 11, 23), [], Force.RUNNING, date(2026, 11, 24)),
        (date(2026, 11, 24), [], Force.IN_FORCE, date(2026, 11, 24)),
        (date(2026, 12, 9), [Appealed(date(2026, 11, 23))], Force.APPEALED, None),
        # one that came in too late holds nothing back
        (date(2026, 12, 9), [Appealed(date(2026, 11, 24))], Force.IN_FORCE, date(2026, 11, 24)),
        (
            date(2027, 3, 1),
            [Appealed(date(2026, 11, 20), AppealOutcome.REJECTED, date(2027, 2, 1))],
            Force.IN_FORCE,
            date(2027, 2, 1),
        ),
        (
            date(2027, 3, 1),
            [Appealed(date(2026, 11, 20), AppealOutcome.ANNULLED, date(2027, 2, 1))],
            Force.ANNULLED,
            None,
        ),
        # what a court has said counts also when it took up what came in too late
        (
            date(2027, 3, 1),
            [Appealed(date(2026, 12, 20), AppealOutcome.ANNULLED, date(2027, 2, 1))],
            Force.ANNULLED,
            None,
        ),
        (date(2027, 3, 1), [Appealed(date(2026, 11, 20), AppealOutcome.ANNULLED)], Force.OVERTURNED, None),
        (date(2027, 3, 1), [Appealed(date(2026, 11, 20), stayed_on=date(2027, 1, 1))], Force.STAYED, None),
        (
            date(2027, 3, 1),
            [Appealed(date(2026, 11, 20), None, None, date(2027, 1, 1), date(2027, 2, 1))],
            Force.APPEALED,
            None,
        ),
        # one of two appeals still waits
        (
            date(2027, 3, 1),
            [
                Appealed(date(2026, 11, 20), AppealOutcome.REJECTED, date(2027, 2, 1)),
                Appealed(date(2026, 11, 23)),
            ],
            Force.APPEALED,
            None,
        ),
        # the court was quick: the others may still appeal
        (
            date(2026, 11, 20),
            [Appealed(date(2026, 11, 10), AppealOutcome.REJECTED, date(2026, 11, 18))],
            Force.RUNNING,
            date(2026, 11, 24),
        ),
    ],
)
def test_legal_force(on, appeals, force, first):
    stands = rules.legal_force(on, posted(DAY), appeals)
    assert (stands.force, stands.in_force_on) == (force, first)
    assert stands.appeal_until == date(2026, 11, 23)


def test_what_is_not_posted_never_gains_legal_force():
    assert rules.legal_force(date(2099, 1, 1), None) == LegalForce(Force.UNPOSTED)


def test_a_notice_taken_down_too_early_stops_the_clock():
    early = posted(DAY, removed=date(2026, 11, 23))
    assert rules.legal_force(date(2026, 12, 24), early).force is Force.CUT
    assert rules.notice_warnings(early)
    in_time = posted(DAY, removed=date(2026, 11, 24))
    assert rules.legal_force(date(2026, 12, 24), in_time).force is Force.IN_FORCE


def test_a_matter_waits_for_the_last_of_its_decisions():
    done, running = rules.legal_force(date(2026, 12, 1), posted(DAY)), rules.legal_force(DAY, posted(DAY))
    later = rules.legal_force(DAY, posted(date(2026, 11, 9)))
    assert rules.whole([done, running, later]) == later
    assert rules.whole([done, LegalForce(Force.UNPOSTED)]).force is Force.UNPOSTED
    assert rules.whole([]) is None


@given(
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.lists(st.dates(date(2020, 1, 1), date(2041, 1, 1)), max_size=3),
)
def test_nothing_is_in_force_while_it_can_be_or_is_appealed(up, days):
    notice, appeals = posted(up), [Appealed(day) for day in days]
    in_time = [day for day in days if day <= notice.appeal_until]
    for on in (up, notice.appeal_until):
        assert rules.legal_force(on, notice, appeals).force is not Force.IN_FORCE
    assert (rules.legal_force(date(2050, 1, 1), notice, appeals).force is Force.IN_FORCE) is not bool(in_time)
    assert 21 <= (notice.appeal_until - up).days <= 27


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_a_decision_is_in_one_place(for_committee, reported, on_list, has_own_notice):
    where = rules.place(
        for_committee=for_committee, reported=reported, on_list=on_list, has_own_notice=has_own_notice
    )
    assert (where is AppealStage.ON_LIST) is on_list
    assert (where is AppealStage.TO_REPORT) is (reported and not (for_committee or on_list or has_own_notice))


@pytest.mark.parametrize(
    ("outcome", "part", "status", "final"),
    [
        (Outcome.APPROVE, StepPart.DECISION, RoundStatus.APPROVED, True),
        (Outcome.DECLINE, StepPart.DECISION, RoundStatus.DECLINED, True),
        (Outcome.APPROVE, StepPart.DECISION, RoundStatus.OPEN, False),  # others have not decided yet
        (Outcome.APPROVE, StepPart.SECOND, RoundStatus.APPROVED, False),  # belongs to the decision it signs
        (Outcome.DECLINE, StepPart.SECOND, RoundStatus.DECLINED, True),
        (Outcome.RETURN, StepPart.DECISION, RoundStatus.RETURNED, False),
        (Outcome.REFER, StepPart.DECISION, RoundStatus.APPROVED, False),
        (
            Outcome.APPROVE,
            StepPart.DECISION,
            RoundStatus.RETURNED,
            True,
        ),  # one area decided, another returned it
        (Outcome.APPROVE, StepPart.DECISION, RoundStatus.VOIDED, True),
    ],
)
def test_what_is_a_final_decision(outcome, part, status, final):
    assert rules.is_final(outcome, part, status) is final


def test_days_in_the_wrong_order_are_refused():
    days = {"decided_on": date(2026, 11, 1), "on": DAY}
    said = [
        rules.notice_problems(adjusted_on=date(2026, 11, 3), posted_on=DAY, **days),
        rules.notice_problems(adjusted_on=date(2026, 10, 30), posted_on=DAY, **days),
        rules.notice_problems(adjusted_on=DAY, posted_on=date(2026, 11, 1), **days),
        rules.notice_problems(adjusted_on=DAY, posted_on=date(2026, 11, 3), **days),
        court_rules.appeal_problems(date(2026, 11, 3), **days),
        court_rules.appeal_problems(date(2026, 10, 31), **days),
        court_rules.judgment_problems(date(2026, 10, 1), None, appealed_on=DAY, on=DAY),
        court_rules.stay_problems(date(2026, 10, 1), None, appealed_on=DAY, on=DAY),
        rules.removal_problems(posted(DAY), date(2026, 11, 1), on=DAY),
    ]
    assert all(len(problems) == 1 and problems[0].field for problems in said)
    assert rules.notice_problems(adjusted_on=DAY, posted_on=DAY, **days) == []


def test_a_list_goes_one_way():
    assert list_rules.sending_problems(ListStatus.DRAFT, 1) == []
    assert list_rules.sending_problems(ListStatus.DRAFT, 0)
    assert list_rules.sending_problems(ListStatus.SENT, 1)
    assert list_rules.noting_problems(ListStatus.DRAFT, "§ 4")
    assert list_rules.noting_problems(ListStatus.SENT, " ")
    assert list_rules.noting_problems(ListStatus.SENT, "§ 4") == []
    assert list_rules.noting_problems(ListStatus.NOTED, "§ 4")


def test_carrying_out_before_legal_force_needs_words():
    running = rules.legal_force(DAY, posted(DAY))
    assert rules.execution_problems(" ", running)[0].field == "note"
    assert rules.execution_problems("Verksamheten börjar i januari.", running) == []
    assert rules.execution_problems(None, LegalForce(Force.IN_FORCE, DAY, DAY)) == []
    assert (
        rules.execution_problems(None, None) == []
    )  # entered into before it came here: nothing to hold it against
    assert all(rules.execution_problems("Ändå", LegalForce(force)) for force in rules.STOPS)


def test_a_decision_is_about_what_its_own_area_pays_and_together_they_pay_it_all():
    """One row each for two areas of three, and the third's decision about nothing more than its own."""
    one, two, three = (UUID(int=number) for number in (1, 2, 3))
    shares = [
        {"unit_id": str(area), "yearly": [[2027, 100 * area.int], [2028, area.int]]}
        for area in (one, two, three)
    ]

    def paid(area, beside=()):
        return sum(sum(ore for _year, ore in own["yearly"]) for own in rules.own_shares(shares, area, beside))

    assert (paid(one), paid(None, {one}), paid(None)) == (101, 505, 606)
    assert paid(one) + paid(two) + paid(three) == paid(None)
