"""Figures over steps: counted in working days, by each grouping, and as a drawing."""

from datetime import date, timedelta

import pytest

from registry.access.roles import Post
from registry.city.deadlines.models import Stage
from registry.inbox import lead_times
from registry.inbox.lead_times import Grouping, Span

MONDAY, TODAY = date(2026, 11, 2), date(2026, 11, 23)


def span(days=None, *, stage=Stage.DECIDE, post=Post.UNIT_HEAD, unit="Enhet A", due=None, opened=MONDAY):
    """A step that took so many days of the calendar from a Monday; None waits still."""
    return Span(stage, post, unit, opened, opened + timedelta(days) if days is not None else None, due)


@pytest.mark.parametrize(
    ("numbers", "share", "found"),
    [([5], 90, 5), (list(range(1, 11)), 90, 9), (list(range(1, 12)), 90, 10), ([1, 2, 3, 4], 50, 2)],
)
def test_nearest_rank(numbers, share, found):
    assert lead_times.percentile(numbers, share) == found


def test_days_are_working_days_and_what_waits_is_told_apart():
    done = [span(1, due=date(2026, 11, 6)), span(3, due=date(2026, 11, 6)), span(7, due=date(2026, 11, 6))]
    waiting = [span(), span(opened=date(2026, 11, 20))]
    (row,) = lead_times.table([*done, *waiting], Grouping.STAGE, TODAY)
    assert (row.label, row.done, row.median, row.ninth) == ("Beslut av chef", 3, 3, 5)  # a weekend in between
    assert (row.in_time, row.waiting, row.longest) == (67, 2, 15)


def test_a_group_with_nothing_done_says_so_with_none():
    (row,) = lead_times.table([span()], Grouping.STAGE, TODAY)
    assert (row.done, row.median, row.ninth, row.in_time, row.waiting) == (0, None, None, None, 1)
    assert row.median_words == ""
    assert lead_times.drawing([row]).bars == ()


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        (Grouping.STAGE, ["Beslut av chef", "Nämndens beslut"]),
        (Grouping.POST, ["Enhetschef", "Direktör", "Ingen chef"]),
        (Grouping.UNIT, ["Enhet A", "Enhet Å"]),
        (Grouping.QUARTER, ["2026 kvartal 3", "2026 kvartal 4"]),
    ],
)
def test_every_grouping_has_its_own_order(by, labels):
    rows = [
        span(1, unit="Enhet Å"),
        span(2, post=None, stage=Stage.COMMITTEE, opened=date(2026, 8, 3)),
        span(post=Post.DIRECTOR),
    ]
    found = [row.label for row in lead_times.table(rows, by, TODAY)]
    assert [words.replace("Arbetsmarknadsdirektör", "Direktör") for words in found] == labels


def test_the_drawing_is_as_wide_as_the_longest_and_says_the_numbers():
    rows = lead_times.table(
        [span(1), span(2), span(8, unit="En enhet med ett mycket långt namn, minst sagt")],
        Grouping.UNIT,
        TODAY,
    )
    drawing = lead_times.drawing(rows)
    assert [bar.y for bar in drawing.bars] == [0, 44]
    assert (drawing.width, drawing.height) == (320, 88)
    assert drawing.bars[0].words == "En enhet med ett mycket långt…: 6 / 6"
    assert (drawing.bars[0].ninth, drawing.bars[1].words) == (320, "Enhet A: 1,5 / 2")


def test_a_row_of_the_file_has_a_value_for_every_heading():
    (row,) = lead_times.table([span(1)], Grouping.STAGE, TODAY)
    assert len(lead_times.plain(row)) == len(lead_times.header())
