"""The pages of the guidelines."""

from uuid import uuid4

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def main(response):
    return parsed(response.text).find("main")


def test_the_guideline_in_force_with_rules_sources_and_criteria(client):
    client.sign_in("handlaggare")
    page = main(client.get("/guidelines"))
    words = " ".join(page.get_text(" ").split())
    assert "AMF 2024/717" in words
    assert "Källa: Svaret 2025-03-25" in words
    codes = [cell.get_text(strip=True) for cell in page.select("tbody th")]
    assert [code for code in codes if code.startswith("K")][:12] == [f"K{number}" for number in range(1, 13)]


def test_an_edition_has_a_page_of_its_own(client):
    client.sign_in("revisor")
    address = main(client.get("/guidelines")).select_one("a[href^='/guidelines/']")["href"]
    assert client.get(address).status_code == 200
    assert client.get(f"/guidelines/{uuid4()}").status_code == 404


def test_a_partner_does_not_find_it(client):
    client.sign_in("svenskamedbaby")
    assert client.get("/guidelines").status_code == 404
