"""The log as pages of its own: who has read the data of contact persons."""

from flask import Blueprint, render_template

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
    return render_template("audit/readings.html", page=found, read=Tag.PERSONAL_DATA_READ)
