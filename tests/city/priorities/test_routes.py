"""The pages of the grounds, on the demo's real ones."""

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def main(response):
    return parsed(response.text).find("main")


def words(response):
    return " ".join(main(response).get_text(" ").split())


def codes(response):
    return [row.find("td").get_text(strip=True) for row in main(response).select("tbody tr")]


def address(response, title):
    return next(a["href"] for a in main(response).select("a") if title in a.get_text())


def queries(response):
    return response.statements - 2  # without beginning a transaction, which takes two on SQLite


def test_every_priority_is_there_and_can_be_narrowed_down(client):
    client.sign_in("beredning")
    every = client.get("/grounds/")
    assert queries(every) <= 5  # who asks, the grounds, the three lists, the documents
    local = [
        code for code in codes(every) if code[:2] in {"HV", "ST", "RK", "SK", "EA", "FA"} or code[:1] == "G"
    ]
    assert len(local) == 31
    assert "Rinkeby-Kista (nu Järva)" in words(every)
    assert "Källa: Arbetsmarknadsnämndens medverkan" in words(every)

    assert codes(client.get("/grounds/?status=pending")) == ["FA0"]
    current = client.get("/grounds/?status=current")
    assert codes(current)[0].startswith("REGL-")
    assert "G1" not in codes(current)
    today = main(every).find("option", string="Järva")["value"]
    assert {code[:2] for code in codes(client.get(f"/grounds/?district={today}"))} == {"ST", "RK"}
    programme = main(every).find("option", string="Lokala utvecklingsprogram 2017")["value"]
    assert len(codes(client.get(f"/grounds/?document={programme}"))) == 31
    assert len(codes(client.get("/grounds/?status=x&district=x&document=x"))) == len(codes(every))
    assert "Ingen grund passar" in words(client.get(f"/grounds/?status=current&district={today}"))


def test_a_ground_shows_its_text_source_units_and_what_rests_on_it(client):
    client.sign_in("revisor")
    every = client.get("/grounds/")
    page = client.get(address(every, "medborgarkontoret i Tensta"))
    assert queries(page) <= 8
    shown = words(page)
    assert "Spånga-Tensta (nu Järva)" in shown
    assert "avsnittet Särskilda prioriteringar, Spånga-Tensta, punkt 1" in shown
    assert "Samverkar med Uppgift saknas" in shown
    assert client.get(address(page, "Jobbtorg Kista")).status_code == 200
    resting = client.get(main(page).select_one("a[href^='/collaborations/']")["href"])
    assert address(resting, "medborgarkontoret i Tensta") == page.request.path

    pending = words(client.get(address(every, "Aktiviteter i Farsta")))
    assert "Ingen samverkan kan vila på grunden" in pending
    assert "Ansvarig Uppgift saknas" in pending


def test_documents_money_and_dialogues(client):
    client.sign_in("handlaggare")
    documents, money, meetings = (
        client.get(f"/grounds/{view}") for view in ("documents", "funding", "meetings")
    )
    assert max(queries(page) for page in (documents, money, meetings)) <= 4
    assert "AMF 2024/717" in words(documents)
    assert "2024-11-12" in words(documents)
    assert "Belopp 2 000 000 kr" in words(money)
    assert "Hur medlen användes Uppgift saknas" in words(money)
    headings = [heading.get_text() for heading in main(meetings).select("h2")]
    assert headings[0] == "Dialogmöte med Farsta stadsdelsnämnd"
    assert words(meetings).count("Planerat") == 2  # the tag, and the source's own words
    assert words(meetings).count("Hållet") == 6


def test_a_partner_finds_none_of_it(client):
    client.sign_in("svenskamedbaby")
    for view in ("", "documents", "funding", "meetings"):
        assert client.get(f"/grounds/{view}").status_code == 404
