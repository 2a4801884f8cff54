"""Registering and changing organisations, on a database."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from registry.audit.models import AuditEntry, AuditPayload
from registry.audit.queries import history
from registry.city.vocabulary.choices import Scope
from registry.core.database import session
from registry.core.errors import DomainError, Stale
from registry.partners.organisations import actions, catalogue, queries, related, rules
from registry.partners.organisations.models import (
    ContactRole,
    LegalForm,
    Organisation,
    Registration,
    Sector,
    Standing,
)
from registry.partners.organisations.rules import ContactFacts, Filter, OrganisationFacts, Relation
from tests.factories import NOON, acting, district, organisation, target_group

pytestmark = pytest.mark.usefixtures("work")

NUMBER = "802002-8638"
CHAIR = ContactFacts(
    "Chef", "anna@exempel.se", person="Anna Exempel", role=ContactRole.CHAIR, reason="Samordnar"
)


@pytest.fixture
def actor():
    return acting()


def facts(**more):
    given = {"name": "Rädda Barnen", "sector": Sector.CIVIL, "legal_form": LegalForm.ASSOCIATION, **more}
    return OrganisationFacts(**given)


def register(actor, **more):
    made = actions.register(facts(**more), actor=actor, at=NOON)
    session.commit()
    return made


def again(actor, row):
    """Read it anew, with everything that belongs to it, as the next request does."""
    row_id = row.id
    session.expunge_all()
    return queries.changeable(actor, row_id)


def fields(error):
    return [problem.field for problem in error.value.problems]


def tags():
    session.commit()
    return list(session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)))


def test_registered_with_everything_and_logged(actor):
    groups, area = [target_group("Nyanlända"), target_group("Unga", 2)], district()
    scope = Scope(tuple(group.id for group in groups), (), (area.id,))
    made = register(actor, number=NUMBER, seat="Åkersberga", scope=scope)
    found = again(actor, made)
    assert [one.name for one in found.target_groups] == ["Nyanlända", "Unga"]
    assert [one.name for one in found.districts] == ["Järva"]
    assert found.created_by_id == actor.user_id
    (step,) = history(actor, made.id).rows
    assert step.title == "Organisationen registrerades"
    assert {"field": "Organisationsnummer", "before": None, "after": NUMBER} in step.changes


def test_a_number_stands_once_unless_it_is_a_branch(actor):
    register(actor, number=NUMBER)
    with pytest.raises(DomainError, match="Rädda Barnen") as refused:
        actions.register(facts(name="Helt annat", number=NUMBER), actor=actor, at=NOON)
    assert fields(refused) == ["number"]
    branch = register(actor, name="Rädda Barnen, lokalförening Järva", number=NUMBER, is_branch=True)
    assert branch.number == NUMBER
    assert [len(some) for some in queries.likely_same(facts(number=NUMBER))] == [2, 0]


def test_a_nearly_identical_name_is_asked_about(actor):
    register(actor)
    with pytest.raises(DomainError, match="kan vara en organisation som redan finns") as refused:
        actions.register(facts(name="Rädda barnens riksförbund"), actor=actor, at=NOON)
    assert fields(refused) == ["name"]
    register(actor, name="Rädda barnens vänner", is_another=True)


def test_change_keeps_an_unchanged_name_and_number_out_of_the_question(actor):
    register(actor, number=NUMBER)
    branch = register(actor, name="Rädda Barnen Järva", number=NUMBER, is_branch=True)
    found = again(actor, branch)
    given = facts(name="Rädda Barnen Järva", number=NUMBER, seat="Tensta")
    actions.change(found, given, seen=found.version, actor=actor, at=NOON)
    session.commit()
    assert again(actor, branch).seat == "Tensta"


def test_change_tells_what_changed_and_moves_the_version(actor):
    group_id = target_group().id
    made = again(actor, register(actor))
    actions.change(made, facts(scope=Scope((group_id,))), seen=1, actor=actor, at=NOON)
    session.commit()
    assert again(actor, made).version == 2  # though only a link was added
    step, *_older = history(actor, made.id).rows
    assert step.changes == [{"field": "Målgrupper", "before": None, "after": "Nyanlända"}]


def test_stale_change_is_refused(actor):
    made = again(actor, register(actor))
    actions.change(made, facts(seat="Rinkeby"), seen=1, actor=actor, at=NOON)
    session.flush()
    with pytest.raises(Stale):
        actions.change(made, facts(seat="Kista"), seen=1, actor=actor, at=NOON)


def test_contradictions_come_together(actor):
    given = facts(legal_form=LegalForm.NETWORK, number=NUMBER, registration=Registration.YES)
    with pytest.raises(DomainError) as refused:
        actions.register(given, actor=actor, at=NOON)
    assert fields(refused) == ["number", "registration", "registration_checked_on"]
    assert session.scalar(select(Organisation)) is None


def test_role_mailboxes_come_before_people(actor):
    made = again(actor, register(actor))
    actions.add_contact(made, CHAIR, actor=actor, at=NOON)
    actions.add_contact(made, ContactFacts("Kansli", "info@exempel.se"), actor=actor, at=NOON)
    session.commit()
    found = again(actor, made)
    assert [one.label for one in found.contacts] == ["Kansli", "Chef"]
    contact = found.contacts[1]
    actions.change_contact(found, contact, ContactFacts("Växel", phone="08-1"), seen=1, actor=actor, at=NOON)
    with pytest.raises(Stale):
        actions.change_contact(
            found, contact, ContactFacts("Växel", phone="08-2"), seen=1, actor=actor, at=NOON
        )
    actions.remove_contact(found, found.contacts[0], actor=actor, at=NOON)
    session.commit()
    assert [one.label for one in again(actor, made).contacts] == ["Växel"]
    assert tags() == ["organisation.registered"] + 4 * ["organisation.changed"]


def test_contact_that_reaches_nobody_is_refused(actor):
    made = again(actor, register(actor))
    with pytest.raises(DomainError) as refused:
        actions.add_contact(made, ContactFacts("Kansli"), actor=actor, at=NOON)
    assert fields(refused) == ["email"]


def test_the_log_tells_of_people_but_not_who_they_are(actor):
    made = again(actor, register(actor))
    actions.add_contact(made, CHAIR, actor=actor, at=NOON)
    actions.read_people(made, actor=actor, at=NOON)
    rows = actions.export_people(actor, Filter(), reason="Inbjudan", on=NOON.date(), at=NOON)
    assert [row[:3] for row in rows] == [("Rädda Barnen", None, "Anna Exempel")]
    ended = replace(CHAIR, ends_on=date(2026, 1, 1))
    actions.change_contact(made, made.contacts[0], ended, seen=1, actor=actor, at=NOON)
    assert actions.export_people(actor, Filter(), reason="Igen", on=NOON.date(), at=NOON) == []
    session.commit()
    assert tags()[-4:] == [
        "personal_data.read", "personal_data.exported", "organisation.changed", "personal_data.exported",
    ]  # fmt: skip
    told = " ".join(f"{row.changes} {row.note}" for row in session.scalars(select(AuditPayload)))
    assert "Inbjudan" in told
    assert "chair" in told
    assert "Anna" not in told
    assert "anna@" not in told


def test_found_by_an_earlier_name_until_it_is_removed(actor):
    made = again(actor, register(actor))
    other = actions.add_name(
        made, "Svenska stödkommittén", starts_on=None, ends_on=date(1990, 1, 1), actor=actor, at=NOON
    )
    session.flush()
    assert [row.name for row in catalogue.suggestions(actor, "stodkomm")] == ["Rädda Barnen"]
    actions.remove_name(made, other, actor=actor, at=NOON)
    session.commit()
    assert catalogue.suggestions(actor, "stodkomm") == []
    with pytest.raises(DomainError) as refused:
        actions.add_name(
            made, "X", starts_on=date(2020, 1, 2), ends_on=date(2020, 1, 1), actor=actor, at=NOON
        )
    assert fields(refused) == ["ends_on"]


def test_hostile_text_is_stored_as_text(actor):
    name = "<script>alert(1)</script> مرحبا 🎈 100 % _"
    made = register(actor, name=name)
    assert [row.name for row in catalogue.suggestions(actor, "100 %")] == [name]
    assert catalogue.suggestions(actor, "1_0") == []  # an underscore is a character, not a wildcard
    assert again(actor, made).name == name


def test_a_page_of_an_unknown_organisation_is_none(actor):
    assert queries.organisation(actor, organisation().created_by_id or actor.user_id) is None


def test_a_replaced_name_is_kept_when_asked_for(actor):
    made = again(actor, register(actor))
    actions.change(made, facts(name="Barnens vänner"), seen=1, keep_name=True, actor=actor, at=NOON)
    session.commit()
    found = again(actor, made)
    assert [(one.name, one.ends_on) for one in found.names] == [("Rädda Barnen", NOON.date())]


def test_umbrella_and_successor_lead_on_and_never_round(actor):
    top, middle, low = (again(actor, organisation(name)) for name in ("Toppen", "Mitten", "Botten"))

    def relate(one, relation, other):
        one = again(actor, one)
        actions.relate(one, relation, other and other.id, seen=one.version, actor=actor, at=NOON)
        session.commit()

    relate(middle, Relation.UMBRELLA, top)
    relate(low, Relation.UMBRELLA, middle)
    with pytest.raises(DomainError, match="cirkel"):
        relate(top, Relation.UMBRELLA, low)
    session.rollback()
    found = related.related(actor, again(actor, middle))
    assert (found.umbrella.name, [row.name for row in found.branches]) == ("Toppen", ["Botten"])
    relate(low, Relation.UMBRELLA, None)
    gone = again(actor, low)
    ended = replace(rules.facts_of(gone), standing=Standing.DISSOLVED)
    actions.change(gone, ended, seen=gone.version, actor=actor, at=NOON)
    session.commit()
    relate(low, Relation.SUCCESSOR, top)
    (words,) = related.dissolved([low.id, top.id])
    assert words == "Botten har upphört och uppgick i Toppen. Gör avtalet med Toppen i stället."
    back = again(actor, low)
    revived = replace(rules.facts_of(back), standing=Standing.ACTIVE)
    actions.change(back, revived, seen=back.version, actor=actor, at=NOON)
    session.commit()
    assert again(actor, low).successor_id is None
