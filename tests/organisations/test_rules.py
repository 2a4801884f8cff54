"""What holds for an organisation's facts, no database."""

from datetime import date

import pytest

from registry.organisations import rules
from registry.organisations.models import LegalForm, Registration, Sector
from registry.organisations.rules import Facts, Reach

TODAY = date(2026, 11, 21)


def facts(**more):
    return Facts(**{"name": "Föreningen", "sector": Sector.CIVIL, **more})


def fields(problems):
    return [problem.field for problem in problems]


def test_search_text_finds_without_marks_and_with_or_without_hyphen():
    text = rules.search_text("Rädda Barnen", "802002-8638", ["Rädda Barnens Riksförbund"], "Åkersberga")
    assert all(word in text for word in ("radda", "riksforbund", "akersberga", "802002-8638", "8020028638"))
    assert rules.search_words("  RÄDDA   Åker ") == ["radda", "aker"]
    assert rules.search_words(None) == []
    assert len(rules.search_words("a " * 100)) == 8


def test_sort_name_is_swedish():
    names = ["Örebro", "Ängen", "Ågren", "zebra", "Allé", "Alle"]
    assert sorted(names, key=rules.sort_name) == ["Allé", "Alle", "zebra", "Ågren", "Ängen", "Örebro"]
    assert len(rules.sort_name("ß" * 300)) == 300


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.exempel.se", "https://www.exempel.se"),
        ("http://exempel.se/om", "http://exempel.se/om"),
    ],
)
def test_website(typed, stored):
    assert rules.website(typed) == stored


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "ftp://exempel.se", "exempel", "http://[", "https://a b.se", ""]
)
def test_website_refused(typed):
    with pytest.raises(ValueError, match=r"www\.exempel\.se"):
        rules.website(typed)


def test_postcode():
    assert rules.postcode("11221") == "112 21"
    for typed in ("1122", "01234", "112 2a", "١١٢٢١"):
        with pytest.raises(ValueError, match="fem siffror"):
            rules.postcode(typed)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, []),
        ({"legal_form": LegalForm.NETWORK}, []),
        (
            {"legal_form": LegalForm.NETWORK, "number": "802002-8638"},
            ["number"],
        ),  # no legal person, no number
        # lag 2022:900: only a legal person can be registered
        (
            {
                "legal_form": LegalForm.NETWORK,
                "registration": Registration.YES,
                "registration_checked_on": TODAY,
            },
            ["registration"],
        ),
        ({"registration": Registration.NO}, ["registration_checked_on"]),  # checked, but when?
        (
            {"registration": Registration.YES, "registration_checked_on": date(2026, 11, 22)},
            ["registration_checked_on"],
        ),
    ],
)
def test_facts(given, wrong):
    assert fields(rules.facts_problems(facts(**given), on=TODAY)) == wrong


@pytest.mark.parametrize(
    ("given", "same_number", "alike", "wrong"),
    [
        ({}, [], [], []),
        ({}, ["Rädda Barnen"], [], ["number"]),
        (
            {"is_branch": True},
            ["Rädda Barnen"],
            ["Rädda Barnen"],
            [],
        ),  # branches share a number and half a name
        ({}, [], ["Rädda Barnen"], ["name"]),
        ({"is_another": True}, [], ["Rädda Barnen"], []),
        (
            {"is_another": True},
            ["Rädda Barnen"],
            [],
            ["number"],
        ),  # another name is no reason to share a number
    ],
)
def test_duplicates(given, same_number, alike, wrong):
    assert fields(rules.duplicate_problems(facts(**given), same_number=same_number, alike=alike)) == wrong


def test_only_a_network_cannot_be_party():
    assert [form for form in LegalForm if not rules.can_be_party(form)] == [LegalForm.NETWORK]


def test_contact_reaches_somebody():
    assert fields(rules.reach_problems(Reach("Kansli"))) == ["email"]
    assert rules.reach_problems(Reach("Kansli", phone="08-1")) == []


def test_period():
    assert rules.period_problems(TODAY, TODAY) == []
    assert rules.period_problems(None, TODAY) == []
    assert fields(rules.period_problems(TODAY, date(2026, 11, 20))) == ["ends_on"]
