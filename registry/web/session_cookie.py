"""What a browser carries and a form sends back, signed by Flask and Flask-WTF, without working out the same twice.

A signing key is derived from the secret and a salt, and is the same for every request. A form's token is kept under the
secret of the session that it is for, which nobody else has: whoever asks for a kept one has what it was made of.
"""

import time
from functools import lru_cache

from flask import Flask, current_app, g, session
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import generate_csrf
from itsdangerous import TimestampSigner, URLSafeTimedSerializer

KEPT_SECONDS = 60  # a token says when it was made, and counts for hours


class KeptKeySigner(TimestampSigner):
    """Signs as its parent does, and derives each key once."""

    def derive_key(self, secret_key: str | bytes | None = None) -> bytes:
        """Return the key to sign with."""
        return _derived(self.secret_keys[-1] if secret_key is None else secret_key, self.salt)


@lru_cache(maxsize=64)
def _derived(secret_key: str | bytes, salt: bytes) -> bytes:
    kwargs = {"key_derivation": CookieSessions.key_derivation, "digest_method": CookieSessions.digest_method}
    return TimestampSigner(secret_key, salt=salt, **kwargs).derive_key()  # type: ignore[arg-type]  # Flask's own


class CookieSessions(SecureCookieSessionInterface):
    """Flask's sessions in a signed cookie; what reads and writes it is put together once for an application."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads the cookie."""
        kept: URLSafeTimedSerializer | None = app.extensions.get("session serializer")
        if kept is None and (kept := super().get_signing_serializer(app)):
            kept.signer = KeptKeySigner
            app.extensions["session serializer"] = kept
        return kept


def init_app(app: Flask) -> None:
    """Give the application its sessions, and its own store of tokens."""
    app.session_interface = CookieSessions()
    app.extensions["csrf tokens"] = lru_cache(maxsize=4096)(lambda _secret, _minute: generate_csrf())
    app.jinja_env.globals["csrf_token"] = csrf_token


def csrf_token() -> str:
    """Return the token of this request's forms: the session's, made within the last minute."""
    if (secret := session.get("csrf_token")) and "csrf_token" not in g:
        g.csrf_token = current_app.extensions["csrf tokens"](secret, int(time.time() // KEPT_SECONDS))
    token: str = generate_csrf()
    return token
