"""The home page of everybody inside the house: what waits for me, and the map of who we work with for whom."""

from flask import Blueprint, render_template

from registry.access import waiting
from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.core import clock
from registry.mapping import figures, queries
from registry.settings import current
from registry.web import waiting as lines
from registry.web.guard import current_actor, requires

bp = Blueprint("reports", __name__, url_prefix="/overview")
FIRST = 10  # on the home page; the inbox has the rest
MOST_FOLDED = 20


@bp.get("/")
@requires(Permission.REPORT_READ)
def home() -> str:
    """Show what waits, the key numbers, and the collaborations by unit and target group."""
    actor, on, months = current_actor(), clock.today(), current().confirm_months
    mine, others = waiting.mine_and_others(actor, on)
    upkeep = [one for one in mine if one.kind is WaitingKind.UPKEEP]
    tasks = [one for one in mine if one.kind is not WaitingKind.UPKEEP]
    return render_template(
        "reports/home.html",
        tasks=lines.own(tasks[:FIRST], on),
        waiting=len(tasks),
        upkeep=lines.own(upkeep[:MOST_FOLDED], on),
        to_confirm=len(upkeep),
        others=lines.others(others[:FIRST], on),
        with_others=len(others),
        totals=queries.totals(actor, on, months=months),
        map=figures.unit_map(queries.by_unit_and_group(actor, on, months=months)),
    )
