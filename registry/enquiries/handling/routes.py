"""Pages where a political question is registered, answered, attested and put before the nämnd."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries import queries as enquiries
from registry.enquiries.handling import actions, forms, queries, views
from registry.enquiries.handling.queries import ReplyCase
from registry.enquiries.models import Enquiry
from registry.matters.routes import stood_aside
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("handling", __name__, url_prefix="/enquiries")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_WRITE)
def register() -> Answer:
    """Register a question that came in."""
    form = forms.EnquiryForm(**views.begun(clock.today()))
    offered = views.offer(form, current_actor())
    if not form.is_searching and form.validate_on_submit():
        with attempt(form):
            made = actions.register(form.facts(), form.upload(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("enquiries.show", _("Frågan är registrerad."), enquiry_id=made.id)
    return page("handling/register.html", form=form, **offered)


@bp.route("/<uuid:enquiry_id>/edit", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_WRITE, load=enquiries.enquiry)
def edit(enquiry: Enquiry) -> Answer:
    """Change what is stated of a question, or who answers it."""
    stated = forms.StatedEnquiry(enquiry)
    form = forms.EnquiryForm(obj=stated)
    offered = views.offer(form, current_actor(), enquiry)
    if not form.is_searching and form.validate_on_submit():
        with attempt(form):
            facts, seen = form.facts(), form.seen_version()
            actions.change(enquiry, facts, form.upload(), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _to(enquiry, _("Sparat."))
    form.renew(forms.StatedEnquiry(enquiry))
    refusals = actions.changing_problems(enquiry)
    return page("handling/edit.html", form=form, enquiry=enquiry, refusals=refusals, **offered)


@bp.get("/<uuid:enquiry_id>/reply")
@requires(Permission.ENQUIRY_READ, load=queries.reply_case)
def reply(case: ReplyCase) -> Answer:
    """Show the reply as it stands, and who has attested exactly that."""
    return render_template("handling/reply.html", **views.reply(case, current_actor()))


@bp.route("/<uuid:enquiry_id>/reply/attest", methods=["GET", "POST"])
@requires(Permission.STATEMENT_ATTEST, load=queries.reply_case)
def attest(case: ReplyCase) -> Answer:
    """Attest exactly the words on the page."""
    form = forms.AttestReplyForm(words=case.words)
    if form.validate_on_submit():
        with attempt(form):
            views.attest_from(form, case, current_actor(), clock.now())
        if form.ok:
            told = _("Du har attesterat.")
            return stood_aside(case.enquiry) or redirect_to(
                "handling.reply", told, enquiry_id=case.enquiry.id
            )
    form.words.data = case.words
    return page("handling/attest.html", form=form, **views.reply(case, current_actor()))


@bp.route("/<uuid:enquiry_id>/send", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_WRITE, load=enquiries.enquiry)
def send(enquiry: Enquiry) -> Answer:
    """Send the attested reply to the nämnd."""
    return _step(enquiry, actions.send, _("Svaret är sänt till nämnden."), views.sending())


@bp.route("/<uuid:enquiry_id>/recall", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_WRITE, load=enquiries.enquiry)
def recall(enquiry: Enquiry) -> Answer:
    """Take the reply back before the nämnd has decided."""
    return _step(enquiry, actions.recall, _("Svaret är tillbakataget."), views.recalling())


@bp.route("/<uuid:enquiry_id>/treatment", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_RECORD, load=enquiries.enquiry)
def treat(enquiry: Enquiry) -> Answer:
    """Record what the nämnd did with the reply."""
    form = forms.TreatmentForm(version=enquiry.version, meeting_on=enquiry.meeting_on)
    if form.validate_on_submit():
        with attempt(form):
            facts, seen = form.facts(), form.seen_version()
            actions.treat(enquiry, facts, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _to(enquiry, _("Nämndens behandling är registrerad."))
    form.renew(enquiry, version=enquiry.version)
    return page("handling/step.html", form=form, enquiry=enquiry, **views.treating())


@bp.route("/<uuid:enquiry_id>/answer", methods=["GET", "POST"])
@requires(Permission.ENQUIRY_WRITE, load=enquiries.enquiry)
def answer(enquiry: Enquiry) -> Answer:
    """Note that whoever asked has the answer."""
    form = forms.AnswerForm(version=enquiry.version, answered_on=clock.today())
    if form.validate_on_submit() and form.answered_on.data:
        with attempt(form):
            day, seen = form.answered_on.data, form.seen_version()
            actions.answer(enquiry, answered_on=day, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return _to(enquiry, _("Frågan är besvarad."))
    form.renew(enquiry, version=enquiry.version)
    return page("handling/step.html", form=form, enquiry=enquiry, **views.answering())


def _step(enquiry: Enquiry, do: Callable[..., None], told: str, shown: Mapping[str, Any]) -> Answer:
    """Take a step that needs no words: only what the person saw."""
    form = forms.StepForm(obj=enquiry)
    if form.validate_on_submit():
        with attempt(form):
            do(enquiry, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if form.ok:
            return _to(enquiry, told)
    form.renew(enquiry)
    return page("handling/step.html", form=form, enquiry=enquiry, **shown)


def _to(enquiry: Enquiry, message: str) -> Response:
    where: dict[str, Any] = {"enquiry_id": enquiry.id}
    return redirect_to("enquiries.show", message, **where)
