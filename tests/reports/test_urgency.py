"""What comes first, and how late it is in words."""

from datetime import date

import pytest

from registry.reports import urgency
from registry.reports.urgency import Task, TaskKind

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due", "on", "words", "tone"),
    [
        (None, FRIDAY, "", "neutral"),
        (date(2026, 11, 27), FRIDAY, "5 arbetsdagar kvar", "neutral"),
        (date(2026, 11, 24), FRIDAY, "2 arbetsdagar kvar", "warning"),
        (date(2026, 11, 23), FRIDAY, "1 arbetsdag kvar", "warning"),
        (FRIDAY, FRIDAY, "Sista dagen är i dag", "warning"),
        (FRIDAY, date(2026, 11, 21), "Sista dagen har passerat", "danger"),  # the Saturday after
        (FRIDAY, date(2026, 11, 23), "1 arbetsdag för sent", "danger"),
        (FRIDAY, date(2026, 11, 25), "3 arbetsdagar för sent", "danger"),
    ],
)
def test_how_late_it_is_stands_in_words_beside_the_colour(due, on, words, tone):
    assert (urgency.due_words(due, on), urgency.tone(due, on)) == (words, tone)


def some(kind, due=None):
    return Task(f"{kind} {due}", "/", "", kind, due)


def test_the_earliest_due_first_then_what_has_no_day_by_weight():
    late, later = some(TaskKind.FOLLOW_UP, FRIDAY), some(TaskKind.DECIDE, date(2026, 12, 1))
    draft, account = some(TaskKind.DRAFT), some(TaskKind.PAYEE)
    same_day = some(TaskKind.DECIDE, FRIDAY)
    assert urgency.in_order([draft, account, later, late, same_day]) == [
        same_day,
        late,
        later,
        account,
        draft,
    ]


def test_kinds_are_counted_in_their_own_order():
    tasks = [some(TaskKind.DRAFT), some(TaskKind.DECIDE), some(TaskKind.DRAFT)]
    assert urgency.by_kind(tasks) == [(TaskKind.DECIDE, 1), (TaskKind.DRAFT, 2)]


def test_the_place_in_a_row():
    assert urgency.place_of("a", ["a", "b", "c"]) == (1, None, "b")
    assert urgency.place_of("b", ["a", "b", "c"]) == (2, "a", "c")
    assert urgency.place_of("c", ["a", "b", "c"]) == (3, "b", None)
    with pytest.raises(ValueError, match="not in"):
        urgency.place_of("d", ["a"])
