"""The register of decisions, and one decision."""

from flask import render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.matters.decisions import queries, views
from registry.matters.decisions.entries import FinalDecision
from registry.matters.decisions.routes.blueprint import bp
from registry.web.download import table_file
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.pagination import page_of


@bp.get("/")
@requires(Permission.DECISION_READ)
def index() -> Answer:
    """List all decisions, by what they wait for."""
    return render_template("decisions/index.html", **views.register(current_actor(), request.args))


@bp.get("/recorded")
@requires(Permission.DECISION_READ)
def recorded() -> Answer:
    """List the decisions made before their agreements came here: as recorded, never as made here."""
    rows = queries.recorded(current_actor())
    found = page_of(rows, queries.RECORDED_ORDER, cursor=cursor(), descending=True)
    return render_template("decisions/recorded.html", page=found)


@bp.get("/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.DECISION_READ)
def export(form: str) -> Answer:
    """Give exactly what the register is narrowed down to, as a file for a spreadsheet."""
    rows, today = views.narrowed(current_actor(), request.args), clock.today()
    return table_file(_("beslut"), form, views.header(), lambda: views.exported(rows, today))


@bp.get("/<uuid:decision_id>")
@requires(Permission.DECISION_READ, load=queries.entry)
def show(entry: FinalDecision) -> Answer:
    """Show one decision: how it was reported and posted, appeals, legal force."""
    return render_template("decisions/show.html", **views.one_decision(entry))
