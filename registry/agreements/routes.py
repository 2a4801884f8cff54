"""Pages of an agreement: the list, the agreement, the long form, sending for decision, the decision, the history."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.agreements import (
    actions,
    after_decision,
    documents,
    forms,
    listing,
    queries,
    rules,
    views,
)
from registry.agreements.kinds import KINDS
from registry.agreements.models import Edition
from registry.agreements.pages import open_form, page_named, renew_form
from registry.agreements.workflow import State
from registry.city.guidelines import queries as guidelines
from registry.city.saved_views import routes as saved_views
from registry.collaborations import queries as collaborations
from registry.collaborations.models import Collaboration
from registry.core import clock
from registry.core.i18n import _
from registry.matters.routes import stood_aside
from registry.partners.recognition.files import as_upload
from registry.web.download import file_response, table_file
from registry.web.forms import Form, page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("agreements", __name__, url_prefix="/agreements")


@bp.get("/")
@requires(Permission.AGREEMENT_READ)
def index() -> str:
    """List the agreements, by state and unit."""
    found = listing.listing(current_actor(), request.args)
    return render_template("agreements/index.html", **found, views=saved_views.above("agreements"))


@bp.get("/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.AGREEMENT_READ)
def export(form: str) -> Response:
    """Give exactly what the list is narrowed down to, as a file for a spreadsheet."""
    rows = listing.narrowed(current_actor(), request.args)
    return table_file(_("avtal"), form, listing.header(), lambda: listing.exported(rows))


@bp.get("/<uuid:edition_id>")
@requires(Permission.AGREEMENT_READ, load=queries.edition)
def show(edition: Edition) -> str:
    """Show the agreement: where it stands, who has it, what comes next, and what it says."""
    return render_template("agreements/show.html", **views.whole(edition, current_actor(), clock.now()))


@bp.route("/create/<uuid:collaboration_id>", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_CREATE, load=collaborations.collaboration)
def create(collaboration: Collaboration) -> Any:
    """Start an agreement for a formal collaboration."""
    form = Form()
    if form.validate_on_submit():
        at = clock.now()
        with attempt(form):
            clauses = guidelines.clauses(collaboration.kind, clock.local(at).date())
            made = actions.create(collaboration, clauses=clauses, actor=current_actor(), at=at)
        if form.ok:
            return redirect_to("agreements.edit", edition_id=made.id, name="basics")
    return page("agreements/create.html", form=form, collaboration=collaboration)


@bp.route("/<uuid:edition_id>/edit/<name>", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_EDIT, load=queries.edition)
def edit(edition: Edition, name: str) -> Any:
    """Fill in one page of the long form; each page is saved by itself."""
    one = page_named(edition, name) or abort(404)
    at = clock.now()
    form = open_form(one, edition, at)
    if form.validate_on_submit():
        with attempt(form):
            one.save(edition, form, current_actor(), at)
        if form.ok:
            return stood_aside(edition) or _onwards(edition, name)
    renew_form(one, form, edition, at)
    return page(f"agreements/edit/{name}.html", form=form, **views.edited(edition, name, current_actor(), at))


def _onwards(edition: Edition, name: str) -> Response:
    if "stay" in request.form:
        return redirect_to("agreements.edit", _("Sparat."), edition_id=edition.id, name=name)
    following = views.page_after(edition, name)
    if following is None:
        return redirect_to("agreements.submit", _("Sparat."), edition_id=edition.id)
    return redirect_to("agreements.edit", _("Sparat."), edition_id=edition.id, name=following)


@bp.route("/<uuid:edition_id>/submit", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_SUBMIT, load=queries.edition)
def submit(edition: Edition) -> Any:
    """Show what is still missing and who will decide, and send it for decision."""
    form, at = forms.SubmitForm(version=edition.version), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            told = {"note": form.note.data, "weight": form.weight()}
            actions.submit(edition, seen=form.seen_version(), **told, actor=current_actor(), at=at)
        if form.ok:
            return redirect_to("agreements.show", _("Avtalet är skickat för beslut."), edition_id=edition.id)
    form.renew(edition)
    return page("agreements/submit.html", form=form, **views.before_submission(edition, at))


@bp.get("/<uuid:edition_id>/preview.pdf")
@slow("GET")
@requires(Permission.AGREEMENT_READ, load=queries.edition)
def preview(edition: Edition) -> Response:
    """Send the agreement as a PDF marked as a draft."""
    content = documents.preview(edition, at=clock.now())
    return file_response(content, documents.filename(edition), documents.PDF, etag=f"{edition.version}")


@bp.route("/<uuid:edition_id>/recall", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_WITHDRAW, load=queries.edition)
def recall(edition: Edition) -> Any:
    """Take it back for change before it is decided."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.recall(edition, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("agreements.show", _("Avtalet är tillbaka hos dig."), edition_id=edition.id)
    return page("agreements/recall.html", form=form, edition=edition)


@bp.route("/<uuid:edition_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_WITHDRAW, load=queries.edition)
def withdraw(edition: Edition) -> Any:
    """End the matter without a decision."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.withdraw(edition, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "agreements.show", _("Ärendet är avslutat utan beslut."), edition_id=edition.id
            )
    return page("agreements/withdraw.html", form=form, edition=edition)


@bp.route("/<uuid:edition_id>/take-over", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_TAKE_OVER, load=queries.edition)
def take_over(edition: Edition) -> Any:
    """Take over the preparation from somebody else."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            reason = form.reason.data or ""
            actions.take_over(edition, reason=reason, actor=current_actor(), at=clock.now())
        if form.ok:
            if edition.agreement.state is State.SUBMITTED:
                return redirect_to("agreements.show", _("Du bereder nu ärendet."), edition_id=edition.id)
            words = _("Du bereder nu ärendet. Svara först på frågan om jäv.")
            return redirect_to("agreements.edit", words, edition_id=edition.id, name="conflict")
    back = url_for("agreements.show", edition_id=edition.id)
    return page("matters/take_over.html", form=form, matter=edition, back=back)


@bp.route("/<uuid:edition_id>/number", methods=["GET", "POST"])
@requires(Permission.CASE_NUMBER_GIVE, load=queries.edition)
def number(edition: Edition) -> Any:
    """Give the agreement its number in the diary."""
    form = forms.NumberForm(version=edition.version, case_number=edition.case_number)
    if form.validate_on_submit():
        with attempt(form):
            given, seen = form.case_number.data or "", form.seen_version()
            is_same, actor, at = form.is_same.answer, current_actor(), clock.now()
            actions.give_case_number(edition, given, is_same=is_same, seen=seen, actor=actor, at=at)
        if form.ok:
            return redirect_to("agreements.show", _("Diarienumret är sparat."), edition_id=edition.id)
    form.renew(edition)
    refusals = rules.numbering_problems(edition.agreement.state, edition.case_number)
    return page("agreements/number.html", form=form, edition=edition, refusals=refusals)


@bp.route("/<uuid:edition_id>/adopt", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_RECORD_COMMITTEE, load=queries.edition)
def adopt(edition: Edition) -> Any:
    """Confirm that the text is the one that the nämnd decided when it changed what it had before it."""
    form, at = forms.AdoptForm(version=edition.version), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            actions.adopt(edition, seen=form.seen_version(), actor=current_actor(), at=at)
        if form.ok:
            words = _("Texten är bekräftad.")
            return redirect_to("agreements.show", words, edition_id=edition.id)
    form.renew(edition)
    return page("agreements/adopt.html", form=form, **views.before_adoption(edition, at))


@bp.route("/<uuid:edition_id>/sign", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_SIGN, load=queries.edition)
def sign(edition: Edition) -> Any:
    """Record that both parties have signed."""
    form = forms.SignForm()
    if form.validate_on_submit():
        at = clock.now()
        with attempt(form):
            actions.sign(
                edition,
                signed_on=form.signed_on.data or clock.local(at).date(),
                method=form.signature_method.data,
                note=form.note.data,
                by=form.signed_by(),
                file=as_upload(form.file.data),
                actor=current_actor(),
                at=at,
                today=clock.local(at).date(),
            )
        if form.ok:
            return redirect_to("agreements.show", _("Underskriften är registrerad."), edition_id=edition.id)
    told = {"kind": KINDS[edition.agreement.kind], **after_decision.before_signing(edition)}
    return page("agreements/sign.html", form=form, edition=edition, **told)


@bp.route("/<uuid:edition_id>/end", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_END, load=queries.edition)
def end(edition: Edition) -> Any:
    """End a running agreement."""
    form = forms.ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.end(edition, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("agreements.show", _("Avtalet är avslutat."), edition_id=edition.id)
    return page("agreements/end.html", form=form, edition=edition)
