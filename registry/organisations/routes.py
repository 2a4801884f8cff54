"""Pages of organisations: the catalogue, each organisation, and what is changed about it."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue as Answer
from werkzeug.wrappers import Response

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.core import clock
from registry.core.i18n import _, lazy
from registry.organisations import actions, queries
from registry.organisations.forms import ContactForm, FilterForm, NameForm, OrganisationForm
from registry.organisations.models import SECTOR_LABELS, Contact, Organisation, OrganisationName, Sector
from registry.organisations.rules import Filter
from registry.vocabulary import queries as vocabulary
from registry.web import panels
from registry.web.download import csv_file
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.lists import Tabs, cursor, listing
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

bp = Blueprint("organisations", __name__, url_prefix="/organisations")


SECTORS = Tabs(
    "sector",
    [*((sector.value, words) for sector, words in SECTOR_LABELS.items()), ("all", lazy("Alla sektorer"))],
)


@bp.get("/")
@requires(Permission.ORGANISATION_READ)
def index() -> Answer:
    """Show the catalogue: civil society first, every other sector a tab away."""
    actor = current_actor()
    form, chosen = _chosen()
    found = queries.page(actor, chosen, cursor=cursor())
    shown = listing("organisations", form, SECTORS, found=found, count=lambda: queries.count(actor, chosen))
    return render_template("organisations/index.html", form=form, list=shown, sector=chosen.sector)


@bp.get("/export.csv")
@requires(Permission.ORGANISATION_READ)
def export() -> Answer:
    """Give exactly what the list is narrowed down to, as a file for a spreadsheet."""
    _form, chosen = _chosen()
    return csv_file(_("organisationer"), queries.header(), queries.exported(current_actor(), chosen))


@bp.get("/suggestions")
@requires(Permission.ORGANISATION_READ)
def suggestions() -> Answer:
    """Answer the first organisations that a text finds, for choosing one while typing."""
    found = queries.suggestions(current_actor(), request.args.get("q"))
    return [{"id": str(row.id), "name": row.name, "number": row.number, "seat": row.seat} for row in found]


@bp.get("/<uuid:organisation_id>")
@requires(Permission.ORGANISATION_READ, load=queries.organisation)
def show(organisation: Organisation) -> Answer:
    """Show all that is known about an organisation, with what other features know of it."""
    shown = panels.of("organisation", current_actor(), organisation)
    terms = queries.terms_of(organisation)
    return render_template("organisations/show.html", organisation=organisation, terms=terms, panels=shown)


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE)
def add() -> Answer:
    """Register an organisation."""
    form = OrganisationForm()
    form.offer_terms(vocabulary.terms().open(clock.today()))
    if form.validate_on_submit():
        with attempt(form):
            added = actions.register(form.facts(), actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(added, _("Organisationen är registrerad."))
    return page("organisations/add.html", form=form, **_duplicates(form))


@bp.route("/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.changeable)
def edit(organisation: Organisation) -> Answer:
    """Change the facts of an organisation."""
    form = OrganisationForm(obj=organisation)
    form.offer_terms(vocabulary.terms().open(clock.today(), kept={one.id for one in organisation.districts}))
    if form.validate_on_submit():
        with attempt(form):
            actions.change(
                organisation, form.facts(), seen=form.seen_version(), actor=current_actor(), at=clock.now()
            )
        if form.ok:
            return _shown(organisation, _("Uppgifterna är sparade."))
    form.renew(organisation)
    found = _duplicates(form, organisation)
    return page("organisations/edit.html", form=form, organisation=organisation, **found)


@bp.get("/<uuid:organisation_id>/history")
@requires(Permission.ORGANISATION_READ, load=queries.organisation)
def history(organisation: Organisation) -> Answer:
    """Show every change of an organisation: who, when, from what to what."""
    events = audit.of_matter(current_actor(), organisation.id)
    return render_template("organisations/history.html", organisation=organisation, events=events)


@bp.route("/<uuid:organisation_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.organisation)
def add_contact(organisation: Organisation) -> Answer:
    """Add a way to reach an organisation."""
    form = ContactForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.add_contact(organisation, form.reach(), actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(organisation, _("Kontakten är sparad."))
    return page("organisations/add_contact.html", form=form, organisation=organisation)


@bp.route("/<uuid:organisation_id>/contacts/<uuid:contact_id>/edit", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.contact)
def edit_contact(found: tuple[Organisation, Contact]) -> Answer:
    """Change a way to reach an organisation."""
    organisation, contact = found
    form = ContactForm(obj=contact)
    if form.validate_on_submit():
        with attempt(form):
            actions.change_contact(
                organisation,
                contact,
                form.reach(),
                seen=form.seen_version(),
                actor=current_actor(),
                at=clock.now(),
            )
        if form.ok:
            return _shown(organisation, _("Kontakten är sparad."))
    form.renew(contact)
    return page("organisations/edit_contact.html", form=form, organisation=organisation, contact=contact)


@bp.post("/<uuid:organisation_id>/contacts/<uuid:contact_id>/remove")
@requires(Permission.ORGANISATION_WRITE, load=queries.contact)
def remove_contact(found: tuple[Organisation, Contact]) -> Answer:
    """Remove a way to reach an organisation."""
    pressed()
    organisation, contact = found
    actions.remove_contact(organisation, contact, actor=current_actor(), at=clock.now())
    return _shown(organisation, _("Kontakten är borttagen."))


@bp.route("/<uuid:organisation_id>/names/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.organisation)
def add_name(organisation: Organisation) -> Answer:
    """Give an organisation another name, an earlier or a shorter one."""
    form = NameForm()
    if form.validate_on_submit():
        with attempt(form):
            name, starts_on, ends_on = form.name.data or "", form.starts_on.data, form.ends_on.data
            given = {"starts_on": starts_on, "ends_on": ends_on}
            actions.add_name(organisation, name, **given, actor=current_actor(), at=clock.now())
        if form.ok:
            return _shown(organisation, _("Namnet är sparat."))
    return page("organisations/add_name.html", form=form, organisation=organisation)


@bp.post("/<uuid:organisation_id>/names/<uuid:name_id>/remove")
@requires(Permission.ORGANISATION_WRITE, load=queries.other_name)
def remove_name(found: tuple[Organisation, OrganisationName]) -> Answer:
    """Take away another name that was wrong."""
    pressed()
    organisation, other = found
    actions.remove_name(organisation, other, actor=current_actor(), at=clock.now())
    return _shown(organisation, _("Namnet är borttaget."))


def _chosen() -> tuple[FilterForm, Filter]:
    form = FilterForm(request.args)
    form.offer_terms(vocabulary.terms())
    sector = next((sector for sector in Sector if sector.value == SECTORS.current()), None)
    return form, form.chosen(sector)


def _shown(organisation: Organisation, message: str) -> Response:
    return redirect_to("organisations.show", organisation_id=organisation.id, message=message)


def _duplicates(form: OrganisationForm, organisation: Organisation | None = None) -> dict[str, Any]:
    """After a refused form: the organisations that this one looks like, to open instead."""
    if form.ok or not form.is_submitted():
        return {"same_number": [], "alike": []}
    but = organisation.id if organisation else None
    same_number = queries.with_number(form.number.data, but=but)
    return {
        "same_number": same_number,
        "alike": [] if same_number else queries.alike(form.name.data, but=but),
    }
