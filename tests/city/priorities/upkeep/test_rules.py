"""What holds for what the preparatory group writes about grounds, without a database."""

from datetime import date

import pytest

from registry.city.priorities.models import DocumentKind, GroundStatus
from registry.city.priorities.upkeep import rules
from registry.city.priorities.upkeep.rules import (
    DocumentFacts,
    FundingFacts,
    GroundFacts,
    MeetingFacts,
    Validity,
)

TODAY = date(2026, 11, 29)
TENSTA = Validity("Spånga-Tensta", None, date(2023, 6, 30))
KISTA = Validity("Jobbtorg Kista", None, date(2017, 12, 31))
PROGRAMME = DocumentKind.PROGRAMME


def fields(problems):
    return [one.field for one in problems]


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2017, date(2017, 12, 31)),
        (2026, TODAY),
        (2027, date(2027, 1, 1)),
        (None, TODAY),
    ],
)
def test_the_day_on_which_units_and_districts_must_exist(year, day):
    assert rules.day_of(year, TODAY) == day


@pytest.mark.parametrize(
    ("code", "wrong"),
    [("HV4-2027", []), ("hv1", ["code"]), ("HV1", ["code"]), ("ÅÄÖ 1", ["code"]), ("-1", ["code"])],
)
def test_a_code_is_new_and_plain(code, wrong):
    assert fields(rules.code_problems(code, {"HV1"})) == wrong


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        (DocumentFacts(PROGRAMME, "Program 2027", year=2027, link="https://start.stockholm/lup"), []),
        (DocumentFacts(PROGRAMME, "Program"), ["year"]),
        (DocumentFacts(DocumentKind.REGLEMENTE, "Reglemente"), []),
        (
            DocumentFacts(DocumentKind.BUDGET, "Budget", adopted_on=date(2026, 11, 30), year=2027),
            ["adopted_on"],
        ),
        (DocumentFacts(DocumentKind.BUDGET, "Budget", adopted_on=date(1900, 1, 1)), ["adopted_on"]),
        (DocumentFacts(DocumentKind.BUDGET, "Budget", link="javascript:alert(1)"), ["link"]),
        (DocumentFacts(DocumentKind.BUDGET, "Budget", note="Anna 811228-9874"), ["note"]),
    ],
)
def test_a_document(facts, wrong):
    assert fields(rules.document_problems(facts, today=TODAY)) == wrong


def test_a_priority_is_in_a_district_and_of_units_of_its_year():
    """Source 004: Spånga-Tensta and Jobbtorg Kista were there in 2017, and are not in 2027."""
    facts = GroundFacts("Närvaro i Tensta")
    then, later = (list(rules.ground_problems(facts, on=on, district=TENSTA, units=[KISTA]))
                   for on in (date(2017, 12, 31), date(2027, 1, 1)))  # fmt: skip
    assert (then, fields(later)) == ([], ["district_id", "units"])
    assert later[0].message == "Spånga-Tensta upphörde 2023-06-30. Välj den som finns nu."
    new = Validity("Järva", date(2023, 7, 1), None)
    assert fields(rules.ground_problems(facts, on=date(2017, 12, 31), district=new, units=())) == [
        "district_id"
    ]


@pytest.mark.parametrize(
    ("text", "status", "is_discussed", "wrong"),
    [
        ("Närvaro i Farsta", GroundStatus.PENDING, True, []),
        (None, GroundStatus.PENDING, True, ["text"]),
        ("Närvaro i Farsta", GroundStatus.PENDING, False, [None]),  # the meeting of May 2017 is still planned
        ("Närvaro i Farsta", GroundStatus.CURRENT, True, [None]),
    ],
)
def test_a_pending_priority_waits_for_its_meeting(text, status, is_discussed, wrong):
    facts = GroundFacts("Farsta", text=text)
    assert fields(rules.decision_problems(facts, status=status, is_discussed=is_discussed)) == wrong


@pytest.mark.parametrize(
    ("facts", "is_known", "wrong"),
    [
        (FundingFacts("Medel 2017", year=2017, outcome="Allt användes"), False, []),
        (FundingFacts("Medel 2017", year=2017), True, ["name"]),
        (FundingFacts("Medel 2027", year=2027, outcome="Allt användes"), False, ["outcome"]),
    ],
)
def test_money_set_aside(facts, is_known, wrong):
    assert fields(rules.funding_problems(facts, is_known=is_known, today=TODAY)) == wrong


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        (MeetingFacts("Farsta", held_on=date(2027, 5, 1)), []),
        (MeetingFacts("Farsta", is_held=True, held_on=TODAY, outcome="Tre prioriteringar"), []),
        (MeetingFacts("Farsta", is_held=True, when_text="Våren 2017", outcome="Tre prioriteringar"), []),
        (MeetingFacts("Farsta", is_held=True), ["held_on", "outcome"]),
        (MeetingFacts("Farsta", is_held=True, held_on=date(2026, 11, 30), outcome="Tre"), ["held_on"]),
        (MeetingFacts("Farsta", outcome="Tre prioriteringar"), ["is_held"]),
        (MeetingFacts("Farsta", held_on=date(1900, 1, 1)), ["held_on"]),
    ],
)
def test_a_dialogue_meeting(facts, wrong):
    found = rules.meeting_problems(facts, is_known=False, district=None, today=TODAY)
    assert fields(found) == wrong
    again = rules.meeting_problems(facts, is_known=True, district=None, today=TODAY)
    assert fields(again) == ["title", *wrong]


def test_the_status_a_new_ground_begins_with():
    assert rules.status_of(is_decided=True, is_past=False) is GroundStatus.CURRENT
    assert rules.status_of(is_decided=True, is_past=True) is GroundStatus.HISTORIC
    assert rules.status_of(is_decided=False, is_past=True) is GroundStatus.PENDING
