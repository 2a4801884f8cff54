"""Pages of mapping reports: those there are, asking for one, one with its files."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.priorities.models import GoverningDocument
from registry.city.priorities.programmes import queries as programmes
from registry.city.vocabulary.models import District
from registry.core import clock
from registry.core.i18n import _
from registry.mapping.annexes.models import MappingAnnex
from registry.mapping.reports import actions, queries, views
from registry.mapping.reports.queries import ShownReport
from registry.mapping.routes import places
from registry.web.download import file_response
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("map_reports", __name__, url_prefix="/map/reports")


@bp.get("/")
@requires(Permission.REPORT_READ)
def index() -> Answer:
    """Show the reports, the last asked for first."""
    return render_template(
        "map_reports/index.html", reports=queries.reports(current_actor()), places=places(), title=views.title
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.REPORT_ASK)
def add() -> Answer:
    """Ask for a report."""
    actor, at = current_actor(), clock.now()
    form = views.form(request.args, actor, clock.today())
    if form.validate_on_submit():
        with attempt(form):
            made = actions.ask(*views.question(form), actor=actor, at=at)
        if form.ok:
            message = _("Rapporten är beställd. Filerna görs nu och finns här om en stund.")
            return redirect_to("map_reports.show", message, report_id=made.id)
    return page("map_reports/add.html", form=form)


@bp.post("/boards/<uuid:document_id>/<uuid:district_id>")
@requires(Permission.REPORT_ASK, load=programmes.of_board)
def add_board(found: tuple[GoverningDocument, District]) -> Answer:
    """Ask for the report to a district's board about a programme, as it stands now."""
    pressed()
    made = actions.ask_board(*found, actor=current_actor(), at=clock.now())
    message = _("Rapporten är beställd. Filen görs nu och finns här om en stund.")
    return redirect_to("map_reports.show", message, report_id=made.id)


@bp.get("/<uuid:report_id>")
@requires(Permission.REPORT_READ, load=queries.report)
def show(shown: ShownReport) -> Answer:
    """Show a report: what was asked, how far it is, its files."""
    return render_template(
        "map_reports/show.html", shown=shown, report=shown.report, name=views.title(shown.report)
    )


@bp.get("/<uuid:report_id>/files/<uuid:annex_id>")
@requires(Permission.REPORT_READ, load=queries.file)
def file(found: tuple[MappingAnnex, bytes]) -> Answer:
    """Send one file of a report: the bytes as they were made."""
    annex, data = found
    shown = "inline" if annex.media_type == "application/pdf" else "attachment"
    return file_response(data, annex.filename, annex.media_type, etag=annex.sha256, shown=shown)


@bp.get("/<uuid:report_id>/progress")
@requires(Permission.REPORT_READ, load=queries.report)
def progress(shown: ShownReport) -> Answer:
    """Tell the page's script how far the work has come."""
    return {"at_work": shown.is_at_work, "done": shown.done, "all": shown.steps}
