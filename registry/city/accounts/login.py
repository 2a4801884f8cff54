"""Flask-Login over our own session table: who a request comes from, the cookie, and what binds the CSRF token to it."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, after_this_request, current_app, g, request, session
from flask_login import LoginManager, current_user
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import ImmutableMultiDict

from registry.access.roles import MANAGERS
from registry.city.accounts import actions, known_browsers, rules, sessions
from registry.city.accounts.devices import device_name
from registry.city.accounts.forms import SignInForm
from registry.city.accounts.passwords import Proof
from registry.city.accounts.sessions import Opened, SignedIn
from registry.core import clock
from registry.core.database import reading
from registry.settings import Settings, SettingsError
from registry.web.transaction import SAFE, separately

log = logging.getLogger(__name__)

Load = Callable[[str, datetime], SignedIn | None]
TOKEN_LENGTH = 43  # 256 bits in the alphabet of addresses


def init_app(app: Flask, manager: LoginManager, *, load: Load) -> None:
    """Let `flask_login.current_user` be who the session cookie belongs to; `load` finds it by digest and moment."""
    check_words(app.config["SETTINGS"])
    manager.session_protection = None  # it compares addresses and browsers, which change while people work
    manager.init_app(app)
    manager.request_loader(lambda _request: _who(load, clock.now()))
    app.context_processor(_time_left)


def check_words(chosen: Settings) -> None:
    """Raise SettingsError when the settings name a role or a manager's post that there is not."""
    try:
        rules.roles_apart(chosen.roles_apart)
    except ValueError as error:
        raise SettingsError(f"ROLES_APART names something that is no role: {error}.") from None
    if unknown := {post for _amount, posts in chosen.attest_table for post in posts} - set(MANAGERS):
        raise SettingsError(f"ATTEST_TABLE names something that is no manager's post: {', '.join(unknown)}.")


def cookie_token() -> str | None:
    """Return the token that the request's cookie carries, None when there is none of the right length."""
    token = request.cookies.get(_cookie_name(), "")
    return token if len(token) == TOKEN_LENGTH else None


def begin(opened: Opened) -> None:
    """Make the answer to this request start the session: new cookie, new CSRF token, nothing left of the visitor's."""
    session.clear()
    session["csrf_token"] = opened.csrf_secret
    _send_token(opened.token)


def prove(form: SignInForm) -> Proof | None:
    """Check the form's password before the attempt to sign in, while nobody waits for the database."""
    email, password = form.email.data or "", form.password.data or ""
    return actions.prove(email, password, at=clock.now(), **_origin(email))


def _origin(email: str) -> dict[str, Any]:
    return {"address": request.remote_addr or "", "browser": known_browsers.key_of(email)}


def open_for(form: SignInForm, proof: Proof | None) -> Opened:
    """Open a session for whoever the form names; raises what `actions.sign_in` does."""
    email = form.email.data or ""
    opened = actions.sign_in(
        email,
        form.password.data or "",
        **_origin(email),
        device=device_name(request.user_agent.string),
        at=clock.now(),
        replaces=cookie_token(),
        proof=proof,
    )

    def know(response: Response) -> Response:
        known_browsers.remember(response, email)
        return response

    after_this_request(know)
    return opened


def go_on_as(opened: Opened) -> None:
    """Let the rest of this request be the new session's, whatever it answers: the session is stored before that."""
    session.clear()
    session["csrf_token"] = opened.csrf_secret
    for remembered in ("csrf_token", "_login_user"):  # made and found for nobody, earlier in the request
        g.pop(remembered, None)
    request.cookies = ImmutableMultiDict({**request.cookies, _cookie_name(): opened.token})

    def set_cookie(response: Response) -> Response:
        response.set_cookie(_cookie_name(), opened.token, **_flags())
        return response

    after_this_request(set_cookie)


def renew() -> None:
    """Give the session in use a new token, once the person has shown the password again and the deed is done.

    Call it outside the attempt, so that a refused decision does not take the new token's row away.
    """
    _send_token(sessions.renew(current_user.session_id))


def finish() -> None:
    """Make the answer to this request forget the session, and the browser what it has seen and stored of ours."""
    session.clear()

    def forget(response: Response) -> Response:
        response.delete_cookie(_cookie_name(), **_flags())
        # Not "cookies": that the browser is known gives nobody anything, and protects its owner.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    after_this_request(forget)


def seconds_left(who: SignedIn, at: datetime) -> int:
    """Return how long the session lasts if nothing more is done, in whole seconds."""
    return max(0, int((who.ends_at() - at).total_seconds()))


def _send_token(token: str) -> None:
    def set_cookie(response: Response) -> Response:
        if response.status_code < HTTPStatus.BAD_REQUEST:  # an error page means that the row was not stored
            response.set_cookie(_cookie_name(), token, **_flags())
        return response

    after_this_request(set_cookie)


def _cookie_name() -> str:
    return str(current_app.config["SETTINGS"].cookie_name)


def _flags() -> dict[str, Any]:
    return {"secure": current_app.config["SETTINGS"].secure_cookies, "httponly": True, "samesite": "Lax"}


def _who(load: Load, at: datetime) -> SignedIn | None:
    token = cookie_token()
    if token is None:
        return None
    with reading() if request.method in SAFE else nullcontext():
        who = load(sessions.digest(token), at)
    if who is None:
        return None
    if who.ends_at() <= at:
        _note(sessions.end, who, at)  # so that a clock set back does not revive it
        return None
    if who.last_seen_at <= at - sessions.NOTED_EVERY:
        _note(sessions.touch, who, at)
        who = who.seen(at)
    if (
        session.get("csrf_token") != who.csrf_secret
    ):  # another session's token, or none: only this session's counts
        session["csrf_token"] = who.csrf_secret
        g.csrf_valid = False
    return who


def _note(write: Callable[..., None], who: SignedIn, at: datetime) -> None:
    if request.method not in SAFE:
        write(who.session_id, at=at)
        return
    try:
        with separately() as connection:
            write(who.session_id, at=at, within=connection)
    except OperationalError:  # the database is busy: reading goes on, and the next request notes it
        log.warning("session not noted", exc_info=True)


def _time_left() -> dict[str, Any]:
    who = current_user._get_current_object()
    return {"session_ends": seconds_left(who, clock.now())} if who.is_authenticated else {}
