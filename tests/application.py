"""The whole application on a test's database, and the client that checks every page it is given.

`app` and `client` start from migrated, empty tables; with `@pytest.mark.stage("demo")` from the whole demo. All
checks of a page are in `tests/pages.py`.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from flask import Flask, has_request_context
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache, StrictUndefined
from lxml.html import HtmlElement
from sqlalchemy import event
from werkzeug.test import TestResponse

from registry import create_app, settings
from registry.city.accounts import passwords
from registry.core import readiness, worker
from registry.core.database import db
from registry.notifications import delivery
from registry.settings import Settings
from tests.engines import DEMO_PASSWORD, RUN_FOLDER, let_go, remember
from tests.pages import faults, sheet
from tests.passwords import quick_hasher
from tests.reading import main_form

SECRET = "a key for the tests alone, not for use"
STATEMENTS = "tests.statements"
# However many rows there are; what a matter shows comes from the order, the people, the frames and the content itself.
# The lead times and an account's page ask every feature what waits, in the whole house or for the person: 59, each
# asked once however many decisions wait. A decision reads all it is about once more when it is locked.
MOST_QUERIES = {"GET": 64, "POST": 150}


class CheckingClient(FlaskClient):
    """A client that fails the test when a page breaks a rule that holds for all pages."""

    reads = True  # a walk through every address as every persona reads each page once, and counts for all

    def open(self, *args: object, **kwargs: object) -> TestResponse:
        self.application.extensions[STATEMENTS] = 0
        response = super().open(*args, **kwargs)
        response.statements = self.application.extensions[STATEMENTS]
        found = faults(response) if self.reads else []
        spent, most = (
            response.statements,
            MOST_QUERIES.get(response.request.method, 40),
        )
        if spent > most:
            found.append(f"{spent} database queries, at most {most} are allowed")
        assert not found, f"{response.request.method} {response.request.path}: " + "; ".join(found)
        return response

    def sign_in(self, email: str, password: str = DEMO_PASSWORD) -> TestResponse:
        """Sign in as a person does: open the page, fill in, send."""
        if "@" not in email:
            email = f"{email}@demo.example"
        return self.send("/sign-in", email=email, password=password)

    def sign_out(self) -> TestResponse:
        """Sign out with the button of the page."""
        return self.post("/sign-out", data={"csrf_token": self.token("/account")})

    def token(self, path: str) -> str:
        """Return the CSRF token that a page carries."""
        controls = sheet(self.get(path).text).all("input")
        return next(one.get("value") for one in controls if one.get("name") == "csrf_token")

    def send(self, path: str, **values: object) -> TestResponse:
        """Open a form page, fill in the values over what stands there, and send it; names use `__` for `-`."""
        filled = {**self.fields(path), **{name.replace("__", "-"): value for name, value in values.items()}}
        return self.post(path, data={name: value for name, value in filled.items() if value is not None})

    def fields(self, path: str) -> dict[str, object]:
        """Return what the page's main form would send as it stands."""
        form = main_form(self.get(path).text)
        return {} if form is None else read_form(form)


def read_form(form: HtmlElement) -> dict[str, object]:
    """Return the values of a form's controls, as a browser would send them."""
    values: dict[str, object] = {}
    for control in form.xpath(".//*[self::input or self::textarea or self::select][@name]"):
        name, kind = control.get("name"), control.get("type", "text")
        if kind in {"checkbox", "radio"}:
            if "checked" in control.attrib:
                value = control.get("value", "y")
                values[name] = [*values.get(name, []), value] if kind == "checkbox" else value
        elif control.tag == "select":
            picked = next(iter([*control.xpath(".//option[@selected]"), *control.iter("option")]), None)
            values[name] = "" if picked is None else picked.get("value", "")
        elif control.tag == "textarea":
            text = str(control.text_content())
            values[name] = text.removeprefix("\r").removeprefix("\n")  # as a browser does
        elif kind not in {"submit", "button"}:
            values[name] = control.get("value", "")
    return values


def count_queries(app: Flask) -> None:
    """Count the statements that each request sends to the database; `BEGIN` and `PRAGMA` are two of them on SQLite."""

    def count(*_args: object) -> None:
        if has_request_context():
            app.extensions[STATEMENTS] = app.extensions.get(STATEMENTS, 0) + 1

    event.listen(db.engine, "before_cursor_execute", count)


@cache
def app_on(url: str) -> Flask:
    """The application on a database, built once for each address: that takes longer than most tests."""
    made = create_app(settings_for(url))
    made.test_client_class = CheckingClient
    made.jinja_env.undefined = StrictUndefined
    if shared := os.environ.get(RUN_FOLDER):  # the story has none
        made.jinja_env.bytecode_cache = FileSystemBytecodeCache(shared)
    made.testing = True
    with made.app_context():
        count_queries(made)
        remember(db.engine)
    return made


def settings_for(url: str) -> Settings:
    """The demo's settings on a database."""
    return Settings(database_url=url, secret_key=SECRET, demo=True, secure_cookies=False)


@pytest.fixture
def app(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The application on the test's database. No context is open: each request has its own, as in production."""
    made = app_on(database)
    monkeypatch.setattr(passwords, "_hasher", quick_hasher)
    readiness._opened.clear()  # whichever file lies there now is the one that was opened
    settings.use(settings_for(database))
    delivery.configure(settings_for(database))
    before = dict(made.config)
    yield made
    made.config.clear()
    made.config.update(before)
    with made.app_context():
        db.session.remove()
        let_go(db.engine)


@pytest.fixture
def client(app: Flask) -> CheckingClient:
    """A client that checks every page."""
    return app.test_client()


@pytest.fixture
def do_jobs(app: Flask):
    """Return a function that does all jobs that are due, as the worker would."""

    def run() -> int:
        with app.app_context():
            return worker.run_due(datetime.now(UTC))

    return run
