"""Finding collaborations, on a database: who sees them, narrowed down by what, and what can be chosen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from registry.access.actor import Actor, HeldPost
from registry.access.roles import Post, Role
from registry.city.guidelines.choices import Kind
from registry.city.priorities.models import GroundStatus
from registry.city.vocabulary.choices import Scope
from registry.collaborations import actions, queries, search
from registry.collaborations.choices import Category, CollaborationStatus, Form, OurRole, PartyRole
from registry.collaborations.models import Collaboration, Party
from registry.collaborations.rules import Filter, Project
from registry.core.columns import new_id
from registry.core.database import session
from registry.partners.organisations.search.finding import RANKED
from tests.factories import (
    NOON,
    TODAY,
    acting,
    collaboration,
    district,
    ground,
    organisation,
    stored,
    target_group,
    unit,
)

pytestmark = pytest.mark.usefixtures("work")


@pytest.fixture
def actor():
    return acting()


def titles(found):
    return [row.title for row in found]


def listed(actor, **chosen):
    return titles(queries.page(actor, Filter(**chosen)).page.rows)


def test_a_partner_finds_nothing():
    partner_of = organisation("Parten")
    row = collaboration("Möten", partners=[partner_of])
    ids = frozenset({partner_of.id})
    for somebody in (
        Actor(new_id(), "Part", roles=frozenset({Role.PARTNER}), organisation_ids=ids),
        Actor(new_id(), "Ingen"),
    ):
        assert queries.page(somebody, Filter()).page.rows == []
        assert queries.collaboration(somebody, row.id) is queries.changeable(somebody, row.id) is None
        assert queries.party(somebody, row.id, row.parties[0].id) is None
        assert list(queries.of_organisation(somebody, partner_of)) == []
        assert list(queries.exported(somebody, Filter())) == []
        assert list(queries.to_confirm(somebody, by=date(2099, 1, 1), today=TODAY)) == []


def test_narrowed_down(actor):
    place, group, area = unit("Jobbtorg Kista"), target_group(), district()
    old = district("Rinkeby-Kista", 2, ends_on=date(2023, 6, 30), successor_id=area.id)
    rb = organisation("Rädda Barnen", number="802002-8638")
    scope = Scope((group.id,), (), (old.id,))
    first = collaboration("Ångbåtsmöten", unit=place, category=Category.DIALOGUE, partners=[rb], scope=scope)
    formal = collaboration("Bidraget", formal=True, status=CollaborationStatus.PLANNED)
    actions.choose_kind(formal, Kind.GRANT, seen=1, actor=actor, at=NOON)
    for chosen in (
        {"form": Form.INFORMAL}, {"unit": place.id}, {"status": CollaborationStatus.RUNNING},
        {"category": Category.DIALOGUE},
        {"target_group": group.id}, {"district": area.id}, {"district": old.id}, {"text": "angbat"},
        {"text": "radda"}, {"text": "8020028638"}, {"text": "ångbåt barnen"},
    ):  # fmt: skip
        assert listed(actor, **chosen) == [first.title], chosen
    for chosen in ({"form": Form.FORMAL}, {"kind": Kind.GRANT}, {"status": CollaborationStatus.PLANNED}):
        assert listed(actor, **chosen) == ["Bidraget"], chosen
    assert listed(actor, is_reference=True) == listed(actor, activity=group.id) == []
    assert listed(actor) == ["Bidraget", "Ångbåtsmöten"]
    assert queries.page(actor, Filter()).count.number == 2


def test_a_row_names_its_parties_also_those_in_words(actor):
    made = collaboration("Möten", partners=[organisation("Rädda Barnen")])
    made.parties[0].position = 1
    found = queries.changeable(actor, made.id)
    stored(
        Party(
            collaboration_id=found.id, words="Ett studieförbund", roles=[PartyRole.PARTNER.value], position=2
        )
    )
    (row,) = queries.page(actor, Filter()).page.rows
    assert set(row.parties.split("; ")) == {"Rädda Barnen", "Ett studieförbund"}


def test_exported_is_the_whole_list(actor, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 2)
    group = target_group()
    for number in range(5):
        collaboration(f"Möte {number}", scope=Scope((group.id,)))
    rows = list(queries.exported(actor, Filter(text="mote")))
    assert [row[0] for row in rows] == [f"Möte {number}" for number in range(5)]
    assert all(row[13:16] == [["Nyanlända"], [], []] and len(row) == len(queries.header()) for row in rows)


def test_of_an_organisation(actor):
    one = organisation("Rädda Barnen")
    collaboration("Öppet hus", partners=[one])
    collaboration("Jobbmässa", partners=[one, organisation("Röda Korset")])
    collaboration("Något annat")
    assert titles(queries.of_organisation(actor, one)) == ["Jobbmässa", "Öppet hus"]


def test_closed_units_are_chosen_only_where_they_are(actor):
    old, new = unit("Jobbtorg 2008", ends_on=date(2010, 1, 1)), unit("Jobbtorg Kista")
    coming = unit("Jobbtorg 2030", starts_on=date(2030, 1, 1))
    assert queries.units(TODAY) == [(new.id, "Jobbtorg Kista")]
    assert [name for _id, name in queries.units(TODAY, kept=old.id)] == ["Jobbtorg 2008", "Jobbtorg Kista"]
    assert {row_id for row_id, _name in queries.all_units()} == {old.id, new.id, coming.id}


def test_grounds_not_decided_yet_are_not_chosen():
    current, pending = ground("Gäller"), ground("Väntar", GroundStatus.PENDING)
    assert [row.id for row in queries.grounds()] == [current.id]
    assert {row.id for row in queries.grounds(kept=[pending.id])} == {current.id, pending.id}


def test_neighbours_of_a_project(actor):
    study, project = collaboration("Förstudien", formal=True), collaboration("Projektet", formal=True)
    for row in (study, project):
        actions.choose_kind(row, Kind.PROJECT, seen=row.version, actor=actor, at=NOON)
    told = Project(OurRole.OWNER, leads_to_id=project.id)
    session.flush()
    actions.describe_project(study, told, seen=study.version, actor=actor, at=NOON)
    session.flush()
    assert [(row.title, row.is_next) for row in queries.neighbours(study)] == [("Projektet", True)]
    assert [(row.title, row.is_next) for row in queries.neighbours(project)] == [("Förstudien", False)]
    assert queries.projects(actor, but=study.id) == [(project.id, "Projektet")]


def test_to_confirm_the_longest_waiting_first(actor):
    for title, by in (("A", date(2026, 5, 1)), ("B", date(2026, 1, 1)), ("C", date(2027, 1, 1))):
        collaboration(title).confirm_by = by
    ended = collaboration("D", status=CollaborationStatus.ENDED)
    ended.confirm_by = date(2026, 1, 1)
    session.flush()
    assert titles(queries.to_confirm(actor, by=TODAY, today=TODAY)) == ["B", "A"]


def test_a_long_list_that_is_narrowed_down_is_walked_page_by_page(actor):
    """More than the search ranks: then the list walks the index in the order of titles."""
    here = unit("Jobbtorg Kista")
    rows = [
        {
            "id": new_id(), "title": f"Möte {number:03}", "sort_title": f"möte {number:03}", "search_text": "",
            "form": Form.INFORMAL, "category": Category.MEETINGS, "status": CollaborationStatus.RUNNING,
            "unit_id": here.id,
            "is_reference": False, "is_example": False, "created_at": NOON, "version": 1,
        }
        for number in range(RANKED + 20)
    ]  # fmt: skip
    session.execute(insert(Collaboration.__table__), rows)
    search.reindex([row["id"] for row in rows])
    first = queries.page(actor, Filter(unit=here.id))
    second = queries.page(actor, Filter(unit=here.id), cursor=first.page.after)
    assert titles([*first.page.rows, *second.page.rows]) == [f"Möte {number:03}" for number in range(100)]
    assert first.count.number == RANKED + 20
    assert len(list(queries.exported(actor, Filter(unit=here.id)))) == RANKED + 20


@pytest.mark.both_engines
def test_the_latest_collaborations_of_an_organisation():
    """As they were registered, whatever their titles: an organisation may take part in thousands."""
    party, other = organisation(), organisation()
    made = [collaboration(title, partners=[party]) for title in ("Cykelskola", "Ateljé", "Bokbuss")]
    collaboration("Dansen", partners=[other])
    session.flush()
    found = session.scalars(queries.latest_of(2), {"owner": party.id}).all()
    assert found == [made[2].id, made[1].id]


def test_the_unit_that_somebody_records_for():
    """A manager's own before one held in another's place; an officer's last ones; nothing for who records for many."""
    own, other = unit(), unit("Jobbtorg Farsta")
    held = (HeldPost(Post.UNIT_HEAD, other.id, "Chefen på Farsta"), HeldPost(Post.UNIT_HEAD, own.id))
    assert queries.usual_unit(replace(acting(Role.MANAGER), posts=held)) == own.id
    assert queries.usual_unit(replace(acting(Role.MANAGER), posts=held[:1])) == other.id
    officer, group = acting(Role.OFFICER), acting(Role.PREPARATORY)
    assert queries.usual_unit(officer) is None
    for n in range(6):
        collaboration(f"Möte {n}", unit=own, actor=officer)
        collaboration(f"Ort {n}", unit=(own, other)[n % 2], actor=group)
    assert queries.usual_unit(officer) == own.id
    assert queries.usual_unit(group) is None
    moved = collaboration("Första på nya enheten", unit=other, actor=officer)
    moved.created_at = NOON + timedelta(days=1)
    session.flush()
    assert queries.usual_unit(officer) is None  # asked once more, and then known again
