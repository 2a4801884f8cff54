"""What the city holds of the partner's own organisation: shown, changed by itself, confirmed once a year."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.agreements import partner
from registry.city.vocabulary import queries as vocabulary
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations import rules
from registry.partners.organisations.fields import FIELDS
from registry.partners.organisations.models import Organisation
from registry.partners.payees import queries as payees
from registry.partners.profiles import actions, queries
from registry.partners.profiles.rules import ProposedFact, unfilled
from registry.partners.recognition import actions as recognition_actions
from registry.partners.recognition import queries as recognition
from registry.partners.recognition.handing_in import queries as handed_in
from registry.partners.recognition.handing_in.rules import CAN_HAND_IN
from registry.portal.forms import ConfirmForm, ProfileForm
from registry.portal.routes.blueprint import bp
from registry.web.forms import page
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt


@bp.get("/organisations")
@requires(Permission.PORTAL)
def own_organisations() -> Answer:
    """Lead to what the city holds of the organisation, or let whoever represents several choose one."""
    mine = partner.organisations(current_actor())
    if len(mine) == 1:
        return redirect(url_for("portal.organisation", organisation_id=mine[0].id))
    return render_template("portal/own_organisations.html", organisations=mine)


@bp.get("/organisations/<uuid:organisation_id>")
@requires(Permission.PORTAL, load=queries.own)
def organisation(own: Organisation) -> Answer:
    """Show the partner what the city holds of its organisation, and what it can do about it."""
    return render_template("portal/organisation.html", **_held(own))


def _held(own: Organisation) -> dict[str, object]:
    actor = current_actor()
    mailboxes, people = rules.open_contacts(own.contacts, clock.today())
    facts = {fact: actions.current_value(own, fact) for fact in ProposedFact}
    has_address, is_reached = bool(own.street or own.seat), bool(mailboxes or people)
    return {
        "organisation": own,
        "proposals": queries.own_proposals(actor, own.id),
        "contacts": [*mailboxes, *people],
        "facts": facts,
        "unfilled": unfilled(has_address=has_address, is_reached=is_reached, facts=facts),
        "fields": FIELDS.public(),
        "accounts": payees.own(actor, own.id),
        "overview": recognition.own(actor, own),
        "papers": handed_in.own(actor, own.id),
        "can_hand_in": CAN_HAND_IN,
    }


@bp.route("/organisations/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own)
def edit_organisation(own: Organisation) -> Answer:
    """Change what the organisation changes itself."""
    form = ProfileForm(obj=own)
    form.offer_terms(vocabulary.terms().open(clock.today(), kept={one.id for one in own.districts}))
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            actions.change(own, form.own_facts(own), seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return back_home(own, _("Tack! Uppgifterna är ändrade."))
    form.renew(own)
    return page("portal/edit_organisation.html", form=form, organisation=own)


@bp.route("/organisations/<uuid:organisation_id>/confirm", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own)
def confirm(own: Organisation) -> Answer:
    """Ask whether all that the city holds is right: one button, or change it."""
    form = ConfirmForm(obj=own)
    if form.validate_on_submit():
        with attempt(form):
            seen = form.seen_version()
            recognition_actions.confirm(own, seen=seen, actor=current_actor(), at=clock.now())
        if form.ok:
            return back_home(own, _("Tack! Ni har bekräftat att uppgifterna stämmer."))
    form.renew(own)
    return page("portal/confirm.html", form=form, **_held(own))


def back_home(own: Organisation, message: str) -> Answer:
    """Go back to the organisation's own page and say what was done."""
    return redirect_to("portal.organisation", organisation_id=own.id, message=message)
