"""The pages of duplicates through HTTP: who may, deciding, merging, old addresses, taking back, the search."""

import pytest
from sqlalchemy import select

from registry.access.roles import Role
from registry.audit import guard
from registry.core.database import session
from registry.partners.duplicates import actions
from registry.partners.duplicates.models import Merge, Pair, PairState, Scan, ScanState
from registry.partners.organisations.matching import Likeness, Reason
from tests import factories
from tests.city.accounts import people
from tests.factories import NOON
from tests.reading import parsed


@pytest.fixture
def sign_in(app):
    def sign(role):
        email = f"{role.value}@demo.example"
        with app.app_context(), guard.resting():
            people.role_of(people.account(email), role)
            session.commit()
        client = app.test_client()
        client.sign_in(email, people.PASSWORD)
        return client

    return sign


@pytest.fixture
def two(app):
    """Two organisations, and the pair that a search has proposed."""
    with app.app_context():
        one = factories.organisation("Tensta jour", seat="Tensta").id
        other = factories.organisation("Tenstajouren", seat="Tensta", website="https://jour.se").id
        actions.propose([(one, other, Likeness(0.9, (Reason.NAME_HERE,)))], at=NOON)
        session.commit()
    return one, other


def soup(answer):
    return parsed(answer.text)


def press(client, page, words):
    """Press the button with these words on a page."""
    form = next(f for f in soup(client.get(page)).select("main form[method=post]") if words in f.get_text())
    return client.post(
        form["action"], data={i["name"]: i.get("value", "") for i in form.select("input[name]")}
    )


def test_who_merges_from_the_list_comes_back_to_it(sign_in, two):
    client = sign_in(Role.PREPARATORY)
    door = soup(client.get("/duplicates/?state=open")).select_one("[data-pair] a[href*='/duplicates/merge/']")
    page = soup(client.get(door["href"]))
    assert page.select_one("[data-keyed] a.ds-button")["href"].startswith("/duplicates/")
    form = page.select_one("[data-keyed] form")
    sent = client.post(
        door["href"], data={i["name"]: i.get("value", "") for i in form.select("input[type=hidden]")}
    )
    assert (sent.status_code, sent.location) == (303, "/duplicates/?state=open")


def test_a_pair_is_shown_decided_and_opened_again(sign_in, two, app):
    client = sign_in(Role.PREPARATORY)
    page = soup(client.get("/duplicates/")).main.get_text(" ")
    assert "Liknande namn på samma ort" in page
    assert "https://jour.se" in page
    assert "Kan finnas två gånger" in client.get(f"/organisations/{two[0]}").text
    assert press(client, "/duplicates/", "Olika").status_code == 303
    assert "Inga par här" in client.get("/duplicates/").text
    assert press(client, "/duplicates/?state=different", "Öppna igen").status_code == 303
    assert "Tenstajouren" in client.get("/duplicates/?reason=name_here").text
    assert "Inget par med det skälet" in client.get("/duplicates/?reason=giro").text
    token = client.token("/duplicates/")
    with app.app_context():
        pair_id = session.scalars(select(Pair.id)).one()
    stale = client.post(
        f"/duplicates/{pair_id}/decide", data={"csrf_token": token, "state": "later", "version": "1"}
    )
    assert stale.status_code == 409
    box = soup(client.get("/duplicates/")).select_one("input[name=pair]")
    sent = {"csrf_token": token, "state": "later", "pair": [box["value"], "tampered"]}
    assert client.post("/duplicates/decide", data=sent).status_code == 303
    assert client.post("/duplicates/decide", data=sent).status_code == 409
    assert "Tenstajouren" in client.get("/duplicates/?state=later").text


def test_only_the_preparatory_group(sign_in, two):
    officer = sign_in(Role.OFFICER)
    assert officer.get("/duplicates/").status_code == 403
    assert officer.get(f"/duplicates/merge/{two[0]}/{two[1]}").status_code == 403
    assert "Kan finnas två gånger" not in officer.get(f"/organisations/{two[0]}").text


def test_merged_led_on_and_taken_back(sign_in, two, app):
    kept, gone = two
    client = sign_in(Role.PREPARATORY)
    path = f"/duplicates/merge/{kept}/{gone}"
    boxes = soup(client.get(path)).select("input[name=taken]")
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [("name", False), ("website", True)]
    opened = client.fields(path)
    assert client.post(path, data=opened).headers["Location"] == f"/organisations/{kept}"
    assert "jour.se" in client.get(f"/organisations/{kept}").text
    for part in ("", "/history", "/edit?a=b"):
        led = client.get(f"/organisations/{gone}{part}")
        assert (led.status_code, led.headers["Location"]) == (302, f"/organisations/{kept}{part}")
    sent = client.post(f"/organisations/{gone}/edit", data={"csrf_token": client.token("/account")})
    assert sent.status_code == 409
    assert "Tenstajouren slogs ihop" in client.get(f"/organisations/{kept}/history").text
    assert press(client, f"/organisations/{kept}/history", "Ångra sammanslagningen").status_code == 303
    assert "Ångrad" in client.get("/duplicates/merges").text
    assert client.get(f"/organisations/{gone}").status_code == 200
    assert client.post(path, data=opened).status_code == 303  # the versions are as they were
    with app.app_context():
        assert len(session.scalars(select(Merge.id)).all()) == 2


def test_a_page_older_than_the_record_is_asked_again(sign_in, two):
    client = sign_in(Role.PREPARATORY)
    path = f"/duplicates/merge/{two[0]}/{two[1]}"
    opened = client.fields(path)
    client.send(f"/organisations/{two[1]}/edit", street="Torget 1")
    assert client.post(path, data=opened).status_code == 409
    assert client.get(f"/duplicates/merge/{two[0]}/{two[0]}").status_code == 404


def test_the_register_is_searched_in_the_background(sign_in, two, app, do_jobs, monkeypatch):
    client = sign_in(Role.PREPARATORY)
    with app.app_context():
        session.delete(session.scalars(select(Pair)).one())
        session.commit()
    monkeypatch.setattr(actions.scanning, "SLICE", 1)
    assert press(client, "/duplicates/", "Gå igenom hela registret").status_code == 303
    assert "Pågår" in client.get("/duplicates/").text
    assert press(client, "/duplicates/", "Stoppa").status_code == 303
    do_jobs()
    with app.app_context():
        assert session.scalars(select(Scan.state)).one() is ScanState.STOPPED
    press(client, "/duplicates/", "Gå igenom hela registret")
    do_jobs()
    with app.app_context():
        scan = session.scalars(select(Scan).order_by(Scan.id.desc())).first()
        assert (scan.state, scan.walked, scan.found) == (ScanState.DONE, 2, 1)
        pair = session.scalars(select(Pair)).one()
        assert (pair.state, pair.why) == (PairState.OPEN, [Reason.NAME_HERE])
    stored = {
        "name": "Tenstajourren",
        "sector": "civil",
        "legal_form": "association",
        "registration": "unknown",
    }
    client.send("/organisations/new", **stored, is_another="y")
    press(client, "/duplicates/", "Gå igenom det som är nytt")
    do_jobs()
    with app.app_context():
        scan = session.scalars(select(Scan).order_by(Scan.id.desc())).first()
        assert (scan.state, scan.total, scan.found) == (ScanState.DONE, 1, 1)
