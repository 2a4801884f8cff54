"""The catalogue: the list, the list as a file, and what a field suggests while one types."""

from flask import render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core.i18n import _, lazy
from registry.organisations import queries
from registry.organisations.filtering import FilterForm
from registry.organisations.models import SECTOR_LABELS, Sector
from registry.organisations.routes.blueprint import bp
from registry.organisations.rules import Filter
from registry.vocabulary import queries as vocabulary
from registry.web.download import csv_file
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs, cursor, listing

SECTORS = Tabs(
    "sector",
    [*((sector.value, words) for sector, words in SECTOR_LABELS.items()), ("all", lazy("Alla sektorer"))],
)


@bp.get("/")
@requires(Permission.ORGANISATION_READ)
def index() -> Answer:
    """Show the catalogue: civil society first, every other sector a tab away."""
    actor = current_actor()
    form, chosen = chosen_filter()
    found = queries.page(actor, chosen, cursor=cursor())
    shown = listing("organisations", form, SECTORS, found=found, count=lambda: queries.count(actor, chosen))
    return render_template("organisations/index.html", form=form, list=shown, sector=chosen.sector)


@bp.get("/export.csv")
@requires(Permission.ORGANISATION_READ)
def export() -> Answer:
    """Give exactly what the list is narrowed down to, as a file for a spreadsheet."""
    _form, chosen = chosen_filter()
    return csv_file(_("organisationer"), queries.header(), queries.exported(current_actor(), chosen))


@bp.get("/suggestions")
@requires(Permission.ORGANISATION_READ)
def suggestions() -> Answer:
    """Answer the first organisations that a text finds, for choosing one while typing."""
    found = queries.suggestions(current_actor(), request.args.get("q"))
    return [{"id": str(row.id), "name": row.name, "number": row.number, "seat": row.seat} for row in found]


def chosen_filter() -> tuple[FilterForm, Filter]:
    """Return the list's form and what the address narrows the list down to."""
    form = FilterForm(request.args)
    form.offer_terms(vocabulary.terms())
    sector = next((sector for sector in Sector if sector.value == SECTORS.current()), None)
    return form, form.chosen(sector)
