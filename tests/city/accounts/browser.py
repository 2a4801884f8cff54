"""A person at a browser: opens pages, fills in forms with the token that the page carries."""

import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.city.accounts.people import PASSWORD

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Browser:
    """A client with its own cookies."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client, self.token = app, app.test_client(), ""

    def get(self, path: str, **more: Any) -> TestResponse:
        answer = self.client.get(path, **more)
        if found := TOKEN.search(answer.get_data(as_text=True)):
            self.token = found.group(1)
        return answer

    def post(self, path: str, **data: Any) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token, **data})

    def sign_in(self, email: str, password: str = PASSWORD, path: str = "/sign-in") -> TestResponse:
        self.get("/sign-in")
        return self.post(path, email=email, password=password)

    def cookie(self, name: str = "session") -> str | None:
        found = self.client.get_cookie(name)
        return found.value if found else None

    def with_cookie(self, value: str) -> "Browser":
        """Return another browser that carries this session cookie."""
        other = Browser(self.app)
        other.client.set_cookie("session", value)
        return other
