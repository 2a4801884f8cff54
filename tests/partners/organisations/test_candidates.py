"""Finding likely duplicates through the indexes: one record, and a batch in few statements."""

import pytest
from sqlalchemy import event

from registry.core.database import db, session
from registry.partners.organisations import candidates
from registry.partners.organisations.matching import Described, Reason
from registry.partners.organisations.models import Contact
from tests.factories import organisation, stored

pytestmark = [pytest.mark.usefixtures("work"), pytest.mark.both_engines]


def found(**facts):
    return {one.name: one.reasons for one in candidates.candidates(Described(**facts))}


def test_each_reason_finds_it_and_is_told():
    row = organisation(
        "Tensta kvinnojour", number="802002-8638", seat="Tensta", website="https://www.tenstajouren.se/om"
    )
    stored(Contact(organisation_id=row.id, label="Kansli", email="info@jouren-tensta.se"))
    assert found(name="Helt annat", number="802002-8638") == {"Tensta kvinnojour": (Reason.NUMBER,)}
    assert found(name="Kvinojouren", seat="Tensta") == {"Tensta kvinnojour": (Reason.NAME_HERE,)}
    assert found(name="vinnojouren i Tensta") == {
        "Tensta kvinnojour": (Reason.NAME_HERE,)
    }  # the first letter is lost, and the name says where
    assert found(name="Jouren", website="http://tenstajouren.se") == {"Tensta kvinnojour": (Reason.WEBSITE,)}
    assert found(name="Tensta jour", emails=("ordf@jouren-tensta.se",)).keys() <= {"Tensta kvinnojour"}
    assert found(name="Kvinnojouren", seat="Malmö") == {}
    assert candidates.candidates(Described("Tensta kvinnojour"), but=row.id) == []


def test_a_host_that_many_share_is_no_reason():
    for number in range(candidates.MOST_SHARING + 1):
        organisation(f"{'ABCDEFGH'[number] * 6} klubben", website=f"https://paraply.se/{number}")
    assert found(name="Något helt annat", website="https://paraply.se") == {}


def test_a_batch_takes_as_many_statements_as_one_row():
    for number in range(60):
        organisation(f"{'aeiouyåäö'[number % 9]}lva{number}gård vänförening", seat="Kista")
    sent = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: sent.append(given[2]))
    session.flush()
    sent.clear()
    one = candidates.candidates_for([Described("elva1gård vänförening", seat="Kista")])
    alone = len(sent)
    sent.clear()
    many = candidates.candidates_for(
        [Described(f"alva{number}gård vänförening", seat="Kista") for number in range(300)]
    )
    assert len(sent) == alone < 15
    assert one[0][0].name == "elva1gård vänförening"
    assert many[0][0].name == "alva0gård vänförening"
