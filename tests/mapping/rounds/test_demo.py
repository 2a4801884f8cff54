"""The demo's rounds: one drawn up afterwards out of its source, one under way: a unit is late, a partner differs."""

import re

import pytest

from registry.core import clock
from registry.core.database import session
from registry.mapping.rounds.choices import RoundState
from registry.mapping.rounds.models import MappingRound
from tests.collaborations.test_routes import text

pytestmark = pytest.mark.stage("demo")


def test_what_the_demo_shows(app, client):
    client.sign_in("beredning")
    rounds = re.findall(r'href="(/mapping/rounds/[0-9a-f-]{36})"', client.get("/mapping/rounds/").text)
    late, drawn = (client.get(address) for address in rounds)
    assert "Etableringscentrum 2 av 6 Inte intygad Sista dagen var" in text(late)
    assert "Upprättad i efterhand ur Svar på skrivelse" in text(drawn)
    for address in re.findall(r'href="(/mapping/rounds/lists/[^"]+)"', drawn.text):
        said = text(client.get(address))
        assert "Står i källan" in said
        assert "Väntar på svar" not in said


def test_a_made_up_association_says_something_else_than_the_unit(app, client):
    client.sign_in("enhetschef")
    under_way = re.findall(r'href="(/mapping/rounds/[0-9a-f-]{36})"', client.get("/mapping/rounds/").text)[0]
    lists = re.findall(r'href="(/mapping/rounds/lists/[^"]+)"', client.get(under_way).text)
    said = [words for address in lists if "säger något annat" in (words := text(client.get(address)))]
    assert len(said) == 1
    assert "Exempelföreningen säger något annat Träffarna är inställda över vintern" in said[0]


def test_nothing_claims_to_have_been_recorded_before_it_was(app):
    with app.app_context():
        drawn = session.query(MappingRound).filter(MappingRound.source_id.is_not(None)).one()
        assert (drawn.speaks_of.isoformat(), drawn.state) == ("2025-03-25", RoundState.CLOSED)
        recorded = clock.local(drawn.opened_at).date()
        assert recorded == clock.local(drawn.closed_at).date() > drawn.speaks_of
        assert drawn.content["closed_on"] == recorded.isoformat()
        assert {row["outcome"] for row in drawn.content["rows"]} == {"stated"}
        assert not any(unit["certified_by"] for unit in drawn.content["units"])
