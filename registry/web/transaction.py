"""Transactions of the web process: returning commits, raising rolls back, reading requests never write.

The wrapper here is the only place in the web process that commits. A change also needs a valid CSRF token: a form
that failed that check is shown again with what was typed, and nothing is kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from flask import Flask, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from registry.core.database import db, is_broken_rule, out_of_turn, reading, session, writing
from registry.core.errors import DomainError, Stale, stale_words, taken_words
from registry.core.i18n import _
from registry.web import sending
from registry.web.forms import Form

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
csrf = CSRFProtect()


def init_app(app: Flask) -> None:
    """Wrap every view registered so far. Call it after the last blueprint."""
    csrf.init_app(app)
    sending.init_app(app)
    app.before_request(_check_csrf)
    app.__dict__["ensure_sync"] = _plain
    for endpoint, view in app.view_functions.items():
        app.view_functions[endpoint] = in_transaction(view)


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    """Views and hooks are plain functions; Flask would ask each, in every request, whether it is a coroutine."""
    return function


def _check_csrf() -> None:
    """Check the token before the view, but let the form tell: an error page would lose what was typed."""
    g.csrf_valid = False
    if request.method not in SAFE and request.endpoint:
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise CSRFError(_("Formuläret skickades från en annan webbplats."))
        try:
            csrf.protect()
            g.csrf_valid = True
        except CSRFError:
            g.csrf_valid = False


def in_transaction(view: Callable[..., Any]) -> Callable[..., Any]:
    """Commit what the view changes when it returns; take it back when it raises, or the token is not ours."""

    @wraps(view)
    def wrapped(**address: Any) -> Any:
        if request.method in SAFE:
            with reading():
                return view(**address)
        with writing():
            try:
                answer = sending.once(view, address) if g.csrf_valid else view(**address)
                if g.csrf_valid:
                    session.commit()
                else:
                    session.rollback()
            except BaseException:
                session.rollback()
                raise
        return answer

    return wrapped


@contextmanager
def attempt(form: Form) -> Iterator[None]:
    """Do something that the domain may refuse: then nothing of it is kept and the form says why, at the right field."""
    try:
        with session.begin_nested():
            yield
            session.flush()
    except StaleDataError:
        form.refuse(Stale(stale_words()))
    except IntegrityError as error:
        if not is_broken_rule(error):
            raise
        form.refuse(Stale(taken_words()))
    except DomainError as error:
        form.refuse(error)
    if not form.ok and (again := g.get("load_again")):
        again()


def let_go() -> None:
    """End what the request has read in, before slow work outside the database: SQLite's one writer must not wait.

    Raises RuntimeError when something was changed, which would be lost. The next statement begins anew.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("a view lets go of the database before it changes anything")
    session.rollback()


@contextmanager
def separately() -> Iterator[Connection]:
    """Write in a short transaction of its own, after the request's: for what a reading request must note."""
    with out_of_turn(), db.engine.begin() as connection:
        yield connection
