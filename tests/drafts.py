"""People of the demo with browsers, and the draft of an agreement that they have filled in page by page."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from registry.core.database import db
from tests.application import CheckingClient
from tests.engines import Database
from tests.reading import parsed

NUMBER = "802000-0017"


def words(response: TestResponse) -> str:
    """Return the page as one line of text."""
    return " ".join(parsed(response.text).get_text(" ").split()).replace("\u00a0", " ")


def main_words(response: TestResponse) -> str:
    return " ".join(parsed(response.text).main.get_text(" ").split()).replace("\u00a0", " ")


def landed(response: TestResponse) -> str:
    """Return the address that a successful form sends one to."""
    assert response.status_code == 303, words(response)[:3000]
    return response.headers["Location"]


def option(page: str, label: str) -> str:
    """Return the value of the choice with this label."""
    soup = parsed(page)
    for tag in soup.select("option"):
        if tag.get_text(strip=True).startswith(label):
            return tag["value"]
    found = next(tag for tag in soup.select("label") if tag.get_text(strip=True).startswith(label))
    return soup.find(id=found["for"])["value"]


@pytest.fixture
def people(app):
    """Return a client that is signed in as the role; each keeps its own session."""
    signed_in: dict[str, CheckingClient] = {}

    def person(role: str) -> CheckingClient:
        if role not in signed_in:
            signed_in[role] = app.test_client()
            assert signed_in[role].sign_in(role).status_code == 303
        return signed_in[role]

    return person


def register(client: CheckingClient, name: str = "Grannar i samtal", number: str = NUMBER) -> str:
    sent = client.send("/organisations/new", name=name, number=number, sector="civil", legal_form="association",
                       registration="unknown")  # fmt: skip
    return landed(sent)


def record(client: CheckingClient, organisation: str, gate: str = "no", **more: str) -> TestResponse:
    form = client.get("/collaborations/new").text
    values = {
        "title": "Informationsträffar om språkkafé",
        "category": "INF-TRAFF",
        "status": "running",
        "unit_id": option(form, "Etableringscentrum"),
        "grounds": option(form, "Samordna"),
        "target_groups": option(form, "Nyanlända"),
        "gate_resources": gate,
    }
    return client.send(
        "/collaborations/new", **{**values, "organisations": organisation.rsplit("/", 1)[1], **more}
    )


def prepared(client: CheckingClient, amount: str = "150 000", case_number: str = "AMF 2026/501") -> str:
    """Prepare an IOP from an association to a complete draft, and return the agreement's address."""
    organisation = register(client, number=NUMBER)
    formal = landed(record(client, organisation, gate="yes", title="Språkkafé tillsammans", status="planned"))
    collaboration = landed(client.send(formal, kind="iop")).split("?")[0]
    identifier = re.search(r"[0-9a-f-]{36}", collaboration)[0]
    first = landed(client.send(f"/agreements/create/{identifier}"))
    edition = first.split("/edit/")[0]
    fill_in(client, edition, amount, case_number, organisation.rsplit("/", 1)[1])
    return edition


def fill_in(client: CheckingClient, edition: str, amount: str, case_number: str, organisation: str) -> None:
    def save(name: str, **values: str) -> None:
        landed(client.send(f"{edition}/edit/{name}", **values))

    save(
        "basics",
        case_number=case_number,
        starts_on="2027-01-01",
        ends_on="2027-12-31",
        planned_participants="40",
    )
    save("purpose", background="Många nyanlända saknar tillfällen att tala svenska.", purpose="Fler vardagssamtal.",
         shared_values="Alla människors lika värde.", activities_text="Språkkafé varje tisdag.",
         internal_note="Hemligt inom huset")  # fmt: skip
    save("goals", goals__0__text="40 personer deltar varje termin", goals__0__indicator="Antal deltagare")
    save(
        "contributions",
        contributions__0__side="city",
        contributions__0__kind="premises",
        contributions__0__description="Lokal på Welcome House",
        contributions__0__quantity="40",
        contributions__0__unit_word="timmar",
        contributions__0__value="4 000",
    )
    theirs = {"side": "partner", "organisation_id": organisation, "kind": "volunteer_hours", "quantity": "7,5",
              "description": "Samtalsledare", "unit_word": "timmar", "year": "2027"}  # fmt: skip
    save("contributions", **{f"contributions__1__{name}": value for name, value in theirs.items()})
    save("economy", money_and_vat="no_vat", yearly__0__year="2027", yearly__0__amount=amount)
    save("organisation", steering="En styrgrupp leder arbetet.", follow_ups__0__due_on="2027-06-15",
         follow_ups__0__what="Halvårsuppföljning")  # fmt: skip
    save("terms", notice_months="3", termination="Skriftligt.", personal_data="Var part ansvarar för sitt.")
    answers = {f"rows__{n}__verdict": "met" for n in range(12)} | {
        f"rows__{n}__motive": "Uppfyllt, se bilaga." for n in range(12)
    }
    save("criteria", **answers)
    save("form", chosen="iop", motive="Gemensam utmaning utan marknad.")
    save("conflict", has_conflict="no")


@pytest.fixture
def prepared_draft(people, app: Flask, worker_database: Database) -> tuple[CheckingClient, str]:
    """Whoever prepares, signed in to the demo, and the address of a complete draft. It is filled in once a worker."""
    if "prepared" in worker_database.kept:
        let_go(app)
        address = worker_database.return_to("prepared")
        return people("handlaggare"), address
    officer = people("handlaggare")
    address = prepared(officer)
    let_go(app)
    worker_database.keep("prepared", address)
    return officer, address


def let_go(app: Flask) -> None:
    """Close what the application holds open, so that the contents can be exchanged."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
