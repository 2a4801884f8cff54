"""What the partner proposes to change, because it matters legally."""

from flask.typing import ResponseReturnValue as Answer

from registry.access.permissions import Permission
from registry.core import clock
from registry.core.i18n import _
from registry.partners.organisations.models import Organisation
from registry.partners.profiles import actions, queries
from registry.partners.profiles.models import ProfileProposal
from registry.partners.profiles.rules import ProposedFact
from registry.portal.forms import WISHES
from registry.portal.routes.blueprint import bp
from registry.web.forms import page, pressed
from registry.web.guard import current_actor, requires
from registry.web.redirect import redirect_to
from registry.web.transaction import attempt

FACTS = "any(name, number, legal_form, signatories, payee)"


@bp.route(f"/organisations/<uuid:organisation_id>/propose/<{FACTS}:fact>", methods=["GET", "POST"])
@requires(Permission.PORTAL, load=queries.own)
def propose(own: Organisation, fact: str) -> Answer:
    """Propose a change that staff accept or refuse."""
    form, which = WISHES[fact](country=own.country), ProposedFact(fact)
    if form.validate_on_submit():
        with attempt(form):
            actions.propose(own, form.wish(), actor=current_actor(), at=clock.now())
        if form.ok:
            message = _("Tack! Förslaget är skickat. Ni får ett mejl när staden har svarat.")
            return redirect_to("portal.organisation", organisation_id=own.id, message=message)
    now = actions.current_value(own, which)
    return page("portal/propose.html", form=form, organisation=own, fact=which, now=now)


@bp.post("/proposals/<uuid:proposal_id>/take-back")
@requires(Permission.PORTAL, load=queries.own_proposal)
def take_back(proposal: ProfileProposal) -> Answer:
    """Take a proposal back while it waits."""
    pressed()
    actions.take_back(proposal, actor=current_actor(), at=clock.now())
    message = _("Förslaget är återtaget.")
    return redirect_to("portal.organisation", organisation_id=proposal.organisation_id, message=message)
