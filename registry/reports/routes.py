"""The home page of everybody inside the house: what waits for me, and the map of who we work with for whom."""

from flask import Blueprint, render_template

from registry.access.permissions import Permission
from registry.core import clock
from registry.reports import figures, queries, tasks
from registry.web.guard import current_actor, requires

bp = Blueprint("reports", __name__, url_prefix="/overview")


@bp.get("/")
@requires(Permission.REPORT_READ)
def home() -> str:
    """Show what waits, the key numbers, and the collaborations by unit and target group."""
    actor, at = current_actor(), clock.now()
    return render_template(
        "reports/home.html",
        tasks=tasks.waiting(actor, at),
        to_confirm=tasks.to_confirm(actor, at),
        totals=queries.totals(actor),
        map=figures.unit_map(queries.by_unit_and_group(actor)),
    )
