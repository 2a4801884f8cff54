"""The organisation's pages, through HTTP."""

import pytest

from registry.access.roles import Post, Role
from registry.city.units.models import UnitKind
from registry.core.database import session
from tests.city.accounts.browser import Browser
from tests.city.accounts.people import (
    LONG_AGO,
    account,
    actor_of,
    appointment,
    confirm_powers,
    organisation,
    role_of,
    unit,
)

OFFICER, ADMIN, PARTNER = "handlaggare@demo.example", "admin@demo.example", "forening@demo.example"


@pytest.fixture
def places(app):
    with app.app_context():
        account(OFFICER, Role.OFFICER)
        account(ADMIN, Role.ADMINISTRATOR)
        role_of(account(PARTNER), Role.PARTNER, organisation().id)
        division = unit("jobbtorg", kind=UnitKind.DIVISION)
        old = unit("kista", division, ends_on=LONG_AGO)
        appointment(account("chef@demo.example"), division, Post.DIVISION_HEAD)
        session.commit()
        return {"division": division.id, "old": old.id}


@pytest.fixture
def visit(app, places):
    def sign_in(email):
        browser = Browser(app)
        assert browser.sign_in(email).status_code == 303
        return browser

    return sign_in


def test_tree_shows_heads_and_what_is_historic(visit):
    page = visit(OFFICER).get("/units/").text
    assert page.index("Jobbtorg") < page.index("Kista")
    assert "Chef" in page
    assert "Historisk" in page


def test_unit_shows_its_place_and_its_heads(visit, places):
    officer = visit(OFFICER)
    page = officer.get(f"/units/{places['division']}").text
    assert "Avdelningschef" in page
    assert "Gäller nu" in page
    assert "Avsluta uppdraget" not in page
    page = officer.get(f"/units/{places['old']}").text
    assert "Enheten är historisk" in page
    assert f"/units/{places['division']}" in page


@pytest.mark.parametrize("path", ["/units/", "/units/{division}", "/units/{division}/appoint"])
def test_partner_finds_nothing(visit, places, path):
    assert visit(PARTNER).get(path.format(**places)).status_code == 404


def test_only_administrators_appoint(visit, places):
    assert visit(OFFICER).get(f"/units/{places['division']}/appoint").status_code == 403


def test_administrator_appoints_and_ends(visit, places):
    admin, path = visit(ADMIN), f"/units/{places['division']}"
    page = admin.get(f"{path}/appoint").text
    assert "forening@" not in page
    officer = page[: page.index(OFFICER)].rsplit('value="', 1)[1].split('"')[0]
    filled = {"user": officer, "post": "division_head", "starts_on": "2020-01-01"}
    assert admin.post(f"{path}/appoint", **{**filled, "ends_on": "2019-01-01"}).status_code == 422
    assert admin.post(f"{path}/appoint", **filled).status_code == 422, "dated back without its paper"
    assert admin.post(f"{path}/appoint", **filled, case_number="AMF 2020/1").status_code == 303
    assert "Handlaggare" not in admin.get(path).text, "it takes a second person"
    with admin.app.app_context():
        assert confirm_powers(actor_of(account("admin2@demo.example", Role.ADMINISTRATOR))) == 1
        session.commit()
    page = admin.get(path).text
    assert "Handlaggare" in page
    end = page[: page.index('/end"')].rsplit('"', 1)[1] + "/end"
    assert "Inget väntar på beslut" in admin.get(end).text
    assert admin.post(end).status_code == 303
    assert "Avslutat" in admin.get(path).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("user", ""),
        ("user", "00000000-0000-7000-8000-000000000000"),
        ("user", "<script>"),
        ("post", "king"),
        ("starts_on", ""),
        ("starts_on", "2026-02-30"),
        ("starts_on", "9999-99-99"),
        ("substitute_for", "nobody"),
    ],
)
def test_bad_input_is_a_message(visit, places, field, value):
    admin, path = visit(ADMIN), f"/units/{places['division']}/appoint"
    page = admin.get(path).text
    someone = page[: page.index(OFFICER)].rsplit('value="', 1)[1].split('"')[0]
    filled = {"user": someone, "post": "division_head", "starts_on": "2020-01-01", field: value}
    assert admin.post(path, **filled).status_code == 422


def test_unknown_unit_is_not_found(visit):
    assert visit(OFFICER).get("/units/00000000-0000-7000-8000-000000000000").status_code == 404
