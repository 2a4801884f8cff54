"""The one search as every persona: each hit is a page that the person may open, each number counts those, no more."""

import pytest
from flask import Flask, url_for
from sqlalchemy import select

from registry.access.roles import Role
from registry.audit import guard
from registry.city.accounts.models import User
from registry.city.units import queries as units
from registry.core import clock
from registry.core.database import session
from registry.finding import queries
from registry.matters.approvals.models import Recusal, RecusalStatus
from registry.matters.models import Matter
from tests.access import hidden
from tests.access.test_rights import PERSONAS, actor_of

pytestmark = pytest.mark.stage("demo")

STAFF = {
    "organisations",
    "collaborations",
    "agreements",
    "enquiries",
    "numbers",
    "decisions",
    "documents",
    "papers",
    "steering",
    "units",
    "people",
}
OWN = {"own", "own_documents", "own_organisations"}
ASKED = (
    "barnen", "samverkan", "avtal", "EX 2026", "beslut", "jobbtorg", "överenskommelse", "chef", hidden.TITLE,
    "exempel", "språk", "framtid", "delegationsordning", "årsmötesprotokol", "riktlinjer", "verksamhetsberättelse",
)  # fmt: skip
EVERYTHING = 1000


def _hinder(app: Flask) -> None:
    """One matter is marked with secrecy; beredning stands outside another."""
    with app.app_context(), guard.resting():
        hidden.mark_one()
        person = session.scalars(select(User).where(User.email.like("beredning@%"))).one()
        matter = session.scalars(
            select(Matter.id).where(Matter.secrecy.is_(None)).order_by(Matter.id)
        ).first()
        told = {
            "person": person.name,
            "raised_by": "Någon",
            "at": clock.now(),
            "status": RecusalStatus.STANDING,
        }
        session.add(Recusal(matter_id=matter, person_id=person.id, **told))
        session.commit()


def test_every_persona_finds_what_it_may_open_and_nothing_else(app: Flask):
    _hinder(app)
    seen: dict[str, set[str]] = {}
    for persona in PERSONAS:
        client = app.test_client()
        client.reads = False
        client.sign_in(persona)
        actor, opened = actor_of(app, client), {}
        with app.app_context():
            out_of_sight = hidden.from_actor(actor)
        kinds, wrong = seen.setdefault(persona, set()), []
        for text in ASKED:
            with app.test_request_context():
                groups = queries.everything(actor, text, most=EVERYTHING)
                found = [
                    (group, hit, url_for(hit.endpoint, **hit.values))
                    for group in groups
                    for hit in group.answer.hits
                ]
            wrong += [
                (text, group.name, "counts", group.answer.number, len(group.answer.hits))
                for group in groups if group.answer.more or group.answer.number != len(group.answer.hits)
            ]  # fmt: skip
            for group, hit, url in found:
                kinds.add(group.name)
                if url not in opened:
                    opened[url] = client.get(url).status_code
                if opened[url] not in {200, 302, 303}:
                    wrong.append((text, group.name, hit.title, url, opened[url]))
            for page in (f"/search/?q={text}", f"/search/suggestions?q={text}"):
                if shown := hidden.shown_in(client.get(page).data, out_of_sight) - {text}:  # said back
                    wrong.append((text, page, shown))
        assert wrong == [], persona
        assert kinds <= (OWN if actor.is_partner else STAFF), persona
    assert seen["registrator"] == STAFF
    assert seen["raddabarnen"] == {"own", "own_organisations"}


@pytest.mark.both_engines
def test_a_number_is_found_in_any_spelling_and_a_person_where_they_stand(app: Flask):
    client = app.test_client()
    client.sign_in("registrator")
    actor = actor_of(app, client)
    assert actor.has(Role.REGISTRAR)
    with app.app_context():
        number = session.scalars(
            select(Matter).where(Matter.case_number_id.is_not(None)).order_by(Matter.id)
        ).first()
        words, identifier = number.case_number, number.id
        for text in (words, words.lower(), words.replace(" ", "-").replace("/", "-")):
            found = {group.name: group.answer for group in queries.everything(actor, text)}
            first = found["numbers"].hits[0]
            assert (first.title, first.values["matter_id"]) == (words, identifier)
        part = units.structure().parts[0]
        found = {group.name: group.answer for group in queries.everything(actor, part.name)}
        assert part.id in {hit.values["unit_id"] for hit in found["units"].hits}
        holder = next(one for one in units.structure().appointments if one.is_valid(clock.today()))
        found = {group.name: group.answer for group in queries.everything(actor, holder.name)}
        assert holder.name in {hit.title for hit in found["people"].hits}


def test_a_partner_finds_their_own_by_name_number_and_document(app: Flask):
    client = app.test_client()
    client.sign_in("exempelforeningen")
    found = {
        text: {group["label"] for group in client.get("/search/suggestions", query_string={"q": text}).json}
        for text in (
            "402000-0107",
            "språkvänner",
            "ex-2026-08",
            "avtal EX 2026/8",
            "delegationsordning",
            "rädda barnen",
        )
    }
    assert found["402000-0107"] == {"Organisationer"}
    assert "Våra samarbeten" in found["språkvänner"] & found["ex-2026-08"]
    assert "Handlingar" in found["avtal EX 2026/8"]
    assert found["delegationsordning"] == found["rädda barnen"] == set()


def test_it_works_without_a_script_and_says_when_nothing_is_found(app: Flask):
    client = app.test_client()
    client.sign_in("handlaggare")
    page = client.get("/search/?q=R%C3%A4dda+Barnen")
    assert "Rädda Barnen" in page.text
    assert 'action="/search/"' in page.text
    assert "Inget passar det du söker" in client.get("/search/?q=xyzzyq").text
    assert client.get("/search/suggestions?q=").json == []


@pytest.mark.both_engines
def test_a_political_question_is_found_by_who_asked(app: Flask):
    client = app.test_client()
    client.sign_in("handlaggare")
    groups = client.get("/search/suggestions?q=Centerpartit").json
    assert [group["label"] for group in groups] == ["Politiska frågor"]
    assert "Värmdö" in groups[0]["hits"][0]["title"]
