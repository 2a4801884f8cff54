"""The cookie and the forms' token: signed as Flask and Flask-WTF do, and nobody gets what was made for another."""

import pytest
from flask import Flask, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, validate_csrf
from itsdangerous import BadSignature
from wtforms.validators import ValidationError

from registry.web import session_cookie
from registry.web.session_cookie import CookieSessions, csrf_token

SECRETS = ("the first session's", "the second session's")


def application(key: str = "a key for the tests alone") -> Flask:
    app = Flask(__name__)
    app.config["SECRET_KEY"] = key
    session_cookie.init_app(app)
    return app


def made_for(app: Flask, secret: str) -> str:
    with app.test_request_context():
        session["csrf_token"] = secret
        return csrf_token()


def counts(app: Flask, token: str, secret: str) -> bool:
    with app.test_request_context():
        session["csrf_token"] = secret
        g.pop("csrf_token", None)
        try:
            validate_csrf(token)
        except (ValidationError, CSRFError):
            return False
        return True


def test_a_token_counts_for_the_session_it_was_made_for_and_for_no_other():
    app, another = application(), application("another key")
    made = {secret: [made_for(app, secret) for _time in range(3)] for secret in SECRETS}
    for secret, tokens in made.items():
        for token in tokens:
            assert [counts(app, token, one) for one in SECRETS] == [one == secret for one in SECRETS]
            assert not counts(another, token, secret)
    assert not {*made[SECRETS[0]]} & {*made[SECRETS[1]]}


def test_a_visitor_without_a_session_gets_a_token_of_its_own():
    app = application()
    tokens = set()
    for _visitor in range(3):
        with app.test_request_context():
            tokens.add(csrf_token())
    assert len(tokens) == 3


def test_the_cookie_is_the_one_that_flask_signs():
    app, another = application(), application("another key")
    ours = CookieSessions().get_signing_serializer(app)
    flasks = SecureCookieSessionInterface().get_signing_serializer(app)
    assert ours is not None
    assert flasks is not None
    said = {"csrf_token": "x"}
    assert flasks.loads(ours.dumps(said)) == said
    assert ours.loads(flasks.dumps(said)) == said
    for foreign in (ours.dumps(said)[:-2], CookieSessions().get_signing_serializer(another).dumps(said)):
        with pytest.raises(BadSignature):
            ours.loads(foreign)
