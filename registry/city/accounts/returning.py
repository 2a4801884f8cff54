"""Coming back when the session has ended in the middle of something: what was typed waits, and nothing is sent again.

Whoever sends a form signed out gets a page to sign in on, at the form's own address. Signed in again, the person sees
the form with the text in it, as after any refusal; only a press on its own button saves it.
"""

from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, flash, g, redirect, render_template, request
from flask_login import current_user
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import HiddenField

from registry.city.accounts import kept_text, login
from registry.city.accounts.forms import SignInForm
from registry.city.accounts.kept_text import KeptText
from registry.core.database import reading, session
from registry.core.i18n import _
from registry.web.guard import SignInNeeded
from registry.web.redirect import address, page_above
from registry.web.transaction import SAFE, attempt, in_transaction

MOST_SHOWN = 200


class ReturnForm(SignInForm):
    """Signing in, with what was typed before."""

    kept = HiddenField()
    seal = HiddenField()


def init_app(app: Flask) -> None:
    """Answer who is not signed in, and take them back; called after `transaction`, which checks the token first."""
    app.register_error_handler(SignInNeeded, _offer)
    app.before_request(_come_back)


def _offer(_error: SignInNeeded) -> Any:
    """Lead to sign-in and back, or offer it on this very page when something was sent."""
    if request.method in SAFE:
        return redirect(address("accounts.sign_in", next=request.full_path.rstrip("?")), 303)
    with reading():
        kept = kept_text.sent()
        session.rollback()
    form = ReturnForm(formdata=None)
    form.kept.data, form.seal.data = kept_text.sealed(kept if kept.comes_along() else KeptText())
    return _page(form, kept, comes_along=kept.comes_along()), HTTPStatus.FORBIDDEN


def _come_back() -> Any:
    """Sign in on the page of `_offer`, then go on to the view as if the token were too old: the form is shown again."""
    if request.method in SAFE or "seal" not in request.form or not _is_guarded():
        return None
    kept = kept_text.opened()
    if not current_user.is_authenticated and (refused := in_transaction(_sign_in)(kept=kept or KeptText())):
        return refused
    g.csrf_valid = False  # what was sent is a sign-in: nothing else is done before its own button is pressed
    if kept is None or not kept.is_for(current_user.actor.user_id):
        return _to_the_page(_("Du är inloggad igen. Det som skrevs förut följde inte med."))
    if not kept.fields:
        return _to_the_page(_("Du är inloggad igen. Inget har sparats."))
    g.came_back = True
    request.form, request.files = ImmutableMultiDict(kept.fields), ImmutableMultiDict()
    return None


def _sign_in(kept: KeptText) -> Any:
    """Sign in, or return the page again with what stands in the way."""
    form = ReturnForm()
    if form.validate():
        proof = login.prove(form)
        with attempt(form):
            opened = login.open_for(form, proof)
        if form.ok:
            login.go_on_as(opened)
            return None
    return _page(form, kept, comes_along=True), form.http_status


def _page(form: ReturnForm, kept: KeptText, *, comes_along: bool) -> str:
    shown = kept.shown[:MOST_SHOWN]
    return render_template(
        "accounts/come_back.html", form=form, shown=shown, comes_along=comes_along and bool(kept.fields)
    )


def _to_the_page(message: str) -> Any:
    flash(message, "info")
    return redirect(page_above(request.path), 303)


def _is_guarded() -> bool:
    return hasattr(current_app.view_functions.get(request.endpoint or ""), "permission")
