"""The page where a responsible unit says how far the work on a priority has come."""

from flask import Blueprint
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.priorities.progress import actions, queries, rules
from registry.city.priorities.progress.forms import ProgressForm
from registry.city.priorities.progress.queries import Priority
from registry.core import clock
from registry.core.i18n import _
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("progress", __name__, url_prefix="/grounds/<uuid:ground_id>/progress")


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.GROUND_PROGRESS, load=queries.priority)
def add(priority: Priority) -> Answer:
    """State how far the work has come; what was stated before stays."""
    ground, form = priority.ground, ProgressForm(stated_on=clock.today())
    if form.validate_on_submit():
        with attempt(form):
            actions.state(ground, form.stated(), actor=current_actor(), at=clock.now())
        if form.ok:
            return redirect_to("priorities.show", _("Läget är angivet."), ground_id=ground.id)
    why_not = rules.obstacle(ground.status, ground.document.year)
    return page("progress/add.html", form=form, ground=ground, why_not=why_not)
