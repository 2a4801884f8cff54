"""How long each step takes: figures with a drawing, and the same figures as a file."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.inbox import lead_times, lead_times_page
from registry.web.download import table_file
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires

bp = Blueprint("lead_times", __name__, url_prefix="/overview/lead-times")


@bp.get("/")
@requires(Permission.REPORT_READ)
def index() -> Answer:
    """Show how long each step takes, by stage, post, unit or quarter."""
    return render_template(
        "reports/lead_times.html", **lead_times_page.page(current_actor(), request.args, clock.today())
    )


@bp.get("/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.REPORT_READ)
def export(form: str) -> Answer:
    """Give the figures that the page shows as a file for a spreadsheet."""
    rows = lead_times_page.table(current_actor(), request.args, clock.today())
    return table_file(_("ledtider"), form, lead_times.header(), lambda: map(lead_times.plain, rows))
