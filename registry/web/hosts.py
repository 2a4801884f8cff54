"""Whose name we answer to. What a request says of its host never decides where anybody is sent.

A forged `Host` would otherwise stand in the addresses that the router makes itself (`/units` to `/units/`), and a host
name that is none at all would leave the pages about errors without addresses.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, render_template, request
from werkzeug.sansio.utils import host_is_trusted

# A load balancer knows the machine, not its name; and the page that refuses needs its style sheet.
FOR_EVERY_HOST = frozenset({"web.health", "web.ready", "static"})
FOREIGN = "registry.foreign_host"


def init_app(app: Flask) -> None:
    """Refuse other hosts than the trusted ones, in words; `headers`, which comes after, has asked the proxies first."""
    chosen = app.config["SETTINGS"]
    app.wsgi_app = _Named(app.wsgi_app, urlsplit(chosen.public_url).netloc, chosen.trusted_hosts)  # type: ignore[method-assign]
    app.before_request(_refuse)
    app.after_request(_stay)


class _Named:
    """Gives a request whose host is not ours the name that people use, and marks it."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], name: str, trusted: tuple[str, ...]) -> None:
        self.inner, self.name, self.trusted = inner, name, trusted

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        said = environ.get("HTTP_HOST", "")
        if not _is_one_of(said, self.trusted):
            environ |= {"HTTP_HOST": self.name, FOREIGN: said[:100]}
        return self.inner(environ, start_response)


@lru_cache(maxsize=256)
def _is_one_of(said: str, trusted: tuple[str, ...]) -> bool:
    return host_is_trusted(said.lower(), trusted) and _is_a_name(said)


def _is_a_name(said: str) -> bool:
    """Return whether the router can read it: it writes names as the internet does, and some cannot be written so."""
    try:
        return bool(said.encode("idna"))
    except UnicodeError:
        return False


def _refuse() -> tuple[str, int] | None:
    if FOREIGN not in request.environ or request.endpoint in FOR_EVERY_HOST:
        return None
    return render_template("errors/host.html", home_url=current_app.config["SETTINGS"].public_url), 400


def _stay(response: Response) -> Response:
    """Write an address of ours without the host, however it came about."""
    if response.location and response.location.startswith(request.host_url):
        response.headers["Location"] = "/" + response.headers["Location"].removeprefix(
            request.host_url
        ).lstrip("/\\")
    return response
