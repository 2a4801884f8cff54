"""What may be kept of an assessment, who took which term, and what differs in what it rests on."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from registry.enquiries.assessments.models import FindingKind
from registry.enquiries.assessments.rules import (
    NeedConclusion,
    appeared,
    described_problems,
    differences,
    problems,
    span_problems,
    term_rows,
)
from registry.enquiries.models import NeedVerdict
from registry.enquiries.needs.values import Need, NeedFacts, NeedList, NeedTerm

DAY = date(2025, 3, 25)
SAID = {"verdict": NeedVerdict.NO_NEED, "conclusion": "Det görs redan.", "assessed_on": DAY}
ONE, OTHER = UUID(int=1), UUID(int=2)
AT, LATER = datetime(2025, 3, 25, tzinfo=UTC), datetime(2025, 4, 1, tzinfo=UTC)


def fields(found):
    return [one.field for one in found]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, []),  # source 001: no need, with its reason
        ({"verdict": None}, ["verdict"]),
        ({"conclusion": " "[:0]}, ["conclusion"]),  # a conclusion without a motive proves nothing
        ({"assessed_on": None}, ["assessed_on"]),
        ({"assessed_on": date(2025, 3, 26)}, ["assessed_on"]),  # a day to come
        ({"review_on": DAY}, ["review_on"]),  # to be looked at again the same day
        ({"review_on": date(2026, 3, 25)}, []),
        ({"lessons": "Gäller 19900101-0017"}, ["lessons"]),  # a person's number
    ],
)
def test_a_conclusion_says_whether_why_and_when(said, wrong):
    assert fields(problems(NeedConclusion(**{**SAID, **said}), today=DAY)) == wrong


def test_a_need_that_is_kept_has_a_heading_of_its_own_and_spans_that_end_after_they_begin():
    assert fields(described_problems(NeedFacts(), title=None, text="", is_taken=False)) == ["title"]
    assert fields(described_problems(NeedFacts(), title="Ett", text="", is_taken=True)) == ["title"]
    backwards = NeedFacts(age_from=30, age_to=20, starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1))
    assert fields(span_problems(backwards)) == ["age_to", "ends_on"]


def test_who_took_or_left_a_term_is_who_last_changed_that():
    young, cafe = (
        NeedTerm(NeedList.TARGET_GROUP, "UNGA", "Unga", 95),
        NeedTerm(NeedList.ACTIVITY, "CAFE", "Café"),
    )
    read = Need((young,))
    first = term_rows(read, Need((young, cafe)), [], by=ONE, at=AT)
    assert [(row["code"], row["taken"], row["added"], row["by"]) for row in first] == [
        ("UNGA", True, False, str(ONE)), ("CAFE", True, True, str(ONE)),
    ]  # fmt: skip
    second = term_rows(read, Need((cafe,)), first, by=OTHER, at=LATER)
    assert [(row["code"], row["taken"], row["by"]) for row in second] == [
        ("UNGA", False, str(OTHER)), ("CAFE", True, str(ONE)),
    ]  # fmt: skip


def test_what_differs_is_told_value_by_value():
    before = {"name": "Navet", "running": "running", "groups": ["A", "B"], "unit": "", "detail": "Verksamhet"}
    now = {"name": "Navet Farsta", "running": "ended", "groups": ["B", "A"], "unit": None, "detail": "Annat"}
    assert [(one.field, one.before, one.after) for one in differences(before, now)] == [
        ("name", "Navet", "Navet Farsta"), ("running", "running", "ended"),
    ]  # fmt: skip
    assert [(one.field, one.after) for one in differences(before, None)] == [("name", None)]


def test_what_has_appeared_is_what_was_not_kept():
    kept, new = (FindingKind.MATCH, "1"), (FindingKind.GAP, "1")
    assert appeared({kept}, [kept, new]) == [1]
