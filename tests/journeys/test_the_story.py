"""The main story, told through HTTP: from a mapped collaboration to a decided agreement that the partner can read."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.application import CheckingClient
from tests.drafts import NUMBER, landed, main_words, record, register, words
from tests.engines import DEMO_PASSWORD
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def seen(client: CheckingClient, edition: str) -> dict[str, object]:
    return {**client.fields(f"{edition}/decide"), "has_conflict": "no", "password": DEMO_PASSWORD}


def test_1_the_home_page_shows_what_waits_and_a_map(people):
    home = people("beredning").get("/overview/")
    assert "Det här väntar på dig" in words(home)
    assert "Öppna kartan" in words(home)
    assert "Informell" in words(home)
    assert "Formell" in words(home)
    numbers = parsed(people("beredning").get("/map/").text).select("table.matrix td a")
    assert numbers, "the map has no numbers that lead anywhere"
    assert people("beredning").get(f"/map/{numbers[0]['href']}").status_code == 200


def test_2_a_number_is_checked_at_the_field(people):
    client = people("beredning")
    for number, sentence in (
        ("802002-8639", "Kontrollsiffran stämmer inte"),
        ("640823-3234", "ser ut som ett personnummer"),
        ("19640823-3234", "ser ut som ett personnummer"),
    ):
        sent = client.send(
            "/organisations/new", name="Fel", number=number, sector="civil", legal_form="association"
        )
        assert sent.status_code == 422
        assert sentence in parsed(sent.text).find(id="number-error").get_text()
    first = register(client)
    again = client.send(
        "/organisations/new", name="En annan", number=NUMBER, sector="civil", legal_form="association"
    )
    assert again.status_code == 422
    assert first in [link["href"] for link in parsed(again.text).select("main a")]


def test_3_an_informal_collaboration_becomes_formal_with_what_was_typed_kept(people):
    client = people("beredning")
    organisation = register(client)
    informal = landed(record(client, organisation))
    assert "Informell samverkan" in words(client.get(informal))
    formal = landed(record(client, organisation, gate="yes", title="Språkkafé", description="Varje tisdag."))
    assert "Språkkafé" in words(client.get(formal))
    collaboration = landed(client.send(formal, kind="iop"))
    assert "Varje tisdag." in words(client.get(collaboration))
    assert "Formell samverkan" in words(client.get(collaboration))


def test_4_submission_says_what_is_missing_and_who_decides(prepared_draft, people):
    client, edition = prepared_draft
    landed(client.send(f"{edition}/edit/goals", goals__0__text="", goals__0__indicator=""))
    lacking = client.get(f"{edition}/submit")
    assert "Minst ett mål saknas" in words(lacking)
    refused = client.post(f"{edition}/submit", data={"csrf_token": client.token("/account"), "version": "1"})
    assert refused.status_code in {409, 422}
    landed(client.send(f"{edition}/edit/goals", goals__0__text="Fler samtal"))
    ready = words(client.get(f"{edition}/submit"))
    assert "Enhetschefen för Etableringscentrum" in ready
    assert re.search(r"punkt [\d.]+: den samlade insatsen 154 000 kr är högst 3 prisbasbelopp", ready), ready
    assert landed(client.send(f"{edition}/submit", has_weight="no")) == edition
    assert "Väntar på beslut" in words(client.get(edition))


def test_5_return_change_and_approve(prepared_draft, people):
    (officer, edition), head = prepared_draft, people("enhetschef")
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    assert "Språkkafé tillsammans" in words(head.get("/overview/"))
    assert head.get(f"{edition}/preview.pdf").data.startswith(b"%PDF")
    assert head.post(f"{edition}/decide", data=seen(head, edition) | {"outcome": "return"}).status_code == 422
    landed(
        head.post(
            f"{edition}/decide",
            data=seen(head, edition) | {"outcome": "return", "reason": "Sänk beloppet"},
        )
    )
    assert "Sänk beloppet" in words(officer.get(f"{edition}/edit/economy"))
    landed(officer.send(f"{edition}/edit/economy", yearly__0__amount="120 000"))
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    page = words(head.get(f"{edition}/decide"))
    assert "Ändrat sedan du beslutade" in page
    assert "Ändrat sedan förra gången" not in page, "it is the same round"
    assert "150 000 kr" in page
    assert "120 000 kr" in page
    landed(head.post(f"{edition}/decide", data=seen(head, edition) | {"outcome": "approve"}))
    assert "Bifall av Enhetschef" in words(officer.get(edition))


def test_5_what_must_be_refused_is_refused_in_words(prepared_draft, people):
    (officer, edition), head = prepared_draft, people("enhetschef")
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    old = seen(head, edition) | {"outcome": "approve"}

    wrong = head.post(f"{edition}/decide", data=old | {"password": "fel lösenord här"})
    assert wrong.status_code == 422
    assert "Lösenordet stämmer inte" in words(wrong)

    landed(officer.send(f"{edition}/recall", reason="Ett fel"))
    landed(officer.send(f"{edition}/edit/economy", yearly__0__amount="160 000"))
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    changed = head.post(f"{edition}/decide", data=old)
    assert changed.status_code == 409
    assert "ändrats" in words(changed)

    fresh = seen(head, edition) | {"outcome": "approve"}
    landed(head.post(f"{edition}/decide", data=fresh))
    again = head.post(f"{edition}/decide", data=fresh | {"sending": ""})  # from another page
    assert again.status_code in {409, 422}
    assert "väntar inte på beslut" in words(again)


def test_5_nobody_decides_what_they_prepared(prepared_draft, people):
    """The committee's own preparer cannot open the decision; a manager who prepared is told so and routed past."""
    officer, edition = prepared_draft
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    own = officer.get(f"{edition}/decide")
    assert own.status_code == 403
    assert "chefer med budgetansvar" in words(own)
    other = people("avdelningschef").get(f"{edition}/decide")
    assert "Du har inte det uppdrag som beslutar i det här ärendet" in words(other)


def test_5_a_declared_conflict_sends_it_one_level_up(prepared_draft, people):
    (officer, edition), head = prepared_draft, people("enhetschef")
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    landed(
        head.post(
            f"{edition}/decide",
            data=seen(head, edition) | {"has_conflict": "yes", "ground": "representative"},
        )
    )
    assert "Språkkafé tillsammans" not in main_words(head.get("/overview/"))
    above = people("avdelningschef")
    assert "Språkkafé tillsammans" in main_words(above.get("/overview/"))
    landed(above.post(f"{edition}/decide", data=seen(above, edition) | {"outcome": "approve"}))


def test_6_and_7_the_document_and_the_partner(prepared_draft, people, do_jobs, tmp_path: Path, app):
    (officer, edition), head, partner = prepared_draft, people("enhetschef"), people("svenskamedbaby")
    assert "Språkkafé tillsammans" not in words(partner.get("/portal/"))
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    landed(head.post(f"{edition}/decide", data=seen(head, edition) | {"outcome": "approve"}))
    do_jobs()
    page = parsed(officer.get(edition).text)
    link = next(a["href"] for a in page.select("a[href^='/documents/']") if "Överenskommelse" in a.get_text())
    answer = officer.get(link)
    pdf = tmp_path / "avtal.pdf"
    pdf.write_bytes(answer.data)
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "Tagged:          yes" in told
    subprocess.run(["pdfdetach", "-saveall", "-o", tmp_path, pdf], check=True, capture_output=True)
    inside = json.loads((tmp_path / "avtal.json").read_text())
    assert inside["case_number"] == "AMF 2026/501"
    assert inside["decision"]["rule_number"]
    text = subprocess.run(
        ["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "Attesterat av" in text
    assert "Hemligt inom huset" not in text
    again = officer.get(link, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_7_a_partner_reaches_its_own_matters_only(prepared_draft, people):
    (_, edition), partner = prepared_draft, people("svenskamedbaby")
    identifier = edition.rsplit("/", 1)[1]
    own = main_words(partner.get("/portal/"))
    assert "Svenska med baby" in own
    assert "Min framtid" not in own
    inside = ("", "/edit/purpose", "/preview.pdf", "/history")
    lists = ("/overview/", "/organisations/", "/collaborations/", "/delegation/")
    for path in (*(edition + part for part in inside), f"/portal/{identifier}", *lists):
        assert partner.get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("amount", "decides"),
    [("500 000", "Avdelningschefen"), ("2 000 000", "Arbetsmarknadsdirektören"), ("9 000 000", "Nämnden")],
)
def test_8_the_amount_decides_the_level(prepared_draft, people, amount: str, decides: str):
    officer, edition = prepared_draft
    assert officer.send(f"{edition}/edit/economy", yearly__0__amount=amount).status_code == 303
    assert decides in main_words(officer.get(f"{edition}/submit"))


def test_8_the_registrar_records_the_committees_decision(prepared_draft, people):
    (officer, edition), registrar = prepared_draft, people("registrator")
    assert officer.send(f"{edition}/edit/economy", yearly__0__amount="9 000 000").status_code == 303
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    assert "Språkkafé tillsammans" in main_words(registrar.get("/overview/"))
    assert people("direktor").get(f"{edition}/decide").status_code == 200
    lacking = registrar.send(
        f"{edition}/committee", outcome="approve", meeting_on="", paragraph="", case_number=""
    )
    assert lacking.status_code == 422
    from registry.core.clock import today  # noqa: PLC0415

    landed(registrar.send(f"{edition}/committee", outcome="approve", meeting_on=today().isoformat(), paragraph="§ 14",
                          case_number="AMN 2026/77"))  # fmt: skip
    assert "§ 14" in words(officer.get(edition))
    listed = registrar.get("/decisions/?tab=anslas").get_data(as_text=True)
    (decision,) = re.findall(r'"(/decisions/[0-9a-f-]{36})"[^>]*>\s*Språkkafé tillsammans', listed)
    fields = registrar.fields(f"{decision}/correct")
    assert (fields["paragraph"], fields["case_number"]) == ("§ 14", "AMN 2026/77")
    assert registrar.send(f"{decision}/correct", paragraph="15").status_code == 422  # it says why
    landed(registrar.send(f"{decision}/correct", paragraph="15", reason="Läste fel rad"))
    assert "§ 15" in words(officer.get(edition))
    history = words(officer.get(f"{edition}/history"))
    assert "Läste fel rad" in history
    assert "§ 14" in history


def test_8_a_small_matter_of_principle_is_the_committees(prepared_draft, people):
    officer, edition = prepared_draft
    why = "Första avtalet i sitt slag."
    landed(officer.send(f"{edition}/submit", has_weight="yes", weight_reason=why))
    said = words(officer.get(edition))
    assert "av principiell beskaffenhet eller annars av större vikt" in said
    assert why in said
    assert "Registrera nämndens beslut" in main_words(people("registrator").get(f"{edition}/committee"))


def test_9_the_history_shows_every_step(prepared_draft, people):
    (officer, edition), head = prepared_draft, people("enhetschef")
    landed(officer.send(f"{edition}/submit", has_weight="no"))
    landed(head.post(f"{edition}/decide", data=seen(head, edition) | {"outcome": "return", "reason": "Sänk"}))
    landed(officer.send(f"{edition}/edit/economy", yearly__0__amount="120 000"))
    history = words(officer.get(f"{edition}/history"))
    steps = ("Avtalet påbörjades", "Avtalet skickades för beslut", "Avtalet återlämnades för ändring", "Sänk")
    for step in (*steps, "150 000", "120 000"):
        assert step in history, step
