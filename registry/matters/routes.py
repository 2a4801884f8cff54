"""Pages of a matter, whatever it is about. Links get the address nearest to a view; those in older mail go on."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.audit.past import views as past
from registry.audit.past.tables import KEPT
from registry.city.accounts import login
from registry.city.accounts.actions import confirm_password
from registry.core import clock
from registry.core.i18n import _
from registry.documents import queries as documents
from registry.documents.actions import mark
from registry.documents.forms import SecrecyForm
from registry.documents.models import Document
from registry.matters import actions, forms, queries, types, views
from registry.matters.models import Matter
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("matters", __name__)


@bp.get("/matters/<uuid:matter_id>")
@requires(Permission.AGREEMENT_READ, load=queries.matter)
def show(matter: Matter) -> Response:
    """Lead to the matter's own page: what mail points at, whatever type it is."""
    return _to(matter)


@bp.get("/agreements/<uuid:matter_id>/history")
@bp.get("/matters/<uuid:matter_id>/history")
@requires(Permission.AGREEMENT_READ, load=queries.matter)
def history(matter: Matter) -> str:
    """Show every step: who, when, what changed from what to what."""
    steps = audit.history(current_actor(), matter.id, cursor=cursor())
    said = past.then(current_actor(), matter.type, matter.id, request.args) if matter.type in KEPT else None
    return render_template("matters/history.html", page=steps, said=said, **views.page(matter))


@bp.route("/matters/<uuid:matter_id>/secrecy", methods=["GET", "POST"])
@requires(Permission.SECRECY_MARK, load=queries.matter)
def secrecy(matter: Matter) -> Any:
    """Mark the matter with secrecy, change the mark, or take it away."""
    return _marked(matter, matter.id, _to)


@bp.route("/matters/documents/<uuid:document_id>/secrecy", methods=["GET", "POST"])
@requires(Permission.SECRECY_MARK, load=documents.document)
def document_secrecy(document: Document) -> Any:
    """Mark one document with secrecy, change the mark, or take it away."""
    return _marked(document, document.matter_id or document.list_id, _to_owner)


def _marked(subject: Any, owner_id: Any, back: Callable[..., Response]) -> Any:
    form = SecrecyForm(seen=subject.secrecy or "", provision=subject.secrecy)
    if form.validate_on_submit():
        with attempt(form):
            told = {"provision": form.provision.data or "", "reason": form.reason.data or ""}
            seen = form.seen.data or ""
            mark(subject, **told, seen=seen, owner_id=owner_id, actor=current_actor(), at=clock.now())
        if form.ok:
            return back(subject, _("Markeringen är sparad."))
    return page("matters/secrecy.html", form=form, subject=subject, back=back(subject).location,
                about_matter=isinstance(subject, Matter))  # fmt: skip


@bp.route("/agreements/<uuid:matter_id>/decide", methods=["GET", "POST"])
@bp.route("/matters/<uuid:matter_id>/decide", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_DECIDE, load=queries.matter)
def decide(matter: Matter) -> Any:
    """Read what is to be decided and decide it."""
    actor, at = current_actor(), clock.now()
    form = forms.DecideForm()
    if form.validate_on_submit():
        with attempt(form):
            confirm_password(actor, form.password.data or "", at)
            message = views.decide_from(form, matter, actor, at)
        if form.ok:
            if isinstance(message, actions.Voided):
                return _fell(matter, message)
            login.renew()  # a password shown again gives the session a new token (ASVS 7.2.4)
            return stood_aside(matter) or _to(matter, message)
    shown = views.before_decision(matter, actor, at)
    form.offer(shown["round"])
    form.renew(shown["round"], shown["against_hash"])
    return page("matters/decide.html", form=form, **shown)


@bp.route("/agreements/<uuid:matter_id>/committee", methods=["GET", "POST"])
@bp.route("/matters/<uuid:matter_id>/committee", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_RECORD_COMMITTEE, load=queries.matter)
def committee(matter: Matter) -> Any:
    """Record what the nämnd decided."""
    form, actor, at = forms.CommitteeForm(), current_actor(), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            views.record_from(form, matter, actor, at)
        if form.ok:
            return _to(matter, _("Nämndens beslut är registrerat."))
    shown = views.before_decision(matter, actor, at)
    form.offer(shown["round"])
    return page("matters/committee.html", form=form, **shown)


def stood_aside(matter: Matter) -> Response | None:
    """Whoever has just declared a conflict of interest finds nothing more of the matter and lands at home."""
    if queries.is_open_to(current_actor(), matter.id):
        return None
    return redirect_to(
        "reports.home", _("Du har anmält jäv. Någon annan tar över, och du ser inget mer av ärendet.")
    )


def _to(matter: Matter, message: str = "") -> Response:
    endpoint, values = types.page(matter.type, matter.id)
    return redirect_to(endpoint, message, **values)


def _to_owner(document: Document, message: str = "") -> Response:
    if document.list_id:
        return redirect_to("decisions.show_list", message, list_id=document.list_id)
    return redirect_to("matters.show", message, matter_id=document.matter_id)


def _fell(matter: Matter, voided: actions.Voided) -> tuple[str, int]:
    """Answer whoever tried to decide on something that had changed: what changed, and that it has gone back."""
    shown = render_template("matters/changed.html", changes=voided.changes, **views.page(matter))
    return shown, HTTPStatus.CONFLICT
