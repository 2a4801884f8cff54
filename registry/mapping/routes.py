"""Pages of the map: who we work with, for whom, where and on which ground, on any day."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import lazy
from registry.mapping.coverage import controls, page
from registry.mapping.coverage.view import asked
from registry.web.guard import current_actor, requires

bp = Blueprint("mapping", __name__, url_prefix="/map")

VIEWS = (("mapping.coverage", lazy("Täckning")),)


@bp.get("/")
@requires(Permission.REPORT_READ)
def coverage() -> Answer:
    """Show how much there is where two things meet, and behind one cell which collaborations those are."""
    today = clock.today()
    view, problems = asked(request.args, today)
    drawn = page.drawn(current_actor(), view)
    return render_template(
        "mapping/coverage.html", drawn=drawn, view=view, lead=controls.lead(drawn), places=_places(),
        form=controls.form(view, problems, request.args), matrix=controls.matrix(drawn, today),
        tabs=controls.tabs(view, today), active=len(view.filters) + (view.on != today) + bool(view.known_on),
        close_url="?" + page.narrowed(view).query(today),
    )  # fmt: skip


def _places() -> list[dict[str, Any]]:
    return [
        {"label": words, "url": url_for(endpoint), "current": endpoint == request.endpoint}
        for endpoint, words in VIEWS
    ]
