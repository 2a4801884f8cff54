"""Each field of an organisation is told wherever the organisation is, and nothing inside to the organisation itself."""

from datetime import date

import pytest

from registry.access.roles import Role
from registry.audit import guard, labels
from registry.city.vocabulary.choices import Scope
from registry.core.database import session
from registry.partners.duplicates import rules as merging
from registry.partners.exchange import known
from registry.partners.organisations import actions, rules
from registry.partners.organisations.countries import Country
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.models import LegalForm, Organisation, Registration, Sector, Standing
from registry.partners.organisations.rules import OrganisationFacts
from tests import factories
from tests.city.accounts import people
from tests.portal.test_inside import texts_of
from tests.record_fields import (
    among,
    facts_of,
    listed_in,
    missed,
    planted,
    refused_in,
    said,
    text_of,
    told_by_the_table,
)

FORM = {
    "name": "Grannar i samtal", "number": "802002-8638", "sector": Sector.EDUCATION, "legal_form": LegalForm.ECONOMIC,
    "standing": Standing.DISSOLVED, "dissolved_on": date(2019, 3, 5), "founded_year": 1873, "postcode": "112 21",
    "country": Country("NO"), "website": "https://grannar.example.se", "registration": Registration.YES,
    "registration_checked_on": date(2018, 7, 9),
}  # fmt: skip
LISTS = {"target_groups": ["Målgrupp ett"], "activities": ["Insats ett"], "districts": ["Område ett"]}
RELATED = {"successor_id": "Efterföljaren", "umbrella_id": "Paraplyet"}
VALUES = planted(Organisation, FIELDS, **FORM, **LISTS, **RELATED)
EVERY = list(FIELDS)
# The page says these in places of their own: the heading, the line above it, and a part about other organisations.
APART = {field.name for field in EVERY if field.is_apart}


def names(**wanted):
    return {one.name for one in EVERY if all(getattr(one, name) == is_so for name, is_so in wanted.items())}


def facts(response):
    return among(facts_of(response), EVERY, VALUES)


@pytest.fixture
def world(app):
    """Return an organisation that says something in every field, an officer, and one who represents it."""
    with app.app_context(), guard.resting():
        related = {name: factories.organisation(called).id for name, called in RELATED.items()}
        own = factories.organisation(**{**VALUES, **related, **dict.fromkeys(LISTS, ())} | {
            "target_groups": [factories.target_group(LISTS["target_groups"][0])],
            "activities": [factories.activity(LISTS["activities"][0])],
            "districts": [factories.district(LISTS["districts"][0])],
        }).id  # fmt: skip
        people.role_of(people.account("officer@demo.example"), Role.OFFICER)
        people.role_of(people.account("partner@demo.example"), Role.PARTNER, own)
        session.commit()
    officer, partner = app.test_client(), app.test_client()
    for client, name in ((officer, "officer"), (partner, "partner")):
        assert client.sign_in(f"{name}@demo.example", people.PASSWORD).status_code == 303
    return own, officer, partner


def test_the_form_the_page_and_the_file_tell_every_field(world):
    own, officer, partner = world
    page, seen = f"/organisations/{own}", f"/portal/organisations/{own}"
    file = "/organisations/export.csv?q=grannar&sector=all"
    told = {
        "form": (lambda: set(officer.fields(f"{page}/edit")), names() - names(page="")),
        "page": (lambda: facts(officer.get(page)), (names() - APART) | names(page="scope")),
        "file": (lambda: among(listed_in(officer.get(file)), EVERY, VALUES), names(in_file=True)),
        "its own form": (lambda: set(partner.fields(f"{seen}/edit")), names(is_own=True)),
        "its own page": (lambda: facts(partner.get(seen)), names(is_own=True)),
    }
    for place, wanted in told.values():
        told_by_the_table(FIELDS, place, wanted, turns=3)
    answer = text_of(officer.get(page))
    assert [name for name in APART if said(VALUES[name]) not in answer] == []
    answer = partner.get(seen)
    assert names(is_inside=False) - facts(answer) == names(page="register")  # among the terms that it meets
    assert said(VALUES["registration_checked_on"]) in text_of(answer)


def test_the_log_the_merge_and_the_lists_know_every_field():
    told_by_the_table(FIELDS, lambda: set(labels.shown("organisation")), names())
    assert {name for group in merging.GROUPS for name in group} == names(is_list=False)
    assert set(known.CHANGEABLE) == names(is_in_lists=True)
    assert not [field.name for field in EVERY if field.is_own and field.is_inside], (
        "a partner writes what it reads"
    )


def test_what_is_needed_and_empty_is_said_missing(world):
    own, officer, _partner = world
    needed = {"name", "sector", "legal_form", "standing", "registration"}
    empty = OrganisationFacts("", None, legal_form=None, standing=None, registration=None)
    looked_for = OrganisationFacts("Namn", Sector.CIVIL, registration=Registration.NO)

    def told(facts):
        return {problem.field for problem in rules.facts_problems(facts, on=date(2026, 11, 21))}

    told_by_the_table(FIELDS, lambda: told(empty), needed | {"registration_checked_on"})
    told_by_the_table(FIELDS, lambda: told(looked_for), ["registration_checked_on"])
    nothing = dict.fromkeys(field.name for field in EVERY)
    for address in ("/organisations/new", f"/organisations/{own}/edit"):
        assert missed(EVERY, refused_in(officer.send(address, **nothing))) == needed, address
    checked = {
        "name": "Namn", "sector": "civil", "legal_form": "association", "standing": "active", "registration": "yes",
    }  # fmt: skip
    assert missed(EVERY, refused_in(officer.send("/organisations/new", **checked))) == {
        "registration_checked_on"
    }
    assert not [field.name for field in EVERY if field.needed_by and field.is_quiet], (
        "missed, and told nowhere"
    )


@pytest.mark.usefixtures("work")
def test_what_is_stated_is_stored():
    stated = {field.name: VALUES[field.name] for field in FIELDS.stated()}
    facts = OrganisationFacts(**stated, scope=Scope(), is_branch=True, is_another=True)

    def stored():
        with session.begin_nested() as attempt:
            made = actions.register(facts, actor=None, at=factories.NOON)
            found = {name for name in stated if getattr(made, name, None) == stated[name]}
            attempt.rollback()
        return found

    needed = {
        "name",
        "sector",
        "legal_form",
        "standing",
        "registration",
    }  # the database refuses a row without
    told_by_the_table(FIELDS, stored, set(stated) - needed)


def test_nothing_inside_reaches_the_organisation(app, world):
    own, _officer, partner = world
    inside = {said(VALUES[name]) for name in names(is_inside=True)} - {"Ja"}
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("portal.") and "GET" in rule.methods
    ]
    values = {"organisation_id": own, "fact": "name"}
    addresses = {
        app.url_map.bind("localhost").build(rule.endpoint, values)
        for rule in rules
        if rule.arguments <= set(values)
    }
    assert len(addresses) >= 5
    for address in addresses:
        answer = partner.get(address.split("?")[0], follow_redirects=True)  # one entry of the menu leads on
        assert answer.status_code == 200, address
        is_page = answer.mimetype == "text/html"
        told = text_of(answer) if is_page else " ".join(texts_of(answer.mimetype, answer.data))
        assert {words for words in inside if words in told} == set(), address
