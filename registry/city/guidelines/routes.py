"""Pages of the guidelines: the edition in force and every earlier one."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.guidelines import queries
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import ChecklistItem, Guideline
from registry.core import clock
from registry.web.guard import current_actor, requires

bp = Blueprint("guidelines", __name__, url_prefix="/guidelines")


@bp.get("")
@requires(Permission.GUIDELINE_READ)
def index() -> Answer:
    """Show the guideline in force: its rules with where we read them, its criteria, and all editions."""
    current = queries.in_force(clock.today())
    guideline = queries.edition(current_actor(), current.id) if current else None
    return _shown("guidelines/index.html", guideline)


@bp.get("/<uuid:guideline_id>")
@requires(Permission.GUIDELINE_READ, load=queries.edition)
def show(guideline: Guideline) -> Answer:
    """Show one edition, for decisions that rest on an earlier one."""
    return _shown("guidelines/show.html", guideline)


def _shown(template: str, guideline: Guideline | None) -> str:
    return render_template(
        template,
        guideline=guideline,
        checklists=_by_kind(guideline),
        editions=queries.editions(),
        on=clock.today(),
    )


def _by_kind(guideline: Guideline | None) -> list[tuple[Kind, list[ChecklistItem]]]:
    found = (
        {kind: [item for item in guideline.items if item.kind is kind] for kind in Kind} if guideline else {}
    )
    return [(kind, items) for kind, items in found.items() if items]
