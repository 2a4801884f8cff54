"""Which views do long work, and the page for whoever waits for one of them.

Drawing a document, reading a list that was sent and writing a register to a file take seconds. Each process does one
such thing at a time (`lanes.RULES`), so that nobody's page waits for it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue as Answer
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])

AHEAD = "registry.ahead"
SIGNED_IN = "registry.signed_in"
LOOK_AGAIN = "3"  # seconds


def slow(method: str) -> Callable[[View], View]:
    """Say that the view does long work when it is asked with this method."""

    def decorate(view: View) -> View:
        view.__dict__["slow"] = method
        return view

    return decorate


def is_slow(view: Callable[..., Any], method: str) -> bool:
    """Return whether the view does long work for a request with the method."""
    return view.__dict__.get("slow") == method


def init_app(app: Flask) -> None:
    """Show who has not had a turn yet how many are ahead, instead of asking the view; tell the front who is known."""
    app.before_request(_wait)
    app.after_request(_tell)


def _wait() -> Answer | None:
    if AHEAD not in request.environ:
        return None
    page = render_template(
        "errors/waiting.html", ahead=request.environ[AHEAD], here=request.full_path.rstrip("?")
    )
    return page, 503, {"Retry-After": LOOK_AGAIN, "Refresh": LOOK_AGAIN}


def _tell(response: Response) -> Response:
    if "_login_user" in g and current_user.is_authenticated:  # found already: this must not ask for it
        request.environ[SIGNED_IN] = True
    return response
