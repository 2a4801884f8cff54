"""The pages about conflict of interest, as people use them in the demo."""

import pytest

from tests.engines import DEMO_PASSWORD
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def waiting(client, but="\n"):
    page = parsed(client.get("/overview/").text)
    links = (one for one in page.select("a[href*='/decide']") if but not in one.get_text())
    return next(links)["href"].removesuffix("/decide").replace("/matters/", "/agreements/")


def test_a_question_is_raised_and_answered(people):
    """A manager raises it about the head, who answers in the inbox; the registrar records the nämnd's answer."""
    head, registrar, asks = people("enhetschef"), people("registrator"), people("avdelningschef")
    edition = waiting(head)
    page = parsed(asks.get(f"{edition}/question").text)
    person = page.find("option", string=lambda words: words and words.startswith("Enhetschef"))["value"]
    answer = asks.send(f"{edition}/question", person=person, ground="other", reason="Syskon")
    assert answer.status_code == 303
    assert head.get(edition).status_code == 200
    assert (
        "fråga om jäv är väckt om dig"
        in head.get(f"{edition.replace('/agreements/', '/matters/')}/decide").text
    )
    mine = parsed(head.get("/inbox/").text).select_one("main a[href*='/account/conflicts/']")["href"]
    assert "Syskon" in head.get(mine).text
    assert head.send(mine, reason="Vi är inte släkt").status_code == 303
    listed = parsed(registrar.get("/conflicts").text)
    question = listed.select_one("main a[href*='/conflicts/']")["href"]
    assert question in registrar.get("/inbox/").text
    assert "personens opartiskhet" in registrar.get(f"{edition}/history").text
    answer = registrar.send(question, has_conflict="no", meeting_on="2026-01-15", paragraph="§ 3")
    assert answer.status_code == 303
    assert head.get(edition).status_code == 200


def test_ties_and_absence_on_the_own_account(people):
    head = people("enhetschef")
    told = head.send("/account/interests", organisation="finns inte", what="kassör")
    assert "Ingen organisation i registret har det namnet eller numret." in told.text
    head.send("/account/interests", organisation="Svenska med baby", what="kassör")
    assert "kassör" in head.get("/account/interests").text
    head.send("/account/absence", starts_on="2099-01-01", ends_on="2099-01-09")
    assert "2099-01-09" in head.get("/account/absence").text


def test_a_decided_matter_is_decided_anew_through_the_pages(people):
    """The head had a conflict after all: the level above confirms it, and until then every page says what waits."""
    head, registrar, above = people("enhetschef"), people("registrator"), people("avdelningschef")
    edition = waiting(head, but="två enheter")
    asked = registrar.get(f"{edition}/committee").text
    assert "Beslutet är delegerat" in asked
    assert "Registrera att nämnden själv beslutade" in registrar.get(edition).text
    told = {"has_conflict": "no", "password": DEMO_PASSWORD, "reason": "Bra."}
    assert head.send(f"{edition}/decide", outcome="approve", **told).status_code == 303
    page = parsed(registrar.get(f"{edition}/question").text)
    person = page.find("option", string=lambda words: words and words.startswith("Enhetschef"))["value"]
    registrar.send(f"{edition}/question", person=person, ground="other", reason="Syskon")
    mine = parsed(head.get("/inbox/").text).select_one("main a[href*='/account/conflicts/']")["href"]
    button = {"csrf_token": head.token("/account")}
    assert head.post(f"{mine}/stand-aside", data=button).status_code == 303
    assert head.get(edition).status_code == 404
    shown = parsed(registrar.get(edition).text).get_text()
    assert "beslutet prövas på nytt" in shown
    decide = parsed(above.get(f"{edition}/decide").text).get_text()
    for words in ("Bekräfta beslutet", "Ta tillbaka beslutet"):
        assert words in decide
    assert "Avslag" not in decide
    assert "Ta tillbaka beslutet" in registrar.get(f"{edition}/committee").text
    assert above.send(f"{edition}/decide", outcome="decline", **told).status_code == 422
    assert above.send(f"{edition}/decide", outcome="approve", **told).status_code == 303
    assert "prövas på nytt. Inget undertecknas" not in registrar.get(edition).text
