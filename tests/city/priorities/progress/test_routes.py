"""How far the work has come, through HTTP: stated by the responsible unit, kept in a list, the latest shown."""

import pytest
from sqlalchemy import select

from registry.city.priorities.models import Ground
from registry.core.database import session
from tests.collaborations.test_routes import error_at, landed, text

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]


@pytest.fixture
def address(app):
    """Return a function from a code to the page of that priority."""

    def find(code):
        with app.app_context():
            return f"/grounds/{session.scalars(select(Ground.id).where(Ground.code == code)).one()}"

    return find


def test_every_statement_stays_and_the_latest_is_shown(client, address):
    client.sign_in("handlaggare")
    page = address("HV1")
    landed(
        client.send(f"{page}/progress/new", state="ongoing", stated_on="2017-09-01", motive="Två träffar.")
    )
    landed(
        client.send(f"{page}/progress/new", state="done", stated_on="2017-12-01", motive="Samlokaliserat.")
    )
    landed(client.send(f"{page}/progress/new", state="resting", stated_on="2017-10-01", motive="Sjukdom."))
    shown = text(client.get(page))
    assert "Arbetet Klart" in shown
    assert shown.index("Samlokaliserat.") < shown.index("Sjukdom.") < shown.index("Två träffar.")
    assert "Klart" in text(client.get("/grounds/"))
    assert "Läget i arbetet angavs" in text(client.get(f"{page}/history"))
    for typed, field, sentence in (
        (
            {"state": "done", "stated_on": "2017-12-01", "motive": "Samlokaliserat."},
            "motive",
            "redan angivet",
        ),
        ({"state": "done", "stated_on": "2016-12-31", "motive": "x"}, "stated_on", "före 2017"),
        ({"state": "done", "stated_on": "2199-01-01", "motive": "x"}, "stated_on", "framtiden"),
        ({"state": "done", "stated_on": "2017-12-01", "motive": ""}, "motive", "Fyll i"),
        ({"state": "party", "stated_on": "2017-12-01", "motive": "x"}, "state", "Välj ett av alternativen"),
    ):
        sent = client.send(f"{page}/progress/new", **typed)
        assert sent.status_code == 422, typed
        assert sentence in error_at(sent, field), typed


def test_what_is_not_decided_takes_none_and_says_why(client, address):
    client.sign_in("beredning")
    page = address("FA0")
    assert "Ange läget" not in text(client.get(page))
    asked = client.get(f"{page}/progress/new")
    assert "Prioriteringen är inte beslutad än." in text(asked)
    token = client.token("/account")
    data = {"csrf_token": token, "state": "done", "stated_on": "2017-12-01", "motive": "x"}
    sent = client.post(f"{page}/progress/new", data=data)
    assert sent.status_code == 422
    assert "Ingen har angett" not in text(client.get(page))


def test_the_head_above_a_unit_that_has_ended_answers_for_it_and_others_do_not(app, address):
    """Jobbtorg Vällingby ended in 2017: Jobbtorg Stockholm is above it, Etableringscentrum is not."""
    page = address("HV1")
    statuses = {}
    for persona in ("avdelningschef", "enhetschef", "revisor", "svenskamedbaby"):
        client = app.test_client()
        client.sign_in(persona)
        statuses[persona] = client.get(f"{page}/progress/new").status_code
    assert statuses == {"avdelningschef": 200, "enhetschef": 403, "revisor": 403, "svenskamedbaby": 404}
