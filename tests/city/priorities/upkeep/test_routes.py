"""The preparatory group writes, through HTTP, in the demo's real programme: source 004 with Farsta pending."""

import pytest
from sqlalchemy import select

from registry.city.priorities.models import DialogueMeeting, FundingSource, GoverningDocument, Ground
from registry.city.units.models import Unit
from registry.city.vocabulary.models import District
from registry.core import clock
from registry.core.database import session
from tests.collaborations.test_routes import error_at, landed, text
from tests.reading import parsed

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]


@pytest.fixture
def ids(app):
    """Return the identifiers of what the tests write about, by code."""
    with app.app_context():
        return {
            code: str(session.scalars(select(model.id).where(model.code == code)).one())
            for model, code in (
                (GoverningDocument, "LUP-2017"), (Ground, "FA0"), (Ground, "HV1"), (District, "FARSTA"),
                (District, "JARVA"), (District, "SPANGA-TENSTA"), (Unit, "JT-KISTA"), (Unit, "ETABL"),
                (DialogueMeeting, "DIALOG-FARSTA-2017"),
            )
        }  # fmt: skip


@pytest.fixture
def group(client):
    assert client.sign_in("beredning").status_code == 303
    return client


def test_a_programme_with_a_priority_is_written_and_told_of(app, group, ids):
    landed(group.send("/grounds/documents/new", code="lup-2027", title="Program 2027", year="2027",
                      adopted_by="Stadsdelsnämnderna", case_number="AMF 2026/1"))  # fmt: skip
    assert "Program 2027" in text(group.get("/grounds/documents"))
    with app.app_context():
        made = session.scalars(select(GoverningDocument).where(GoverningDocument.code == "LUP-2027")).one()
        address, edit = f"/grounds/documents/{made.id}/grounds/new", f"/grounds/documents/{made.id}/edit"
    shown = landed(group.send(
        address, code="JA1", title="Närvaro i Tensta", text="Jobbtorget är på plats.", district_id=ids["JARVA"],
        units=[ids["ETABL"]], partners="Stadsdelsnämnden", places="Tensta",
    ))  # fmt: skip
    page = text(group.get(shown))
    for words in ("Närvaro i Tensta", "Järva", "Etableringscentrum", "Gäller", "Ingen har angett hur långt"):
        assert words in page, words
    then = text(group.get(f"{shown}/history?day={clock.today()}"))
    assert "Enheter i registret Etableringscentrum" in then
    landed(group.send(f"{shown}/edit", title="<b>Närvaro</b> i Tensta 🎈", units=[]))
    assert "<b>Närvaro</b> i Tensta 🎈" in text(group.get(shown))
    history = text(group.get(f"{shown}/history"))
    assert "Grunden lades in" in history
    assert "Enheter i registret" in history
    landed(group.send(edit, title="Programmet 2027", adopted_on="2026-11-01"))
    assert "Det styrande dokumentet ändrades" in text(group.get(edit.replace("/edit", "/history")))


def test_farsta_waits_for_its_meeting_and_is_decided_in_one_step(group, ids):
    address = f"/grounds/{ids['FA0']}"
    assert "väntar på ett dialogmöte" in text(group.get(address))
    assert "väntar på ett dialogmöte" in text(group.get(f"{address}/decide"))
    meeting = f"/grounds/meetings/{ids['DIALOG-FARSTA-2017']}/edit"
    held = {"is_held": "yes", "held_on": "2017-05-16"}
    assert "vad mötet ledde till" in error_at(group.send(meeting, **held), "outcome")
    landed(group.send(meeting, **held, outcome="Två prioriteringar för Farsta."))
    assert "Nu kan beredningsgruppen besluta" in text(group.get(address))
    none = group.send(f"{address}/decide", text="")
    assert "Skriv vad som är beslutat" in error_at(none, "text")
    landed(group.send(f"{address}/decide", title="Närvaro i Farsta", text="Jobbtorg Farsta är på plats."))
    page = text(group.get(address))
    assert "Gäller" in page
    assert "Inte beslutad än" not in page
    assert "Prioriteringen beslutades" in text(group.get(f"{address}/history"))
    assert "redan beslutad" in text(group.get(f"{address}/decide"))


def test_what_is_wrong_is_told_at_its_field(group, ids):
    new, document = f"/grounds/documents/{ids['LUP-2017']}/grounds/new", "/grounds/documents/new"
    long, many = "Å" * 200, "å" * 301
    for page, typed, field, sentence in (
        (document, {"code": "lup-2017", "title": "x", "year": "2027"}, "code", "Koden finns redan"),
        (document, {"code": "A", "title": "x", "year": "1900"}, "year", "mellan 1990 och 2100"),
        (document, {"code": "A", "title": "x", "year": "9999"}, "year", "mellan 1990 och 2100"),
        (document, {"code": "A", "title": "x", "year": ""}, "year", "gäller ett år"),
        (document, {"code": "A", "title": many, "year": "2027"}, "title", "Högst 300 tecken"),
        (
            document,
            {"code": "A", "title": "x", "year": "2027", "link": "javascript:1"},
            "link",
            "hela adressen",
        ),
        (new, {"code": "hv1", "title": "x"}, "code", "Koden finns redan"),
        (new, {"code": "NY", "title": long, "district_id": "x"}, "district_id", "Välj ett av alternativen"),
        ("/grounds/funding/new", {"name": long, "year": "1900"}, "year", "mellan 1990"),
        ("/grounds/funding/new", {"name": long, "amount": "mycket"}, "amount", ""),
        ("/grounds/meetings/new", {"title": long, "held_on": "9999-01-01"}, "held_on", "Året ser fel ut"),
        ("/grounds/meetings/new", {"title": long, "held_on": "1900-01-01"}, "held_on", "Året ser fel ut"),
    ):
        sent = group.send(page, **typed)
        assert sent.status_code == 422, (page, typed)
        assert sentence in error_at(sent, field), (typed, error_at(sent, field))
        kept = typed.get("title") or typed["name"]
        assert kept in str(parsed(sent.text)), typed


def test_a_district_and_a_unit_that_have_ended_are_named(app, group, ids):
    landed(group.send("/grounds/documents/new", code="LUP-2027", title="Program 2027", year="2027"))
    with app.app_context():
        key = session.scalar(select(GoverningDocument.id).where(GoverningDocument.code == "LUP-2027"))
    sent = group.send(f"/grounds/documents/{key}/grounds/new", code="ST1-2027", title="Närvaro",
                      district_id=ids["SPANGA-TENSTA"], units=[ids["JT-KISTA"]])  # fmt: skip
    assert sent.status_code == 422
    assert "Spånga-Tensta upphörde 2023-06-30" in error_at(sent, "district_id")
    assert "Jobbtorg Kista upphörde 2017-12-31" in error_at(sent, "units")
    # In the programme of 2017 both were there, and what stands there stays when something else is changed.
    landed(group.send(f"/grounds/{ids['HV1']}/edit", places="Vällingby centrum"))


def test_who_saves_last_is_told_what_the_other_saved(app, group, ids):
    page = f"/grounds/{ids['HV1']}/edit"
    old = group.fields(page)
    landed(group.send(page, places="Vällingby"))
    stale = group.post(page, data={**old, "places": "Hässelby"})
    assert stale.status_code == 409
    assert "Vällingby" in text(stale)
    for kind, page in (
        (FundingSource, "/grounds/funding/{}/edit"),
        (DialogueMeeting, "/grounds/meetings/{}/edit"),
    ):
        with app.app_context():
            address = page.format(session.scalars(select(kind.id).order_by(kind.id).limit(1)).one())
        old = group.fields(address)
        landed(group.send(address, outcome="Det blev bra."))
        assert group.post(address, data=old).status_code == 409, address
        assert "ändrades" in text(group.get(address.replace("/edit", "/history")))


def test_only_the_preparatory_group_writes(app, ids):
    pages = (
        "/grounds/documents/new", f"/grounds/documents/{ids['LUP-2017']}/edit", f"/grounds/{ids['HV1']}/edit",
        f"/grounds/documents/{ids['LUP-2017']}/grounds/new", f"/grounds/{ids['FA0']}/decide", "/grounds/funding/new",
        "/grounds/meetings/new", f"/grounds/documents/{ids['LUP-2017']}/carry-over",
    )  # fmt: skip
    for persona, status in (("handlaggare", 403), ("svenskamedbaby", 404)):
        client = app.test_client()
        client.sign_in(persona)
        assert {client.get(page).status_code for page in pages} == {status}
