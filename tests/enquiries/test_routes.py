"""The pages of political questions and assessments of need, on the demo's real ones."""

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def main(response):
    return parsed(response.text).find("main")


def words(response):
    return " ".join(main(response).get_text(" ").split())


def address(response, title):
    return next(a["href"] for a in main(response).select("a") if title in a.get_text())


def queries(response):
    return response.statements - 2  # without beginning a transaction, which takes two on SQLite


def test_questions_answers_and_assessments(client):
    client.sign_in("revisor")
    every, assessments = client.get("/enquiries/"), client.get("/enquiries/assessments")
    assert queries(every) <= 4
    assert queries(assessments) <= 4
    assert "Interpellation 65/2007" in words(every)

    letter = client.get(address(every, "Värmdö"))
    shown = words(letter)
    assert queries(letter) <= 12
    assert [heading.get_text(strip=True) for heading in main(letter).select("h3")][:3] == [
        "Fråga 1",
        "Fråga 2",
        "Fråga 3",
    ]
    assert "Ställd av Centerpartiet" in shown
    assert "Avdelningschef 2025-03-13" in shown
    assert "Vad nämnden beslutade står inte i källan" in shown
    assert shown.count("Källa: ") == 2
    assert client.get(address(letter, "Min framtid")).status_code == 200

    interpellation = words(client.get(address(every, "långt från")))
    assert "Beslut Uppgift saknas" in interpellation
    assert "Attesterat av Uppgift saknas" in interpellation
    assert interpellation.count("Källa: ") == 1

    assessment = client.get(address(assessments, "ISA i Värmdö"))
    assert queries(assessment) <= 45  # what it rests on is read again and compared
    assert "källan anger ingen dag" in words(assessment)
    assert address(assessment, "Skrivelse angående") == letter.request.path
    assert "ISA – Individuellt stöd mot arbete" in words(assessment)

    client.sign_out()
    client.sign_in("svenskamedbaby")
    for path in ("/enquiries/", "/enquiries/assessments", letter.request.path, assessment.request.path):
        assert client.get(path).status_code == 404
