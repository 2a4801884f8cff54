"""Lists of decisions to the nämnd's meetings."""

from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.core import clock
from registry.core.i18n import _
from registry.matters.decisions import actions, documents, open_lists, queries, views
from registry.matters.decisions.forms import AddForm, ChangeListForm, ListForm, NoteForm, ReasonForm, SendForm
from registry.matters.decisions.models import DecisionList, ListStatus
from registry.matters.decisions.routes.blueprint import bp, shown
from registry.matters.decisions.rules import AppealStage
from registry.web.download import file_response, table_file
from registry.web.forms import page, pressed, whole_or_zero
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.transaction import attempt


@bp.get("/lists")
@requires(Permission.DECISION_READ)
def lists() -> Answer:
    """Show what is not reported yet, and the lists."""
    return render_template("decisions/lists.html", **views.lists(current_actor(), cursor()))


@bp.route("/lists/new", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT)
def make_list() -> Answer:
    """Begin a list for a meeting, with all that waits or some of it."""
    waiting = queries.waiting(current_actor(), AppealStage.TO_REPORT)
    form = ListForm(data={"decisions": [one.id for one in waiting]})
    form.decisions.offer(views.option(one) for one in waiting)
    if form.validate_on_submit() and form.meeting_on.data:
        with attempt(form):
            given = {"meeting_on": form.meeting_on.data, "case_number": form.case_number.data}
            made = actions.make(
                **given, decisions=form.decisions.chosen, actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return shown(_("Listan är gjord."), list_id=made.id)
    drafts = open_lists.drafts(current_actor())
    return page("decisions/make_list.html", form=form, waiting=waiting, drafts=drafts)


@bp.get("/lists/<uuid:list_id>")
@requires(Permission.DECISION_READ, load=queries.decision_list)
def show_list(made: DecisionList) -> Answer:
    """Show a list: what stands on it, and what can be done with it now."""
    return render_template("decisions/show_list.html", **views.one_list(current_actor(), made))


@bp.get("/lists/<uuid:list_id>/history")
@requires(Permission.DECISION_READ, load=queries.decision_list)
def list_history(made: DecisionList) -> Answer:
    """Show what was done with a list, by whom and why."""
    steps = audit.history(current_actor(), made.id, cursor=cursor())
    return render_template("decisions/list_history.html", made=made, page=steps)


@bp.get("/lists/<uuid:list_id>/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.DECISION_READ, load=queries.decision_list)
def export_list(made: DecisionList, form: str) -> Answer:
    """Give the list as a file for a spreadsheet."""
    actor, today, key = current_actor(), clock.today(), made.id
    name = _("anmälan %(day)s", day=made.meeting_on)
    return table_file(name, form, views.header(), lambda: views.cells(queries.on_list(actor, key), today))


@bp.get("/lists/<uuid:list_id>/preview.pdf")
@slow("GET")
@requires(Permission.DECISION_READ, load=queries.decision_list)
def preview_list(made: DecisionList) -> Answer:
    """Send the list that is put together as a PDF marked as a draft; one that is sent has its document."""
    if made.status is not ListStatus.DRAFT:
        abort(404)
    written = documents.preview_list(made, queries.on_list(current_actor(), made.id), at=clock.now())
    name = documents.filename(_("utkast anmälan %(day)s", day=made.meeting_on))
    return file_response(written, name, documents.PDF, etag=f"{made.version}")


@bp.route("/lists/<uuid:list_id>/add", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.decision_list)
def add(made: DecisionList) -> Answer:
    """Put more decisions on a list that is being put together."""
    form = AddForm(version=made.version)
    form.decisions.offer(views.option(one) for one in queries.waiting(current_actor(), AppealStage.TO_REPORT))
    if form.validate_on_submit():
        with attempt(form):
            chosen = form.decisions.chosen
            actions.add(made, chosen, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Besluten står på listan."), list_id=made.id)
    form.renew(made)
    return page("decisions/add.html", form=form, made=made)


@bp.post("/lists/<uuid:list_id>/take-away/<uuid:decision_id>")
@requires(Permission.DECISION_REPORT, load=queries.on_draft)
def take_away(found: tuple[DecisionList, UUID]) -> Answer:
    """Take a decision off a list; it waits again."""
    pressed()
    made, decision_id = found
    seen = whole_or_zero(request.form.get("version", ""))
    actions.take_away(made, decision_id, seen=seen, actor=current_actor(), at=clock.now())
    return shown(_("Beslutet är borttaget från listan och väntar på att anmälas."), list_id=made.id)


@bp.post("/lists/<uuid:list_id>/move/<uuid:decision_id>/<any(up, down):way>")
@requires(Permission.DECISION_REPORT, load=queries.on_draft)
def move(found: tuple[DecisionList, UUID], way: str) -> Answer:
    """Move a decision one step on a list."""
    pressed()
    made, decision_id = found
    seen, steps = whole_or_zero(request.form.get("version", "")), -1 if way == "up" else 1
    actions.move(made, decision_id, steps=steps, seen=seen, actor=current_actor(), at=clock.now())
    return shown("", list_id=made.id)


@bp.route("/lists/<uuid:list_id>/send", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.decision_list)
def send(made: DecisionList) -> Answer:
    """Send the list to the meeting; from then on it does not change."""
    form = SendForm(version=made.version)
    if form.validate_on_submit():
        with attempt(form):
            actions.send(made, seen=form.seen_version(), actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Listan är skickad. Dokumentet skapas nu."), list_id=made.id)
    form.renew(made)
    return page("decisions/send.html", form=form, **views.one_list(current_actor(), made))


@bp.route("/lists/<uuid:list_id>/edit", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.decision_list)
def edit_list(made: DecisionList) -> Answer:
    """Move a list that is being put together to another meeting, or give it another number."""
    form = ChangeListForm(obj=made)
    if form.validate_on_submit() and form.meeting_on.data:
        with attempt(form):
            told = {"meeting_on": form.meeting_on.data, "case_number": form.case_number.data}
            seen = form.seen_version()
            actions.change_list(made, **told, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Listan är ändrad."), list_id=made.id)
    form.renew(made)
    return page("decisions/edit_list.html", form=form, made=made)


@bp.route("/lists/<uuid:list_id>/call-back", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.decision_list)
def call_back(made: DecisionList) -> Answer:
    """Take a list back that the meeting did not take up."""
    form = ReasonForm(version=made.version)
    if form.validate_on_submit():
        with attempt(form):
            reason, seen = form.reason.data or "", form.seen_version()
            actions.call_back(made, reason=reason, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Listan är tillbaka och kan ändras."), list_id=made.id)
    form.renew(made)
    return page("decisions/call_back.html", form=form, made=made)


@bp.route("/lists/<uuid:list_id>/throw-away", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.decision_list)
def throw_away(made: DecisionList) -> Answer:
    """Give a list up; its decisions wait again."""
    form = ReasonForm(version=made.version)
    if form.validate_on_submit():
        with attempt(form):
            reason, seen = form.reason.data or "", form.seen_version()
            actions.throw_away(made, reason=reason, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(_("Listan är struken. Besluten väntar på att anmälas igen."), list_id=made.id)
    form.renew(made)
    return page("decisions/throw_away.html", form=form, made=made)


@bp.route("/lists/<uuid:list_id>/note", methods=["GET", "POST"])
@requires(Permission.DECISION_REPORT, load=queries.decision_list)
def note(made: DecisionList) -> Answer:
    """Note that the meeting has been, the minutes are adjusted and the notice is up."""
    form = NoteForm(version=made.version)
    if form.validate_on_submit() and form.adjusted_on.data and form.posted_on.data:
        with attempt(form):
            actions.note(
                made, paragraph=form.paragraph.data or "", adjusted_on=form.adjusted_on.data,
                posted_on=form.posted_on.data, seen=form.seen_version(), actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(_("Besluten är anmälda och anslaget är antecknat."), list_id=made.id)
    form.renew(made)
    return page("decisions/note.html", form=form, made=made)
