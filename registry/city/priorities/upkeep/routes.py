"""Pages where the preparatory group writes: documents, grounds, money set aside and dialogue meetings."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.audit.past import views as past
from registry.city.priorities import queries
from registry.city.priorities.models import (
    DialogueMeeting,
    DocumentKind,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.priorities.upkeep import actions, choices, offers
from registry.city.priorities.upkeep.forms import (
    DocumentForm,
    FundingForm,
    GroundForm,
    MeetingForm,
    NewDocumentForm,
    NewGroundForm,
)
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("grounds", __name__, url_prefix="/grounds")


@bp.route("/documents/new", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE)
def add_document() -> Answer:
    """Add a governing document."""
    form = NewDocumentForm(kind=DocumentKind.PROGRAMME)
    if form.validate_on_submit():
        with attempt(form):
            actions.add_document(form.code.code, form.facts(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("priorities.documents", _("Dokumentet är inlagt."))
    return page("grounds/add_document.html", form=form)


@bp.route("/documents/<uuid:document_id>/edit", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=queries.document)
def edit_document(document: GoverningDocument) -> Answer:
    """Change what is stated of a document."""
    form = DocumentForm(obj=document)
    if form.validate_on_submit():
        with attempt(form):
            seen, actor = form.seen_version(), current_actor()
            actions.change_document(document, form.facts(), seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return redirect_to("priorities.documents", _("Dokumentet är sparat."))
    form.renew(document)
    return page("grounds/edit_document.html", form=form, document=document)


@bp.route("/documents/<uuid:document_id>/grounds/new", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=queries.document)
def add(document: GoverningDocument) -> Answer:
    """Add a ground to a document."""
    form = NewGroundForm(is_decided=True)
    offers.for_ground(form, document)
    if form.validate_on_submit():
        with attempt(form):
            made = actions.add_ground(
                document, form.code.code, form.facts(), is_decided=bool(form.is_decided.answer),
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return _shown(made, _("Grunden är inlagd."))
    return page("grounds/add.html", form=form, document=document)


@bp.route("/<uuid:ground_id>/edit", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=queries.ground)
def edit(ground: Ground) -> Answer:
    """Change what is stated of a ground."""
    form = GroundForm(obj=ground)
    offers.for_ground(form, ground.document, ground)
    if form.validate_on_submit():
        with attempt(form):
            seen, actor = form.seen_version(), current_actor()
            actions.change_ground(ground, form.facts(), seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return _shown(ground, _("Grunden är sparad."))
    form.renew(ground)
    return page("grounds/edit.html", form=form, ground=ground)


@bp.route("/<uuid:ground_id>/decide", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=queries.ground)
def decide(ground: Ground) -> Answer:
    """Let a pending priority hold, with what was decided after its dialogue meeting."""
    form = GroundForm(obj=ground)
    offers.for_ground(form, ground.document, ground)
    if form.validate_on_submit():
        with attempt(form):
            seen, actor = form.seen_version(), current_actor()
            actions.decide(ground, form.facts(), seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return _shown(ground, _("Prioriteringen är beslutad och gäller."))
    form.renew(ground)
    can_be = ground.status is GroundStatus.PENDING and choices.is_discussed(ground)
    return page("grounds/decide.html", form=form, ground=ground, can_be_decided=can_be)


@bp.get("/<uuid:ground_id>/history")
@requires(Permission.GROUND_READ, load=queries.ground)
def history(ground: Ground) -> Answer:
    """Show everything that has been done with a ground, and how it stood on a day."""
    said = past.then(current_actor(), "ground", ground.id, request.args)
    return _history(ground, ground.title, _("Grunder"), "priorities.index", said=said)


@bp.get("/documents/<uuid:document_id>/history")
@requires(Permission.GROUND_READ, load=queries.document)
def document_history(document: GoverningDocument) -> Answer:
    """Show everything that has been done with a document."""
    return _history(document, document.title, _("Styrande dokument"), "priorities.documents")


@bp.get("/funding/<uuid:funding_id>/history")
@requires(Permission.GROUND_READ, load=queries.funding_source)
def funding_history(funding: FundingSource) -> Answer:
    """Show everything that has been done with money set aside."""
    return _history(funding, funding.name, _("Särskilda medel"), "priorities.funding")


@bp.get("/meetings/<uuid:meeting_id>/history")
@requires(Permission.GROUND_READ, load=queries.meeting)
def meeting_history(meeting: DialogueMeeting) -> Answer:
    """Show everything that has been done with a dialogue meeting."""
    return _history(meeting, meeting.title, _("Dialogmöten"), "priorities.meetings")


@bp.route("/funding/new", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE)
def add_funding() -> Answer:
    """Add money that was set aside."""
    form = FundingForm(year=clock.today().year)
    form.offer(queries.document_names(current_actor()))
    if form.validate_on_submit():
        with attempt(form):
            actions.add_funding(form.facts(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("priorities.funding", _("Medlen är inlagda."))
    return page("grounds/add_funding.html", form=form)


@bp.route("/funding/<uuid:funding_id>/edit", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=queries.funding_source)
def edit_funding(funding: FundingSource) -> Answer:
    """Change what is stated of money set aside, also what came of it."""
    form = FundingForm(obj=funding)
    form.offer(queries.document_names(current_actor()))
    if form.validate_on_submit():
        with attempt(form):
            seen, actor = form.seen_version(), current_actor()
            actions.change_funding(funding, form.facts(), seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return redirect_to("priorities.funding", _("Medlen är sparade."))
    form.renew(funding)
    return page("grounds/edit_funding.html", form=form, funding=funding)


@bp.route("/meetings/new", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE)
def add_meeting() -> Answer:
    """Add a dialogue meeting, planned or held."""
    form = MeetingForm(is_held=False)
    offers.for_meeting(form, current_actor())
    if form.validate_on_submit():
        with attempt(form):
            actions.add_meeting(form.facts(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("priorities.meetings", _("Mötet är inlagt."))
    return page("grounds/add_meeting.html", form=form)


@bp.route("/meetings/<uuid:meeting_id>/edit", methods=["GET", "POST"])
@requires(Permission.GROUND_WRITE, load=queries.meeting)
def edit_meeting(meeting: DialogueMeeting) -> Answer:
    """Change what is stated of a meeting; record that it is held, and what it led to."""
    form = MeetingForm(obj=meeting)
    offers.for_meeting(form, current_actor(), meeting)
    if form.validate_on_submit():
        with attempt(form):
            seen, actor = form.seen_version(), current_actor()
            actions.change_meeting(meeting, form.facts(), seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return redirect_to("priorities.meetings", _("Mötet är sparat."))
    form.renew(meeting)
    return page("grounds/edit_meeting.html", form=form, meeting=meeting)


def _history(record: Any, title: str, above: str, page_above: str, said: Any = None) -> str:
    steps = audit.history(current_actor(), record.id, cursor=cursor())
    crumbs = {"title": title, "above": above, "page_above": page_above}
    return render_template("grounds/history.html", page=steps, said=said, **crumbs)


def _shown(ground: Ground, message: str) -> Response:
    return redirect_to("priorities.show", message, ground_id=ground.id)
