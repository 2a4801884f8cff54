"""The pages of networks, places, methods and groups, on the demo's real ones."""

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")


def main(response):
    return parsed(response.text).find("main")


def words(response):
    return " ".join(main(response).get_text(" ").split())


def names(response):
    return [cell.get_text(strip=True) for cell in main(response).select("tbody th")]


def queries(response):
    return response.statements - 2  # without beginning a transaction, which takes two on SQLite


def test_the_list_by_kind_and_each_page(client):
    client.sign_in("beredning")
    every = client.get("/structures/")
    assert queries(every) <= 4
    assert len(names(every)) == 17
    assert names(every)[0] == "Allaktivitetshus i Östberga"
    assert names(client.get("/structures/?kind=network")) == ["Nätverk för samhällsvägledare"]
    assert len(names(client.get("/structures/?kind=operation"))) == 5
    assert len(names(client.get("/structures/?kind=nonsense"))) == 17
    pages = {}
    for link in main(every).select("tbody a"):
        page = pages[link.get_text()] = client.get(link["href"])
        assert queries(page) <= 8
        assert "Källa: " in words(page)

    house = words(pages["Welcome House"])
    assert "Adress Uppgift saknas" in house
    assert "Etableringscentrum Finns på platsen" in house
    assert "Mötesplats Welcome House" in house
    group = words(pages["Beredningsgruppen för samverkan med civilsamhället"])
    assert "Kartlagd andel: Uppgift saknas" in group
    assert "Möten Uppgift saknas" in group
    assert "Flyttad till START" in words(pages["KrAmi/Moa"])
    assert "önskar att jobbtorg närvarar" in words(pages["Community Center i Rågsved"])
    assert "Rinkeby-Kista (nu Järva)" in words(pages["Center i Husby"])
    assert "Minnet och lärandet" in words(pages["Utveckling av sfi på studieväg 1, en Stockholmsmodell"])

    some = pages["Welcome House"].request.path
    client.sign_out()
    client.sign_in("svenskamedbaby")
    assert client.get("/structures/").status_code == client.get(some).status_code == 404
