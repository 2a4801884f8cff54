"""The pages of a reply: drafting it, reading it beside what it rests on, writing its lines, and its two documents."""

from collections.abc import Callable, Mapping
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.errors import DomainError
from registry.core.i18n import _
from registry.enquiries import queries as enquiries
from registry.enquiries.models import Enquiry
from registry.enquiries.replies import actions, documents, gathering, queries, views
from registry.enquiries.replies.choices import LineKind
from registry.enquiries.replies.forms import AddForm, DraftForm, HeadForm, LineForm, StepForm
from registry.enquiries.replies.models import Reply, ReplyLine
from registry.web.download import file_response
from registry.web.forms import page
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("replies", __name__, url_prefix="/enquiries/replies")

# What the buttons beside a line do; each takes the line with `seen`, `actor` and `at`.
STEPS: Mapping[str, Callable[..., None]] = {
    "take": actions.take_wording,
    "keep": actions.keep_wording,
    "drop": actions.drop_basis,
    "remove": actions.remove,
    "up": actions.move_up,
    "down": actions.move_down,
}


@bp.route("/of/<uuid:enquiry_id>", methods=["GET", "POST"])
@requires(Permission.REPLY_WRITE, load=enquiries.enquiry)
@slow("POST")
def add(enquiry: Enquiry) -> Answer:
    """Draft the reply to a question from what the register says."""
    assessed = enquiries.assessments(current_actor(), of=enquiry)
    form = DraftForm(need=gathering.need_of(enquiry, assessed), on=clock.today())
    if form.validate_on_submit() and form.on.data:
        with attempt(form):
            need, on = form.need.data or "", form.on.data
            made = actions.draft(enquiry, need=need, on=on, actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Utkastet är skrivet ur registret. Läs det, ändra och fyll i det som saknas.")
            return redirect_to("replies.show", message, reply_id=made.id)
    return page("replies/add.html", form=form, enquiry=enquiry, begun=queries.of_enquiry(enquiry.id))


@bp.get("/<uuid:reply_id>")
@requires(Permission.ENQUIRY_READ, load=queries.reply)
def show(reply: Reply) -> Answer:
    """Show the reply, and of the sentence that is chosen what it rests on."""
    line_id = request.args.get("line", type=UUID)
    shown = views.of_reply(reply, today=clock.today(), chosen_id=line_id)
    form = LineForm(formdata=None, obj=shown.chosen.line if shown.chosen else None)
    return _shown(reply, form, shown)


@bp.route("/lines/<uuid:line_id>", methods=["GET", "POST"])
@requires(Permission.REPLY_WRITE, load=queries.line)
def write(line: ReplyLine) -> Answer:
    """Write a line in other words, beside the reply that it stands in."""
    form = LineForm(obj=line)
    if form.validate_on_submit():
        with attempt(form):
            actions.write(
                line, text=form.text.data or "", note=form.note.data, kind=form.kind.data, seen=form.seen_version(),
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to(
                "replies.show", _("Sparat."), reply_id=line.reply_id, line=line.id, _anchor="line"
            )
    form.renew(line)
    shown = views.of_reply(line.reply, today=clock.today(), chosen_id=line.id)
    return _shown(line.reply, form, shown)


@bp.post("/lines/<uuid:line_id>/step")
@requires(Permission.REPLY_WRITE, load=queries.line)
def step(line: ReplyLine) -> Answer:
    """Take the register's new wording, keep one's own, drop what it rests on, move the line or take it away."""
    form, reply_id, line_id = StepForm(), line.reply_id, line.id
    do = STEPS.get(form.step.data or "")
    if form.validate_on_submit():
        with attempt(form):
            if do:
                do(line, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if do is None:
            form.refuse(DomainError(_("Välj vad som ska göras med raden.")))
        if form.ok:
            return redirect_to("replies.show", _("Sparat."), reply_id=reply_id, line=line_id, _anchor="line")
    shown = views.of_reply(line.reply, today=clock.today(), chosen_id=line_id)
    told = LineForm(formdata=None, obj=line)
    told.form_errors, told.http_status = [*form.form_errors], form.http_status
    return _shown(line.reply, told, shown)


@bp.route("/<uuid:reply_id>/lines/new", methods=["GET", "POST"])
@requires(Permission.REPLY_WRITE, load=queries.reply)
def add_line(reply: Reply) -> Answer:
    """Add a line of one's own after another, or last in a part."""
    after = queries.line_of(reply, request.args.get("after", type=UUID))
    form = AddForm(kind=LineKind.SENTENCE, section=after.section if after else None)
    if form.validate_on_submit():
        with attempt(form):
            made = actions.add(
                reply, section=form.section.data, after=after, text=form.text.data or "", kind=form.kind.data,
                note=form.note.data, actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to(
                "replies.show", _("Raden är tillagd."), reply_id=reply.id, line=made.id, _anchor="line"
            )
    return page("replies/add_line.html", form=form, reply=reply, after=after)


@bp.route("/<uuid:reply_id>/head", methods=["GET", "POST"])
@requires(Permission.REPLY_WRITE, load=queries.reply)
def head(reply: Reply) -> Answer:
    """Say who answers for the reply, and what goes with it."""
    form = HeadForm(obj=reply)
    if form.validate_on_submit():
        with attempt(form):
            actions.describe(
                reply, officer=form.officer.data or "", phone=form.phone.data, annexes=form.annexes.lines,
                has_figure=bool(form.has_figure.data), seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("replies.show", _("Sparat."), reply_id=reply.id)
    form.renew(reply)
    return page("replies/head.html", form=form, reply=reply)


@bp.get("/<uuid:reply_id>/internal.pdf")
@slow("GET")
@requires(Permission.ENQUIRY_READ, load=queries.reply)
def internal(reply: Reply) -> Answer:
    """Send the reply with the rows behind its sentences as notes, for the house."""
    return _file(reply, is_public=False)


@bp.get("/<uuid:reply_id>/published.pdf")
@slow("GET")
@requires(Permission.ENQUIRY_READ, load=queries.reply)
def published(reply: Reply) -> Answer:
    """Send the reply as it is published: without contacts, rows and what is internal. There is none of a draft."""
    return _file(reply, is_public=True)


def _file(reply: Reply, *, is_public: bool) -> Answer:
    if made := documents.attested_document(reply, is_public=is_public):
        return redirect_to("documents.show", document_id=made.id)
    data, name, words = documents.drawn(reply, is_public=is_public, on=clock.today())
    return file_response(data, name, documents.PDF, etag=words)


def _shown(reply: Reply, form: LineForm, shown: views.ShownReply) -> Answer:
    return page(
        "replies/show.html", form=form, reply=reply, shown=shown, values_of=views.values_of, door=views.door,
        is_out=documents.is_out(reply.enquiry), is_open=views.is_open(reply),
    )  # fmt: skip
