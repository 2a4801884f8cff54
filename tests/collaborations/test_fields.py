"""Each field of a collaboration is told wherever the collaboration is, and nothing inside to a partner."""

from datetime import date

import pytest

from registry.access.roles import Role
from registry.audit import guard, labels
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import SourceDocument
from registry.collaborations import actions, queries, rules
from registry.collaborations.choices import Category, CollaborationStatus, Form, OurRole, PartyRole
from registry.collaborations.fields import FIELDS, PROJECT_FIELDS
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.collaborations.rules import CollaborationFacts, Project
from registry.core.columns import new_id
from registry.core.database import session
from registry.core.money import Money
from registry.partners.structures.models import Structure, StructureKind, StructureStatus
from tests import factories
from tests.city.accounts import people
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

LISTS = {
    "target_groups": ["Målgrupp ett"], "activities": ["Insats ett"], "districts": ["Område ett"],
    "grounds": ["Grund ett"],
}  # fmt: skip
RELATED = {"unit_id": "Enheten Ett", "structure_id": "Platsen Ett", "source_id": "Källan Ett"}
GIVEN = {
    "form": Form.FORMAL, "kind": Kind.PROJECT, "category": Category.MAPPING, "status": CollaborationStatus.RUNNING,
    "is_reference": False, "starts_on": date(2024, 2, 3), "ends_on": date(2031, 4, 5),
}  # fmt: skip
PARTS = ("Del ett", "Del två")
PROJECT = {
    "our_role": OurRole.PARTNER, "length_months": 18, "capacity": 4321, "least_months": 7, "age_from": 16, "age_to": 29,
    "volunteers": 8765, "components": PARTS, "total": Money.kronor(7_654_321), "funder_decided_on": date(2029, 8, 7),
}  # fmt: skip
VALUES = planted(Collaboration, FIELDS, **GIVEN, **LISTS, **RELATED)
OF_PROJECT = planted(ProjectFacts, PROJECT_FIELDS, **PROJECT, leads_to_id="Det som följer")
EVERY, EVERY_OF_PROJECT = list(FIELDS), list(PROJECT_FIELDS)
GATE = {"gate_resources", "gate_note"}
# Told in other words, or only of another kind of collaboration.
IN_OTHER_WORDS = {"category", "is_reference", "gate_resources"}


def names(**wanted):
    return {one.name for one in EVERY if all(getattr(one, name) == is_so for name, is_so in wanted.items())}


def facts(response):
    lines = facts_of(response)
    ages = {"age_from": "16", "age_to": "29 år"}  # one line tells both
    return among(lines, EVERY, VALUES) | among(lines, EVERY_OF_PROJECT, OF_PROJECT | ages)


def related():
    """Store what the collaboration points at, and return the identifiers by column."""
    structure = Structure(
        id=new_id(),
        code="P-1",
        name=RELATED["structure_id"],
        kind=StructureKind.PLACE,
        status=StructureStatus.RUNNING,
    )
    source = SourceDocument(id=new_id(), code="K-1", title=RELATED["source_id"])
    return {
        "unit_id": factories.unit(RELATED["unit_id"]).id,
        "structure_id": factories.stored(structure).id,
        "source_id": factories.stored(source).id,
    }


@pytest.fixture
def world(app):
    """Return a project that says something in every field, an officer, and one who represents its other party."""
    with app.app_context(), guard.resting():
        lists = {
            "target_groups": [factories.target_group(LISTS["target_groups"][0])],
            "activities": [factories.activity(LISTS["activities"][0])],
            "districts": [factories.district(LISTS["districts"][0])],
            "grounds": [factories.ground(LISTS["grounds"][0])],
        }
        other = factories.organisation("Grannar i samtal").id
        following = factories.collaboration(OF_PROJECT["leads_to_id"]).id
        own = factories.stored(Collaboration(
            id=new_id(), **(VALUES | related() | lists), sort_title="a", created_at=factories.NOON,
            parties=[Party(organisation_id=other, position=1, roles=[PartyRole.PARTNER.value])],
            project=ProjectFacts(**(OF_PROJECT | {"components": list(PARTS), "leads_to_id": following})),
        )).id  # fmt: skip
        people.role_of(people.account("officer@demo.example"), Role.OFFICER)
        people.role_of(people.account("partner@demo.example"), Role.PARTNER, other)
        session.commit()
    officer, partner = app.test_client(), app.test_client()
    for client, name in ((officer, "officer"), (partner, "partner")):
        assert client.sign_in(f"{name}@demo.example", people.PASSWORD).status_code == 303
    return own, officer, partner


def test_the_forms_the_pages_and_the_file_tell_every_field(world):
    own, officer, partner = world
    page, file = f"/collaborations/{own}", "/collaborations/export.csv"
    typed = {field.name for field in FIELDS.typed()}
    told = {
        "form": (lambda: set(officer.fields(f"{page}/edit")), typed),
        "gate": (lambda: set(officer.fields(f"{page}/gate")), GATE),
        "page": (lambda: facts(officer.get(page)), names(is_apart=False)),
        "choice of form": (lambda: facts(officer.get(f"{page}/formal")), typed | GATE),
        "file": (lambda: among(listed_in(officer.get(file)), EVERY, VALUES), names(in_file=True)),
        "its partner's page": (
            lambda: facts(partner.get(f"/portal/{own}")),
            names(is_inside=False, is_apart=False),
        ),
    }
    for place, wanted in told.values():
        told_by_the_table(FIELDS, place, wanted, turns=3)
    answer = text_of(officer.get(page))
    assert [one for one in names(is_apart=True) - IN_OTHER_WORDS if said(VALUES[one]) not in answer] == []
    answer = text_of(partner.get(f"/portal/{own}"))
    assert [
        one for one in names(is_apart=True, is_inside=False) - {"form"} if said(VALUES[one]) not in answer
    ] == []


def test_the_form_and_the_page_tell_every_field_of_a_project(world):
    own, officer, _partner = world
    page, every = f"/collaborations/{own}", {field.name for field in EVERY_OF_PROJECT}
    told_by_the_table(PROJECT_FIELDS, lambda: set(officer.fields(f"{page}/project")), every, turns=3)
    told_by_the_table(PROJECT_FIELDS, lambda: facts(officer.get(page)), every, turns=3)


def test_the_log_knows_every_field():
    told_by_the_table(FIELDS, lambda: set(labels.shown("collaboration")), names())
    every = {field.name for field in EVERY_OF_PROJECT}
    told_by_the_table(PROJECT_FIELDS, lambda: set(labels.shown("project_facts")), every)
    assert all(field.is_inside for field in PROJECT_FIELDS)


NEEDED = [  # of which collaboration, and what it must say: AMF 2024/717 and the guideline's list of categories
    (Form.INFORMAL, False, {"title", "status", "unit_id", "category"}),
    (Form.FORMAL, False, {"title", "status", "unit_id", "grounds"}),
    (Form.FORMAL, True, {"title", "status"}),  # others' project, which we only follow
]


def test_what_is_needed_and_empty_is_missed_by_the_rules():
    for form, is_reference, needed in NEEDED:

        def told(form=form, is_reference=is_reference):
            problems = rules.facts_problems(
                CollaborationFacts("", None), form=form, is_reference=is_reference
            )
            assert {problem.message for problem in problems} <= {str(one.missing) for one in EVERY}
            return {problem.field for problem in problems}

        told_by_the_table(FIELDS, told, needed)
        assert told() == needed
    nothing = {"kind": None, "unit_id": None, "grounds": (), "is_reference": False, "legal_forms": []}

    def obstacles():
        found = rules.agreement_obstacles(form=Form.FORMAL, **nothing)
        return {one.name for one in EVERY if one.needed_by and str(one.missing) in found}

    told_by_the_table(FIELDS, obstacles, ["kind", "unit_id", "grounds"])
    told_by_the_table(
        PROJECT_FIELDS,
        lambda: {problem.field for problem in rules.project_problems(Project(None), own_id=new_id())},
        ["our_role"],
    )


def test_what_is_needed_and_empty_is_missed_by_its_label_on_the_pages(world):
    own, officer, _partner = world
    page, of_form = f"/collaborations/{own}", {form: needed for form, _is_reference, needed in NEEDED[:2]}
    nothing = dict.fromkeys(one.name for one in (*EVERY, *EVERY_OF_PROJECT)) | {"unit_id": ""}
    titled = {"title"}  # it is given one
    forms = {
        "/collaborations/new": (of_form[Form.FORMAL] - titled | {"gate_resources"}, {"gate_resources": None}),
        "/collaborations/new?": (of_form[Form.INFORMAL] - titled, {"gate_resources": "no"}),
        "/collaborations/new-reference": (NEEDED[2][2], {}),
        f"{page}/edit": (of_form[Form.FORMAL], {}),
        f"{page}/gate": ({"gate_resources"}, {}),
        f"{page}/formal": ({"kind"}, {}),
    }
    for address, (needed, typed) in forms.items():
        assert missed(EVERY, refused_in(officer.send(address, **nothing | typed))) == needed, address
    assert missed(EVERY_OF_PROJECT, refused_in(officer.send(f"{page}/project", **nothing))) == {"our_role"}
    assert not [one.name for one in (*EVERY, *EVERY_OF_PROJECT) if one.needed_by and one.is_quiet], (
        "missed, and told nowhere"
    )


def test_a_page_tells_what_an_old_collaboration_lacks(app, world):
    _own, officer, _partner = world
    with app.app_context(), guard.resting():
        bare = factories.stored(Collaboration(
            id=new_id(), title="Ärvd", form=Form.FORMAL, status=CollaborationStatus.RUNNING, sort_title="arvd",
            created_at=factories.NOON,
        )).id  # fmt: skip
        session.commit()

    def told():
        answer = text_of(officer.get(f"/collaborations/{bare}"))
        return {one.name for one in EVERY if one.needed_by and str(one.missing) in answer}

    assert facts_of(officer.get(f"/collaborations/{bare}"))["Vår enhet"] == "Uppgift saknas"
    told_by_the_table(FIELDS, told, ["kind", "unit_id", "grounds"], turns=1)


@pytest.mark.usefixtures("work")
def test_what_is_stated_is_stored():
    actor = factories.acting(Role.OFFICER)
    grounds, unit_id = (factories.ground(LISTS["grounds"][0]).id,), factories.unit(RELATED["unit_id"]).id
    own = factories.collaboration("En annan", formal=True, actor=actor, status=CollaborationStatus.IDEA)
    own.kind, own_id = Kind.PROJECT, own.id
    stated = {field.name: VALUES[field.name] for field in FIELDS.stated()} | {"unit_id": unit_id}
    told = OF_PROJECT | {"leads_to_id": factories.collaboration(OF_PROJECT["leads_to_id"]).id}
    session.flush()

    def stored():
        """Do both, and return what has come to stand in the columns."""
        with session.begin_nested() as attempt:
            made, by = queries.changeable(actor, own_id), {"actor": actor, "at": factories.NOON}
            actions.change(made, CollaborationFacts(**stated, grounds=grounds), seen=made.version, **by)
            actions.describe_project(made, Project(**told), seen=made.version, **by)
            found = {name for name in stated if getattr(made, name) == stated[name]}
            found |= {name for name in told if getattr(made.project, name) in (told[name], list(PARTS))}
            attempt.rollback()
            session.expunge_all()
        return found

    told_by_the_table(FIELDS, stored, set(stated) - {"status_on"})  # a status always says its day
    needed = {"our_role"}  # the database refuses a row without
    told_by_the_table(PROJECT_FIELDS, stored, set(told) - needed)


def test_nothing_inside_reaches_a_partner(app, world):
    own, _officer, partner = world
    inside = {said(VALUES[name]) for name in names(is_inside=True)} - {"Ja", "Nej"}
    inside |= {said(value) for value in OF_PROJECT.values() if not isinstance(value, int)}
    rules = [
        rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("portal.") and "GET" in rule.methods
    ]
    values = {"collaboration_id": own}
    addresses = [
        app.url_map.bind("localhost").build(rule.endpoint, values)
        for rule in rules
        if rule.arguments <= set(values)
    ]
    assert len(addresses) >= 2
    for address in addresses:
        answer = partner.get(address.split("?")[0], follow_redirects=True)
        assert answer.status_code == 200, address
        assert {words for words in inside if words in text_of(answer)} == set(), address
