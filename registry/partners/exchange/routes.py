"""Pages of imports: send a list, say what its columns are, see what would happen, answer, run, and take back."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Reply
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.core import clock
from registry.core.i18n import _, lazy
from registry.core.labels import labels_of
from registry.partners.exchange import actions, answering, child, forms, queries, sentences, showing, sources
from registry.partners.exchange.actions import File
from registry.partners.exchange.child import FileRefused
from registry.partners.exchange.choices import Answer, RowVerdict
from registry.partners.exchange.fields import Layout
from registry.partners.exchange.formats.table import ReadingLimits
from registry.partners.exchange.forms import ColumnsForm, UploadForm, answers
from registry.partners.exchange.models import ImportBatch
from registry.partners.exchange.provenance import SourceRank
from registry.partners.exchange.workflow import AT_WORK, TONES, State
from registry.partners.organisations import bound
from registry.settings import current
from registry.web.download import csv_file
from registry.web.forms import page, pressed
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs, cursor
from registry.web.redirect import address, redirect_to
from registry.web.transaction import attempt, let_go

bp = Blueprint("imports", __name__, url_prefix="/imports")

TABS = Tabs("verdict", [("all", lazy("Alla rader")), *((one.value, one.words) for one in RowVerdict)])


@bp.get("/")
@requires(Permission.IMPORT_RUN)
def index() -> Reply:
    """Show the imports, newest first."""
    found = queries.page(current_actor(), cursor=cursor())
    return render_template("imports/index.html", page=found, tones=TONES)


@bp.route("/sources", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def order_sources() -> Reply:
    """Say whose word counts when lists say differently."""
    if request.method == "POST":
        pressed()
        sources.order(forms.ranks(request.form), actor=current_actor(), at=clock.now())
        return redirect_to("imports.order_sources", _("Ordningen är sparad."))
    return render_template(
        "imports/order_sources.html", sources=sources.listed(current_actor()), choices=labels_of(SourceRank)
    )


@bp.route("/new", methods=["GET", "POST"])
@slow("POST")
@requires(Permission.IMPORT_RUN)
def upload() -> Reply:
    """Take in a list: read in a limited process, and kept without persons' numbers."""
    form = UploadForm()
    if form.validate_on_submit() and (batch := _taken_in(form)):
        to = "imports.columns" if batch.state is State.MAPPING else "imports.show"
        return redirect_to(to, batch_id=batch.id, message=_("Filen är mottagen."))
    return page("imports/upload.html", form=form, most=current().import_most)


@bp.get("/template.csv")
@slow("GET")
@requires(Permission.IMPORT_RUN)
def template() -> Reply:
    """Give an empty list to fill in, with headings that are recognised when it comes back."""
    return csv_file(_("lista att fylla i"), forms.template_headings(), ())


@bp.route("/<uuid:batch_id>/columns", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN, load=queries.batch)
def columns(batch: ImportBatch) -> Reply:
    """Say what the columns hold."""
    if batch.layout is not Layout.TABLE or batch.state not in {State.MAPPING, State.PREVIEW}:
        return redirect_to("imports.show", batch_id=batch.id)
    form = _columns_form(batch)
    if form.validate_on_submit():
        with attempt(form):
            given = {"wrong_number": form.wrong_number.data, "actor": current_actor(), "at": clock.now()}
            actions.choose_columns(batch, form.mapping(), **given)
        if form.ok:
            return redirect_to("imports.show", batch_id=batch.id)
    remarks = sentences.file_remarks(batch.remarks)
    return page("imports/columns.html", form=form, batch=batch, remarks=remarks)


@bp.get("/<uuid:batch_id>")
@requires(Permission.IMPORT_RUN, load=queries.batch)
def show(batch: ImportBatch) -> Reply:
    """Show how far an import has come, and what becomes of its rows."""
    verdict = next((one for one in RowVerdict if one.value == TABS.current()), None)
    question = request.args.get("question")
    found = queries.rows(batch, verdict, question=question, cursor=cursor())
    return render_template(
        "imports/show.html",
        batch=batch,
        rows=showing.shown(batch, found.rows),
        page=found,
        tabs=_tabs(batch),
        verdict=verdict,
        at_work=batch.state in AT_WORK,
        tone=TONES.get(batch.state, "neutral"),
        questions=showing.questions(batch),
        question=question,
        bound=bound.by(current_actor(), queries.changing(batch)),
        reasons=[(sentences.reason(code), number) for code, number in batch.reasons.items()],
        remarks=sentences.file_remarks(batch.remarks),
        here=request.full_path.rstrip("?"),
    )


@bp.get("/<uuid:batch_id>/progress")
@requires(Permission.IMPORT_RUN, load=queries.batch)
def progress(batch: ImportBatch) -> Reply:
    """Tell the page's script how far the work has come."""
    return {"at_work": batch.state in AT_WORK, "done": batch.done_count, "all": batch.row_count}


@bp.post("/<uuid:batch_id>/answers")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def answer(batch: ImportBatch) -> Reply:
    """Remember the answers of one page of rows."""
    pressed()
    answering.answer(batch, answers(request.form), actor=current_actor(), at=clock.now())
    return _shown(batch, _("Valen är sparade."))


@bp.post("/<uuid:batch_id>/answer-all")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def answer_all(batch: ImportBatch) -> Reply:
    """Answer for all rows of a kind at once."""
    pressed()
    said = request.form.get("answer", "")
    if said in set(Answer):
        question = request.form.get("question") or None
        answering.answer_all(batch, Answer(said), question=question, actor=current_actor(), at=clock.now())
    return _shown(batch, _("Valen är sparade."))


@bp.post("/<uuid:batch_id>/run")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def run(batch: ImportBatch) -> Reply:
    """Begin to read the list in."""
    pressed()
    actions.run(batch, actor=current_actor(), at=clock.now())
    return _shown(batch, _("Inläsningen har börjat."))


@bp.post("/<uuid:batch_id>/stop")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def stop(batch: ImportBatch) -> Reply:
    """Stop reading in."""
    pressed()
    actions.stop(batch, actor=current_actor(), at=clock.now())
    return _shown(batch, _("Inläsningen är stoppad."))


@bp.post("/<uuid:batch_id>/resume")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def resume(batch: ImportBatch) -> Reply:
    """Go on where it was stopped."""
    pressed()
    actions.resume(batch, actor=current_actor(), at=clock.now())
    return _shown(batch, _("Inläsningen fortsätter."))


@bp.post("/<uuid:batch_id>/undo")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def undo(batch: ImportBatch) -> Reply:
    """Take the whole import back, if nothing depends on it."""
    pressed()
    actions.undo(batch, actor=current_actor(), at=clock.now())
    return _shown(batch, _("Importen tas tillbaka."))


@bp.post("/<uuid:batch_id>/discard")
@requires(Permission.IMPORT_RUN, load=queries.changeable)
def discard(batch: ImportBatch) -> Reply:
    """Give up an import before anything is read in."""
    pressed()
    actions.discard(batch, actor=current_actor(), at=clock.now())
    return redirect_to("imports.index", _("Importen är borttagen. Ingenting lästes in."))


@bp.get("/<uuid:batch_id>/refused.csv")
@slow("GET")
@requires(Permission.IMPORT_RUN, load=queries.batch)
def refused(batch: ImportBatch) -> Reply:
    """Give the refused rows as a list of the same columns, to correct and send again."""
    return csv_file(_("avvisade-rader"), queries.refused_header(batch), queries.refused(batch))


@bp.get("/<uuid:batch_id>/faults.csv")
@slow("GET")
@requires(Permission.IMPORT_RUN, load=queries.batch)
def faults(batch: ImportBatch) -> Reply:
    """Give what was wrong in the list, row by row, to send to whoever keeps it."""
    return csv_file(_("fel-i-listan"), queries.faults_header(), queries.faults(batch))


@bp.get("/<uuid:batch_id>/history")
@requires(Permission.IMPORT_RUN, load=queries.batch)
def history(batch: ImportBatch) -> Reply:
    """Show every step of an import: who, when, how many rows."""
    return render_template(
        "imports/history.html", batch=batch, page=audit.history(current_actor(), batch.id, cursor=cursor())
    )


def _taken_in(form: UploadForm) -> ImportBatch | None:
    """The import that the sent file begins; None, with the reason on the form, when the file is refused."""
    source, sent = form.source.data or "", form.file.data
    batch: ImportBatch | None = None
    remembered = actions.remembered(queries.mappings(source))
    let_go()  # nobody waits for the database while a list is read
    with child.held(sent.read()) as stream:
        file = File(name=sent.filename, source=source, digest=child.digest(stream))
        try:
            taken = child.packed(stream, ReadingLimits(size=current().import_most << 20), remembered)
        except FileRefused as error:
            form.refuse(error)
            return None
    with attempt(form):
        batch = actions.upload(taken, file, remembered=remembered, actor=current_actor(), at=clock.now())
    return batch if form.ok else None


def _columns_form(batch: ImportBatch) -> ColumnsForm:
    kind = ColumnsForm.fields_for(batch.columns)
    given: dict[str, Any] = {
        f"column{place}": batch.mapping.get(heading, "") for place, heading in enumerate(batch.columns)
    }
    return kind(wrong_number=batch.wrong_number, **given)


def _tabs(batch: ImportBatch) -> list[dict[str, Any]]:
    """The verdicts there are rows of, each with its number."""
    current_ = TABS.current()
    return [
        {
            "label": words,
            "url": address("imports.show", batch_id=batch.id, **TABS.part(value)),
            "current": value == current_,
            "badge": batch.counts.get(value, 0) if value != "all" else 0,
        }
        for value, words in TABS.choices
        if value in {"all", current_} or batch.counts.get(value)
    ]


def _shown(batch: ImportBatch, message: str) -> Response:
    """Return to the rows that the person was at."""
    back = {name: request.form[name] for name in ("verdict", "question", "page") if request.form.get(name)}
    return redirect_to("imports.show", message, batch_id=batch.id, **back)
