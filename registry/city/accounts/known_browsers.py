"""A browser that somebody has signed in from is known: what strangers try elsewhere does not keep its owner out.

Its cookie says whose it is, signed, and lets nobody in. A known browser's failures are counted by themselves; when
they are too many it is a stranger's like any other (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
"""

import secrets
from datetime import timedelta

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from registry.city.accounts import throttle

KNOWN_FOR = timedelta(days=180)  # since the last time somebody signed in from it


def key_of(email: str) -> str | None:
    """Return the key for the failures of the request's browser, None when it is not known as the account's."""
    try:
        account, number = _seal().loads(
            request.cookies.get(_name(), ""), max_age=int(KNOWN_FOR.total_seconds())
        )
    except (BadData, ValueError):
        return None
    return throttle.browser_key(number) if account == throttle.account_key(email) else None


def remember(response: Response, email: str) -> None:
    """Let the browser be known as the account's, after it has shown the password."""
    settings = current_app.config["SETTINGS"]
    response.set_cookie(
        _name(),
        str(_seal().dumps([throttle.account_key(email), secrets.token_urlsafe(9)])),
        max_age=KNOWN_FOR,
        secure=settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    return "__Host-browser" if current_app.config["SETTINGS"].secure_cookies else "browser"


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SETTINGS"].secret_key, salt="a known browser")
