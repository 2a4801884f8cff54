"""The tjänsteutlåtande of a matter that the nämnd decides."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.matters.decisions import actions, content, documents, queries, statement_basis, views
from registry.matters.decisions.forms import AttestForm, StatementForm
from registry.matters.decisions.queries import CommitteeCase
from registry.matters.decisions.routes.blueprint import bp
from registry.web.download import file_response
from registry.web.forms import page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.get("/cases/<uuid:case_id>/statement")
@requires(Permission.DECISION_READ, load=queries.committee_case)
def show_statement(case: CommitteeCase) -> Answer:
    """Show the tjänsteutlåtande as it stands, and who has attested it."""
    return render_template("decisions/statement.html", **views.statement(case, current_actor()))


@bp.route("/cases/<uuid:case_id>/statement/write", methods=["GET", "POST"])
@requires(Permission.STATEMENT_WRITE, load=queries.committee_case)
def write_statement(case: CommitteeCase) -> Answer:
    """Write the parts of the tjänsteutlåtande; the first time they begin with what was sent for decision."""
    written, actor = case.statement, current_actor()
    begun = {"version": written.version} if written else {"version": 0, **views.prefilled(case)}
    form = StatementForm(obj=written, data=None if written else begun)
    form.version.data = form.version.data or str(begun["version"])
    if form.validate_on_submit():
        with attempt(form):
            actions.write(
                statement_basis.of_round(case.round), officer=form.officer.data or "", phone=form.phone.data,
                meeting_on=form.meeting_on.data,
                parts={name: form[name].data for name in content.PARTS}, seen=form.seen_version(), actor=actor,
                at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("decisions.show_statement", _("Sparat."), case_id=case.round.id)
    if written:
        form.renew(written)
    return page("decisions/write_statement.html", form=form, **views.statement(case, actor))


@bp.route("/cases/<uuid:case_id>/statement/attest", methods=["GET", "POST"])
@requires(Permission.STATEMENT_ATTEST, load=queries.committee_case)
def attest(case: CommitteeCase) -> Answer:
    """Attest exactly the words on the page."""
    shown = views.statement(case, current_actor())
    form = AttestForm(words=shown["words"])
    if form.validate_on_submit():
        with attempt(form):
            if case.statement:
                words = form.words.data or ""
                actions.attest(
                    statement_basis.of_round(case.round),
                    case.statement,
                    words=words,
                    actor=current_actor(),
                    at=clock.now(),
                )
        if form.ok and case.statement:
            return redirect_to("decisions.show_statement", _("Du har godkänt."), case_id=case.round.id)
    form.words.data = shown["words"]
    return page("decisions/attest.html", form=form, **shown)


@bp.get("/cases/<uuid:case_id>/statement/preview.pdf")
@slow("GET")
@requires(Permission.DECISION_READ, load=queries.committee_case)
def preview_statement(case: CommitteeCase) -> Answer:
    """Send the tjänsteutlåtande as a PDF marked as a draft."""
    if case.statement is None:
        abort(404)
    written = documents.preview(case.statement, case.round.content)
    name = documents.filename(_("utkast tjänsteutlåtande"))
    return file_response(written, name, documents.PDF, etag=f"{case.statement.version}")
