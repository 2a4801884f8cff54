"""What holds for a collaboration (AMF 2024/717). No database."""

from datetime import date
from uuid import uuid4

import pytest

from registry.city.guidelines.choices import Kind
from registry.collaborations import rules
from registry.collaborations.choices import Category, CollaborationStatus, Form, OurRole, PartyRole
from registry.collaborations.rules import CollaborationFacts, Gate, Participation, Project
from registry.collaborations.running import Running
from registry.partners.organisations.models import LegalForm

UNIT, GROUND, OWN = uuid4(), uuid4(), uuid4()
TODAY, YESTERDAY = date(2026, 11, 21), date(2026, 11, 20)
WHOLE = {"unit_id": UNIT, "grounds": (GROUND,), "category": Category.FAIR}


def facts(**more):
    return CollaborationFacts(
        **{"title": "Jobbmässa", "status": CollaborationStatus.RUNNING, **WHOLE, **more}
    )


def fields(problems):
    return [problem.field for problem in problems]


def test_resources_make_it_formal():
    assert rules.form_of(True) is Form.FORMAL
    assert rules.form_of(False) is Form.INFORMAL


@pytest.mark.parametrize(
    ("given", "form", "is_reference", "wrong"),
    [
        ({}, Form.INFORMAL, False, []),
        ({}, Form.FORMAL, False, []),
        ({"grounds": ()}, Form.FORMAL, False, ["grounds"]),  # what we do follows budget and reglemente
        ({"grounds": ()}, Form.INFORMAL, False, []),  # recorded while it happens; its ground is asked for
        ({"unit_id": None}, Form.FORMAL, False, ["unit_id"]),  # a manager answers for it within a unit
        ({"category": None}, Form.INFORMAL, False, ["category"]),
        ({"category": None}, Form.FORMAL, False, []),  # its kind says what it is
        ({"unit_id": None, "grounds": (), "category": None}, Form.FORMAL, True, []),  # others' project
        ({"starts_on": TODAY, "ends_on": YESTERDAY}, Form.FORMAL, True, ["ends_on"]),
        ({"starts_on": TODAY, "ends_on": TODAY}, Form.INFORMAL, False, []),
        ({"unit_id": None, "grounds": ()}, Form.FORMAL, False, ["unit_id", "grounds"]),  # all at once
    ],
)
def test_facts(given, form, is_reference, wrong):
    assert fields(rules.facts_problems(facts(**given), form=form, is_reference=is_reference)) == wrong


def test_what_has_rested_on_a_ground_does_not_lose_it():
    found = rules.facts_problems(facts(grounds=()), form=Form.INFORMAL, is_reference=False, has_rested=True)
    assert fields(found) == ["grounds"]


@pytest.mark.parametrize(
    ("category", "parties", "title"),
    [
        (Category.FAIR, ["Lyktan"], "Mässor och jobbmässor: Lyktan"),
        (Category.OTHER, ["Lyktan", "Gnistan"], "Samverkan med Lyktan, Gnistan"),
        (None, ["Lyktan"], "Samverkan med Lyktan"),
    ],
)
def test_what_nobody_has_named_is_called_what_it_is_and_with_whom(category, parties, title):
    assert rules.title_of(category, parties) == title


def test_title_is_the_units_own():
    assert rules.title_problems(False) == []
    assert fields(rules.title_problems(True)) == ["title"]


@pytest.mark.parametrize(("number", "is_right"), [(0, False), (1, True), (50, True), (51, False)])
def test_a_collaboration_is_with_somebody(number, is_right):
    assert (not rules.parties_problems(number)) is is_right


@pytest.mark.parametrize(
    ("part", "legal_form", "wrong"),
    [
        (Participation((PartyRole.PARTNER,)), LegalForm.ASSOCIATION, []),
        (
            Participation((PartyRole.PARTNER, PartyRole.PERFORMER), True),
            LegalForm.ASSOCIATION,
            [],
        ),  # both, in ISA
        (Participation(()), LegalForm.ASSOCIATION, ["roles"]),
        (Participation((PartyRole.PARTNER,)), LegalForm.NETWORK, []),  # a network may take part
        (
            Participation((PartyRole.PARTNER,), True),
            LegalForm.NETWORK,
            ["receives_funding"],
        ),  # but receive nothing
        (Participation((PartyRole.PARTNER,), True), None, []),  # a party in words: nobody knows its form
    ],
)
def test_party(part, legal_form, wrong):
    assert fields(rules.part_problems(part, legal_form)) == wrong


def test_a_chosen_kind_is_formal():
    assert fields(rules.gate_problems(Gate(False), Kind.IOP)) == ["gate_resources"]
    assert rules.gate_problems(Gate(False), None) == rules.gate_problems(Gate(True), Kind.IOP) == []


def test_only_the_formal_with_a_unit_has_a_kind():
    assert fields(rules.kind_problems(Form.INFORMAL, UNIT, [UNIT])) == ["kind"]
    assert fields(rules.kind_problems(Form.FORMAL, None, [UNIT])) == ["kind"]
    assert fields(rules.kind_problems(Form.FORMAL, UNIT, [])) == ["kind"]
    assert rules.kind_problems(Form.FORMAL, UNIT, [UNIT]) == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, []),
        ({"form": Form.INFORMAL, "kind": None}, ["informell"]),
        ({"kind": None}, ["Välj först"]),
        ({"unit_id": None}, ["enhet"]),
        ({"grounds": []}, ["minst en grund"]),
        ({"legal_forms": []}, ["organisation som kan ingå avtal"]),
        ({"legal_forms": [LegalForm.NETWORK]}, ["organisation som kan ingå avtal"]),
        ({"legal_forms": [LegalForm.NETWORK, LegalForm.FOUNDATION]}, []),
        ({"is_reference": True, "kind": None, "unit_id": None}, ["andras samverkan"]),
        ({"kind": None, "unit_id": None, "legal_forms": []}, ["Välj först", "enhet", "organisation"]),
    ],
)
def test_what_stands_in_the_way_of_an_agreement(given, words):
    whole = {"form": Form.FORMAL, "kind": Kind.IOP, "is_reference": False, "unit_id": UNIT, "grounds": [UNIT],
             "legal_forms": [LegalForm.ASSOCIATION]}  # fmt: skip
    found = rules.agreement_obstacles(**{**whole, **given})
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, []),
        ({"status": CollaborationStatus.ENDED}, [None]),  # it ends once
        ({"ends_on": date(2026, 11, 22)}, ["ends_on"]),  # a day to come is planned, not ended
        ({"starts_on": TODAY, "ends_on": YESTERDAY}, ["ends_on"]),
        ({"ends_on": date(1900, 1, 1)}, ["ends_on"]),  # mistyped
    ],
)
def test_end(given, wrong):
    whole = {"status": CollaborationStatus.RUNNING, "starts_on": None, "ends_on": TODAY, "on": TODAY}
    assert fields(rules.end_problems(**{**whole, **given})) == wrong


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, []),
        ({"age_from": 15, "age_to": 21}, []),
        ({"age_from": 0, "age_to": 0}, []),
        ({"age_from": 21, "age_to": 15}, ["age_to"]),
        ({"length_months": 6, "least_months": 18}, ["least_months"]),
        ({"least_months": 18}, []),
        ({"leads_to_id": OWN}, ["leads_to_id"]),
    ],
)
def test_project(given, wrong):
    assert fields(rules.project_problems(Project(OurRole.OWNER, **given), own_id=OWN)) == wrong


@pytest.mark.parametrize(
    ("confirmed", "months", "by"),
    [
        (date(2025, 3, 25), 12, date(2026, 3, 25)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),  # no such day next year
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_confirm_by(confirmed, months, by):
    assert rules.confirm_by(confirmed, months) == by


@pytest.mark.parametrize(
    ("said", "by", "needs"),
    [
        (Running.RUNS, TODAY, False),  # the last day is in time
        (Running.RUNS, YESTERDAY, True),
        (Running.UNCONFIRMED, None, True),  # never confirmed
        (Running.ENDED, YESTERDAY, False),
        (Running.ENDED, None, False),
        (Running.NOT_BEGUN, None, False),
    ],
)
def test_needs_confirming(said, by, needs):
    assert rules.needs_confirming(said, by, TODAY) is needs


def test_search_and_sort():
    text = rules.search_text("Åka på jobbmässa", ["Föreningslivet", None, "2018/00089"])
    assert text == "aka pa jobbmassa foreningslivet 2018/00089"
    titles = sorted(["Öppet hus", "Ängsdagen", "Zebra"], key=rules.sort_title)
    assert titles == ["Zebra", "Ängsdagen", "Öppet hus"]
