"""Every way a request can fail, as a page that says what happened and what to do next. Never a bare status."""

from typing import Any

from flask import Flask, current_app, flash, g, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from registry.core.database import is_broken_rule
from registry.core.errors import DomainError, Moved, NotAllowed, NotFound, Stale, taken_words
from registry.core.i18n import _
from registry.web.redirect import page_above

# What the two engines say when others write, the disk is full or gone, or the server cannot be reached.
OUT_OF_REACH = (
    "locked",
    "busy",
    "timeout",
    "deadlock",
    "could not serialize",
    "disk is full",
    "disk i/o",
    "unable to open",
    "connection",
    "starting up",
)
PAGES = frozenset({400, 403, 404, 405, 408, 409, 413, 429, 500, 503})


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Moved, _moved)
    app.register_error_handler(NotFound, lambda _error: page(404))
    app.register_error_handler(NotAllowed, lambda error: page(403, error.problems[0].message))
    app.register_error_handler(Stale, lambda error: page(409, error.problems[0].message))
    app.register_error_handler(StaleDataError, lambda _error: page(409))
    app.register_error_handler(DomainError, lambda error: page(409, str(error)))
    app.register_error_handler(CSRFError, _press_again)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(IntegrityError, _taken)


def page(status: int, reason: str | None = None) -> tuple[str, int]:
    """Render the page for a status, with the reason in words where there is one."""
    shown = status if status in PAGES else (500 if status >= 500 else 400)
    if shown >= 500:
        ask_no_more()
    return render_template(f"errors/{shown}.html", reason=reason), status


def ask_no_more() -> None:
    """Let the page not look for who is signed in when that is what failed: asking again would fail the page too."""
    if "_login_user" not in g:  # where Flask-Login keeps whom it has found
        g._login_user = current_app.login_manager.anonymous_user()  # type: ignore[attr-defined]  # set by Flask-Login


def _http(error: HTTPException) -> Any:
    if error.code is None or error.code < 400:
        return error
    body, status = page(error.code)
    methods = getattr(error, "valid_methods", None)
    headers = {"Allow": ", ".join(methods)} if methods else {}
    return body, status, headers


def _moved(error: Moved) -> Any:
    """Lead an old address on (302: a merge can be taken back). What was sent to it is not sent on."""
    if request.method in {"GET", "HEAD"}:
        return redirect(request.full_path.rstrip("?").replace(str(error.old_id), str(error.new_id)), 302)
    return page(409, _("Posten har slagits ihop med en annan. Sök upp den och gör ändringen där."))


def _press_again(error: CSRFError) -> Any:
    """Say why a button was not believed; whoever has just signed in on the way comes to the page where it stands."""
    if g.get("came_back"):
        flash(_("Du är inloggad igen. Inget har ändrats. Tryck på knappen igen."), "info")
        return redirect(page_above(request.path), 303)
    return page(400, str(error.description))


def _taken(error: IntegrityError) -> Any:
    """Somebody came second to what there is one of: told in words, unless the fault is ours."""
    if not is_broken_rule(error):
        raise error
    return page(409, taken_words())


def _busy(error: OperationalError) -> Any:
    """Say that the database is busy or out of reach: nothing was saved, and trying again soon may help."""
    words = str(error.orig).casefold()
    if not error.connection_invalidated and not any(sign in words for sign in OUT_OF_REACH):
        raise error
    current_app.logger.error("the database cannot be used: %s", words.splitlines()[:1])
    body, status = page(503)
    return body, status, {"Retry-After": "5"}
