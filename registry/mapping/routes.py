"""Pages of the map: who we work with, for whom, where and on which ground, on any day."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import lazy
from registry.mapping.coverage import controls, counting, page
from registry.mapping.coverage.choices import NARROWED_BY, Dimension
from registry.mapping.coverage.models import MapCount
from registry.mapping.coverage.view import asked
from registry.mapping.difference import page as differing
from registry.mapping.drawings import page as drawing
from registry.mapping.spots import page as finding
from registry.web.forms import pressed
from registry.web.guard import current_actor, requires

bp = Blueprint("mapping", __name__, url_prefix="/map")

MOST_LETTERS = 1000  # of an address
KEPT = ("on", "known_at", "rows", "columns", *(one.value for one in NARROWED_BY))
LONGEST_KEY = 40
VIEWS = (
    ("mapping.coverage", lazy("Täckning")),
    ("mapping.spots", lazy("Vita fläckar")),
    ("mapping.drawings", lazy("Bilder")),
    ("mapping.difference", lazy("Jämför två dagar")),
    ("map_reports.index", lazy("Rapporter")),
)


@bp.get("/")
@requires(Permission.REPORT_READ)
def coverage() -> Answer:
    """Show how much there is where two things meet, and behind one cell which collaborations those are."""
    today = clock.today()
    view, problems = asked(request.args, today)
    drawn = page.drawn(current_actor(), view)
    return render_template(
        "mapping/coverage.html", drawn=drawn, view=view, lead=controls.lead(view), places=places(),
        form=controls.form(current_actor(), view, problems, request.args), matrix=controls.matrix(drawn, today),
        tabs=controls.tabs(view, today), active=len(view.filters) + (view.on != today) + bool(view.known_on),
        others=page.in_other_states(current_actor(), view) if drawn.is_empty else [],
        close_url="?" + page.narrowed(view).query(today), address=view.query(today),
    )  # fmt: skip


@bp.post("/count")
@requires(Permission.REPORT_READ)
def count() -> Answer:
    """Let what is too much to count at once be counted in the queue; the result stands at the view's own address."""
    pressed()
    today = clock.today()
    view, _problems = asked(dict(parse_qsl(request.form.get("view", "")[:MOST_LETTERS])), today)
    counting.ask(view, actor=current_actor(), at=clock.now())
    query = view.query(today)
    return redirect(url_for("mapping.coverage") + (f"?{query}" if query else ""), 303)


@bp.get("/count/<uuid:count_id>")
@requires(Permission.REPORT_READ, load=counting.loaded)
def progress(found: MapCount) -> Answer:
    """Tell the page's script how far the counting has come."""
    is_at_work = found.finished_at is None and not counting.has_failed(found)
    return {"at_work": is_at_work, "done": found.done, "all": found.total}


@bp.get("/spots")
@requires(Permission.REPORT_READ)
def spots() -> Answer:
    """Show what is missing, what several do, and what hangs by a thread, each with why."""
    today = clock.today()
    view, problems = finding.read(request.args, today)
    found = finding.spots(current_actor(), view)
    return render_template(
        "mapping/spots.html", found=found, lists=finding.shown(found, view, request.args, today), view=view,
        place=finding.place, today=today, form=controls.of_day(view, problems, request.args),
        places=places(), lead=controls.lead(view),
        active=len(view.filters) + (view.on != today) + bool(view.known_on),
    )  # fmt: skip


@bp.get("/drawings")
@requires(Permission.REPORT_READ)
def drawings() -> Answer:
    """Show the map as drawings, each with its table."""
    today = clock.today()
    view, problems = finding.read(request.args, today)
    found = drawing.drawings(current_actor(), view, today)
    return render_template(
        "mapping/drawings.html", found=found, today=today, lead=controls.lead(view), places=places(),
        form=controls.of_day(view, problems, request.args),
        active=len(view.filters) + (view.on != today) + bool(view.known_on),
    )  # fmt: skip


@bp.get("/difference")
@requires(Permission.REPORT_READ)
def difference() -> Answer:
    """Show what differs between two days: numbers, and which collaborations came and went."""
    today = clock.today()
    before, after, form = differing.read(request.args, today)
    found = differing.difference(current_actor(), before, after)
    return render_template(
        "mapping/difference.html", found=found, before=before, after=after, form=form, places=places(),
        is_asked=bool(request.args), today=today, narrowing=controls.narrowing(after),
    )  # fmt: skip


def places() -> list[dict[str, Any]]:
    """The pages of the map. The day, the group and the district stay chosen from one to the next."""
    kept = {name: said for name in KEPT if (said := request.args.get(name, "")[:LONGEST_KEY])}
    if "rows" not in kept and Dimension.TARGET_GROUP.value in kept:
        kept["rows"] = Dimension.ACTIVITY.value  # a map with a row for each group is not narrowed down to one
    query = f"?{urlencode(kept)}" if kept else ""
    return [
        {"label": words, "url": url_for(endpoint) + query, "current": endpoint == request.endpoint}
        for endpoint, words in VIEWS
    ]
