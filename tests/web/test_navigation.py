"""The menu: what one may open and no more, where one is, written once for all who may open the same."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from registry.access import check
from registry.access.actor import Actor
from registry.access.roles import Role
from registry.core.i18n import speaking
from registry.web import navigation
from registry.web.navigation import MENU, ORDER
from tests.reading import parsed


def somebody(*roles: Role) -> Actor:
    return Actor(user_id=uuid4(), name="Någon", roles=frozenset(roles))


def menu_at(app: Flask, path: str, actor: Actor) -> BeautifulSoup:
    with app.test_request_context(path):
        return parsed(navigation.menu(actor, "sv"))


def test_everybody_sees_what_they_may_open_and_where_they_are(app: Flask):
    with app.test_request_context():
        addresses = {entry: app.url_for(entry.endpoint) for entry in MENU}
    for role in Role:
        actor = somebody(role)
        mine = {addresses[entry] for entry in MENU if check.allows(entry.permission, actor)}
        for entry in MENU:
            menu = menu_at(app, addresses[entry], actor)
            assert {link["href"] for link in menu.select("a")} == mine, role
            here = [link["href"] for link in menu.select("[aria-current=page]")]
            may_open = addresses[entry] in mine
            assert here == ([addresses[entry]] if may_open else []), (role, entry.endpoint)
            folded = menu.select("summary[data-current]")
            assert bool(folded) == (may_open and entry.group == ORDER), (role, entry.endpoint)
    assert menu_at(app, "/finns-inte", somebody(Role.AUDITOR)).select("[aria-current]") == []


def test_the_same_menu_is_written_once(app: Flask):
    with app.test_request_context("/budgets/"):
        first = navigation.menu(somebody(Role.AUDITOR), "sv")
        assert navigation.menu(somebody(Role.AUDITOR), "sv") is first
        assert navigation.menu(somebody(Role.AUDITOR, Role.ADMINISTRATOR), "sv") != first
        with speaking("en"):
            assert "Organisations" in navigation.menu(somebody(Role.AUDITOR), "en")
        assert navigation.menu(somebody(Role.AUDITOR), "sv") is first
    with app.test_request_context("/budgets/", base_url="http://localhost/register"):
        assert 'href="/register/budgets/"' in navigation.menu(somebody(Role.AUDITOR), "sv")


@pytest.mark.stage("demo")
def test_the_frame_asks_the_database_who_it_is_and_nothing_more(client):
    for_nobody = client.get("/accessibility").statements
    client.sign_in("revisor")
    client.get("/accessibility")
    assert (
        client.get("/accessibility").statements - for_nobody <= 3
    )  # with the session's own BEGIN and PRAGMA on SQLite


@pytest.mark.stage("demo")
def test_whoevers_data_we_have_is_told(client):
    """GDPR art. 13–14, on every page one click away: who answers, why, on which ground, how long, what one may ask."""
    page = parsed(client.get("/sign-in").text)
    assert "/personal-data" in {link["href"] for link in page.select("footer a")}
    said = client.get("/personal-data").text
    for words in (
        "Arbetsmarknadsnämnden", "212000-0142", "dataskyddsombud@demo.example", "artikel 6.1 e", "invända", "gallring",
        "Integritetsskyddsmyndigheten", "Inga beslut fattas automatiskt",
    ):  # fmt: skip
        assert words in said, words
