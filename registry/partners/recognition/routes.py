"""Pages of what was seen of an organisation: all of it, note, withdraw, the files."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import queries as organisations
from registry.partners.organisations.models import Organisation
from registry.partners.recognition import actions, queries, reminding
from registry.partners.recognition.forms import NoteForm, WithdrawForm
from registry.partners.recognition.handing_in import actions as handing_in
from registry.partners.recognition.handing_in import queries as papers
from registry.partners.recognition.handing_in.forms import NotePaperForm
from registry.partners.recognition.handing_in.models import HandedInPaper
from registry.partners.recognition.models import RecognitionFile, RecognitionItem
from registry.partners.recognition.rules import RecognitionKind
from registry.web.download import file_response, named
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

__all__ = ["bp", "reminding"]  # the daily job is known from the start

bp = Blueprint("recognition", __name__, url_prefix="/recognition")


@bp.get("/of/<uuid:organisation_id>")
@requires(Permission.ORGANISATION_READ, load=organisations.organisation)
def show(organisation: Organisation) -> Answer:
    """Show everything noted about the organisation, with files."""
    found = queries.items(current_actor(), organisation.id)
    return render_template("recognition/show.html", organisation=organisation, items=found)


@bp.route("/of/<uuid:organisation_id>/new", methods=["GET", "POST"])
@requires(Permission.RECOGNITION_WRITE, load=organisations.changeable)
def note(organisation: Organisation) -> Answer:
    """Note what was seen."""
    asked, terms = _asked(), queries.terms()
    latest = terms[0].id if asked is RecognitionKind.TERMS and terms else None
    form = NoteForm(kind=asked, dated_on=clock.today(), terms=latest)
    form.terms.offer((one.id, one.edition) for one in terms)
    if form.validate_on_submit():
        with attempt(form):
            actions.note(
                organisation, form.noted(), terms_id=form.terms.chosen, upload=form.upload(),
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            message = _("Antecknat.")
            return redirect_to("recognition.show", organisation_id=organisation.id, message=message)
    return page("recognition/note.html", form=form, organisation=organisation, terms=terms, paper=None)


@bp.route("/papers/<uuid:paper_id>", methods=["GET", "POST"])
@requires(Permission.RECOGNITION_WRITE, load=papers.paper)
def note_paper(paper: HandedInPaper) -> Answer:
    """Look at a paper that an organisation has handed in, and note what was seen."""
    form = NotePaperForm(kind=paper.kind, by_whom=paper.handed_in_by)
    if form.validate_on_submit():
        with attempt(form):
            handing_in.note(paper, form.noted(), actor=current_actor(), at=clock.now())
        if form.ok:
            owner_id, message = paper.organisation_id, _("Antecknat.")
            return redirect_to("recognition.show", organisation_id=owner_id, message=message)
    return page("recognition/note.html", form=form, organisation=paper.organisation, terms=(), paper=paper)


@bp.get("/papers/<uuid:paper_id>/file")
@requires(Permission.RECOGNITION_WRITE, load=papers.paper)
def paper_file(paper: HandedInPaper) -> Answer:
    """Send a paper that was handed in to be saved, never to be opened in the page."""
    answer = file_response(paper.content or b"", paper.filename, paper.media_type, etag=paper.sha256)
    return named(answer, "attachment", paper.filename)


@bp.route("/<uuid:item_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.RECOGNITION_WRITE, load=queries.item)
def withdraw(item: RecognitionItem) -> Answer:
    """Withdraw something that was noted wrongly."""
    form = WithdrawForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.withdraw(item, form.reason.data or "", actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Anteckningen räknas inte längre.")
            return redirect_to("recognition.show", organisation_id=item.organisation_id, message=message)
    return page("recognition/withdraw.html", form=form, item=item)


@bp.get("/files/<uuid:file_id>")
@requires(Permission.ORGANISATION_READ, load=queries.file)
def file(stored: RecognitionFile) -> Answer:
    """Send a stored file to be saved, never to be opened in the page: somebody outside the house made it."""
    answer = file_response(stored.content, stored.filename, stored.media_type, etag=stored.sha256)
    return named(answer, "attachment", stored.filename)


def _asked() -> RecognitionKind | None:
    return next((kind for kind in RecognitionKind if kind.value == request.args.get("kind")), None)
