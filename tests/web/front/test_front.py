"""The way of a request through the front: its lane, what the application is given, and what is said when it is full."""

import asyncio
import json
import re
from types import SimpleNamespace

import pytest
from flask import Flask, request

from registry.city.accounts import sessions
from registry.core import clock
from registry.core.database import session, writing
from registry.web.front.bridge import IN_MEMORY, SAME_FOR_ALL, asked, environ_of, with_body
from registry.web.front.front import Front
from registry.web.front.lanes import LaneName
from registry.web.front.slow import SIGNED_IN, is_slow
from tests.city.accounts.people import account
from tests.engines import ROOT

FILE = re.compile(r"\.(pdf|csv|xlsx)$|any\(csv, xlsx\)")


class Line:
    """granian's end of a request: its body, and what was answered."""

    def __init__(self, body=b""):
        self.body, self.status, self.headers, self.answer = body, 0, {}, b""

    async def __aiter__(self):
        yield self.body

    def response_bytes(self, status, headers, body):
        self.status, self.headers, self.answer = status, dict(headers), body

    def response_stream(self, status, headers):
        self.response_bytes(status, headers, b"")
        return self

    async def send_bytes(self, data):
        self.answer += data


def scope_of(method="GET", path="/", query="", **headers):
    told = {name.replace("_", "-"): value for name, value in ({"host": "127.0.0.1"} | headers).items()}
    return SimpleNamespace(
        proto="http", http_version="1.1", server="127.0.0.1:8000", client="192.0.2.7:5000", scheme="http",
        method=method, path=path, query_string=query, authority=None, headers=told,
    )  # fmt: skip


def asked_of(front, scope, body=b""):
    line = Line(body)
    asyncio.run(front.__rsgi__(scope, line))
    return line


@pytest.fixture(scope="module")
def echo():
    """An application that says what it was given, with a session cookie and limits as ours has them."""
    app = Flask(__name__)
    app.config.update(SETTINGS=SimpleNamespace(cookie_name="session", proxies=0), MAX_CONTENT_LENGTH=50)

    @app.route("/<path:rest>", methods=["GET", "POST"])
    def show(rest):
        return {"path": rest, "query": request.query_string.decode(), "sent": request.get_data(as_text=True),
                "cookies": request.cookies, "from": request.remote_addr, "kind": request.content_type}  # fmt: skip

    @app.get("/large")
    def large():
        return (b"x" * 1000 for _number in range(2 * IN_MEMORY // 1000))

    return Front(app)


def test_the_application_is_given_the_whole_request(echo):
    scope = scope_of(
        "POST", "/åäö/b", "q=1", cookie="a=1; b=2", content_length="5", content_type="text/plain"
    )
    told = json.loads(asked_of(echo, scope, b"hello").answer)
    assert told == {
        "path": "åäö/b", "query": "q=1", "sent": "hello", "cookies": {"a": "1", "b": "2"}, "from": "192.0.2.7",
        "kind": "text/plain",
    }  # fmt: skip


def test_no_header_passes_for_one_of_a_proxys():
    scope = scope_of(x_forwarded_for="198.51.100.1")
    scope.headers["x_forwarded_for"] = "203.0.113.1"
    assert environ_of(scope)["HTTP_X_FORWARDED_FOR"] == "198.51.100.1"


def test_an_answer_of_any_size_arrives(echo):
    assert len(asked_of(echo, scope_of(path="/large")).answer) == 2 * IN_MEMORY // 1000 * 1000


def test_what_an_answer_holds_is_let_go_of_before_it_is_sent():
    closed = []

    class Parts(list):
        def close(self):
            closed.append(True)

    def application(_environ, start):
        start("200 OK", [("A", "b")])
        return Parts([b"x", b"y"])

    answer = asked(application, with_body(SAME_FOR_ALL, b""))
    assert (answer.status, answer.headers, answer.body, closed) == (200, [("A", "b")], b"xy", [True])


def test_too_large_is_refused_unread_by_the_application(echo):
    assert asked_of(echo, scope_of("POST", "/x", content_length="51")).status == 413


def test_a_part_of_a_body_reaches_no_view(app):
    line = asked_of(Front(app), scope_of("POST", "/sign-in", content_length="9"), b"email")
    assert (line.status, "Ladda om sidan" in line.answer.decode()) == (408, True)
    assert line.headers["Content-Security-Policy"].startswith("default-src 'none'")


SESSION = {"cookie": f"other=1; session={'s' * 43}"}
LANES = [
    (scope_of(path="/organisations/", **SESSION), LaneName.PAGES),
    (scope_of(path="/sign-in"), LaneName.PAGES),
    (scope_of(path="/nowhere"), LaneName.PAGES),
    (scope_of("POST", "/sign-in"), LaneName.STRANGERS),
    (scope_of("POST", "/nowhere"), LaneName.STRANGERS),
    (scope_of("POST", "/account", **SESSION), LaneName.CHANGES),
    (scope_of("POST", "/account", cookie=f"session={'x' * 43}"), LaneName.STRANGERS),  # made up
    (scope_of("HEAD", "/organisations/export.csv", **SESSION), LaneName.SLOW),
    (scope_of(path="/organisations/export.csv", **SESSION), LaneName.SLOW),
    (scope_of(path="/imports/new", **SESSION), LaneName.PAGES),
    (scope_of("POST", "/imports/new", **SESSION), LaneName.SLOW),
]


@pytest.mark.parametrize(("scope", "lane"), LANES, ids=lambda one: getattr(one, "path", one))
def test_each_kind_of_request_has_a_lane(app, scope, lane):
    assert known(Front(app))._lane(scope, environ_of(scope)) is lane


def known(front):
    """Let the front have seen that somebody is signed in."""
    environ = environ_of(scope_of(**SESSION))
    front._remember(environ)
    assert not front._signed_in
    front._remember({**environ, SIGNED_IN: True})
    return front


@pytest.mark.parametrize(
    ("proxies", "headers", "who"),
    [
        (0, {"x_forwarded_for": "203.0.113.9"}, "192.0.2.7"),
        (1, {"x_forwarded_for": "made-up, 198.51.100.1"}, "198.51.100.1"),
        (2, {"x_forwarded_for": "198.51.100.1"}, "198.51.100.1"),
        (1, {}, "192.0.2.7"),
        (1, {"cookie": "session=made-up", "x_forwarded_for": "198.51.100.1"}, "198.51.100.1"),
        (1, SESSION, f"session={'s' * 43}"),
    ],
)
def test_nobody_is_many_people_by_what_they_say(app, proxies, headers, who):
    front = known(Front(app))
    front._proxies = proxies
    assert front._who(environ_of(scope_of(**headers))) == who


@pytest.mark.usefixtures("database")
def test_the_application_tells_the_front_who_is_signed_in(app):
    with app.app_context(), writing():
        opened = sessions.open(account(), at=clock.now(), device="")
        session.commit()
        session.remove()
    front, cookie = Front(app), f"session={opened.token}"
    scope = scope_of("POST", "/account", cookie=cookie)
    assert front._lane(scope, environ_of(scope)) is LaneName.STRANGERS
    assert asked_of(front, scope_of(path="/account", cookie=cookie)).status == 200
    assert front._lane(scope, environ_of(scope)) is LaneName.CHANGES


def test_every_view_that_makes_a_file_is_slow(app):
    rules = [rule for rule in app.url_map.iter_rules() if FILE.search(rule.rule)]
    assert len(rules) > 8
    assert [rule.rule for rule in rules if not is_slow(app.view_functions[rule.endpoint], "GET")] == []


def test_no_link_tells_the_browser_to_save_what_may_be_the_page_for_who_waits():
    links = re.compile(r"<a\b[^>]*\sdownload[\s>]", re.DOTALL)
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "export" in path.read_text("utf-8")]
    assert templates
    assert [path.name for path in templates if links.search(path.read_text("utf-8"))] == []


def full(front, name):
    """Let a lane have neither a place nor room for who waits."""
    front.lanes[name].free = 0
    front.lanes[name].waiting = front.lanes[name].rule.most_waiting


@pytest.mark.usefixtures("database")
def test_who_waits_for_a_file_is_shown_how_many_are_ahead_and_the_page_asks_again(app):
    front = Front(app)
    full(front, LaneName.SLOW)
    line = asked_of(front, scope_of(path="/organisations/export.csv", query="q=a"))
    page = line.answer.decode()
    assert (line.status, line.headers["Retry-After"], line.headers["Refresh"]) == (503, "3", "3")
    assert "17 filer skapas före din." in page
    assert 'href="/organisations/export.csv?q=a"' in page


@pytest.mark.parametrize(
    ("scope", "name", "words"),
    [
        (scope_of("POST", "/sign-in"), LaneName.STRANGERS, "Många väntar just nu."),
        (
            scope_of("POST", "/imports/new"),
            LaneName.SLOW,
            "webbläsaren skickar då samma uppgifter en gång till.",
        ),
        (scope_of(accept_language="en"), LaneName.PAGES, "Many are waiting"),
        (scope_of("POST", "/account"), LaneName.STRANGERS, "Tjänsten är upptagen just nu"),
    ],
    ids=str,
)
def test_who_finds_a_lane_full_is_told_so_unread(app, scope, name, words):
    front = Front(app)
    full(front, name)
    line = asked_of(front, scope)
    assert (line.status, line.headers["Retry-After"], line.headers["Cache-Control"]) == (503, "5", "no-store")
    assert words in line.answer.decode()
