"""Pages of the grounds: what collaborations rest on, where it stands, and the money and dialogues around it."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.priorities import queries, views
from registry.city.priorities.forms import FilterForm
from registry.city.priorities.programmes import queries as programmes
from registry.city.priorities.progress import queries as progress
from registry.city.priorities.progress.queries import Priority
from registry.city.vocabulary import queries as vocabulary
from registry.core.i18n import lazy
from registry.web.guard import current_actor, requires

bp = Blueprint("priorities", __name__, url_prefix="/grounds")

VIEWS = (
    ("priorities.index", lazy("Grunder")),
    ("priorities.documents", lazy("Styrande dokument")),
    ("priorities.funding", lazy("Särskilda medel")),
    ("priorities.meetings", lazy("Dialogmöten")),
)


@bp.get("/")
@requires(Permission.GROUND_READ)
def index() -> Answer:
    """Show all grounds by the document they stand in, also those not decided yet and those of earlier years."""
    actor, districts = current_actor(), vocabulary.terms().districts
    form = FilterForm(request.args)
    form.offer(districts, queries.document_names(actor))
    found = queries.listed(
        actor, status=form.status.data, district=form.district.offered, document=form.document.offered,
        is_carried=form.is_carried,
    )  # fmt: skip
    words = {term.id: term.words for term in districts}
    return render_template(
        "priorities/index.html",
        tabs=_tabs(), form=form, found=found, districts=words,
        carried={one.id: sum(line.carriers > 0 for line in lines) for one, lines in found},
        is_cut=sum(len(grounds) for _document, grounds in found) >= queries.MOST_LISTED,
    )  # fmt: skip


@bp.get("/<uuid:ground_id>")
@requires(Permission.GROUND_READ, load=progress.priority)
def show(priority: Priority) -> Answer:
    """Show a ground as it stands in its document, how far the work has come, and what rests on it."""
    return render_template("priorities/show.html", **views.ground_page(current_actor(), priority))


@bp.get("/documents")
@requires(Permission.GROUND_READ)
def documents() -> Answer:
    """Show the governing documents: who adopted them, when, under which number."""
    actor = current_actor()
    boards = programmes.districts(actor)
    return render_template(
        "priorities/documents.html", tabs=_tabs(), found=queries.documents(actor), boards=boards
    )


@bp.get("/funding")
@requires(Permission.GROUND_READ)
def funding() -> Answer:
    """Show the money that was set aside for a purpose, and what came of it."""
    return render_template("priorities/funding.html", tabs=_tabs(), found=queries.funding(current_actor()))


@bp.get("/meetings")
@requires(Permission.GROUND_READ)
def meetings() -> Answer:
    """Show the dialogues with the district boards, held and planned."""
    actor = current_actor()
    return render_template(
        "priorities/meetings.html",
        tabs=_tabs(), found=queries.meetings(actor), pending=queries.pending(actor),
    )  # fmt: skip


def _tabs() -> list[dict[str, Any]]:
    return [
        {"label": words, "url": url_for(endpoint), "current": endpoint == request.endpoint}
        for endpoint, words in VIEWS
    ]
