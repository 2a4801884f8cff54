"""Whatever stands in an address, no page fails: each question that a page reads from it, and each part of the way."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict

from registry.web.clean_request import CleanRequest
from tests.access.test_rights import an_import, doors
from tests.application import CheckingClient

__all__ = ["an_import"]

pytestmark = [pytest.mark.stage("demo"), pytest.mark.both_engines]

PERSONAS = ("beredning", "admin", "registrator", "revisor", "svenskamedbaby")
NUL, HALF, LONG, MANY, FIRST, LAST = (
    "a%00b", "%ED%A0%80%FF", "x" * 3000, "9" * 30, "0001-01-01", "9999-12-31",
)  # fmt: skip
WORST = (NUL, HALF, LONG, MANY, FIRST, LAST)
WORDS = (
    *WORST, "%00", "%FE%FF", "%F0%9F%8E%88", "0", "-1", "1e999", "NaN", "%C2%B2", "%D9%A3", "2026-02-30",
    "10000-01-01", "00000000-0000-0000-0000-000000000000", "%25%5C_%27%22%3B--", "(((", "*", "%22%22", "AND",
    "NEAR(", "//evil.example", "%0D%0AX-Y:%20z", "%5B" * 500,
)  # fmt: skip
WAYS = (
    "/budgets/0", "/budgets/1", "/budgets/9999", "/budgets/10000", "/budgets/0/export.csv", "/budgets/%00",
    "/budgets/9999/frames/new", "/delegation/base-amounts/0", "/delegation/base-amounts/9999", "/language/%00",
    "/language/xx", "/agreements/%00", "/agreements/%ED%A0%80", "/static/%00", "/static/..%2f..%2fwsgi.py",
    "/views/new/%00", "/organisations/export.%00", "/%00", "/%FF", "/inbox/read/%00", "/decisions/export.pdf",
)  # fmt: skip


class Noting(ImmutableMultiDict):
    """The questions of an address, noting which are read: so no list of them has to be kept here."""

    read: set[str] = set()

    def get(self, key, *args, **kwargs):
        Noting.read.add(key)
        return super().get(key, *args, **kwargs)

    def getlist(self, key, *args, **kwargs):
        Noting.read.add(key)
        return super().getlist(key, *args, **kwargs)

    def __getitem__(self, key):
        Noting.read.add(key)
        return super().__getitem__(key)

    def __contains__(self, key):
        Noting.read.add(key)
        return super().__contains__(key)


class NotingRequest(CleanRequest):
    parameter_storage_class = Noting


@pytest.fixture
def pages(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[CheckingClient, str, list[str]]]:
    """Every address that can be read, with somebody who may and the names of the questions that it reads."""
    monkeypatch.setattr(app, "request_class", NotingRequest)
    app.config["PROPAGATE_EXCEPTIONS"] = False  # a page that fails answers 500, as it does in use
    left = {
        door.endpoint: door.path
        for door in doors(app)
        if "GET" in door.methods and "preview" not in door.path
    }
    found = []
    for persona in PERSONAS:
        client = app.test_client()
        client.reads = False
        client.sign_in(persona)
        for endpoint, path in list(left.items()):
            Noting.read = set()
            if client.get(f"{path}?x=1").status_code < 400:
                found.append((client, path, sorted(Noting.read)))
                del left[endpoint]
    return found


def failing(client: CheckingClient, addresses: Iterator[str]) -> list[str]:
    """Return the addresses that the server fails at."""
    return [address[:200] for address in addresses if client.get(address).status_code >= 500]


def test_no_address_makes_a_page_fail(pages):
    """All questions of a page at once, each of the worst words in turn at each."""
    assert {"page", "q", "sort", "tab", "next", "kind"} <= {
        name for _c, _path, names in pages for name in names
    }
    wrong = []
    for client, path, names in pages:
        wrong += failing(client, asked(path, names, WORST) if names else iter([f"{path}?{NUL}={HALF}"]))
    wrong += failing(pages[0][0], iter(WAYS))
    assert wrong == []


@pytest.mark.long
def test_no_word_at_any_question_makes_a_page_fail(pages):
    """Every word at each question alone, where nothing before it could have refused the address."""
    wrong = []
    for client, path, names in pages:
        for name in names:
            wrong += failing(client, asked(path, [name], WORDS))
    assert wrong == []


def asked(path: str, names: list[str], words: tuple[str, ...]) -> Iterator[str]:
    for turn in range(len(words)):
        given = (f"{name}={words[(turn + at) % len(words)]}" for at, name in enumerate(names))
        yield f"{path}?{'&'.join(given)}"
