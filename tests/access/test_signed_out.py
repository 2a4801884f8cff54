"""Signed out in the middle of any form: one is told so, signs in there, and the form comes back with what was typed."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from registry.access.permissions import Permission
from registry.audit.models import AuditEntry
from registry.city.accounts.models import User, UserSession
from registry.core.database import session
from registry.partners.organisations.models import Contact, Organisation
from registry.web.redirect import page_above
from tests.access.test_rights import COUNTED, Door, an_import, counts, doors
from tests.application import CheckingClient, read_form
from tests.engines import DEMO_PASSWORD
from tests.pages import sheet, words_of

__all__ = ["an_import"]
pytestmark = pytest.mark.stage("demo")

PERSONAS = ("handlaggare", "admin", "registrator", "enhetschef", "beredning", "exempelforeningen")
TYPED = ".//input[@name][not(@type) or @type='text' or @type='email' or @type='tel'] | .//textarea[@name]"
TITLE = "Du har blivit utloggad"


class Somebody:
    """A person at the browser, whose session can be ended from elsewhere."""

    def __init__(self, app: Flask, name: str) -> None:
        self.app, self.email = app, f"{name}@demo.example"
        self.client: CheckingClient = app.test_client()
        self.client.reads = False  # every page here is read by other walks
        assert self.client.sign_in(self.email).status_code == 303

    def open(self, door: Door) -> HtmlElement | None:
        """Return the form that the page sends to itself."""
        answer = self.client.get(door.path)
        return own_form(answer) if answer.status_code == 200 else None

    def is_signed_out(self) -> None:
        self._has_sessions(ended_at=datetime.now(UTC))

    def is_signed_in_again(self) -> None:
        """Spare the password's work: as after signing in in another tab."""
        self._has_sessions(ended_at=None)

    def _has_sessions(self, *, ended_at: datetime | None) -> None:
        with self.app.app_context():
            mine = UserSession.user_id == select(User.id).where(User.email == self.email).scalar_subquery()
            session.execute(update(UserSession).where(mine).values(ended_at=ended_at))
            session.commit()

    def signs_in_on(self, page: TestResponse, email: str = "", password: str = DEMO_PASSWORD) -> TestResponse:
        values = read_form(own_form(page)) | {"email": email or self.email, "password": password}
        return self.client.post(page.request.full_path.rstrip("?"), data=values)


def own_form(answer: TestResponse) -> HtmlElement | None:
    found = sheet(answer.text).root.xpath("//main//form[@method='post'][not(@action)]")
    return found[0] if found else None


def typed_in(form: HtmlElement) -> tuple[MultiDict, dict[str, str]]:
    """Return what the form sends when something is typed in each of its fields, and what was typed where."""
    words = {one.get("name"): f"Ord {number} å" for number, one in enumerate(form.xpath(TYPED))}
    filled = read_form(form) | words
    secret = dict.fromkeys(form.xpath(".//input[@type='password']/@name"), "Hemligt lösenord 1")
    return MultiDict({name: value for name, value in (filled | secret).items() if value is not None}), words


def tells(answer: TestResponse, *, status: int = 403) -> list[str]:
    """Return what is wrong with the page for who has been signed out."""
    page = sheet(answer.text)
    heading = words_of(page.all("h1")[0]) if page.all("h1") else ""
    wrong = [f"{answer.status_code} {heading}"] if (answer.status_code, heading) != (status, TITLE) else []
    wrong += ["says that one may not"] if "behörighet" in answer.text else []
    wrong += ["carries a password"] if "Hemligt lösenord" in answer.text else []
    return wrong + (
        [] if page.root.xpath("//main//form[@method='post']//input[@type='password']") else ["no sign-in"]
    )


def lost(form: HtmlElement | None, words: dict[str, str]) -> list[str]:
    shown = {} if form is None else read_form(form)
    return [f"{name} is lost" for name, text in words.items() if shown.get(name) != text]


def test_every_form_comes_back_with_what_was_typed(app: Flask):
    found = [*doors(app), *own_doors(app)]
    ways_in = {door.path: door for door in found if door.permission and {"GET", "POST"} <= door.methods}
    wrong, seen, before = [], set(), rows(app)
    for name in PERSONAS:
        person = Somebody(app, name)
        for door in ways_in.values():
            if door.endpoint in seen or (form := person.open(door)) is None:
                continue
            seen.add(door.endpoint)
            sent, words = typed_in(form)
            person.is_signed_out()
            told = person.client.post(door.path, data=sent)
            found = tells(told) + [f"{text} is not there" for text in words.values() if text not in told.text]
            person.is_signed_in_again()
            found += lost(own_form(person.signs_in_on(told, password="")), words)
            wrong += [f"{door.path}: {line}" for line in found]
    assert wrong == []
    assert rows(app) == before, "something was saved"
    assert len(seen) > 70, sorted({door.endpoint for door in ways_in.values()} - seen)


def own_doors(app: Flask) -> list[Door]:
    """Return the partner's own pages, which lead to its own organisation alone."""
    with app.app_context():
        own = session.scalars(select(Organisation.id).where(Organisation.name == "Exempelföreningen")).one()
        contact = session.scalars(
            select(Contact.id).where(Contact.organisation_id == own).order_by(Contact.id)
        ).first()
        ids = {"organisation_id": own, "contact_id": contact}
    with app.test_request_context():
        return [
            Door(
                rule.endpoint,
                app.url_for(rule.endpoint, fact="name", **given),
                frozenset(rule.methods),
                Permission.PORTAL,
                None,
                (),
            )
            for rule in app.url_map.iter_rules()
            if rule.endpoint.startswith("portal.") and {"organisation_id"} <= rule.arguments <= {"fact", *ids}
            for given in [{name: value for name, value in ids.items() if name in rule.arguments}]
        ]


def rows(app: Flask) -> list[int]:
    """Return how many rows there are of what people make; signing in writes to the log."""
    return [number for model, number in zip(COUNTED, counts(app), strict=True) if model is not AuditEntry]


def test_every_button_leads_back_to_a_page(app: Flask):
    person = Somebody(app, "admin")
    token, told = person.client.token("/account"), None
    person.is_signed_out()
    wrong, before = [], rows(app)
    buttons = [
        door
        for door in doors(app)
        if door.permission and door.methods >= {"POST"} and "GET" not in door.methods
    ]
    for door in buttons:
        told = person.client.post(door.path, data={"csrf_token": token})
        wrong += [f"{door.path}: {line}" for line in tells(told)]
        with app.test_request_context(door.path, method="POST"):
            page = page_above(door.path)
            wrong += [] if door.path.startswith(page.rstrip("/")) else [f"{door.path}: leads to {page}"]
            wrong += [f"{door.path}: leads home"] if page == "/" else []
    assert wrong == []
    assert len(buttons) > 20
    back = person.signs_in_on(told)
    assert (back.status_code, rows(app)) == (303, before)
    assert person.client.get(back.location).status_code in {200, 302}


def test_what_was_typed_comes_along_to_its_writer_alone(app: Flask):
    path, officer = "/organisations/new", Somebody(app, "handlaggare")
    sent, words = typed_in(own_form(officer.client.get(path)))
    officer.is_signed_out()

    def offered(headers: dict[str, str] | None = None, **other: str) -> TestResponse:
        return officer.client.post(path, data={**sent.to_dict(), **other}, headers=headers)

    another = officer.signs_in_on(offered(), email="beredning@demo.example")
    assert (another.status_code, another.location) == (303, path)
    assert lost(own_form(officer.client.get(path)), words), "another account got the text"
    officer.is_signed_out()
    officer.email = "beredning@demo.example"
    officer.is_signed_out()
    foreign = offered(csrf_token="made up")
    assert "Ord 0 å" in foreign.text, "it can be copied"
    assert officer.signs_in_on(foreign).status_code == 303, (
        "nobody knows who wrote it, so it stays out of the form"
    )
    officer.is_signed_out()
    from_here = offered({"Sec-Fetch-Site": "same-origin"}, csrf_token="made up")
    assert lost(own_form(officer.signs_in_on(from_here)), words) == []
    assert offered({"Sec-Fetch-Site": "cross-site"}).status_code == 400


def test_a_sign_in_that_fails_keeps_the_text_and_a_bent_one_loses_it(app: Flask):
    path, officer = "/organisations/new", Somebody(app, "handlaggare")
    sent, words = typed_in(own_form(officer.client.get(path)))
    officer.is_signed_out()
    told = officer.client.post(path, data=sent)
    again = officer.signs_in_on(told, password="fel")
    assert tells(again, status=422) == []
    bent = read_form(own_form(again)) | {"email": officer.email, "password": DEMO_PASSWORD}
    bent["kept"] = str(bent["kept"]).replace("Ord 0", "Mord 0")
    assert officer.client.post(path, data=bent).location == path
    officer.is_signed_out()
    again = officer.client.post(path, data=sent)
    elsewhere = read_form(own_form(again)) | {"email": officer.email, "password": DEMO_PASSWORD}
    assert officer.client.post("/collaborations/new", data=elsewhere).status_code == 303
    officer.is_signed_out()
    back = officer.signs_in_on(officer.client.post(path, data=sent))
    assert lost(own_form(back), words) == []
    assert back.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-store"
    pressed = officer.client.post(path, data=read_form(own_form(back)))
    assert "är inte sparat" not in pressed.text, "the form that came back carries the new session's token"


def test_signed_in_meanwhile_in_another_tab(app: Flask):
    path, officer = "/organisations/new", Somebody(app, "handlaggare")
    sent, words = typed_in(own_form(officer.client.get(path)))
    officer.is_signed_out()
    told = officer.client.post(path, data=sent)
    officer.client.sign_in(officer.email)
    assert lost(own_form(officer.signs_in_on(told, password="")), words) == []
