"""What holds for an organisation's facts, no database."""

from datetime import date
from uuid import uuid4

import pytest

from registry.partners.organisations import addresses, rules, websites
from registry.partners.organisations.models import (
    Contact,
    ContactReason,
    ContactRole,
    LegalForm,
    OrganisationName,
    Registration,
    Sector,
    Standing,
)
from registry.partners.organisations.rules import ContactFacts, OrganisationFacts, Relation

TODAY = date(2026, 11, 21)


def facts(**more):
    return OrganisationFacts(**{"name": "Föreningen", "sector": Sector.CIVIL, **more})


def fields(problems):
    return [problem.field for problem in problems]


def test_no_persons_number_is_among_the_facts():
    assert fields(rules.facts_problems(facts(number="850101-1234"), on=TODAY)) == ["number"]
    assert fields(rules.facts_problems(facts(purpose="Innehavare 850101-****"), on=TODAY)) == ["purpose"]
    assert rules.facts_problems(facts(number="802990-0118", purpose="Bildad 1985-01-01"), on=TODAY) == []


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
    assert websites.website(typed) == stored


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "ftp://exempel.se", "exempel", "http://[", "https://a b.se", ""]
)
def test_website_refused(typed):
    with pytest.raises(ValueError, match=r"www\.exempel\.se"):
        websites.website(typed)


def test_postcode():
    assert addresses.postcode("11221") == "112 21"
    for typed in ("1122", "01234", "112 2a", "١١٢٢١"):
        with pytest.raises(ValueError, match="fem siffror"):
            addresses.postcode(typed)


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
    assert fields(rules.reach_problems(ContactFacts("Kansli"))) == ["email"]
    assert rules.reach_problems(ContactFacts("Kansli", phone="08-1")) == []


@pytest.mark.parametrize(
    ("reach", "wrong"),
    [
        (ContactFacts("Chef", "a@b.se", person="A", reason="Samordnar"), []),
        (
            ContactFacts("Chef", "a@b.se", person="A 811228-9874", reason="Samordnar"),
            ["person"],
        ),  # only the name
        (
            ContactFacts("Chef", "a@b.se", person="A"),
            ["why"],
        ),  # GDPR art. 5.1 b: a person's data needs a purpose
        (ContactFacts("Chef", person="A", reason="x"), ["email"]),  # reaches nobody
        (
            ContactFacts("Firma", person="A", reason="x", role=ContactRole.SIGNATORY),
            [],
        ),  # signs, need not be reached
        (ContactFacts("Firma", role=ContactRole.SIGNATORY), ["email"]),  # nobody at all
        (ContactFacts("Kansli", "a@b.se", starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)), ["ends_on"]),
    ],
)
def test_what_a_contact_needs(reach, wrong):
    assert fields(rules.reach_problems(reach)) == wrong


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, ["label"]),  # sent twice
        ({"email": "INFO@exempel.se "}, ["label"]),  # the same to people
        ({"email": "annan@exempel.se"}, []),
        ({"starts_on": date(2027, 1, 1)}, []),  # another time
    ],
)
def test_an_equal_contact_is_not_added_again(more, wrong):
    given = {"label": "Kansli", "email": "info@exempel.se", "role": ContactRole.MAILBOX}
    others = [Contact(**given, phone=None, person=None)]
    assert fields(rules.reach_problems(ContactFacts(**{**given, **more}), others)) == wrong


def test_a_name_is_given_once_for_the_same_time():
    others = [OrganisationName(name="Förra namnet", starts_on=None)]
    assert fields(rules.name_problems("förra namnet", None, others)) == ["name"]
    assert rules.name_problems("Förra namnet", date(2020, 1, 1), others) == []


@pytest.mark.parametrize(
    ("why", "other", "stored"),
    [
        (ContactReason.ECONOMY, None, "Personen svarar för ekonomi och redovisning"),
        (ContactReason.OTHER, "Håller kursen", "Håller kursen"),
        (None, None, None),
    ],
)
def test_a_reason_is_stored_in_words_and_read_back(why, other, stored):
    assert rules.reason_words(why, other) == stored
    assert rules.reason_parts(stored) == (why, other)


@pytest.mark.parametrize(
    ("reason", "number", "refused"),
    [("Inbjudan", 1000, False), (" ", 3, True), ("Inbjudan", 1001, True)],  # never the whole register
)
def test_when_contact_persons_may_leave_the_house(reason, number, refused):
    assert bool(rules.export_problems(reason, number=number)) is refused


def test_mailboxes_and_people_that_have_not_ended():
    last = date(2026, 11, 21)
    kept, gone, mailbox = (
        Contact(label="A", person="A", ends_on=last), Contact(label="B", person="B", ends_on=date(2026, 11, 20)),
        Contact(label="C"),
    )  # fmt: skip
    assert rules.open_contacts([kept, gone, mailbox], last) == ([mailbox], [kept])


def test_period():
    assert rules.period_problems(TODAY, TODAY) == []
    assert rules.period_problems(None, TODAY) == []
    assert fields(rules.period_problems(TODAY, date(2026, 11, 20))) == ["ends_on"]


OWN, OTHER, THIRD = uuid4(), uuid4(), uuid4()


@pytest.mark.parametrize(
    ("relation", "other", "above", "standing", "refused"),
    [
        (Relation.UMBRELLA, OTHER, [], Standing.ACTIVE, False),
        (Relation.UMBRELLA, OTHER, [THIRD], Standing.ACTIVE, False),  # an umbrella may have one of its own
        (Relation.UMBRELLA, OWN, [], Standing.ACTIVE, True),  # of itself
        (Relation.UMBRELLA, OTHER, [OWN], Standing.ACTIVE, True),  # two that cover each other
        (Relation.UMBRELLA, OTHER, [THIRD, OWN], Standing.ACTIVE, True),  # round a third
        (Relation.SUCCESSOR, OTHER, [], Standing.DISSOLVED, False),
        (Relation.SUCCESSOR, OTHER, [], Standing.ACTIVE, True),  # only what has ended went up in something
        (Relation.SUCCESSOR, OTHER, [OWN], Standing.DISSOLVED, True),
    ],
)
def test_no_circle_and_no_successor_of_the_living(relation, other, above, standing, refused):
    found = rules.relation_problems(relation, own=OWN, other=other, above=above, standing=standing)
    assert bool(found) is refused


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"standing": Standing.DISSOLVED, "dissolved_on": date(2025, 1, 1)}, []),
        ({"standing": Standing.DISSOLVED}, []),  # the day need not be known
        ({"dissolved_on": date(2025, 1, 1)}, ["dissolved_on"]),  # still at work
        ({"standing": Standing.DISSOLVED, "dissolved_on": date(2027, 1, 1)}, ["dissolved_on"]),
        ({"founded_year": 1987}, []),
        ({"founded_year": 2027}, ["founded_year"]),
        ({"founded_year": 87}, ["founded_year"]),
        (
            {"founded_year": 1990, "standing": Standing.DISSOLVED, "dissolved_on": date(1989, 1, 1)},
            ["dissolved_on"],
        ),
    ],
)
def test_began_and_ended(given, wrong):
    assert fields(rules.facts_problems(facts(**given), on=TODAY)) == wrong


def test_with_whom_an_agreement_is_made_instead():
    words = rules.dissolved_words("Gamla", date(2025, 1, 1), "Nya")
    assert words == "Gamla har upphört 2025-01-01 och uppgick i Nya. Gör avtalet med Nya i stället."
    assert rules.dissolved_words("Gamla", None, None) == "Gamla har upphört och kan inte vara avtalspart."
