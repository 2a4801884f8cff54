"""Somebody with a browser: signs in, reads a page's form, sends it, and reads why it was refused."""

import html
import re
from dataclasses import dataclass

from flask import Flask, got_request_exception
from flask.testing import FlaskClient

from tests.engines import DEMO_PASSWORD

SEE_OTHER = 303


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: whether it was done, and otherwise why not in a few words."""

    status: int
    done: bool
    words: str


class Person:
    """One signed-in person. The product's own routes, session, CSRF token and commit wrapper do all the work."""

    def __init__(self, app: Flask, email: str) -> None:
        self.app, self.email = app, email
        self.client: FlaskClient | None = None
        self.token = ""
        self.fault = ""
        got_request_exception.connect(self._note, app)

    def form(self, path: str) -> dict[str, str]:
        """Return the hidden fields of the page's form; none when the page offers no form to this person."""
        return hidden(self._signed_in().get(path).get_data(as_text=True))

    def send(self, path: str, **values: object) -> Answer:
        """Send the values with this session's token; names use `__` for `-`."""
        self.fault = ""
        filled = {name.replace("__", "-"): value for name, value in values.items() if value is not None}
        answer = self._signed_in().post(path, data={"csrf_token": self.token, **filled})
        body = answer.get_data(as_text=True)
        lands = answer.headers.get("Location", "")
        done = answer.status_code == SEE_OTHER and "/sign-in" not in lands
        words = "" if done else (self.fault or why(answer.status_code, body))
        return Answer(answer.status_code, done, words)

    def _note(self, _app: Flask, exception: BaseException) -> None:
        self.fault = f"500 {exception!r}"[:160]

    def _signed_in(self) -> FlaskClient:
        if self.client is None:
            client = self.app.test_client()
            first = hidden(client.get("/sign-in").get_data(as_text=True))
            sent = client.post("/sign-in", data={**first, "email": self.email, "password": DEMO_PASSWORD})
            if sent.status_code != SEE_OTHER:
                raise ConnectionError(f"{self.email} could not sign in: {sent.status_code}")
            self.token = token(client.get("/account").get_data(as_text=True))
            self.client = client
        return self.client


def hidden(body: str) -> dict[str, str]:
    """Return the hidden fields in the main part of a page."""
    tags = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", body.partition("<main")[2])
    return {_attribute(tag, "name"): html.unescape(_attribute(tag, "value")) for tag in tags}


def token(body: str) -> str:
    """Return the CSRF token that the page's button for signing out carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', body)
    if found is None:
        raise ConnectionError("not signed in after signing in")
    return found[1]


def why(status: int, body: str) -> str:
    """Return the status and the first reason that the page gives."""
    part = re.sub(r'<div class="[^"]* flash".*?</div>', "", body, flags=re.DOTALL).partition("<main")[2]
    reasons = (
        r"data-error-summary.*?<li>(.*?)</li>",
        r'class="refused">\s*<p>(.*?)</p>',
        r"<p[^>]*>(.*?)</p>",
    )
    found = next((hit[1] for reason in reasons if (hit := re.search(reason, part, re.DOTALL))), "")
    words = html.unescape(re.sub(r"<[^>]+>|\s+", " ", found)).strip()
    return f"{status} {re.sub(r' av [A-ZÅÄÖ].*|[0-9-]{4,}', ' …', words)[:90]}".strip()


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return found[1] if found else ""
