"""The page of a need: what is read and found, terms left out and added, and bad input with nothing lost."""

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from registry.core.database import session
from registry.enquiries.models import Enquiry
from registry.enquiries.needs import files
from registry.enquiries.wordings.effect import TEXTS
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
LETTER = (TEXTS / "skrivelse.txt").read_text()
PAGE = "/enquiries/needs/new"


def words(response):
    return " ".join(parsed(response.text).find("main").get_text(" ").split())


def titles(response):
    return [one.get_text(strip=True) for one in parsed(response.text).select("main .tasks .task-title")]


def test_a_letter_is_read_and_what_exists_is_shown_with_reasons(client):
    client.sign_in("beredning")
    shown = client.send(PAGE, text=LETTER, on="2025-03-25")
    assert shown.status_code == 200
    assert titles(shown)[:2] == ["Etableringscentrum", "Welcome House"]
    assert "Målgrupp: Nyanlända; Kortutbildade" in words(shown)
    assert "Organisationer som kan komplettera" in words(shown)
    boxes = parsed(shown.text).select("main [name=terms]")
    assert {"target_group:NYANL", "activity:UPPSOK"} <= {
        box["value"] for box in boxes if box.has_attr("checked")
    }
    assert "Möjlig. ”Tyvärr är det alltför många" in words(shown)  # how sure, and the sentence
    assert parsed(shown.text).find(attrs={"name": "text"}).text.split() == LETTER.split()

    digest = parsed(shown.text).find(attrs={"name": "read_of"})["value"]
    young = next(
        box["value"] for box in parsed(shown.text).select("main [name=target_groups]")
        if "Unga 15–21 år" in box.find_next("label").text
    )  # fmt: skip
    changed = client.send(
        PAGE, text=LETTER, on="2025-03-25", read_of=digest, terms=["activity:ARBFORB"], target_groups=[young]
    )
    assert titles(changed)[0] == "Min framtid"
    assert "Täcker" in words(changed)
    left = parsed(changed.text).select("main [name=terms]")
    assert [box["value"] for box in left if box.has_attr("checked")] == ["activity:ARBFORB"]
    assert len(left) == len(boxes)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "Det finns ingen text att läsa."),
        ({"text": "a" * (files.MOST_TEXT + 1)}, "tecken"),
        (
            {"text": "Vi vill att det ska bli bra för alla och att det går fort."},
            "ingen målgrupp och ingen insats",
        ),
        ({"file": (BytesIO(b"\x89PNG\r\n\x00\x00"), "bild.png")}, "varken text, PDF eller DOCX"),
        ({"file": (BytesIO(b""), "tom.txt")}, "Filen är tom."),
        ({"text": "Nyanlända", "on": "igår"}, "datum"),
    ],
)
def test_bad_input_is_told_at_its_field_and_nothing_typed_is_lost(client, data, sentence):
    client.sign_in("beredning")
    refused = client.send(PAGE, **{"on": "2025-03-25", **data})
    assert refused.status_code == 422
    assert sentence in words(refused)
    if text := data.get("text"):
        assert parsed(refused.text).find(attrs={"name": "text"}).text.strip() == text


def test_a_question_leads_to_the_assessment_of_its_need(client, app):
    """What was asked is there to begin with, and the assessment is tied to the question when it is kept."""
    with app.app_context():
        made = session.scalar(select(Enquiry).where(Enquiry.title.startswith("Exempel:")))
        title, address = made.title, f"/enquiries/{made.id}"
    client.sign_in("beredning")
    link = parsed(client.get(address).text).find("a", string=re.compile("Bedöm behovet"))["href"]
    begun = client.fields(link)
    assert begun["text"].startswith(title)
    shown = client.send(link, text=LETTER, on="2025-03-25")
    chosen = parsed(shown.text).select_one("main [name=enquiry] option[selected]")
    assert chosen.get_text(strip=True).startswith(f"{title}, 2")
    assert "Behovsbedömning: " in parsed(shown.text).select_one("main [name=title]")["value"]


def test_a_file_is_read_into_the_text(client):
    client.sign_in("handlaggare")
    shown = client.send(PAGE, on="2025-03-25", file=(BytesIO(LETTER.encode()), "skrivelse.txt"))
    assert titles(shown)[:2] == ["Etableringscentrum", "Welcome House"]
    assert parsed(shown.text).find(attrs={"name": "text"}).text.split() == LETTER.split()


def test_what_was_typed_never_gives_way_to_a_file(client):
    client.sign_in("handlaggare")
    typed = "Unga nyanlända behöver språkstöd."
    file = (BytesIO(LETTER.encode()), "skrivelse.txt")
    both = client.send(PAGE, on="2025-03-25", text=typed, file=file)
    assert both.status_code == 422
    assert "Ta bort den om filen ska läsas" in both.text
    assert parsed(both.text).find(attrs={"name": "text"}).text.strip() == typed


def test_only_those_who_prepare_may(client):
    client.sign_in("revisor")
    assert client.get(PAGE).status_code == 403
    assert "Bedöm ett behov" not in client.get("/enquiries/").text


def test_the_page_speaks_english_and_marks_what_is_swedish(client):
    client.sign_in("beredning")
    client.set_cookie("language", "en")
    shown = client.send(PAGE, text=LETTER, on="2025-03-25")  # the client looks for what is not marked
    assert "What already exists" in words(shown)
    assert "Target group: " in words(shown)
