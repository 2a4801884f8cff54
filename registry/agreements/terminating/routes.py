"""Pages for ending an agreement before its last day: send it for decision, read it, change what came back."""

from typing import Any

from flask import Blueprint, render_template, url_for

from registry.access.permissions import Permission
from registry.agreements import queries as agreements
from registry.agreements.forms import ReasonForm
from registry.agreements.models import Edition
from registry.agreements.terminating import actions, forms, queries, views
from registry.agreements.terminating.models import Termination
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("terminating", __name__)


@bp.route("/agreements/<uuid:edition_id>/terminate", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_END, load=agreements.edition)
def send(edition: Edition) -> Any:
    """Send for decision that a running agreement ends before its last day."""
    form = forms.TerminateForm(version=edition.version)
    if form.validate_on_submit() and form.ends_on.data:
        with attempt(form):
            asked = actions.Ending(form.ends_on.data, form.reason.data or "")
            conflict = bool(form.has_conflict.answer)
            made = actions.send(edition, asked, has_conflict=conflict, actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to(
                "terminating.show", str(queries.words_of(edition).sent), termination_id=made.id
            )
    return page("terminating/send.html", form=form, edition=edition, words=queries.words_of(edition))


@bp.get("/terminations/<uuid:termination_id>")
@requires(Permission.AGREEMENT_READ, load=queries.termination)
def show(made: Termination) -> str:
    """Show what is asked or decided, and where it stands."""
    return render_template("terminating/show.html", **views.whole(made, current_actor(), clock.now()))


@bp.route("/terminations/<uuid:termination_id>/revise", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_SUBMIT, load=queries.termination)
def revise(made: Termination) -> Any:
    """Change what came back and send it again."""
    form, edition = forms.TerminateForm(version=made.version, obj=made), queries.edition_of(made)
    words = queries.words_of(edition)
    if form.validate_on_submit() and form.ends_on.data:
        with attempt(form):
            asked, seen = actions.Ending(form.ends_on.data, form.reason.data or ""), form.seen_version()
            conflict, actor, at = bool(form.has_conflict.answer), current_actor(), clock.now()
            actions.send_again(made, asked, has_conflict=conflict, seen=seen, actor=actor, at=at)
        if form.ok:
            return redirect_to("terminating.show", str(words.sent), termination_id=made.id)
    form.renew(made)
    return page("terminating/send.html", form=form, edition=edition, words=words)


@bp.route("/terminations/<uuid:termination_id>/take-over", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_TAKE_OVER, load=queries.termination)
def take_over(made: Termination) -> Any:
    """Take over the preparation from somebody else."""
    form = ReasonForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.take_over(made, reason=form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("terminating.show", _("Du bereder nu ärendet."), termination_id=made.id)
    back = url_for("terminating.show", termination_id=made.id)
    return page("matters/take_over.html", form=form, matter=made, back=back)


@bp.route("/terminations/<uuid:termination_id>/adopt", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_RECORD_COMMITTEE, load=queries.termination)
def adopt(made: Termination) -> Any:
    """Write in the last day and the ground as the nämnd changed them."""
    form = forms.AdoptForm(version=made.version, obj=made)
    if form.validate_on_submit() and form.ends_on.data:
        with attempt(form):
            decided, seen = actions.Ending(form.ends_on.data, form.reason.data or ""), form.seen_version()
            actions.adopt(made, decided, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            words = _("Beslutet är registrerat som nämnden fattade det.")
            return redirect_to("terminating.show", words, termination_id=made.id)
    form.renew(made)
    return page("terminating/adopt.html", form=form, **views.before_adoption(made))
