"""Response headers: a strict content policy with a nonce, and no caching of personal pages."""

import secrets

from flask import Flask, Response, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "frame-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
A_YEAR = "public, max-age=31536000, immutable"


def init_app(app: Flask) -> None:
    """Set the headers on every response, and believe what as many proxies as there are say of the request."""
    if hops := app.config["SETTINGS"].proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(_choose_nonce)
    app.after_request(_set)


def nonce() -> str:
    """Return this request's nonce for scripts."""
    value: str = g.get("nonce", "")
    return value


def _choose_nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


def _set(response: Response) -> Response:
    headers = response.headers
    present = {
        name.lower() for name, _value in headers
    }  # asked once: each question to the headers walks through them
    wanted = {**FIXED, "Content-Security-Policy": POLICY.format(nonce=nonce())}
    if request.is_secure:
        wanted["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint == "static":
        headers["Cache-Control"] = A_YEAR if "v" in request.args else "no-cache"
    else:
        wanted["Cache-Control"] = "no-store"
    for name, value in wanted.items():
        if name.lower() not in present:
            headers.add(name, value)
    return response
