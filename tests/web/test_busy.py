"""When not even who asks can be looked up, because the database is busy, the answer is the page that says so."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from registry.accounts import login


@pytest.mark.parametrize("words", ["database is locked", "canceling statement due to lock timeout"])
def test_a_busy_database_is_told_as_such(app, monkeypatch, words):
    def nobody(*_args):
        raise OperationalError("BEGIN IMMEDIATE", {}, Exception(words))

    monkeypatch.setattr(login, "_who", nobody)
    answer = FlaskClient(app, app.response_class).post("/sign-out")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
