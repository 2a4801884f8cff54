"""The partner's own contacts. Reading one's own people is not logged."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import actions
from registry.partners.organisations.models import Contact, Organisation
from registry.partners.profiles import queries
from registry.partners.profiles.addresses import actions as addresses
from registry.portal.forms import OwnContactForm
from registry.portal.routes.blueprint import bp
from registry.portal.routes.organisation import back_home
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.transaction import attempt


@bp.route("/organisations/<uuid:organisation_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own)
def add_contact(own: Organisation) -> Answer:
    """Add a way to reach the organisation."""
    form = OwnContactForm()
    if form.validate_on_submit():
        with attempt(form):
            contact = addresses.add(own, form.own_reach(), actor=current_actor(), at=clock.now())
        if form.ok:
            return back_home(own, _saved(contact))
    return page("portal/contact.html", form=form, organisation=own, contact=None)


@bp.route("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own_contact)
def edit_contact(found: tuple[Organisation, Contact]) -> Answer:
    """Change a way to reach the organisation."""
    own, contact = found
    form = OwnContactForm(obj=contact)
    if form.validate_on_submit():
        with attempt(form):
            seen, reach = form.seen_version(), form.own_reach(contact)
            addresses.change(own, contact, reach, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return back_home(own, _saved(contact))
    form.renew(contact)
    return page("portal/contact.html", form=form, organisation=own, contact=contact)


@bp.post("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>/remove")
@requires(Permission.PORTAL, load=queries.own_contact)
def remove_contact(found: tuple[Organisation, Contact]) -> Answer:
    """Remove a way to reach the organisation."""
    pressed()
    own, contact = found
    actions.remove_contact(own, contact, actor=current_actor(), at=clock.now())
    return back_home(own, _("Kontakten är borttagen."))


def _saved(contact: Contact) -> str:
    if not contact.mail_asked_at:
        return _("Kontakten är sparad.")
    return _(
        "Kontakten är sparad. Vi har mejlat en länk till %(address)s. Öppna den, så börjar vi mejla dit.",
        address=contact.email,
    )
