"""An organisation's own pages: what is known, what is changed, and what was changed when."""

from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.audit import queries as audit
from registry.audit.past import views as past
from registry.city.vocabulary import queries as vocabulary
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions, bound, queries, redirects, related, rules
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.forms import OrganisationForm
from registry.partners.organisations.models import Organisation
from registry.partners.organisations.overview import page_overview
from registry.partners.organisations.routes.blueprint import bp, shown
from registry.web import panels
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.lists import cursor
from registry.web.transaction import attempt


@bp.get("/<uuid:organisation_id>")
@requires(Permission.ORGANISATION_READ, load=queries.alone)
def show(organisation: Organisation) -> Answer:
    """Show all that is known about an organisation, with what other features know of it."""
    parts = panels.of("organisation", current_actor(), organisation)
    told = page_overview(organisation, (part.content for part in parts), on=clock.today())
    mailboxes, people = rules.open_contacts(organisation.contacts, clock.today())
    return render_template(
        "organisations/show.html", organisation=organisation, fields=FIELDS, panels=parts, overview=told,
        terms=queries.terms_of(organisation), mailboxes=mailboxes, people=len(people),
        related=related.related(current_actor(), organisation),
    )  # fmt: skip


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
            return shown(added, _("Organisationen är registrerad."))
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
                organisation, form.facts(), seen=form.seen_version(), keep_name=form.keep_name.data,
                actor=current_actor(), at=clock.now(),
            )  # fmt: skip
        if form.ok:
            return shown(organisation, _("Uppgifterna är sparade."))
    form.renew(organisation)
    found = _duplicates(form, organisation)
    return page(
        "organisations/edit.html",
        form=form,
        organisation=organisation,
        bound=bound.by(current_actor(), [organisation.id]),
        **found,
    )


@bp.get("/<uuid:organisation_id>/history")
@requires(Permission.ORGANISATION_READ, load=queries.organisation)
def history(organisation: Organisation) -> Answer:
    """Show every change of an organisation: who, when, from what to what."""
    former = redirects.former(organisation.id)
    steps = audit.history(current_actor(), organisation.id, *former, cursor=cursor())
    parts = panels.of("organisation history", current_actor(), organisation)
    said = past.then(current_actor(), "organisation", organisation.id, request.args)
    return render_template(
        "organisations/history.html", organisation=organisation, page=steps, panels=parts, said=said
    )


def _duplicates(form: OrganisationForm, organisation: Organisation | None = None) -> dict[str, Any]:
    """After a refused form: the organisations that this one looks like, to open instead."""
    if form.ok or not form.is_submitted():
        return {"same_number": [], "alike": []}
    same_number, alike = queries.likely_same(form.facts(), but=organisation)
    return {"same_number": same_number, "alike": alike}
