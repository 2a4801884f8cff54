"""Every form knows its sending: the same form sent again at once does nothing more, and leads where it led before.

A page's forms carry a random word. The same word with the same content, as the last that the session sent, is one
sending however often it comes: a double click, a second press while the first is slow, Back and send. Other content is
another one, and so is an old page after something else was done: who has undone a thing may do it again. Only what
ended well (a redirect) is remembered; a form that was refused can be sent again.
"""

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, flash, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response

from registry.core.i18n import _

FIELD = "sending"
_APART = frozenset({"csrf_token"})  # may be renewed in the page between two presses


def init_app(app: Flask) -> None:
    """Give the templates the word of the page."""
    app.jinja_env.globals[FIELD] = page_word


def page_word() -> str:
    """Return the random word that the forms of this page carry; none for a visitor, whose sendings nobody keeps."""
    if not current_user.is_authenticated:
        return ""
    if "page_word" not in g:
        g.page_word = secrets.token_urlsafe(12)
    return str(g.page_word)


def once(view: Callable[..., Any], address: dict[str, Any]) -> Any:
    """Answer the request with the view, or, when the same sending has done its work already, as it was answered then.

    Runs inside the request's transaction. Writers take turns, so of two that come at once the second sees the first.
    """
    if not (request.form.get(FIELD) and current_user.is_authenticated):
        return view(**address)
    who, digest = current_user._get_current_object(), _digest()
    if who.sent == digest:
        flash(_("Du har redan skickat det här. Det är sparat en gång."), "success")
        return redirect(who.landed, 303)
    answer = view(**address)
    if isinstance(answer, Response) and answer.status_code in {302, 303}:
        who.note_sent(digest, answer.location or "/")
    return answer


def _digest() -> str:
    told = hashlib.sha256(request.full_path.encode(errors="surrogatepass"))
    for name, value in sorted(request.form.items(multi=True)):
        if name not in _APART:
            told.update(f"\n{len(name)} {len(value)} {name}{value}".encode(errors="surrogatepass"))
    for name, sent in sorted(request.files.items(multi=True), key=lambda pair: pair[0]):
        told.update(f"\n{name} {sent.filename} {_digest_of(sent.stream)}".encode(errors="surrogatepass"))
    return told.hexdigest()


def _digest_of(stream: Any) -> str:
    found = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    return found
