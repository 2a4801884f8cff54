"""Every form that adds something, sent twice from one page and by six at once: one is added, the others are told.

On both engines: SQLite lets one write at a time, and PostgreSQL lets writers take turns.
"""

import threading
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from registry.city.saved_views import rules
from registry.core import clock
from registry.core.database import _TURN, db, out_of_turn, reading, session, writing
from tests.application import CheckingClient, read_form
from tests.reading import main_form
from tests.web.creating import CHANGING, CREATING, Creating, World, world_of

pytestmark = pytest.mark.both_engines
SIX = 6
TOLD = {200, 303, 409, 422}  # 200: a page that shows what was made, once


def test_every_form_is_known(app: Flask):
    posting = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in rule.methods}
    changing = {name for names in CHANGING.values() for name in names.split()}
    assert posting == changing | set(CREATING)
    assert not changing & set(CREATING)


class Browsers:
    """One signed-in client for each persona, and as many more as are asked for with the same session."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.signed_in: dict[str, CheckingClient] = {}

    def of(self, persona: str) -> CheckingClient:
        if persona not in self.signed_in:
            self.signed_in[persona] = self.app.test_client()
            assert self.signed_in[persona].sign_in(persona).status_code == 303
        return self.signed_in[persona]

    def another(self, persona: str) -> FlaskClient:
        """A client that reads no page: the pages are counted by statements, which threads would mix up."""
        made = FlaskClient(self.app, self.app.response_class)
        for cookie in self.of(persona)._cookies.values():
            made.set_cookie(cookie.key, cookie.value)
        return made


def count(app: Flask, form: Creating) -> int:
    with app.app_context():
        return session.scalar(select(func.count()).select_from(form.model))


def page_of(client: FlaskClient, form: Creating, world: World, n: int) -> dict[str, object]:
    """What the page's form holds as it stands."""
    return read_form(main_form(client.get(form.page(world, n)).text))


def sent(client: FlaskClient, path: str, data: dict[str, object]) -> TestResponse:
    """Send, and again as long as the answer is to come back a little later: the machine may be busy."""
    while (answer := client.post(path, data=opened(data))).status_code == 503:
        assert answer.headers["Retry-After"]
    return answer


def opened(data: dict[str, object]) -> dict[str, object]:
    """Files are (content, name), so that one can be sent several times."""
    return {
        name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in data.items()
    }


def at_once(clients: list[FlaskClient], path: str, data: dict[str, object]) -> list[TestResponse]:
    """Send the form from as many pages as there are clients: each page has a word of its own."""
    pages = [{**data, "sending": f"page {number}"} for number in range(SIX)]
    answers: list[TestResponse | None] = [None] * SIX
    line = threading.Barrier(SIX)

    def send(number: int) -> None:
        line.wait()
        answers[number] = sent(clients[number], path, pages[number])

    threads = [threading.Thread(target=send, args=(number,)) for number in range(SIX)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for answer in answers if answer]


def faults_of(browsers: Browsers, name: str, form: Creating, world: World) -> list[str]:
    app, found = browsers.app, []
    clients = [browsers.another(form.persona) for _ in range(SIX)]
    paths = [(form.action or form.page)(world, n) for n in range(2)]
    page = page_of(clients[0], form, world, 0)
    assert page["sending"], f"{name}: the form does not know its sending"
    before, data = count(app, form), {**page, **form.fill(world, 0)}
    answers = [answer.status_code for answer in at_once(clients, paths[0], data)]
    if (made := count(app, form) - before) != 1 or len(answers) != SIX or not set(answers) <= TOLD:
        found.append(f"{name}: six at once made {made}, answers {answers}")
    before, data = count(app, form), {**page_of(clients[0], form, world, 1), **form.fill(world, 1)}
    twice = [sent(clients[0], paths[1], data).status_code for _ in range(2)]
    if (made := count(app, form) - before) != form.then or not set(twice) <= TOLD:
        found.append(f"{name}: sent twice made {made}, answers {twice}")
    return found


@pytest.mark.stage("demo")
def test_sent_twice_and_six_at_once_makes_one(app: Flask):
    world, browsers = world_of(app, clock.today()), Browsers(app)
    admin = browsers.of("admin")
    world.draft = admin.send("/delegation/orders/add", title="Till punkterna").location
    world.order_file = admin.get(f"/delegation/orders/{world.order}/export").data
    found = [fault for name, form in CREATING.items() for fault in faults_of(browsers, name, form, world)]
    assert found == []


@pytest.mark.stage("demo")
def test_what_is_another_sending_and_what_breaks_a_rule_all_the_same(app: Flask, monkeypatch):
    """Other content from the same page is another sending, and so is an old page after something else was done."""
    client, page = app.test_client(), "/views/new/organisations?sector=civil"
    client.sign_in("beredning")
    opened = {**client.fields(page), "name": "Första"}
    assert client.post(page, data=opened).status_code == 303
    assert client.post(page, data={**opened, "name": "Andra"}).status_code == 303
    answer = client.post(page, data=opened)
    assert (answer.status_code, "redan en vy med det namnet" in answer.text) == (422, True)

    monkeypatch.setattr(rules, "name_problems", lambda *_given: [])  # as if nobody had looked first
    answer = client.post(page, data=opened)
    assert (answer.status_code, "Någon annan hann före" in answer.text) == (409, True)
    assert 'value="Första"' in answer.text  # what was typed is not lost


@pytest.mark.only_on("postgresql")
def test_who_waits_for_a_turn_and_who_does_not(app: Flask):
    with app.app_context(), writing(), db.engine.begin():
        with out_of_turn(), db.engine.begin() as beside:  # what no rule looks at goes by
            beside.execute(text("UPDATE user_session SET device = device"))
            assert not beside.scalar(
                select(func.pg_try_advisory_xact_lock(_TURN))
            )  # a writer would wait here
        with reading(), db.engine.begin() as reader:
            assert reader.scalar(text("SELECT 1")) == 1
