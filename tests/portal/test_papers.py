"""Two associations at the browser: each hands in, accepts and confirms its own, and reaches nothing of the other's."""

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from registry.audit import guard
from registry.city.accounts import sessions
from registry.core import clock
from registry.core.database import session
from registry.core.jobs import Job
from registry.partners.organisations.models import Contact
from registry.partners.profiles.addresses.models import AddressLink
from registry.partners.profiles.addresses.rules import JOB
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.models import RecognitionItem
from registry.partners.recognition.rules import RecognitionKind
from registry.settings import current
from tests.collaborations.test_routes import error_at
from tests.portal.test_routes import represented_by, words
from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
PDF = b"%PDF-1.7 protokoll"


@pytest.fixture
def mine(app: Flask):
    with app.app_context():
        return represented_by("svenskamedbaby")


@pytest.fixture
def theirs(app: Flask):
    with app.app_context():
        return represented_by("raddabarnen")


@pytest.fixture
def partner(client):
    assert client.sign_in("svenskamedbaby").status_code == 303
    return client


def test_a_paper_is_handed_in_seen_inside_and_noted(partner, app, mine):
    page = f"/portal/organisations/{mine}/papers/new"
    answer = partner.send(
        page, kind="minutes", file=(BytesIO(PDF), "Protokoll.pdf"), message="Antaget i mars"
    )
    assert answer.status_code == 303
    assert "Årsmötesprotokoll" in words(partner.get(f"/portal/organisations/{mine}"))
    with app.app_context():
        paper = session.scalars(select(HandedInPaper).where(HandedInPaper.organisation_id == mine)).one()
    staff = app.test_client()
    staff.sign_in("beredning")
    assert "Inlämnade papper" in words(staff.get(f"/organisations/{mine}"))
    assert "Antaget i mars" in words(staff.get(f"/recognition/papers/{paper.id}"))
    sent = staff.get(f"/recognition/papers/{paper.id}/file")
    assert (sent.data, sent.headers["Content-Disposition"].split(";")[0]) == (PDF, "attachment")
    day = clock.today().isoformat()
    refused = staff.send(f"/recognition/papers/{paper.id}", dated_on=day, outcome="remark")
    assert (refused.status_code, "vad den kan göra" in words(refused)) == (422, True)
    told = "Ordföranden har inte skrivit under. Skicka ett nytt."
    assert (
        staff.send(
            f"/recognition/papers/{paper.id}", dated_on=day, outcome="remark", partner_note=told
        ).status_code
        == 303
    )
    assert told in words(partner.get(f"/portal/organisations/{mine}"))
    assert told in words(partner.get("/portal/"))
    page = f"/portal/organisations/{mine}/papers/new"
    assert told in words(partner.get(page))
    assert told in words(partner.get(f"{page}?kind={paper.kind.value}"))
    assert told not in words(partner.get(f"{page}?kind=audit_report"))  # what was said of another paper


def test_a_wrong_file_is_told_of_at_the_field_and_what_was_typed_stays(partner, mine):
    page = f"/portal/organisations/{mine}/papers/new"
    answer = partner.send(page, kind="statutes", file=(BytesIO(b"MZ"), "stadgar.pdf"), message="Våra stadgar")
    assert answer.status_code == 422
    assert "Filen måste vara en PDF" in words(answer)
    assert "Våra stadgar" in answer.text
    assert partner.send(page, kind="statutes").status_code == 422
    assert (
        partner.send(page, kind="tax", file=(BytesIO(PDF), "a.pdf")).status_code == 422
    )  # the city's own check


def test_terms_are_read_and_accepted_by_whoever_represents_the_organisation(partner, app, mine):
    page = f"/portal/organisations/{mine}/terms"
    assert "Stöd lämnas inte" in words(partner.get(page))
    assert partner.send(page).status_code == 303
    with app.app_context():
        item = session.scalars(
            select(RecognitionItem).where(
                RecognitionItem.organisation_id == mine, RecognitionItem.kind == RecognitionKind.TERMS
            )
        ).one()
        assert (item.dated_on, item.by_whom) == (clock.today(), item.noted_by)
    staff = app.test_client()
    staff.sign_in("beredning")
    assert "Lästa och godkända i portalen" in words(staff.get(f"/recognition/of/{mine}"))


def test_nothing_of_anothers_is_reached_by_its_address(partner, app, mine, theirs):
    with app.app_context():
        other = app.test_client()
    other.sign_in("raddabarnen")
    other.send(f"/portal/organisations/{theirs}/papers/new", kind="minutes", file=(BytesIO(PDF), "a.pdf"))
    with app.app_context():
        paper = session.scalars(select(HandedInPaper.id).where(HandedInPaper.organisation_id == theirs)).one()
        contact = session.scalars(select(Contact.id).where(Contact.organisation_id == theirs)).first()
    for address in (
        f"/portal/organisations/{theirs}/papers/new",
        f"/portal/organisations/{theirs}/terms",
        f"/recognition/papers/{paper}",
        f"/recognition/papers/{paper}/file",
    ):
        assert partner.get(address).status_code == 404, address
    token = partner.token("/account")
    for address in (
        f"/portal/organisations/{theirs}/papers/new",
        f"/portal/organisations/{theirs}/terms",
        f"/portal/organisations/{theirs}/contacts/{contact}/ask-again",
    ):
        assert partner.post(address, data={"csrf_token": token}).status_code == 404, address
    assert str(paper) not in partner.get(f"/portal/organisations/{mine}").text


def test_too_many_links_are_refused_at_the_address_and_what_was_typed_stays(partner, app, mine):
    with app.app_context():
        for _ in range(current().address_links_a_day):
            at = clock.now()
            session.add(Job(name=JOB, payload={}, run_at=at, created_at=at, state="done", subject_id=mine))
        session.commit()
    page = f"/portal/organisations/{mine}/contacts/new"
    typed = {"label": "Kassören", "role": "mailbox", "email": "ny@exempel.se", "phone": "08-000 00 00"}
    refused = partner.send(page, **typed)
    assert refused.status_code == 422
    assert "senaste dygnet. Försök igen" in error_at(refused, "email")
    for value in ("Kassören", "ny@exempel.se", "08-000 00 00"):
        assert value in refused.text
    assert partner.send(page, **{**typed, "email": ""}).status_code == 303  # a telephone needs no link


def test_what_is_not_filled_in_is_asked_for_before_all_is_confirmed(partner, mine):
    shown = words(partner.get(f"/portal/organisations/{mine}/confirm"))
    assert "Det här är inte ifyllt Adress, Kontakter, Firmatecknare" in shown
    assert partner.get("/portal/organisations").headers["Location"] == f"/portal/organisations/{mine}"


def test_the_menu_leads_to_what_the_city_holds_and_marks_it(partner, mine):
    for page, current_page in (
        ("/portal/", "Våra samarbeten"), (f"/portal/organisations/{mine}/edit", "Våra uppgifter"),
    ):  # fmt: skip
        marked = parsed(partner.get(page).text).select(".site-nav [aria-current=page]")
        assert [one.text.strip() for one in marked] == [current_page]


def test_a_number_has_a_hint_and_is_read_with_or_without_a_hyphen(partner, mine):
    page = f"/portal/organisations/{mine}/propose/number"
    assert "med eller utan streck, till exempel 402000-0107" in words(partner.get(page))
    assert partner.send(page, value="4020000107", reason="Årsmötet").status_code == 303
    assert "402000-0107" in words(partner.get(f"/portal/organisations/{mine}"))


def test_an_address_is_confirmed_with_a_button_and_opening_the_link_changes_nothing(partner, app, mine):
    page = f"/portal/organisations/{mine}/contacts/new"
    answer = partner.send(page, label="Kansliet", role="mailbox", email="nytt@exempel.se")
    assert answer.status_code == 303
    assert "Väntar på bekräftelse" in words(partner.get(f"/portal/organisations/{mine}"))
    with app.app_context(), guard.resting():
        contact = session.scalars(select(Contact).where(Contact.email == "nytt@exempel.se")).one()
        made = {"digest": sessions.digest("TOKEN"), "contact_id": contact.id, "email": contact.email}
        session.add(AddressLink(**made, expires_at=clock.now().replace(year=2100)))
        session.commit()
    stranger = app.test_client()
    opened = [words(stranger.get("/portal/addresses/TOKEN")) for _ in range(2)]
    assert all("nytt@exempel.se" in text for text in opened)
    assert "Tack!" in words(stranger.send("/portal/addresses/TOKEN"))
    assert "Länken gäller inte längre" in words(stranger.get("/portal/addresses/TOKEN"))
    assert "Väntar på bekräftelse" not in words(partner.get(f"/portal/organisations/{mine}"))
