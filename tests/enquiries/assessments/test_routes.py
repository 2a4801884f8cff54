"""The pages of kept assessments on the demo: from a letter to a conclusion, and what the source's own rests on."""

import pytest

from registry.enquiries.wordings.effect import TEXTS
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
LETTER = (TEXTS / "skrivelse.txt").read_text()
NEW = "/enquiries/needs/new"


def words(response):
    return " ".join(parsed(response.text).find("main").get_text(" ").split())


def test_a_need_is_kept_concluded_and_described_anew(client):
    client.sign_in("beredning")
    lacking = client.send(NEW, text=LETTER, on="2025-03-25", keep="1")
    assert lacking.status_code == 422
    assert "Skriv en rubrik" in words(lacking)
    assert parsed(lacking.text).find(attrs={"name": "text"}).text.split() == LETTER.split()

    kept = client.send(NEW, text=LETTER, on="2025-03-25", keep="1", title="Frågan om ISA")
    page = kept.location
    shown = client.get(page)
    assert shown.statements <= 48  # however much it rests on
    assert "Under arbete" in words(shown)
    assert "Etableringscentrum" in words(shown)
    assert "Det här läste vi ut" in words(shown)

    form = client.fields(f"{page}/conclusion")
    wrong = client.post(
        f"{page}/conclusion", data={**form, "verdict": "", "conclusion": "För att det finns."}
    )
    assert wrong.status_code == 422
    assert "För att det finns." in wrong.text
    relevant = parsed(client.get(f"{page}/conclusion").text).select("[name=relevant]")[0]["value"]
    said = {
        "verdict": "no_need",
        "conclusion": "Det finns.",
        "review_on": "2099-01-01",
        "relevant": [relevant],
    }
    assert client.post(f"{page}/conclusion", data={**form, **said}).location == page
    told = words(client.get(page))
    assert "Inget behov" in told
    assert "Relevant" in told


def test_the_need_is_described_anew_and_a_page_that_is_too_old_is_refused(client):
    client.sign_in("beredning")
    page = client.send(NEW, text=LETTER, on="2025-03-25", keep="1", title="Frågan igen").location
    again = client.fields(f"{page}/need")
    assert "activity:UPPSOK" in again["terms"]
    left = [one for one in again["terms"] if one != "activity:UPPSOK"]
    changed = client.post(f"{page}/need", data={**again, "terms": left, "capacity": "12", "keep": "1"})
    assert changed.location == page
    told = words(client.get(page))
    assert "Nej" in told  # the term that was left
    assert "12" in told
    stale = client.post(f"{page}/need", data={**again, "title": "Något annat", "keep": "1", "sending": "x"})
    assert stale.status_code == 409
    history = words(client.get(f"{page}/history"))
    assert "Behovet beskrevs och jämfördes på nytt" in history


def test_the_sources_own_assessment_stands_with_what_it_rested_on(client):
    client.sign_in("revisor")
    found = parsed(client.get("/enquiries/assessments").text)
    page = next(a["href"] for a in found.select("main a") if "ISA i Värmdö" in a.text)
    told = words(client.get(page))
    assert "Inget behov" in told
    assert "Etableringscentrum" in told
    assert "Registret har ändrats sedan bedömningen" in told
    assert "Före: Pågår" in told or "Pågår" in told
    assert client.get(f"{page}/conclusion").status_code == 403
    client.set_cookie("language", "en")
    assert "Target group" in words(client.get(page))


def test_a_review_that_is_due_is_a_task(client):
    client.sign_in("handlaggare")
    assert "Se över behovsbedömningen" in client.get("/inbox/").text
