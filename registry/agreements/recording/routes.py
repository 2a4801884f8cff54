"""Pages for agreements that were entered into before they came here: record, confirm, say that it does not hold."""

from typing import Any

from flask import Blueprint

from registry.access.permissions import Permission
from registry.agreements import queries
from registry.agreements.models import Edition
from registry.agreements.recording import actions, forms
from registry.agreements.workflow import WORKFLOW
from registry.city.accounts import login
from registry.city.accounts.actions import confirm_password
from registry.collaborations import queries as collaborations
from registry.collaborations.models import Collaboration
from registry.core import clock, workflow
from registry.core.i18n import _
from registry.documents import queries as documents
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("recording", __name__, url_prefix="/agreements")


@bp.route("/record/<uuid:collaboration_id>", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_REGISTER, load=collaborations.collaboration)
def record_new(collaboration: Collaboration) -> Any:
    """Record an existing agreement of a collaboration."""
    form = forms.ExistingAgreementForm(version=0, title=collaboration.title)
    if form.validate_on_submit():
        with attempt(form):
            made = actions.record_new(
                collaboration, form.existing(), form.upload(), actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return redirect_to("agreements.show", _waits(), edition_id=made.id)
    form.add_rows()
    return page("recording/record.html", form=form, title=collaboration.title, edition=None, refusals=[])


@bp.route("/<uuid:edition_id>/record", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_REGISTER, load=queries.edition)
def record(edition: Edition) -> Any:
    """Record decision, signature and paper of an agreement that is known from a document or was not confirmed."""
    given = forms.known(edition)
    form = forms.ExistingAgreementForm(version=edition.version, **given)
    if form.validate_on_submit():
        with attempt(form):
            existing, file, seen = form.existing(), form.upload(), form.seen_version()
            actions.record(edition, existing, file, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("agreements.show", _waits(), edition_id=edition.id)
    form.renew(edition, version=edition.version, **given)
    form.add_rows()
    refusals = workflow.blockers(WORKFLOW, edition.agreement, "record")
    return page("recording/record.html", form=form, title=edition.title, edition=edition, refusals=refusals)


def _waits() -> str:
    return _("Avtalet är registrerat. Det gäller i registret först när någon annan har bekräftat det.")


@bp.route("/<uuid:edition_id>/confirm", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_CONFIRM, load=queries.edition)
def confirm(edition: Edition) -> Any:
    """Read the recording against the paper and vouch for it."""
    form, actor, at = forms.ConfirmRecordingForm(), current_actor(), clock.now()
    if form.validate_on_submit():
        with attempt(form):
            confirm_password(actor, form.password.data or "", at)
            actions.confirm(edition, seen_paper=form.paper.data or "", actor=actor, at=at)
        if form.ok:
            login.renew()  # a password shown again gives the session a new token (ASVS 7.2.4)
            return redirect_to("agreements.show", _("Avtalet är bekräftat och pågår."), edition_id=edition.id)
    form.renew(edition)
    refusals = workflow.blockers(WORKFLOW, edition.agreement, "confirm")
    papers = documents.of_owner(actor, edition.id)
    return page("recording/confirm.html", form=form, edition=edition, refusals=refusals, documents=papers)


@bp.route("/<uuid:edition_id>/refuse", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_CONFIRM, load=queries.edition)
def refuse(edition: Edition) -> Any:
    """Say what does not hold in the recording."""
    form = forms.RefuseRecordingForm()
    if form.validate_on_submit():
        with attempt(form):
            reason = form.reason.data or ""
            actions.refuse_recorded(edition, reason=reason, actor=current_actor(), at=clock.now())
        if form.ok:
            words = _("Registreringen är inte bekräftad. Registratorn får veta varför.")
            return redirect_to("agreements.show", words, edition_id=edition.id)
    return page("recording/refuse.html", form=form, edition=edition)
