"""Putting rows into the database: what is found, changed, left alone, removed and refused."""

from datetime import date

import pytest
from sqlalchemy import select

from registry.audit import guard
from registry.audit.models import AuditEntry, AuditPayload
from registry.city.units.models import Unit
from registry.city.vocabulary.models import District
from registry.cli.loading.files import SeedError
from registry.cli.loading.nouns import DEMO, REFERENCE
from registry.cli.loading.rows import load
from registry.collaborations.models import Collaboration
from registry.core.database import session
from registry.partners.organisations.indexing import INDEX
from registry.partners.organisations.models import Organisation, OrganisationName
from tests.cli.conftest import NOON

pytestmark = pytest.mark.both_engines


def put(place):
    load((*REFERENCE, *DEMO), place, at=NOON)
    session.commit()


def unit(code="B"):
    return session.scalars(select(Unit).where(Unit.code == code)).one()


UNITS = """
    - {code: A, kind: division, name: Avdelningen}
    - {code: B, kind: unit, parent: A, name: Enheten, ends_on: 2017-12-31}
"""


def test_a_row_refers_to_one_above_it(empty, folder):
    put(folder(units=UNITS))
    assert unit("B").parent_id == unit("A").id
    assert unit("B").ends_on == date(2017, 12, 31)


def test_a_changed_row_is_found_by_its_code(empty, folder):
    put(folder(units=UNITS))
    before = unit().id
    put(folder(units=UNITS.replace("Enheten", "Nya enheten")))
    assert (unit().id, unit().name, unit().version) == (before, "Nya enheten", 2)


def test_what_the_file_does_not_say_is_left_alone(empty, folder):
    put(folder(units=UNITS))
    with guard.resting():
        unit().cost_centre = "4711"
        session.commit()
    put(folder(units=UNITS))
    assert unit().cost_centre == "4711"


def test_a_row_that_goes_from_the_file_stays_in_the_database(empty, folder):
    put(folder(units=UNITS))
    put(folder(units="- {code: A, kind: division, name: Avdelningen}\n"))
    assert unit().name == "Enheten"


ORGANISATIONS = """
    - name: Exempelföreningen
      sector: civil
      names:
        - {name: Förra namnet}
        - {name: Kortnamnet}
"""


def names():
    return set(session.scalars(select(OrganisationName.name)))


def test_rows_inside_a_row_become_what_the_file_says(empty, folder):
    put(folder(organisations=ORGANISATIONS))
    put(folder(organisations=ORGANISATIONS.replace("Kortnamnet", "Smeknamnet")))
    assert names() == {"Förra namnet", "Smeknamnet"}
    put(folder(organisations="- {name: Exempelföreningen, sector: civil}\n"))
    assert names() == {"Förra namnet", "Smeknamnet"}


def test_an_organisation_is_found_by_its_other_name_too(empty, folder):
    put(folder(organisations=ORGANISATIONS))
    found = session.scalars(select(Organisation)).one()
    assert found.sort_name
    assert "okortnamnet" in session.scalar(select(INDEX.table.c.words)).split()


def test_the_log_tells_that_a_row_was_loaded_and_later_changed(empty, folder):
    put(folder(organisations=ORGANISATIONS))
    put(folder(organisations=ORGANISATIONS))
    put(folder(organisations=ORGANISATIONS.replace("sector: civil", "sector: business")))
    tags = session.scalars(select(AuditEntry.tag).order_by(AuditEntry.seq)).all()
    assert tags == ["reference.loaded", "organisation.changed"]
    assert session.scalars(select(AuditPayload.actor_name)).all() == ["Systemet", "Systemet"]


def test_links_are_replaced_and_an_empty_answer_differs_from_no(empty, folder):
    files = {
        "target_groups": "- {code: X, name: Ett}\n- {code: Y, name: Två}\n",
        "organisations": "- {name: Ett, sector: civil}\n",
    }
    text = """
        - code: S
          title: Samverkan
          form: informal
          status: running
          target_groups: [X, Y]
          parties: [{organisation: Ett, roles: [partner]}]
    """
    put(folder(**files, collaborations=text))
    later = text.replace("[X, Y]", "[Y]").replace(
        "roles: [partner]", "roles: [partner], receives_funding: false"
    )
    put(folder(**files, collaborations=later))
    session.expire_all()
    made = session.scalars(select(Collaboration)).one()
    session.refresh(made, ["target_groups", "parties"])
    assert [group.code for group in made.target_groups] == ["Y"]
    assert [(party.roles, party.receives_funding) for party in made.parties] == [(["partner"], False)]


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("units", "- {code: A, kind: division}\n", r"demo/units\.yaml, rad 1: ”name” saknas"),
        ("units", "- {code: A, kind: part, name: Ett}\n", r"rad 1: ”kind” ”part” finns inte. Välj bland"),
        ("units", "- {code: A, kind: unit, name: Ett, parent: Z}\n", "”parent” pekar på ”Z”, som inte finns"),
        (
            "units",
            "- {code: A, kind: unit, namn: Ett}\n",
            "nyckeln ”namn” finns inte. Det kan stå: code, cost_centre",
        ),
        ("units", "- {code: A, kind: unit, name: Ett, version: 3}\n", "nyckeln ”version” finns inte"),
        (
            "structures",
            "- {code: A, kind: place, name: Ett, status: running, members: [B]}\n",
            "ska vara rader",
        ),
        (
            "collaborations",
            "- {code: A, title: Ett, form: informal, status: idea, parties: [{words: B, roles: [boss]}]}\n",
            "”roles” har värdet ”boss”, som inte finns",
        ),
        ("grounds", "- {code: A, title: Ett, status: current}\n", "”document” saknas"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(empty, folder, file, text, sentence):
    with pytest.raises(SeedError, match=sentence):
        put(folder(**{file: text}))
    session.rollback()


def test_what_the_database_refuses_is_told_with_file_and_line(empty, folder):
    rule = "{number: '1', text: a, decision_type: enter, post: director, limit_kind: none, basis: decision}"
    order = "- code: D\n  title: Ordning\n  adopted_by: Ingen\n  valid_from: 2025-01-01\n  rules:\n"
    text = f"{order}    - {rule}\n    - {rule}\n"
    with pytest.raises(SeedError, match=r"delegation_orders\.yaml, rad 7: databasen tog inte emot raden"):
        put(folder(delegation_orders=text))
    session.rollback()


def test_a_position_is_the_place_in_the_file(empty, folder):
    put(folder(districts="- {code: A, name: Ett}\n- {code: B, name: Två, successor: A}\n"))
    found = session.execute(select(District.code, District.position).order_by(District.position)).all()
    assert [tuple(row) for row in found] == [("A", 1), ("B", 2)]
