"""The home page of everybody inside the house: what waits for me, and the map of who we work with for whom."""

from flask import Blueprint, render_template

from registry.access.permissions import Permission
from registry.core import clock
from registry.reports import figures, queries, tasks
from registry.web.guard import current_actor, requires

bp = Blueprint("reports", __name__, url_prefix="/overview")
FIRST = 10  # on the home page; the inbox has the rest


@bp.get("/")
@requires(Permission.REPORT_READ)
def home() -> str:
    """Show what waits, the key numbers, and the collaborations by unit and target group."""
    actor, at = current_actor(), clock.now()
    waiting = tasks.waiting(actor, at)
    return render_template(
        "reports/home.html",
        tasks=waiting[:FIRST],
        waiting=len(waiting),
        to_confirm=tasks.to_confirm(actor, at),
        totals=queries.totals(actor),
        map=figures.unit_map(queries.by_unit_and_group(actor)),
    )
