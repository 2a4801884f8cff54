"""When an occasion can be logged, and what a repetition comes to."""

from datetime import date

import pytest

from registry.collaborations.choices import Category, Repeat
from registry.collaborations.occasions import rules
from registry.collaborations.occasions.rules import Happened, Repetition

TODAY = date(2026, 11, 29)
FAIR = Happened(TODAY, Category.FAIR, attendance=40, note="Welcome House")


@pytest.mark.parametrize(
    ("happened", "field"),
    [
        (FAIR, None),
        (Happened(date(2026, 11, 30), Category.FAIR), "happened_on"),
        (Happened(date(2016, 1, 1), Category.FAIR), None),
        (Happened(date(1900, 1, 1), Category.FAIR), "happened_on"),
        (Happened(TODAY, Category.FAIR, note="Anna 811228-9874"), "note"),
    ],
)
def test_what_has_been_can_be_logged(happened, field):
    found = rules.problems(happened, today=TODAY, is_known=False)
    assert [one.field for one in found] == ([field] if field else [])


def test_the_same_is_logged_once():
    found = rules.problems(FAIR, today=TODAY, is_known=True)
    assert [one.field for one in found] == ["happened_on"]


@pytest.mark.parametrize(
    ("first", "every", "until", "days"),
    [
        (date(2026, 11, 1), Repeat.WEEKLY, date(2026, 11, 21), ["11-01", "11-08", "11-15"]),
        (date(2026, 11, 1), Repeat.FORTNIGHTLY, date(2026, 11, 29), ["11-01", "11-15", "11-29"]),
        # a month without the day has its last, and the next has the day again
        (date(2026, 1, 31), Repeat.MONTHLY, date(2026, 3, 31), ["01-31", "02-28", "03-31"]),
        (date(2026, 11, 29), Repeat.WEEKLY, date(2026, 11, 29), ["11-29"]),
    ],
)
def test_the_days_of_a_repetition(first, every, until, days):
    assert [f"{day:%m-%d}" for day in rules.days_of(first, Repetition(every, until))] == days


@pytest.mark.parametrize(
    ("first", "until", "sentence"),
    [
        (date(2026, 11, 1), None, "Ange den sista dagen."),
        (date(2026, 11, 1), date(2026, 11, 30), "ligger i framtiden"),
        (date(2026, 11, 8), date(2026, 11, 7), "före den första"),
        (date(1900, 1, 1), TODAY, "fler än 60"),
        (date(2025, 10, 12), TODAY, None),  # sixty Sundays
    ],
)
def test_a_repetition_is_bounded_and_has_been(first, until, sentence):
    found = rules.repetition_problems(first, Repetition(Repeat.WEEKLY, until), today=TODAY)
    assert [one.field for one in found] == (["until"] if sentence else [])
    assert not sentence or sentence in found[0].message
