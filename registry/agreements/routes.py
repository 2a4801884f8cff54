"""Pages of an agreement: the list, the agreement, the long form, sending for decision, the decision, the history."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.agreements import (
    actions,
    afterwards,
    documents,
    forms,
    listing,
    queries,
    rules,
    standing,
    views,
)
from registry.agreements.models import Agreement
from registry.agreements.pages import open_form, page_named, renew_form
from registry.collaborations import queries as collaborations
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.i18n import _
from registry.duplicates import obstacles
from registry.guidelines import queries as guidelines
from registry.matters import queries as matters
from registry.matters.routes import stood_aside
from registry.saved_views import routes as saved_views
from registry.web import panels
from registry.web.download import file_response, table_file
from registry.web.forms import Form, page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


def _panel(find: Callable[[Actor, UUID], Any]) -> Callable[[Actor, Any], Any]:
    def load(actor: Actor, subject: Any) -> Any:
        rows = find(actor, subject.id)
        return {"rows": rows, "tones": standing.TONES} if rows else None

    return load


panels.offer("collaboration", "agreements/_panel.html", _panel(queries.of_collaboration), position=20)
panels.offer("organisation", "agreements/_panel.html", _panel(queries.of_organisation), position=20)
panels.offer("agreement", "matters/_same_number.html", matters.of_same_number, position=5)
obstacles.offer(queries.waiting_with)


@bp.get("/")
@requires(Permission.AGREEMENT_READ)
def index() -> str:
    """List the agreements, by state and unit."""
    found = listing.listing(current_actor(), request.args)
    return render_template("agreements/index.html", **found, views=saved_views.above("agreements"))


@bp.get("/export.<any(csv, xlsx):form>")
@requires(Permission.AGREEMENT_READ)
def export(form: str) -> Response:
    """Give exactly what the list is narrowed down to, as a file for a spreadsheet."""
    rows = listing.narrowed(current_actor(), request.args)
    return table_file(_("avtal"), form, listing.header(), lambda: listing.exported(rows))


@bp.get("/<uuid:agreement_id>")
@requires(Permission.AGREEMENT_READ, load=queries.agreement)
def show(agreement: Agreement) -> str:
    """Show the agreement: where it stands, who has it, what comes next, and what it says."""
    return render_template("agreements/show.html", **views.whole(agreement, current_actor(), clock.now()))


@bp.route("/create/<uuid:collaboration_id>", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_CREATE, load=collaborations.collaboration)
def create(collaboration: Collaboration) -> Any:
    """Start an agreement for a formal collaboration."""
    form = Form()
    if form.validate_on_submit():
        at = clock.now()
        with attempt(form):
            clauses = guidelines.clauses(clock.local(at).date())
            made = actions.create(collaboration, clauses=clauses, actor=current_actor(), at=at)
        if form.ok:
            return redirect_to("agreements.edit", agreement_id=made.id, name="basics")
    return page("agreements/create.html", form=form, collaboration=collaboration)


@bp.route("/<uuid:agreement_id>/edit/<name>", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_EDIT, load=queries.agreement)
def edit(agreement: Agreement, name: str) -> Any:
    """Fill in one page of the long form; each page is saved by itself."""
    one = page_named(agreement, name) or abort(404)
    at = clock.now()
    form = open_form(one, agreement, at)
    if form.validate_on_submit():
        with attempt(form):
            one.save(agreement, form, current_actor(), at)
        if form.ok:
            return stood_aside(agreement) or _onwards(agreement, name)
    renew_form(one, form, agreement, at)
    return page(
        f"agreements/edit/{name}.html", form=form, **views.edited(agreement, name, current_actor(), at)
    )


def _onwards(agreement: Agreement, name: str) -> Response:
    if "stay" in request.form:
        return redirect_to("agreements.edit", _("Sparat."), agreement_id=agreement.id, name=name)
    following = views.page_after(agreement, name)
    if following is None:
        return redirect_to("agreements.submit", _("Sparat."), agreement_id=agreement.id)
    return redirect_to("agreements.edit", _("Sparat."), agreement_id=agreement.id, name=following)


@bp.route("/<uuid:agreement_id>/submit", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_SUBMIT, load=queries.agreement)
def submit(agreement: Agreement) -> Any:
    """Show what is still missing and who will decide, and send it for decision."""
    form, at = forms.SubmitForm(version=agreement.version), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            actions.submit(
                agreement, seen=form.seen_version(), note=form.note.data, actor=current_actor(), at=at
            )
        if form.ok:
            return redirect_to(
                "agreements.show", _("Avtalet är skickat för beslut."), agreement_id=agreement.id
            )
    form.renew(agreement)
    return page("agreements/submit.html", form=form, **views.before_submission(agreement, at))


@bp.get("/<uuid:agreement_id>/preview.pdf")
@requires(Permission.AGREEMENT_READ, load=queries.agreement)
def preview(agreement: Agreement) -> Response:
    """Send the agreement as a PDF marked as a draft."""
    content = documents.preview(agreement, at=clock.now())
    return file_response(content, documents.filename(agreement), documents.PDF, etag=f"{agreement.version}")


@bp.route("/<uuid:agreement_id>/recall", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_WITHDRAW, load=queries.agreement)
def recall(agreement: Agreement) -> Any:
    """Take it back for change before it is decided."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.recall(agreement, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "agreements.show", _("Avtalet är tillbaka hos dig."), agreement_id=agreement.id
            )
    return page("agreements/recall.html", form=form, agreement=agreement)


@bp.route("/<uuid:agreement_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_WITHDRAW, load=queries.agreement)
def withdraw(agreement: Agreement) -> Any:
    """End the matter without a decision."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.withdraw(agreement, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "agreements.show", _("Ärendet är avslutat utan beslut."), agreement_id=agreement.id
            )
    return page("agreements/withdraw.html", form=form, agreement=agreement)


@bp.route("/<uuid:agreement_id>/take-over", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_TAKE_OVER, load=queries.agreement)
def take_over(agreement: Agreement) -> Any:
    """Take over the preparation from somebody else."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            reason = form.reason.data or ""
            actions.take_over(agreement, reason=reason, actor=current_actor(), at=clock.now())
        if form.ok:
            words = _("Du bereder nu ärendet. Svara först på frågan om jäv.")
            return redirect_to("agreements.edit", words, agreement_id=agreement.id, name="conflict")
    return page("agreements/take_over.html", form=form, agreement=agreement)


@bp.route("/<uuid:agreement_id>/number", methods=["GET", "POST"])
@requires(Permission.CASE_NUMBER_GIVE, load=queries.agreement)
def number(agreement: Agreement) -> Any:
    """Give the agreement its number in the diary."""
    form = forms.NumberForm(version=agreement.version, case_number=agreement.case_number)
    if form.validate_on_submit():
        with attempt(form):
            given, seen = form.case_number.data or "", form.seen_version()
            is_same, actor, at = form.is_same.answer, current_actor(), clock.now()
            actions.give_case_number(agreement, given, is_same=is_same, seen=seen, actor=actor, at=at)
        if form.ok:
            return redirect_to("agreements.show", _("Diarienumret är sparat."), agreement_id=agreement.id)
    form.renew(agreement)
    refusals = rules.numbering_problems(agreement.state, agreement.case_number)
    return page("agreements/number.html", form=form, agreement=agreement, refusals=refusals)


@bp.route("/<uuid:agreement_id>/sign", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_SIGN, load=queries.agreement)
def sign(agreement: Agreement) -> Any:
    """Record that both parties have signed."""
    form = forms.SignForm()
    if form.validate_on_submit():
        at = clock.now()
        with attempt(form):
            actions.sign(
                agreement,
                signed_on=form.signed_on.data or clock.local(at).date(),
                method=form.signature_method.data,
                note=form.note.data,
                actor=current_actor(),
                at=at,
                today=clock.local(at).date(),
            )
        if form.ok:
            return redirect_to(
                "agreements.show", _("Underskriften är registrerad."), agreement_id=agreement.id
            )
    return page(
        "agreements/sign.html", form=form, agreement=agreement, **afterwards.before_signing(agreement)
    )


@bp.route("/<uuid:agreement_id>/end", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_END, load=queries.agreement)
def end(agreement: Agreement) -> Any:
    """End a running agreement."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.end(agreement, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("agreements.show", _("Avtalet är avslutat."), agreement_id=agreement.id)
    return page("agreements/end.html", form=form, agreement=agreement)
