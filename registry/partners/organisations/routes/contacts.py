"""Ways to reach an organisation."""

from http import HTTPStatus

from flask import request
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions, queries
from registry.partners.organisations.forms import ContactForm
from registry.partners.organisations.models import Contact, Organisation
from registry.partners.organisations.routes.blueprint import bp, shown
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.route("/<uuid:organisation_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.organisation)
def add_contact(organisation: Organisation) -> Answer:
    """Add a way to reach an organisation."""
    form = ContactForm()
    if form.validate_on_submit():
        with attempt(form):
            actions.add_contact(organisation, form.reach(), actor=current_actor(), at=clock.now())
        if form.ok:
            return shown(organisation, _("Kontakten är sparad."))
    return page("organisations/add_contact.html", form=form, organisation=organisation)


@bp.route("/<uuid:organisation_id>/contacts/<uuid:contact_id>/edit", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_WRITE, load=queries.contact)
def edit_contact(found: tuple[Organisation, Contact]) -> Answer:
    """Change a way to reach an organisation. A person's data is opened with a button, for the reading is logged."""
    organisation, contact = found
    if contact.person and request.method == "GET":
        return redirect_to("organisations.show", organisation_id=organisation.id)
    why = ContactForm.reason_of(contact)
    if contact.person and "open" in request.form:
        pressed()
        actions.read_people(organisation, actor=current_actor(), at=clock.now())
        form = ContactForm(formdata=None, obj=contact, **why)
        return page("organisations/edit_contact.html", form=form, organisation=organisation, contact=contact)
    # Of a person nothing comes back but what was typed, also when a field or the token is missing.
    form = ContactForm() if contact.person else ContactForm(obj=contact, **why)
    if form.validate_on_submit():
        with attempt(form):
            seen, reach, actor = form.seen_version(), form.reach(), current_actor()
            actions.change_contact(organisation, contact, reach, seen=seen, actor=actor, at=clock.now())
        if form.ok:
            return shown(organisation, _("Kontakten är sparad."))
    is_stale = form.http_status == HTTPStatus.CONFLICT
    if contact.person and is_stale:  # what is stored of the person is shown beside
        actions.read_people(organisation, actor=current_actor(), at=clock.now())
    form.renew(contact, **why)
    return page("organisations/edit_contact.html", form=form, organisation=organisation, contact=contact)


@bp.post("/<uuid:organisation_id>/contacts/<uuid:contact_id>/remove")
@requires(Permission.ORGANISATION_WRITE, load=queries.contact)
def remove_contact(found: tuple[Organisation, Contact]) -> Answer:
    """Remove a way to reach an organisation."""
    pressed()
    organisation, contact = found
    actions.remove_contact(organisation, contact, actor=current_actor(), at=clock.now())
    return shown(organisation, _("Kontakten är borttagen."))
