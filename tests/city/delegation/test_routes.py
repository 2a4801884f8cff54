"""The administration of the delegation order through HTTP: a new edition from copy to adoption, and what refuses it."""

import io
import json
import re

import pytest

from registry.core import clock
from tests.engines import DEMO_PASSWORD

pytestmark = pytest.mark.stage("demo")


@pytest.fixture
def admin(client):
    client.sign_in("admin")
    return client


def confirmed(client) -> None:
    """Let the other administrator confirm what the first one has proposed."""
    client.sign_out()
    client.sign_in("admin2")
    for power in set(re.findall(r"/powers/[0-9a-f-]{36}", client.get("/inbox/").text)):
        assert client.send(f"{power}/confirm", password=DEMO_PASSWORD).status_code == 303
    client.sign_out()
    client.sign_in("admin")


def copied(client) -> str:
    """Begin a draft as a copy of the order in force; return its address."""
    return client.send("/delegation/orders/add", title="Ny ordning").headers["Location"]


def test_an_edition_is_written_and_adopted(admin):
    draft = copied(admin)
    page = admin.get(draft).text
    assert "Utkast" in page
    edit = re.search(rf'{draft}/points/[0-9a-f-]{{36}}(?=")', page)[0]
    refused = admin.send(edit, limit_kind="kronor", limit_amount="", text="Min text")
    assert refused.status_code == 422
    assert "Skriv gränsen i kronor." in refused.text
    assert "Min text" in refused.text  # nothing typed is lost
    assert admin.send(edit, limit_kind="kronor", limit_amount="150 000").status_code == 303
    new = {
        "number": "9.1",
        "text": "Något nytt",
        "decision_type": "enter",
        "post": "director",
        "limit_kind": "none",
    }
    assert admin.send(f"{draft}/points/add", **new).status_code == 303
    assert "Numret finns redan" in admin.send(f"{draft}/points/add", **new).text

    today = clock.today().isoformat()
    assert "Skriv paragrafen" in admin.send(f"{draft}/adopt", adopted_on=today, valid_from=today).text
    given = {
        "adopted_by": "Nämnden",
        "adopted_on": today,
        "paragraph": "7",
        "case_number": "AMN 1",
        "valid_from": today,
    }
    past = {**given, "adopted_on": "2025-01-10", "valid_from": "2025-01-15"}
    assert "ändras inte i efterhand" in admin.send(f"{draft}/adopt", **past).text
    assert admin.send(f"{draft}/adopt", **given).status_code == 303
    assert "Ny ordning" not in admin.get("/delegation").text, "it takes a second person"
    confirmed(admin)
    page = admin.get("/delegation").text
    assert "Ny ordning" in page
    assert "Något nytt" in page
    compared = admin.get(f"{draft}/compare").text
    assert "Punkt 9.1" in compared
    assert "150" in compared
    assert "Tidigare" in admin.get("/delegation/orders").text
    assert "registrerades som antagen" in admin.get(f"{draft}/history").text


def test_an_edition_goes_out_as_a_file_and_in_as_a_draft(admin):
    draft = copied(admin)
    file = admin.get(f"{draft}/export").data
    again = upload(admin, file)
    assert again.status_code == 303
    assert admin.get(again.headers["Location"]).text.count("<tr>") == admin.get(draft).text.count("<tr>")
    data = json.loads(file)
    data["points"][3]["post"] = "kung"
    refused = upload(admin, json.dumps(data).encode())
    assert refused.status_code == 422
    assert "Punkt 2.4: ”post” är ”kung”, som inte finns." in refused.text


def upload(client, content: bytes):
    data = {
        "csrf_token": client.token("/delegation/orders/import"),
        "file": (io.BytesIO(content), "ordning.json"),
    }
    return client.post("/delegation/orders/import", data=data, content_type="multipart/form-data")


def test_a_point_is_passed_on_and_taken_back(admin):
    page = admin.get("/delegation/orders").text
    order = re.search(r'/delegation/orders/[0-9a-f-]{36}(?=">Exempel på delegationsordning)', page)[0]
    page = admin.get(order).text
    pass_on = re.search(rf"{order}/points/[0-9a-f-]+/sub-delegate", page)[0]
    given = {"post": "division_head", "case_number": "AMF 1"}
    assert "högre än i punkt 5.3" in admin.send(pass_on, **given, limit_multiple="51").text
    assert admin.send(pass_on, **given, limit_multiple="30").status_code == 303
    assert "AMF 1" not in admin.get("/delegation").text, "it takes a second person"
    confirmed(admin)
    page = admin.get("/delegation").text
    assert "5.3\u00a0b" in page
    assert "diarienummer AMF 1" in page
    take_back = re.findall(rf"{order}/points/[0-9a-f-]+/withdraw", admin.get(order).text)[-1]
    assert admin.send(take_back).status_code == 303


def test_a_base_amount_is_added_and_corrected(admin):
    year = clock.today().year + 1
    page = admin.send("/delegation/base-amounts/add", year=year, amount="592 000", source="SFS")
    assert "Ett prisbasbelopp är mellan" in page.text
    assert (
        admin.send("/delegation/base-amounts/add", year=year, amount="60 100", source="SFS").status_code
        == 303
    )
    assert admin.get(f"/delegation/base-amounts/{year}").status_code == 404, "it takes a second person"
    confirmed(admin)
    assert admin.send(f"/delegation/base-amounts/{year}", amount="60 200", source="SFS").status_code == 303
    confirmed(admin)
    assert "Ett prisbasbelopp rättades" in admin.get(f"/delegation/base-amounts/{year}").text
    assert admin.get("/delegation/base-amounts/1901").status_code == 404


def test_only_the_administrator_writes(client):
    client.sign_in("beredning")
    assert client.get("/delegation/orders").status_code == 200
    assert client.get("/delegation/orders/add").status_code == 403
