"""The log as pages of its own: who has read the data of contact persons."""

from flask import Blueprint, render_template, url_for

from registry.access.permissions import Permission
from registry.audit import queries
from registry.audit.tags import Tag
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor

bp = Blueprint("audit", __name__, url_prefix="/log")


@bp.get("/readings")
@requires(Permission.PERSON_LOG)
def readings() -> str:
    """Show who read contact persons, when and whose, newest first."""
    found = queries.personal_readings(current_actor(), cursor=cursor())
    around = {
        side: url_for("audit.readings", page=edge) if edge else ""
        for side, edge in (("previous", found.before), ("next", found.after))
    }
    return render_template("audit/readings.html", rows=found.rows, around=around, read=Tag.PERSONAL_DATA_READ)
