"""Recording and changing collaborations, on a database."""

from datetime import date

import pytest
from sqlalchemy import func, select

from registry.audit.models import AuditEntry
from registry.audit.queries import history
from registry.city.guidelines.choices import Kind
from registry.city.vocabulary.choices import Scope
from registry.collaborations import actions, queries
from registry.collaborations.choices import Category, CollaborationStatus, Form, OurRole, PartyRole
from registry.collaborations.models import Collaboration
from registry.collaborations.rules import CollaborationFacts, Gate, Participation, Project
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.partners.organisations.models import LegalForm
from tests.factories import (
    NOON,
    TODAY,
    acting,
    collaboration,
    district,
    ground,
    organisation,
    target_group,
    unit,
)

pytestmark = pytest.mark.usefixtures("work")

PARTNER = Participation((PartyRole.PARTNER,))


@pytest.fixture
def actor():
    return acting(name="Handläggare", title="Utredare")


def again(actor, row):
    """Read it anew, with everything that belongs to it, as the next request does."""
    session.commit()
    row_id = row.id
    session.expunge_all()
    return queries.changeable(actor, row_id)


def facts(**more):
    given = {
        "title": "Språkkafé",
        "status": CollaborationStatus.RUNNING,
        "category": Category.PRESENCE,
        **more,
    }
    if "unit_id" not in given:
        given["unit_id"] = unit("Jobbtorg Kista").id
    if "grounds" not in given:
        given["grounds"] = (ground("Etablering").id,)
    return CollaborationFacts(**given)


def of(found):
    """Return the facts as they are stored, for a change of one of them."""
    return {
        "title": found.title, "status": found.status, "category": found.category, "unit_id": found.unit_id,
        "grounds": tuple(one.id for one in found.grounds), "description": found.description,
    }  # fmt: skip


def fields(refused):
    return [problem.field for problem in refused.value.problems]


def tags():
    session.commit()
    return list(session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)))


def test_recorded_informal(actor):
    one, group, area = organisation("Rädda Barnen"), target_group(), district()
    given = facts(scope=Scope((group.id,), (), (area.id,)), description="Varje tisdag")
    made = actions.record(
        given, gate=Gate(False, "Bara ett möte"), organisation_ids=[one.id], actor=actor, at=NOON
    )
    found = again(actor, made)
    assert (found.form, found.kind, found.gate_resources) == (Form.INFORMAL, None, False)
    assert found.gate_judged_by == "Handläggare, Utredare"
    assert [(party.display_name, party.party_roles, party.receives_funding) for party in found.parties] == [
        ("Rädda Barnen", [PartyRole.PARTNER], None)
    ]
    assert [term.name for term in found.target_groups + found.districts] == ["Nyanlända", "Järva"]
    assert (found.confirmed_on, found.confirm_by) == (TODAY, date(2027, 11, 21))
    (step,) = history(actor, found.id).rows
    assert step.title == "Samverkan registrerades"
    assert {"field": "Beskrivning", "before": None, "after": "Varje tisdag"} in step.changes


def test_resources_record_it_as_formal_with_everything_kept(actor):
    one = organisation()
    given = facts(description="Varje tisdag")
    made = actions.record(given, gate=Gate(True), organisation_ids=[one.id], actor=actor, at=NOON)
    found = again(actor, made)
    assert (found.form, found.kind, found.description) == (Form.FORMAL, None, "Varje tisdag")
    actions.choose_kind(found, Kind.IOP, seen=found.version, actor=actor, at=NOON)
    assert again(actor, found).kind is Kind.IOP


def test_nothing_is_stored_when_something_is_missing(actor):
    empty = CollaborationFacts(title="Ingenting", status=CollaborationStatus.RUNNING)
    with pytest.raises(DomainError) as refused:
        actions.record(empty, gate=Gate(False), organisation_ids=[], actor=actor, at=NOON)
    assert fields(refused) == ["category", "unit_id", "organisations"]
    assert session.scalar(select(func.count()).select_from(Collaboration)) == 0


def test_unknown_organisations_do_not_count_as_parties(actor):
    with pytest.raises(DomainError) as refused:
        actions.record(facts(), gate=Gate(False), organisation_ids=[actor.user_id], actor=actor, at=NOON)
    assert fields(refused) == ["organisations"]


def test_reference_needs_neither_unit_nor_ground(actor):
    given = facts(unit_id=None, grounds=(), category=None)
    made = actions.record_reference(
        given, organisation_ids=[organisation("Värmdö kommun").id], actor=actor, at=NOON
    )
    found = again(actor, made)
    assert (found.is_reference, found.kind, found.form) == (True, Kind.PROJECT, Form.FORMAL)
    with pytest.raises(DomainError, match="vår egen samverkan"):
        actions.judge(found, Gate(True), seen=found.version, actor=actor, at=NOON)


def test_change_says_what_changed_and_moves_the_version(actor):
    found = again(actor, collaboration("Jobbmässa"))
    group = target_group()
    given = CollaborationFacts(**{**of(found), "scope": Scope((group.id,))})
    actions.change(found, given, seen=1, actor=actor, at=NOON)
    changed = again(actor, found)
    assert changed.version == 2  # though only a link was added
    step, *_older = history(actor, changed.id).rows
    assert step.changes == [{"field": "Målgrupper", "before": None, "after": "Nyanlända"}]
    with pytest.raises(Stale):
        actions.change(changed, given, seen=1, actor=actor, at=NOON)


def test_change_keeps_the_rules(actor):
    found = again(actor, collaboration("Jobbmässa"))
    with pytest.raises(DomainError) as refused:
        actions.change(
            found, CollaborationFacts(**{**of(found), "grounds": ()}), seen=1, actor=actor, at=NOON
        )
    assert fields(refused) == ["grounds"]


def test_a_title_stands_once_in_a_unit(actor):
    first = again(actor, collaboration("Jobbmässa"))
    same_unit = {**of(first), "title": "JOBBMÄSSA"}
    with pytest.raises(DomainError) as refused:
        actions.record(
            CollaborationFacts(**same_unit),
            gate=Gate(False),
            organisation_ids=[organisation("B").id],
            actor=actor,
            at=NOON,
        )
    assert fields(refused) == ["title"]
    actions.change(
        first, CollaborationFacts(**same_unit), seen=1, actor=actor, at=NOON
    )  # its own title is no obstacle
    collaboration("Jobbmässa", unit=unit("En annan enhet"), grounds=(ground("En annan grund").id,))


def test_judged_anew_both_ways(actor):
    found = again(actor, collaboration("Lånad lokal"))
    actions.judge(found, Gate(True, "Lokalen är fast"), seen=1, actor=actor, at=NOON)
    found = again(actor, found)
    assert (found.form, found.gate_note) == (Form.FORMAL, "Lokalen är fast")
    actions.judge(found, Gate(False), seen=2, actor=actor, at=NOON)
    assert again(actor, found).form is Form.INFORMAL
    assert tags() == ["collaboration.recorded", "collaboration.made_formal", "collaboration.changed"]


def test_with_a_kind_it_stays_formal(actor):
    found = again(actor, collaboration("Partnerskap", formal=True))
    actions.choose_kind(found, Kind.IOP, seen=1, actor=actor, at=NOON)
    found = again(actor, found)
    with pytest.raises(DomainError) as refused:
        actions.judge(found, Gate(False), seen=2, actor=actor, at=NOON)
    assert fields(refused) == ["gate_resources"]


def test_informal_has_no_kind_and_formal_without_category_stays_formal(actor):
    informal = again(actor, collaboration("Möten"))
    with pytest.raises(DomainError) as refused:
        actions.choose_kind(informal, Kind.GRANT, seen=1, actor=actor, at=NOON)
    assert fields(refused) == ["kind"]
    formal = again(actor, collaboration("Bidrag", formal=True, category=None))
    with pytest.raises(DomainError) as refused:
        actions.judge(formal, Gate(False), seen=1, actor=actor, at=NOON)
    assert fields(refused) == ["gate_resources"]


def test_parties_with_several_roles(actor):
    found, other = again(actor, collaboration("ISA")), organisation("Välkommen till Värmdö")
    both = Participation((PartyRole.PARTNER, PartyRole.PERFORMER), True, "Driver verksamheten")
    actions.add_party(found, other.id, both, actor=actor, at=NOON)
    found = again(actor, found)
    added = found.parties[1]
    assert (added.display_name, added.roles, added.receives_funding) == (
        "Välkommen till Värmdö",
        ["partner", "performer"],
        True,
    )
    with pytest.raises(DomainError, match="redan part"):
        actions.add_party(found, added.organisation_id, PARTNER, actor=actor, at=NOON)
    actions.change_party(found, added, PARTNER, seen=found.version, actor=actor, at=NOON)
    with pytest.raises(Stale):
        actions.change_party(found, added, both, seen=2, actor=actor, at=NOON)
    actions.remove_party(found, added, actor=actor, at=NOON)
    found = again(actor, found)
    with pytest.raises(DomainError, match="sista parten"):
        actions.remove_party(found, found.parties[0], actor=actor, at=NOON)
    steps = history(actor, found.id).rows
    assert [change["field"] for step in steps[:3] for change in step.changes] == ["Part"] * 3
    assert "Samverkanspart, Utförare" in steps[2].changes[0]["after"]


def test_a_network_receives_nothing(actor):
    found, network = (
        again(actor, collaboration("Nätverket")),
        organisation("Nätverk", legal_form=LegalForm.NETWORK),
    )
    with pytest.raises(DomainError) as refused:
        actions.add_party(found, network.id, Participation((PartyRole.PARTNER,), True), actor=actor, at=NOON)
    assert fields(refused) == ["receives_funding"]
    actions.add_party(found, network.id, PARTNER, actor=actor, at=NOON)


@pytest.mark.parametrize("unknown", [None, "somebody"])
def test_a_party_exists(actor, unknown):
    found = again(actor, collaboration("Möten"))
    with pytest.raises(DomainError) as refused:
        actions.add_party(found, actor.user_id if unknown else None, PARTNER, actor=actor, at=NOON)
    assert fields(refused) == ["organisation"]


def test_project_facts_are_saved_and_found_by_reference(actor):
    found = again(actor, collaboration("Min framtid", formal=True))
    with pytest.raises(DomainError, match="Bara projekt"):
        actions.describe_project(found, Project(OurRole.PARTNER), seen=1, actor=actor, at=NOON)
    actions.choose_kind(found, Kind.PROJECT, seen=1, actor=actor, at=NOON)
    found = again(actor, found)
    told = Project(
        OurRole.PARTNER,
        funder="ESF-rådet",
        funder_reference="2018/00089",
        components=("Samtal", "Cv"),
        age_from=15,
    )
    actions.describe_project(found, told, seen=2, actor=actor, at=NOON)
    found = again(actor, found)
    assert (found.project.components, found.project.age_from) == (["Samtal", "Cv"], 15)
    assert "2018/00089" in found.search_text
    actions.describe_project(found, Project(OurRole.OWNER), seen=3, actor=actor, at=NOON)
    found = again(actor, found)
    assert (found.project.our_role, found.project.funder) == (OurRole.OWNER, None)
    with pytest.raises(Stale):
        actions.describe_project(found, told, seen=3, actor=actor, at=NOON)


def test_confirmed_again_and_ended(actor):
    found = again(actor, collaboration("Jobbmässa"))
    found.confirm_by = date(2026, 1, 1)
    actions.confirm(found, actor=actor, at=NOON)
    found = again(actor, found)
    assert found.confirm_by == date(2027, 11, 21)
    actions.end(found, ends_on=date(2026, 11, 1), seen=found.version, actor=actor, at=NOON)
    found = again(actor, found)
    assert (found.status, found.ends_on, found.confirm_by) == (
        CollaborationStatus.ENDED,
        date(2026, 11, 1),
        None,
    )
    with pytest.raises(DomainError, match="redan avslutad"):
        actions.end(found, ends_on=TODAY, seen=found.version, actor=actor, at=NOON)
    with pytest.raises(DomainError, match="behöver inte"):
        actions.confirm(found, actor=actor, at=NOON)
    assert tags() == ["collaboration.recorded", "collaboration.confirmed", "collaboration.ended"]
