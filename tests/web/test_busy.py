"""When not even who asks can be looked up, because the database is busy, the answer is the page that says so."""

from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from registry.city.accounts import login

SAID = (
    "database is locked",
    "canceling statement due to lock timeout",
    "database or disk is full",
    "disk I/O error",
    "unable to open database file",
    "connection failed: connection to server at 127.0.0.1 failed: Connection refused",
    "server closed the connection unexpectedly",
    "terminating connection due to administrator command",
    "the database system is starting up",
)


def test_a_database_that_is_busy_or_away_is_told_as_such(app, monkeypatch):
    for words in SAID:

        def nobody(*_args, words=words):
            raise OperationalError("BEGIN IMMEDIATE", {}, Exception(words))

        monkeypatch.setattr(login, "_who", nobody)
        answer = FlaskClient(app, app.response_class).post("/sign-out")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5"), words
        assert "Tjänsten är upptagen just nu" in answer.text
