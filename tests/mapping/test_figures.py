"""The numbers on the home page: they are those of the lists and of the map that they lead to."""

import re

import pytest

from tests.reading import parsed


@pytest.mark.both_engines
@pytest.mark.stage("demo")
def test_every_number_leads_to_a_list_of_so_many(client):
    client.sign_in("enhetschef")
    page = parsed(client.get("/overview/").text)
    links = [(link["href"], link.get_text(" ", strip=True)) for link in page.select(".figures a")]
    led = [(url, text) for url, text in links if url.startswith("/collaborations/")]
    assert len(led) == 3
    for url, text in led:
        number = int(re.search(r"\d+", text)[0])
        found = parsed(client.get(url).text).find(string=re.compile(r"^\s*\d+ träff"))
        assert (int(found.split()[0]) if found else 0) == number, url  # a list without rows tells no number


@pytest.mark.stage("demo")
def test_the_groups_with_most_have_the_maps_own_numbers(client):
    client.sign_in("enhetschef")
    rows = parsed(client.get("/overview/").text).select("table:has(th:-soup-contains('Obekräftad')) tbody tr")
    assert len(rows) == 3
    for row in rows:
        numbers = [int(cell.get_text(strip=True)) for cell in row.select("td")]
        behind = parsed(client.get(row.a["href"]).text).select("#behind li")
        assert len(behind) == sum(numbers) > 0, row.a.get_text()
