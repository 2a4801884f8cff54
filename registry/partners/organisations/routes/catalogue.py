"""The catalogue: the list, the list as a file, and what a field suggests while one types."""

from flask import render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.city.saved_views import routes as saved_views
from registry.city.vocabulary import queries as vocabulary
from registry.core.i18n import _, lazy
from registry.partners.organisations import catalogue, filtering
from registry.partners.organisations.models import Sector
from registry.partners.organisations.routes.blueprint import bp
from registry.partners.organisations.rules import Filter
from registry.web.controls import Controls
from registry.web.download import table_file
from registry.web.front.slow import slow
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs, by_name, counts_all, cursor, listing, sorting

SECTORS = Tabs(
    "sector",
    [*((sector.value, sector.words) for sector in Sector), ("all", lazy("Alla sektorer"))],
)


@bp.get("/")
@requires(Permission.ORGANISATION_READ)
def index() -> Answer:
    """Show the catalogue: civil society first, every other sector a tab away."""
    controls, chosen = chosen_filter()
    found = catalogue.page(current_actor(), chosen, cursor=cursor())
    shown = listing(
        "organisations", controls, SECTORS, page=found.page, count=found.count, sortable=catalogue.SORTABLE
    )
    return render_template(
        "organisations/index.html", list=shown, sector=chosen.sector, why=catalogue.reasons(found), best=found.best,
        views=saved_views.above("organisations"),
    )  # fmt: skip


@bp.get("/export.<any(csv, xlsx):form>")
@slow("GET")
@requires(Permission.ORGANISATION_READ)
def export(form: str) -> Answer:
    """Give exactly what the list is narrowed down to, as a file for a spreadsheet."""
    _controls, chosen = chosen_filter()
    actor, header = current_actor(), catalogue.header()
    return table_file(_("organisationer"), form, header, lambda: catalogue.exported(actor, chosen))


@bp.get("/suggestions")
@requires(Permission.ORGANISATION_READ)
def suggestions() -> Answer:
    """Answer the first organisations that a text finds, for choosing one while typing."""
    found = catalogue.suggestions(current_actor(), request.args.get("q"))
    return [{"id": str(row.id), "name": row.name, "number": row.number, "seat": row.seat} for row in found]


def chosen_filter() -> tuple[Controls, Filter]:
    """Return the controls over the list, and what the address narrows it down to."""
    controls = filtering.controls(request.args, vocabulary.terms(), catalogue.sources(current_actor()))
    sector = next((sector for sector in Sector if sector.value == SECTORS.current()), None)
    by = sorting(catalogue.SORTABLE)
    return controls, filtering.chosen(controls, sector, by_name=by_name(), by=by, counts_all=counts_all())
