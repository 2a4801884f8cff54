"""When an occasion can be logged, and when nothing has happened for so long that it is asked whether it has ended."""

from datetime import date

import pytest

from registry.collaborations.choices import Category, CollaborationStatus, Form
from registry.collaborations.occasions import rules
from registry.collaborations.occasions.rules import Happened

TODAY = date(2026, 11, 29)
FAIR = Happened(TODAY, Category.FAIR, attendance=40, note="Welcome House")


@pytest.mark.parametrize(
    ("happened", "field"),
    [
        (FAIR, None),
        (Happened(date(2026, 11, 30), Category.FAIR), "happened_on"),
        (Happened(TODAY, Category.FAIR, note="Anna 811228-9874"), "note"),
    ],
)
def test_what_has_been_can_be_logged(happened, field):
    found = rules.problems(happened, today=TODAY, known=())
    assert [one.field for one in found] == ([field] if field else [])


def test_the_same_is_logged_once_and_two_on_a_day_are_two():
    assert [one.field for one in rules.problems(FAIR, today=TODAY, known=[FAIR])] == ["happened_on"]
    other = Happened(TODAY, Category.FAIR, attendance=12, note="Medborgarkontoret")
    assert rules.problems(other, today=TODAY, known=[FAIR]) == []


@pytest.mark.parametrize(
    ("latest", "form", "status", "asked"),
    [
        (date(2025, 11, 28), Form.INFORMAL, CollaborationStatus.RUNNING, True),
        (
            date(2025, 11, 29),
            Form.INFORMAL,
            CollaborationStatus.RUNNING,
            False,
        ),  # the twelve months are not over
        (None, Form.INFORMAL, CollaborationStatus.RUNNING, False),  # nobody has ever said anything
        (date(2020, 1, 1), Form.FORMAL, CollaborationStatus.RUNNING, False),
        (date(2020, 1, 1), Form.INFORMAL, CollaborationStatus.ENDED, False),
        (date(2020, 1, 1), Form.INFORMAL, CollaborationStatus.PLANNED, False),
    ],
)
def test_a_long_silence_is_asked_about(latest, form, status, asked):
    assert rules.is_quiet(form=form, status=status, latest=latest, today=TODAY, months=12) is asked


def test_the_latest_sign_of_life():
    first, last = date(2025, 1, 1), date(2026, 1, 1)
    assert rules.latest(last_on=first, confirmed_on=last) == last
    assert rules.latest(last_on=last, confirmed_on=first) == last
    assert rules.latest(last_on=None, confirmed_on=None) is None
