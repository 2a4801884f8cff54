"""Confirming an address by the link that was mailed to it, and asking for another link."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations.models import Contact, Organisation
from registry.partners.profiles import queries
from registry.partners.profiles.addresses import actions
from registry.partners.profiles.addresses import queries as addresses
from registry.portal.forms import ConfirmAddressForm
from registry.portal.routes.blueprint import bp
from registry.portal.routes.organisation import back_home
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, public, requires
from registry.web.transaction import attempt


@bp.route("/addresses/<token>", methods=["GET", "POST"])
@public("whoever reads the mailed link confirms the address, with or without an account")
def confirm_address(token: str) -> Answer:
    """Confirm an address. Opening the page changes nothing: mail programs open links by themselves."""
    form, found = ConfirmAddressForm(), addresses.waiting_for(token, clock.now())
    told = {"email": found[0].email, "organisation": found[1].name} if found else None
    is_done = False
    if form.validate_on_submit():
        with attempt(form):
            actions.confirm(token, at=clock.now())
        is_done = form.ok
    return page("portal/confirm_address.html", form=form, found=told, is_done=is_done)


@bp.post("/organisations/<uuid:organisation_id>/contacts/<uuid:contact_id>/ask-again")
@requires(Permission.PORTAL, load=queries.own_contact)
def ask_again(found: tuple[Organisation, Contact]) -> Answer:
    """Mail another link to an address that waits to be confirmed."""
    pressed()
    own, contact = found
    actions.ask_again(contact, actor=current_actor(), at=clock.now())
    return back_home(own, _("Vi har skickat ett nytt mejl till %(address)s.", address=contact.email))
