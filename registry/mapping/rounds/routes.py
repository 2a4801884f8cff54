"""Pages of mapping rounds: the rounds, each round with its units, a unit's list, certifying it, closing, the annex."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.errors import Problem
from registry.core.i18n import _, ngettext
from registry.mapping.annexes import queries as annexes
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.rounds import actions, closing, queries, views
from registry.mapping.rounds.annex import FILES
from registry.mapping.rounds.choices import RoundState
from registry.mapping.rounds.forms import AnswerForm, AskForm, CertifyForm, CloseForm, RoundForm
from registry.mapping.rounds.models import MappingRound
from registry.mapping.rounds.queries import LoadedList
from registry.web.download import file_response
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("rounds", __name__, url_prefix="/mapping/rounds")

USUAL = timedelta(days=28)  # how long the units have unless somebody says otherwise


@bp.get("/")
@requires(Permission.ROUND_READ)
def index() -> Answer:
    """Show the rounds: those under way and those that are closed."""
    return render_template("rounds/index.html", rounds=queries.rounds(current_actor()))


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ROUND_RUN)
def add() -> Answer:
    """Open a round."""
    today = clock.today()
    form = RoundForm(speaks_of=today, due_on=today + USUAL)
    form.units.offer(queries.offered_units(today))
    if form.validate_on_submit():
        with attempt(form):
            made = actions.open_round(form.facts(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("rounds.show", _("Kartläggningen är öppnad."), round_id=made.id)
    return page("rounds/add.html", form=form)


@bp.get("/<uuid:round_id>")
@requires(Permission.ROUND_READ, load=queries.round_)
def show(this: MappingRound) -> Answer:
    """Show a round: each unit with how far it is and who it waits for; of a closed one what came of it."""
    return render_template("rounds/show.html", round=this, shown=views.of_round(this), on=clock.today())


@bp.route("/<uuid:round_id>/close", methods=["GET", "POST"])
@requires(Permission.ROUND_RUN, load=queries.round_)
def close(this: MappingRound) -> Answer:
    """Close a round: what the units have said is frozen."""
    form = CloseForm(obj=this)
    if form.validate_on_submit():
        with attempt(form):
            seen, note = form.seen_version(), form.note.data
            closing.close(this, note=note, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Kartläggningen är stängd. Bilagan görs nu och finns på sidan om en stund.")
            return redirect_to("rounds.show", message, round_id=this.id)
    form.renew(this)
    return page("rounds/close.html", form=form, round=this, shown=views.of_round(this))


@bp.get("/<uuid:round_id>/annex/<uuid:annex_id>")
@requires(Permission.ROUND_READ, load=annexes.annex)
def annex(found: tuple[MappingAnnex, bytes]) -> Answer:
    """Send one file of the annex: the bytes as they were made."""
    file, data = found
    shown = "inline" if file.media_type == "application/pdf" else "attachment"
    return file_response(data, file.filename, file.media_type, etag=file.sha256, shown=shown)


@bp.get("/<uuid:round_id>/progress")
@requires(Permission.ROUND_READ, load=queries.round_)
def progress(this: MappingRound) -> Answer:
    """Tell the page's script how many files of the annex are made."""
    done, all_ = len(annexes.annexes(round_id=this.id)), len(FILES)
    return {"at_work": this.state is RoundState.CLOSED and done < all_, "done": done, "all": all_}


@bp.get("/lists/<uuid:list_id>")
@requires(Permission.ROUND_READ, load=queries.unit_list)
def unit_list(found: LoadedList) -> Answer:
    """Show what we believe that the unit does, for answering or for reading."""
    return _list(found, AnswerForm(formdata=None, ends_on=clock.today()))


@bp.post("/lists/<uuid:list_id>/answer")
@requires(Permission.ROUND_ANSWER, load=queries.unit_list)
def answer(found: LoadedList) -> Answer:
    """Keep the answers to the rows that were ticked, or to one, or to all that were left."""
    form = AnswerForm()
    if form.validate_on_submit():
        done, marks = 0, form.marks()
        problems: list[Problem] = []
        with attempt(form):
            ends_on, actor = form.ends_on.data or clock.today(), current_actor()
            done, problems = actions.answer(
                found, marks, form.answer, ends_on=ends_on, actor=actor, at=clock.now()
            )
        if form.ok and not marks:
            form.form_errors = [_("Markera minst en rad.")]
        for problem in problems:
            form.add_problem(problem)
        if form.ok:
            message = ngettext("%(num)s rad är besvarad.", "%(num)s rader är besvarade.", done)
            return redirect_to("rounds.unit_list", message, list_id=found.id)
        form.http_status = max(form.http_status, 422)
    return _list(found, form)


@bp.route("/lists/<uuid:list_id>/certify", methods=["GET", "POST"])
@requires(Permission.ROUND_CERTIFY, load=queries.unit_list)
def certify(found: LoadedList) -> Answer:
    """Certify the list as complete, or say what is missing."""
    form = CertifyForm(obj=found.list)
    form.ask(found.round.questions, found.list.answers)
    if form.validate_on_submit():
        with attempt(form):
            actions.certify(
                found, lacking=form.lacking.data, answers=form.answers(), seen=form.seen_version(),
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return redirect_to("rounds.unit_list", _("Tack. Listan är intygad."), list_id=found.id)
    form.renew(found.list)
    tied, shown = views.tied(found, current_actor()), _context(found)
    number = sum(one.is_the_units for one in shown["rows"]) + len(shown["added"])
    return page("rounds/certify.html", form=form, tied=tied, number=number, **shown)


@bp.route("/lists/<uuid:list_id>/ask", methods=["GET", "POST"])
@requires(Permission.ROUND_CERTIFY, load=queries.unit_list)
def ask(found: LoadedList) -> Answer:
    """Ask a colleague to fill in the list."""
    form = AskForm()
    form.colleague.offer(queries.colleagues(clock.today(), but=current_actor().user_id))
    if form.validate_on_submit():
        with attempt(form):
            actions.ask(found, form.colleague.chosen, actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Kollegan har fått ett meddelande och kan fylla i listan.")
            return redirect_to("rounds.unit_list", message, list_id=found.id)
    return page("rounds/ask.html", form=form, helpers=views.helpers(found), **_context(found))


@bp.post("/lists/<uuid:list_id>/ask-no-longer")
@requires(Permission.ROUND_CERTIFY, load=queries.unit_list)
def ask_no_longer(found: LoadedList) -> Answer:
    """Take back what a colleague was asked to fill in."""
    pressed()
    writer_id = request.form.get("writer", type=UUID)
    actions.ask_no_longer(found, writer_id, actor=current_actor(), at=clock.now())
    message = _("Kollegan fyller inte längre i för enheten.")
    return redirect_to("rounds.unit_list", message, list_id=found.id)


def _list(found: LoadedList, form: AnswerForm) -> Answer:
    return page("rounds/list.html", form=form, helpers=views.helpers(found), **_context(found))


def _context(found: LoadedList) -> dict[str, Any]:
    """Return what the pages of a list show; read anew, since an answer may just have changed it."""
    return {
        "found": found,
        "rows": views.of_list(found),
        "added": queries.added_to(found) if found.round.content is None else (),
        "progress": queries.progress([found.list], clock.today())[found.id],
    }
